package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"foxhound/guard"
	"foxhound/guard/warninglists"
	"foxhound/indicator"
	"foxhound/internal/store"
)

func newGuardCommand(e *env) *cobra.Command {
	return group("guard", "Show and renew the lists that keep hunts from the innocent",
		`Guard shows the lists of what many share: resolvers, top sites, shared hosts, edges of content
networks. Indicators on them match exactly, or not at all. What they are made of can be renewed.`,
		newGuardListCommand(e), newGuardUpdateCommand(e))
}

func newGuardListCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the guards, what they do, and what they are made of",
		Long: `List shows the guards' lists: how many entries each has, what it does to an address and to a
name or hash on it, and which MISP warninglists it is made of, with their versions. Which
indicators they touch, foxhound indicator list --guarded shows.`,
		Example: `  foxhound guard list`,
		Args:    none,
	}
	file := addStore(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s, err := readStore(cmd.Context(), e, *file)
		if errors.Is(err, errNoStore) {
			return listGuards(e, nil, "")
		}
		if err != nil {
			return err
		}
		defer s.Close()
		newer, at, err := s.Guards(cmd.Context())
		if err != nil {
			return err
		}
		return listGuards(e, newer, day(at))
	}
	return cmd
}

func listGuards(e *env, newer map[string]string, at string) error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "GUARD\tENTRIES\tADDRESSES\tNAMES, HASHES\tRENEWED\tMADE OF")
	for _, g := range guard.Summaries(newer) {
		renewed := "-"
		if newer[g.Name] != "" {
			renewed = at
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", g.Name, number(g.Entries), effect(g.Address), effect(g.Value), renewed, madeOf(g.Made))
	}
	return w.Flush()
}

// effect is what a guard does, in a word.
func effect(l guard.Level) string {
	switch l {
	case guard.Drop:
		return "never match"
	case guard.Precise:
		return "exact, endpoint"
	}
	return "label"
}

// madeOf names the first warninglists.
func madeOf(made []string) string {
	const shown = 4
	if len(made) > shown {
		return indicator.Printable(strings.Join(made[:shown], ", "), 0) + fmt.Sprintf(" and %d more", len(made)-shown)
	}
	return cmp.Or(indicator.Printable(strings.Join(made, ", "), 0), "this project's")
}

func newGuardUpdateCommand(e *env) *cobra.Command {
	var dir string
	var reset bool
	cmd := &cobra.Command{
		Use:   "update PATH",
		Short: "Renew the guards from the MISP warninglists",
		Long: `Update makes the guards' lists anew from the MISP warninglists at PATH, a checkout of
https://github.com/MISP/misp-warninglists or a tar.gz of one, and keeps them in the store:
whatever takes its indicators from there goes by them from now on. With -i, the lists that
foxhound holds stand, so that the same files give the same. Nothing is fetched.

Lists that are this project's stay as they are, and so does what each list does. --reset
goes back to the lists that foxhound holds; --dir writes them as files instead.`,
		Example: `  git clone --depth 1 https://github.com/MISP/misp-warninglists
  foxhound guard update misp-warninglists`,
	}
	cmd.Flags().BoolVar(&reset, "reset", false, "go back to the lists that foxhound holds")
	cmd.Flags().StringVar(&dir, "dir", "", "write the lists into `DIRECTORY`, and not into the store")
	file := addStore(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case reset && (dir != "" || len(args) > 0):
			return errors.New("flag `--reset` goes back to the lists that foxhound holds; leave out the path and --dir")
		case !reset && len(args) != 1:
			return errors.New("name one checkout of misp-warninglists, or a tar.gz of one")
		case reset:
			return renewGuards(cmd.Context(), e, *file, nil)
		}
		texts, err := warninglists.Make(args[0])
		if err != nil {
			return fmt.Errorf("warninglists: %w", err)
		}
		if dir != "" {
			return writeGuards(dir, texts)
		}
		return renewGuards(cmd.Context(), e, *file, texts)
	}
	return cmd
}

func writeGuards(dir string, texts map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte(texts[name]), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// renewGuards keeps newer lists in the store, and says what changed.
func renewGuards(ctx context.Context, e *env, file string, texts map[string]string) error {
	if _, err := guard.Renewed(texts); err != nil {
		return err
	}
	s, err := openStore(ctx, e, file)
	if err != nil {
		return err
	}
	defer s.Close()
	before, _, err := s.Guards(ctx)
	if err != nil {
		return err
	}
	if err := s.SetGuards(ctx, texts); err != nil {
		return err
	}
	was, changed := guard.Summaries(before), false
	for i, g := range guard.Summaries(texts) {
		if g.Entries != was[i].Entries || !slices.Equal(g.Made, was[i].Made) {
			changed = true
			fmt.Fprintf(e.out, "%s: %s entries, before %s\n", g.Name, number(g.Entries), number(was[i].Entries))
		}
	}
	if !changed {
		fmt.Fprintln(e.out, "The lists are as they were.")
	}
	return nil
}

// guardsOf are the lists that the store goes by.
func guardsOf(ctx context.Context, s *store.Store) (*guard.Lists, error) {
	newer, _, err := s.Guards(ctx)
	if err != nil || newer == nil {
		return nil, err
	}
	return guard.Renewed(newer)
}
