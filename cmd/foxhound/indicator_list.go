package main

import (
	"context"

	"github.com/spf13/cobra"

	"foxhound/internal/dossier"
	"foxhound/internal/store"
)

func newIndicatorListCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List indicators, whether they count, and why not",
		Long: `List shows the indicators of the store, one for each value and family, with what all feeds say
of it together. The state says whether it counts: current; expired (it still counts for events
of its time); guarded (no hunt looks for it); held for review; retracted by its source;
withdrawn, since a feed stopped saying it; benign, since you said so.`,
		Example: `  foxhound indicator list --family Remus --state current
  foxhound indicator list --guarded
  foxhound indicator list --since 7d --min-confidence 75 -o csv`,
		Args: none,
	}
	q := addPick(e, cmd)
	cmd.Flags().BoolVar(&q.guarded, "guarded", false, "that a guard drops or keeps from matching by host")
	output := addChoice(cmd, "output", "o", "format", dossier.Formats()...)
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, _ []string) error {
		query, err := q.query(ctx, e, s)
		if err != nil {
			return err
		}
		list, err := dossier.List(ctx, s, query)
		if err != nil {
			return err
		}
		q.nothing(e, list, output.value)
		if len(list) == 0 && output.value == "table" {
			return nil
		}
		return dossier.Write(e.out, output.value, list)
	})
}
