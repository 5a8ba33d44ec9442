package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/store"
)

// addStore adds the flag that names the store's file.
func addStore(cmd *cobra.Command) *string {
	return cmd.Flags().String("store", "", "the store's `FILE` (default: FOXHOUND_STORE, else foxhound/foxhound.db in the user's data directory)")
}

// storePath is the file that the flag names, or the environment.
func storePath(e *env, flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	return store.DefaultPath(e.getenv)
}

// openStore opens the store to write to it, and makes it where there is none.
func openStore(ctx context.Context, e *env, flag string) (*store.Store, error) {
	path, err := storePath(e, flag)
	if err != nil {
		return nil, err
	}
	return openReviewing(ctx, path, store.Options{Now: e.now})
}

var errNoStore = errors.New("there is no store")

// readStore opens the store that there is.
func readStore(ctx context.Context, e *env, flag string) (*store.Store, error) {
	path, err := storePath(e, flag)
	if err != nil {
		return nil, err
	}
	s, err := openReviewing(ctx, path, store.Options{Now: e.now, Existing: true})
	if errors.Is(err, store.ErrNone) {
		return nil, fmt.Errorf("%w at %s yet; fill one with `foxhound feed import FILE` or `foxhound feed pull`", errNoStore, path)
	}
	return s, err
}

// openReviewing opens a store that holds for review what its guards name.
func openReviewing(ctx context.Context, path string, opts store.Options) (*store.Store, error) {
	var guards *guard.Lists
	opts.Hold = func(ind indicator.Indicator) string { return guards.Review(ind).Reason }
	s, err := store.Open(ctx, path, opts)
	if err != nil {
		return nil, err
	}
	if guards, err = guardsOf(ctx, s); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// storeCommand is a command that reads the store: run has it open.
func storeCommand(e *env, cmd *cobra.Command, run func(ctx context.Context, s *store.Store, args []string) error) *cobra.Command {
	file := addStore(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := readStore(cmd.Context(), e, *file)
		if err != nil {
			return err
		}
		defer s.Close()
		return run(cmd.Context(), s, args)
	}
	return cmd
}

// group is a command that only has others below it. What is no name of one is refused.
func group(use, short, long string, subs ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Long: long, Args: cobra.ArbitraryArgs}
	cmd.AddCommand(subs...)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return fmt.Errorf("unknown command `%s %s`; %s", use, args[0], orNearest(args[0], commandNames(cmd), "see foxhound "+use+" --help"))
	}
	return cmd
}
