package main

import (
	"context"
	"errors"

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
		n, err := dossier.Write(e.out, output.value, dossier.Each(ctx, s, query))
		if n == 0 && err == nil && output.value == "table" {
			e.complain(errors.New("no indicator of the store is like that; give fewer filters, or see foxhound feed list for what there is"))
		}
		return err
	})
}
