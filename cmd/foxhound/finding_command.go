package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/store"
)

func newFindingCommand(e *env) *cobra.Command {
	return group("finding", "Show and clear what hunts found",
		`Finding shows what hunts found and kept in the store, and clears what needs no more attention.`,
		newFindingListCommand(e), newFindingShowCommand(e), newFindingClearCommand(e))
}

func newFindingListCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List findings, the newest day first",
		Long: `List shows the findings that hunts kept: those that are open, those that exclusions cover
whole, those that were cleared, or all.

Exclusions are those of now, held against the events that were kept: one that is written
after a hunt covers what the hunt found, and one that is taken away again covers nothing.`,
		Example: `  foxhound finding list
  foxhound finding list --exclusions site.yaml --state excluded
  foxhound finding list --state cleared`,
		Args: none,
	}
	state := addChoice(cmd, "state", "", "which", "open", "excluded", "cleared", "all")
	output := addChoice(cmd, "output", "o", "format", "table", "ndjson")
	facts := addWhichExclusions(e, cmd)
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, _ []string) error {
		all, err := standings(ctx, s, *facts)
		if err != nil {
			return err
		}
		covered := 0
		all = slices.DeleteFunc(all, func(f standing) bool {
			if f.state() == "excluded" {
				covered++
			}
			return state.value != "all" && state.value != f.state()
		})
		switch {
		case output.value == "ndjson":
			return findingLines(e, all)
		case len(all) == 0 && (covered == 0 || state.value != "open"):
			fmt.Fprintf(e.out, "No findings here; hunts without -i keep theirs in the store: foxhound hunt LOGS\n")
			return nil
		}
		if err := findingTable(e, all); err != nil {
			return err
		}
		if state.value == "open" && covered > 0 {
			fmt.Fprintf(e.out, "%s covered by exclusions, not listed here: give --state excluded too\n", counted(covered, "finding"))
		}
		return nil
	})
}

func findingTable(e *env, all []standing) error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NUMBER\tSEVERITY\tFAMILY\tENTITY\tDAY\tMATCHES\tFOUND\tSTATE")
	for i := range all {
		f := &all[i]
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", f.ID, f.Severity, familyWord(f.Finding), entityWord(f.Finding), f.Day, number(f.Matches),
			f.Found.Format("2006-01-02"), f.word())
	}
	return w.Flush()
}

func familyWord(f store.Finding) string {
	switch {
	case f.FamilyName != "":
		return indicator.Printable(f.FamilyName, 40)
	case f.Family != "":
		return indicator.Printable(f.Family, 40)
	}
	return "no family"
}

func entityWord(f store.Finding) string {
	if f.Entity == "" {
		return "nobody named"
	}
	return indicator.DefangText(indicator.Printable(f.Entity, 60))
}

func newFindingShowCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show NUMBER...",
		Short:   "Show all that is known of a finding",
		Long:    `Show says of a finding what the last hunt that found it said, and what exclusions cover of it.`,
		Example: `  foxhound finding show 7`,
	}
	output := addChoice(cmd, "output", "o", "format", "table", "json")
	facts := addWhichExclusions(e, cmd)
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, args []string) error {
		numbers, err := findingNumbers(args)
		if err != nil {
			return err
		}
		for i, n := range numbers {
			kept, err := s.Finding(ctx, n)
			f := stands(exclusion.Builtins(*facts), kept)
			switch {
			case err != nil:
				return fmt.Errorf("finding %w; foxhound finding list --state all shows which there are", err)
			case output.value == "json":
				err = findingLines(e, []standing{f})
			default:
				if i > 0 {
					fmt.Fprintln(e.out)
				}
				err = findingText(e, f)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// findingNumbers reads the numbers by which findings are called.
func findingNumbers(args []string) ([]int64, error) {
	if len(args) == 0 {
		return nil, errors.New("no finding named; give its number: foxhound finding list shows them")
	}
	var all []int64
	for _, arg := range args {
		n, err := strconv.ParseInt(arg, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("`%s` is no number of a finding; foxhound finding list shows them", arg)
		}
		all = append(all, n)
	}
	return all, nil
}

func newFindingClearCommand(e *env) *cobra.Command {
	var reason string
	var reopen bool
	cmd := &cobra.Command{
		Use:   "clear NUMBER... --reason TEXT",
		Short: "Clear findings: hunts that find them again say so and no more",
		Long: `Clear closes findings for a reason, which is kept. A hunt that finds one again counts it, and
neither lists it nor fails for it. --reopen undoes it.`,
		Example: `  foxhound finding clear 7 8 --reason 'penetration test, ticket 4711'`,
	}
	cmd.Flags().StringVar(&reason, "reason", "", "`TEXT`: why it needs no more attention")
	cmd.Flags().BoolVar(&reopen, "reopen", false, "open them again")
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, args []string) error {
		numbers, err := findingNumbers(args)
		if err != nil {
			return err
		}
		switch {
		case reopen && reason != "":
			return errors.New("flags `--reopen` and `--reason`: an open finding has no reason; give one of them")
		case !reopen && reason == "":
			return errors.New("no reason given; say with --reason why it needs no more attention")
		}
		for _, n := range numbers {
			if err := s.Clear(ctx, n, reason); err != nil {
				return fmt.Errorf("finding %w; foxhound finding list --state all shows which there are", err)
			}
		}
		word := "cleared"
		if reopen {
			word = "open again"
		}
		fmt.Fprintf(e.out, "%s %s\n", counted(len(numbers), "finding"), word)
		return nil
	})
}
