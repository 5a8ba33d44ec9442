package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/config"
	"foxhound/internal/pull"
	"foxhound/internal/store"
)

// pullFlags are the flags of feed pull, as typed.
type pullFlags struct {
	config  *string
	keyFile *string
	store   *string
	due     bool
	dryRun  bool
}

func newFeedPullCommand(e *env) *cobra.Command {
	flags := pullFlags{}
	cmd := &cobra.Command{
		Use:   "pull [NAME...]",
		Short: "Fetch feeds and store what is new in them",
		Long: `Pull fetches feeds, takes up where the last pull of each ended, and stores what is new.
Without names it pulls those of the configuration, and the built-in ones that the store has.

Built-in feeds need no configuration: ` + strings.Join(builtinNames(), ", ") + `.
Some want a key of abuse.ch, which is free (https://auth.abuse.ch/): it is taken from
` + keyEnv + ` or from --auth-key-file, sent to abuse.ch alone and never shown.

A feed that fails is reported and the others go on; the store keeps what it has of it. A pull
that would change too much of its feed is held: see foxhound feed review.`,
		Example: `  foxhound feed pull threatfox urlhaus
  foxhound feed pull --due`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			c, err := loadConfig(e, *flags.config)
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return without(c.Known(), args), cobra.ShellCompDirectiveNoFileComp
		},
	}
	f := cmd.Flags()
	f.BoolVar(&flags.due, "due", false, "pull only feeds whose time, by every in the configuration, has come")
	f.BoolVar(&flags.dryRun, "dry-run", false, "fetch and count, and store nothing")
	flags.config = addConfig(cmd)
	flags.keyFile = addKeyFile(cmd)
	flags.store = addStore(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runPull(cmd.Context(), e, flags, args) }
	return cmd
}

func builtinNames() []string {
	var names []string
	for _, f := range pull.Builtin() {
		names = append(names, f.Name)
	}
	return names
}

// without are the words that are none of others.
func without(words, others []string) []string {
	return slices.DeleteFunc(words, func(word string) bool { return slices.Contains(others, word) })
}

func runPull(ctx context.Context, e *env, flags pullFlags, names []string) error {
	c, err := loadConfig(e, *flags.config)
	if err != nil {
		return err
	}
	key, err := readKey(e, *flags.keyFile)
	if err != nil {
		return err
	}
	path, err := storePath(e, *flags.store)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, path, store.Options{Now: e.now, Hold: reviewed, Limits: reviewLimits(c.Review)})
	if err != nil {
		return err
	}
	defer s.Close()
	release, err := s.Lock()
	if err != nil {
		return err
	}
	defer release()
	p := &pulling{e: e, s: s, config: c, flags: flags, client: &pull.Client{Key: key, Now: e.now, Agent: "foxhound/" + version()}}
	return p.all(ctx, names)
}

// reviewLimits are the store's, with what the configuration says of them.
func reviewLimits(r config.Review) store.Limits {
	limits := store.DefaultLimits
	if r.Add > 0 {
		limits.Add = r.Add
	}
	if r.Remove > 0 {
		limits.Remove = r.Remove
	}
	if r.Floor > 0 {
		limits.Floor = r.Floor
	}
	return limits
}

// pulling is a pull of several feeds under way.
type pulling struct {
	e      *env
	s      *store.Store
	config *config.Config
	flags  pullFlags
	client *pull.Client
}

func (p *pulling) all(ctx context.Context, names []string) error {
	known, err := p.stored(ctx)
	if err != nil {
		return err
	}
	if names, err = p.chosen(names, known); err != nil {
		return err
	}
	failed := false
	for i, name := range names {
		if p.flags.due && !p.due(name, known[name]) {
			continue
		}
		err := p.feed(ctx, name, known[name])
		if ctx.Err() != nil {
			p.e.complain(fmt.Errorf("interrupted: %d of %s pulled", i, counted(len(names), "feed")))
			return status(exitInterrupted)
		}
		if err != nil {
			failed = true
			p.e.complain(err)
		}
	}
	if failed {
		return status(exitError)
	}
	return nil
}

// stored are the feeds of the store by name.
func (p *pulling) stored(ctx context.Context) (map[string]store.Feed, error) {
	feeds, err := p.s.Feeds(ctx)
	byName := map[string]store.Feed{}
	for _, f := range feeds {
		byName[f.Name] = f
	}
	return byName, err
}

// chosen are the feeds to pull: those named, else those of the configuration and the built-in
// ones that were pulled before.
func (p *pulling) chosen(names []string, known map[string]store.Feed) ([]string, error) {
	for _, name := range names {
		if !slices.Contains(p.config.Known(), name) {
			return nil, fmt.Errorf("there is no feed `%s` to pull; %s", name, orNearest(name, p.config.Known(), "add it with `foxhound feed add`"))
		}
	}
	if len(names) > 0 {
		slices.Sort(names)
		return slices.Compact(names), nil
	}
	names = p.config.Names()
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if _, pulled := known[name].Cursor["pulled"]; pulled && slices.Contains(builtinNames(), name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no feed named, and none in the configuration; there are %s", strings.Join(p.config.Known(), ", "))
	}
	slices.Sort(names)
	return names, nil
}

// due reports whether a feed's time has come. Without a time of its own it always has.
func (p *pulling) due(name string, f store.Feed) bool {
	every := time.Duration(p.config.Setting(name).Every)
	return f.Checked.IsZero() || f.Err != "" || p.e.now().Sub(f.Checked) >= every
}

// feed pulls one feed.
func (p *pulling) feed(ctx context.Context, name string, known store.Feed) error {
	f, err := p.config.Feed(name, p.e.getenv)
	if err != nil {
		return err
	}
	entry := store.Feed{Name: name, Location: f.Location(), Whole: f.Whole, Expiry: store.Expiry(p.config.Setting(name).Expiry)}
	b, err := p.client.Pull(ctx, f, pull.Cursor(known.Cursor))
	switch {
	case err != nil && ctx.Err() != nil:
		return err
	case err != nil && !p.flags.dryRun:
		return errors.Join(err, p.s.Checked(ctx, entry, err))
	case err != nil:
		return err
	}
	p.complainOf(name, b)
	entry.Whole = b.Whole
	if p.flags.dryRun {
		rows, indicators, removals, malformed := b.Counts()
		fmt.Fprintf(p.e.out, "%s: %s, %s, %s, %s malformed; nothing is stored\n", name,
			counted(rows, "record"), counted(indicators, "indicator"), counted(removals, "removal"), number(malformed))
		return nil
	}
	if !b.Fresh {
		entry.Cursor = store.Cursor(b.Cursor)
		fmt.Fprintf(p.e.out, "%s: nothing new since %s\n", name, day(known.Stored))
		return p.s.Checked(ctx, entry, nil)
	}
	return p.keep(ctx, entry, b)
}

// keep stores what a pull brought.
func (p *pulling) keep(ctx context.Context, entry store.Feed, b *pull.Batch) error {
	in, err := p.s.Begin(ctx, entry)
	if err != nil {
		return err
	}
	defer in.Rollback()
	for _, r := range b.Results {
		if err := addAll(in, r); err != nil {
			return err
		}
	}
	in.SetCursor(store.Cursor(b.Cursor))
	out, err := in.Commit()
	if err != nil {
		if !errors.Is(err, store.ErrNothing) {
			return err
		}
		return errors.Join(err, p.s.Checked(ctx, entry, err))
	}
	fmt.Fprintf(p.e.out, "%s\n", importLine(entry.Name, entry.Location, out))
	if b.Broken != nil {
		return fmt.Errorf("%w; what came before it is stored, and the next pull takes up there", b.Broken)
	}
	return nil
}

// complainOf names what of a pull gave no indicator, and what else there is to say.
func (p *pulling) complainOf(name string, b *pull.Batch) {
	all := &feed.Result{Name: name}
	for _, r := range b.Results {
		for _, m := range r.Malformed {
			m.Err = fmt.Errorf("%s:%d: %w", indicator.Printable(r.Name, 0), m.Line, m.Err)
			all.Malformed = append(all.Malformed, m)
		}
		for _, note := range r.Notes {
			all.Notes = append(all.Notes, indicator.Printable(r.Name, 0)+": "+note)
		}
	}
	const shown = 3
	for i, m := range all.Malformed {
		if i == shown {
			p.e.complain(fmt.Errorf("%s: and %s more malformed records", name, number(len(all.Malformed)-shown)))
			break
		}
		p.e.complain(fmt.Errorf("%s: malformed, no indicator: %w", name, m.Err))
	}
	notes := append(all.Notes, b.Notes...)
	for i, note := range notes {
		if i == 2*shown {
			p.e.complain(fmt.Errorf("%s: and %s more notes", name, number(len(notes)-2*shown)))
			break
		}
		p.e.complain(fmt.Errorf("%s: %s", name, note))
	}
}
