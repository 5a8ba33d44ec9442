package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

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
	s, err := openReviewing(ctx, path, store.Options{Now: e.now, Limits: reviewLimits(c.Review)})
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
