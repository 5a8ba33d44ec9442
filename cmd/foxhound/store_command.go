package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/store"
)

func newStoreCommand(e *env) *cobra.Command {
	return group("store", "Check the store, and rebuild one that is damaged",
		`Store checks the file that indicators and findings are kept in, and rebuilds one that is damaged.`,
		newStoreCheckCommand(e), newStoreRebuildCommand(e))
}

func newStoreCheckCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Verify that the store is whole",
		Long: `Check verifies the store's file, and that all that is kept of indicators is what was written.

Exit status: 0 it is whole; 1 it is not; 2 it cannot be read.`,
		Example: `  foxhound store check`,
		Args:    none,
	}
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, _ []string) error {
		faults, err := s.Check(ctx)
		if err != nil {
			return err
		}
		for _, fault := range faults {
			fmt.Fprintln(e.out, indicator.Printable(fault, 0))
		}
		if len(faults) > 0 {
			fmt.Fprintln(e.out, "The store is damaged; `foxhound store rebuild` moves it aside and reads its feeds again.")
			return status(exitNo)
		}
		feeds, err := s.Feeds(ctx)
		if err != nil {
			return err
		}
		n := 0
		for _, f := range feeds {
			n += f.Standing
		}
		fmt.Fprintf(e.out, "%s is whole: %s of %s.\n", indicator.Printable(s.Path(), 0), counted(n, "assertion"), counted(len(feeds), "feed"))
		return nil
	})
}

func newStoreRebuildCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rebuild",
		Short: "Move a damaged store aside and read its feeds again",
		Long: `Rebuild moves a damaged store aside, to a name with .corrupt- and the date behind it, begins
a new one, and imports again the files that its feeds are of, where they can still be told and
are still there. Feeds of the network are named, to be pulled again. Findings, verdicts,
renewed guards and history stay in the file that was moved: nothing deletes it. A store that is whole is left
alone.`,
		Example: `  foxhound store rebuild`,
		Args:    none,
	}
	file := addStore(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		path, err := storePath(e, *file)
		if err != nil {
			return err
		}
		return rebuild(cmd.Context(), e, path)
	}
	return cmd
}

func rebuild(ctx context.Context, e *env, path string) error {
	feeds, err := damagedFeeds(ctx, e, path)
	if err != nil {
		return err
	}
	aside, err := store.SetAside(path, e.now())
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "moved aside: %s\n", indicator.Printable(aside, 0))
	s, err := openStore(ctx, e, path)
	if err != nil {
		return err
	}
	s.Close()
	failed := false
	for _, f := range feeds {
		switch {
		case strings.Contains(f.Location, "://"):
			fmt.Fprintf(e.out, "%s: to be pulled again: foxhound feed pull %s\n", indicator.Printable(f.Name, 0), indicator.Printable(f.Name, 0))
		case !filepath.IsAbs(f.Location):
			fmt.Fprintf(e.out, "%s: came from standard input, and has to be imported again\n", indicator.Printable(f.Name, 0))
		default:
			if err := runImport(ctx, e, importFlags{feed: f.Name, whole: f.Whole, store: &path}, []string{f.Location}); err != nil {
				failed = true
			}
		}
	}
	if len(feeds) == 0 {
		fmt.Fprintln(e.out, "its feeds can no longer be told; bring them in again with `foxhound feed import FILE` and `foxhound feed pull`")
	}
	if failed {
		return status(exitError)
	}
	return nil
}

// damagedFeeds are the feeds of a damaged store, as far as they can be read. A store that is
// whole, or is not there, is an error.
func damagedFeeds(ctx context.Context, e *env, path string) ([]store.Feed, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s, err := store.Open(ctx, path, store.Options{Now: e.now, Existing: true})
	var corrupt *store.CorruptError
	if errors.As(err, &corrupt) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer s.Close()
	faults, err := s.Check(ctx)
	if err != nil && !errors.As(err, &corrupt) {
		return nil, err
	}
	if err == nil && len(faults) == 0 {
		return nil, fmt.Errorf("store %s is whole: there is nothing to rebuild", path)
	}
	feeds, err := s.Feeds(ctx)
	if err != nil {
		return nil, nil // the table of feeds is what is damaged
	}
	return feeds, nil
}
