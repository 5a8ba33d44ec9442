package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/config"
	"foxhound/internal/logs"
	"foxhound/internal/pull"
	"foxhound/internal/store"
)

// importFlags are the flags of feed import, as typed.
type importFlags struct {
	config   string
	feed     string
	whole    bool
	store    *string
	maxShare share
}

func newFeedImportCommand(e *env) *cobra.Command {
	flags := importFlags{}
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Bring files of indicators into the store",
		Long: `Import reads files of indicators, of every kind that -i reads, into the store. A file is a
feed of its own, named after it; exports of abuse.ch are the feeds of the platform they are
of. --feed names the feed instead.

Where the file is all that the feed has to say, --whole withdraws what is not in it any more.
A file that would change too much of its feed is held, and single indicators that look like
a mistake are: see foxhound feed review. A file without one indicator changes nothing.`,
		Example: `  foxhound feed import examples/remus/page.md
  foxhound feed import --feed blocklist --whole hosts.txt`,
	}
	f := cmd.Flags()
	f.StringVar(&flags.feed, "feed", "", "the `NAME` of the feed that the files are of")
	f.BoolVar(&flags.whole, "whole", false, "the file is all that the feed says: withdraw what is not in it")
	f.Var(&flags.maxShare, "max-share", "hold a file that would withdraw or retract more than this share of its feed, or add more than eight times this share")
	addColumns(e, cmd)
	flags.store = addStore(cmd)
	file := addConfig(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		flags.config = *file
		if len(args) == 0 {
			return errors.New("no file given; name files of indicators, or - for standard input")
		}
		return runImport(cmd.Context(), e, flags, args)
	}
	return cmd
}

func runImport(ctx context.Context, e *env, flags importFlags, args []string) error {
	c, err := loadConfig(e, flags.config)
	if err != nil {
		return err
	}
	path, err := storePath(e, *flags.store)
	if err != nil {
		return err
	}
	s, err := openReviewing(ctx, path, store.Options{Now: e.now, Limits: flags.maxShare.limits()})
	if err != nil {
		return err
	}
	defer s.Close()
	release, err := s.Lock()
	if err != nil {
		return err
	}
	defer release()
	im := &importing{e: e, s: s, config: c, flags: flags}
	for _, src := range feedSources(args) {
		switch err := im.file(ctx, src); {
		case err != nil && ctx.Err() != nil:
			return fmt.Errorf("%s: %w", src.Path, ctx.Err())
		case err != nil:
			e.complain(fmt.Errorf("%s: %w", src.Path, err))
			im.failed = true
		}
	}
	if im.failed {
		return status(exitError)
	}
	return nil
}

// importing is an import under way.
type importing struct {
	e      *env
	s      *store.Store
	config *config.Config
	flags  importFlags
	failed bool
}

// file imports one file. One that could not be read to its end brings what was read.
func (im *importing) file(ctx context.Context, src logs.Source) error {
	r, readErr := readFeed(ctx, im.e, src)
	if err := ctx.Err(); err != nil {
		return err
	}
	if readErr != nil && r.Len() == 0 {
		return readErr
	}
	if readErr != nil {
		im.failed = true
		im.e.complain(fmt.Errorf("%s: %w; what could be read is imported", src.Path, readErr))
	}
	complainOfFeeds(im.e, []*feed.Result{r})
	platform, _, _ := strings.Cut(r.Format, "-")
	name := im.name(src, r)
	p, err := im.s.Begin(ctx, store.Feed{Name: name, Location: location(src), Whole: im.flags.whole, Expiry: store.Expiry(im.config.ExpiryOf(name, platform))})
	if err != nil {
		return err
	}
	defer p.Rollback()
	if readErr != nil {
		p.Partial()
	}
	if err := addAll(p, r); err != nil {
		return err
	}
	out, err := p.Commit()
	if err != nil {
		return err
	}
	fmt.Fprintf(im.e.out, "%s\n", importLine(indicator.Printable(p.Feed().Name, 0), src.Path, out))
	return nil
}

// addAll gives a pull what a file held.
func addAll(p *store.Pull, r *feed.Result) error {
	for _, ind := range r.Pack().All() {
		if err := p.Add(ind); err != nil {
			return err
		}
	}
	for _, rm := range r.Removals {
		if err := remove(p, rm); err != nil {
			return err
		}
	}
	p.Malformed(len(r.Malformed))
	return nil
}

func remove(p *store.Pull, rm feed.Removal) error {
	if rm.Entry != "" {
		return p.Revoke(rm.Observable, rm.Entry)
	}
	return p.Retract(retraction(rm))
}

// retraction is what takes back all that a platform says of a value.
func retraction(rm feed.Removal) store.Retraction {
	return store.Retraction{Observable: rm.Observable, Source: pull.SourceOf(rm.Platform), ID: strconv.FormatInt(rm.ID, 10), At: rm.Time, By: rm.By, Reason: rm.Note}
}

// platforms are the publishers whose files are all of one feed, however they are named: the
// part of a format's name before its first hyphen.
var platforms = []string{"threatfox", "urlhaus", "malwarebazaar", "feodo", "sslbl"}

// name is the feed's name: the user's, the publisher's, the file's.
func (im *importing) name(src logs.Source, r *feed.Result) string {
	platform, _, _ := strings.Cut(r.Format, "-")
	base := filepath.Base(src.Path)
	stem, _, _ := strings.Cut(strings.TrimLeft(base, "."), ".")
	switch {
	case im.flags.feed != "":
		return im.flags.feed
	case slices.Contains(platforms, platform):
		return platform
	case r.Format == "abusech-fplist":
		return r.Format
	case src.Path == "-" || stem == "":
		return "stdin"
	}
	return stem
}

// location is the file as it can be found again.
func location(src logs.Source) string {
	if abs, err := filepath.Abs(src.Path); err == nil && src.Path != "-" {
		return abs
	}
	return src.Path
}

// importLine says what became of a file.
func importLine(name, file string, o store.Outcome) string {
	var parts []string
	for _, c := range []struct {
		n    int
		what string
	}{
		{o.Added, "new"}, {o.Changed, "changed"}, {o.Refreshed, "seen again"}, {o.Unchanged, "unchanged"}, {o.Returned, "returned"},
		{o.Repeated, "repeated"}, {o.Withdrawn, "withdrawn"}, {o.Retracted, "retracted"}, {o.Malformed, "malformed"},
		{o.Kept, "of them held for review"},
	} {
		if c.n > 0 {
			parts = append(parts, number(c.n)+" "+c.what)
		}
	}
	if parts == nil {
		parts = []string{"nothing in it"}
	}
	if o.Held != 0 {
		return fmt.Sprintf("%s: held, nothing is stored: %s; see foxhound feed review %d (%s)", name, o.Reason, o.Held, indicator.Printable(file, 0))
	}
	return fmt.Sprintf("%s: %s (%s)", name, strings.Join(parts, " · "), indicator.Printable(file, 0))
}

// A share is a flag that takes a part of the whole, such as 0.5 or 50%. It implements
// [pflag.Value].
type share struct{ of float64 }

func (s *share) Type() string { return "SHARE" }

func (s *share) String() string {
	if s.of == 0 {
		return "50%"
	}
	return strconv.FormatFloat(100*s.of, 'f', -1, 64) + "%"
}

func (s *share) Set(text string) error {
	number, percent := strings.CutSuffix(text, "%")
	of, err := strconv.ParseFloat(number, 64)
	if percent {
		of /= 100
	}
	if err != nil || !(of > 0 && of <= 1) {
		return fmt.Errorf("`%s` is no share such as 50%% or 0.5", text)
	}
	s.of = of
	return nil
}

// limits are the store's for such a share.
func (s *share) limits() store.Limits {
	if s.of == 0 {
		return store.DefaultLimits
	}
	return store.Limits{Add: 8 * s.of, Remove: s.of, Floor: store.DefaultLimits.Floor, Few: store.DefaultLimits.Few}
}
