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
	return store.Open(ctx, path, store.Options{Now: e.now, Hold: reviewed})
}

var errNoStore = errors.New("there is no store")

// readStore opens the store that there is.
func readStore(ctx context.Context, e *env, flag string) (*store.Store, error) {
	path, err := storePath(e, flag)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, path, store.Options{Now: e.now, Hold: reviewed, Existing: true})
	if errors.Is(err, store.ErrNone) {
		return nil, fmt.Errorf("%w at %s yet; fill one with `foxhound feed import FILE` or `foxhound feed pull`", errNoStore, path)
	}
	return s, err
}

// reviewed says why a person should look at an indicator before it counts, or nothing.
func reviewed(ind indicator.Indicator) string { return guard.Review(ind).Reason }

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
