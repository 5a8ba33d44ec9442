package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/dossier"
	"foxhound/internal/store"
)

func newIndicatorShowCommand(e *env) *cobra.Command {
	var now instant
	cmd := &cobra.Command{
		Use:   "show VALUE...",
		Short: "Show all that is known of a value, and why it is in or out",
		Long: `Show says of a value of any kind, defanged or not, what every feed says of it, whether that
counts and until when, which guard acts, what you said of it, what is related (on the same
host or address, below and above the domain, of the same family and day), and the findings of
hunts that it was seen in.

Exit status: 0 all values are known; 1 the store knows nothing of one.`,
		Example: `  foxhound indicator show softandtec.com
  foxhound indicator show '80[.]211[.]47[.]159:7582' --now 2026-06-01`,
	}
	output := addChoice(cmd, "output", "o", "format", "table", "json")
	cmd.Flags().Var(&now, "now", "the `TIME` at which it counts or not (default: the clock)")
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, args []string) error {
		if len(args) == 0 {
			return errors.New("no value given; name a domain, address, ip:port, URL, hash or e-mail address")
		}
		guards, err := guardsOf(ctx, s)
		if err != nil {
			return err
		}
		known := true
		for i, arg := range args {
			o, err := indicator.Parse(arg)
			if err != nil {
				return err
			}
			d, err := dossier.Of(ctx, s, o, guards, orNow(e, now))
			if err != nil {
				return err
			}
			known = known && len(d.Assertions) > 0
			if err := showDossier(e, d, output.value, i); err != nil {
				return err
			}
		}
		if !known {
			return status(exitNo)
		}
		return nil
	})
}

func showDossier(e *env, d *dossier.Dossier, format string, number int) error {
	if format == "json" {
		return d.WriteJSON(e.out)
	}
	if number > 0 {
		fmt.Fprintln(e.out)
	}
	return d.WriteText(e.out)
}
