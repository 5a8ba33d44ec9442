package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/store"
)

func newIndicatorMarkCommand(e *env) *cobra.Command {
	var verdict, note string
	cmd := &cobra.Command{
		Use:   "mark VALUE...",
		Short: "Keep a verdict or a note of your own on a value",
		Long: `Mark keeps what you say of a value. benign silences every feed that lists it; malicious and
approved let it stand where it is held for review. The last verdict stands, and all are kept.`,
		Example: `  foxhound indicator mark partner.example.com --verdict benign --note 'our partner, ticket 4711'
  foxhound indicator mark softandtec.com --note 'seen in the May incident'`,
	}
	cmd.Flags().StringVar(&verdict, "verdict", "", "`VERDICT`: malicious, benign or approved")
	cmd.Flags().StringVar(&note, "note", "", "`TEXT` to keep with it")
	words := []string{store.Malicious, store.Benign, store.Approved}
	complete(cmd, "verdict", func(string) []string { return words })
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, args []string) error {
		if len(args) == 0 {
			return errors.New("no value given; name a domain, address, ip:port, URL, hash or e-mail address")
		}
		if verdict == "" && note == "" {
			return errors.New("nothing to keep; give --verdict, --note or both")
		}
		word := choice{words: words}
		if err := word.Set(verdict); verdict != "" && err != nil {
			return fmt.Errorf("flag `--verdict`: %w", err)
		}
		for _, arg := range args {
			o, err := indicator.Parse(arg)
			if err != nil {
				return err
			}
			if err := s.Judge(ctx, store.Verdict{Observable: o, Verdict: verdict, Note: note}); err != nil {
				return err
			}
			fmt.Fprintf(e.out, "kept; see foxhound indicator show '%s'\n", indicator.Printable(o.Defang(), 0))
		}
		return nil
	})
}
