package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"foxhound/internal/dossier"
	"foxhound/internal/store"
)

func newFamilyCommand(e *env) *cobra.Command {
	return group("family", "Show the malware families of the store",
		`Family lists the malware families that the feeds of the store name, and shows what is known of one.`,
		newFamilyListCommand(e), newFamilyShowCommand(e))
}

func newFamilyListCommand(e *env) *cobra.Command {
	var now instant
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the families, those with most indicators first",
		Long:    `List shows the families that feeds name, how many indicators each has, and its activity.`,
		Example: `  foxhound family list`,
		Args:    none,
	}
	output := addChoice(cmd, "output", "o", "format", "table", "ndjson")
	cmd.Flags().Var(&now, "now", "the `TIME` at which indicators count or not (default: the clock)")
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, _ []string) error {
		guards, err := guardsOf(ctx, s)
		if err != nil {
			return err
		}
		all, err := dossier.Families(ctx, s, dossier.Query{Guards: guards, Now: orNow(e, now)})
		if err != nil {
			return err
		}
		if output.value == "ndjson" {
			return dossier.WriteFamiliesJSON(e.out, all)
		}
		if len(all) == 0 {
			fmt.Fprintln(e.out, "No families yet; bring feeds in with `foxhound feed import FILE` or `foxhound feed pull`.")
			return nil
		}
		return dossier.WriteFamilies(e.out, all)
	})
}

func newFamilyShowCommand(e *env) *cobra.Command {
	var now instant
	cmd := &cobra.Command{
		Use:   "show FAMILY",
		Short: "Show what is known of a family",
		Long: `Show says of a family, by its id, printable name or an alias, what else it is called, how many
indicators it has by kind, by state and by the month they were first seen in, and when it was
first and last active.`,
		Example: `  foxhound family show Remus`,
	}
	output := addChoice(cmd, "output", "o", "format", "table", "json")
	cmd.Flags().Var(&now, "now", "the `TIME` at which indicators count or not (default: the clock)")
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return storedFamilies(cmd.Context(), e, cmd), cobra.ShellCompDirectiveNoFileComp
	}
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, args []string) error {
		if len(args) != 1 {
			return errors.New("name one family; foxhound family list shows which there are")
		}
		f, err := storedFamily(ctx, s, args[0])
		if err != nil {
			return err
		}
		guards, err := guardsOf(ctx, s)
		if err != nil {
			return err
		}
		all, err := dossier.Families(ctx, s, dossier.Query{Filter: store.Filter{Families: []string{f.Key()}}, Guards: guards, Now: orNow(e, now)})
		switch {
		case err != nil:
			return err
		case len(all) == 0:
			return fmt.Errorf("no feed of the store says anything of `%s` any more", f.Label())
		case output.value == "json":
			return dossier.WriteFamiliesJSON(e.out, all)
		}
		return all[0].WriteText(e.out)
	})
}
