package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/dossier"
	"foxhound/internal/exchange"
	"foxhound/internal/store"
)

func newIndicatorExportCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write indicators in a form that other programs read",
		Long: `Export writes the indicators of the store that are current, or those in the states of --state,
with live values: csv, a table; json, an answer of ThreatFox's API; stix, a bundle of STIX 2.1;
misp, an event; threatfox, ThreatFox's CSV export; list, one value a line. hunt -i and feed
import read all of them.

With list, what guards drop is left out as always, and what a guard keeps from matching by its
host is in it: see foxhound indicator list --guarded before a list blocks anything.`,
		Example: `  foxhound indicator export --family Remus -o stix
  foxhound indicator export --kind domain --min-confidence 75 -o list`,
		Args: none,
	}
	q := addPick(e, cmd)
	output := addChoice(cmd, "output", "o", "format", exchange.Formats()...)
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, _ []string) error {
		query, err := q.query(ctx, e, s)
		if err != nil {
			return err
		}
		if len(query.States) == 0 {
			query.States = []dossier.State{store.Current}
		}
		n := 0
		err = exchange.Write(e.out, exchange.Format(output.value), func(yield func(*indicator.Indicator, error) bool) {
			for entry, err := range dossier.Each(ctx, s, query) {
				if err != nil {
					yield(nil, err)
					return
				}
				if n++; !yield(&entry.Indicator, nil) {
					return
				}
			}
		}, query.Now)
		if n == 0 && err == nil {
			e.complain(errors.New("no indicator of the store is like that, and current; --state expired exports those that were, and foxhound indicator list shows what there is"))
		}
		return err
	})
}
