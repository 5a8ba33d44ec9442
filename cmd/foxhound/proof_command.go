package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"foxhound/exclusion"
	"foxhound/proof"
)

// testFlags are the flags of test, as typed.
type testFlags struct {
	output *choice
	add    string
	mutate bool
	facts  *exclusion.Facts
}

func newTestCommand(e *env) *cobra.Command {
	var flags testFlags
	cmd := &cobra.Command{
		Use:   "test RULES...",
		Short: "Run the proofs of rules",
		Long: `Test runs the KQL of rules, as text, over their own proofs: events with the verdict that
each must get. It shows each event that got another, and the step of the query that decided.

With --exclusions, and the flags that give the built-in ones their facts, the text is run as
it would be with those exclusions too, and an event is added that each covers. One that
silences a proof of the rule fails.

RULES are rule files that foxhound rule -o rule wrote, Sentinel YAML and .kql files beside
one, and directories of them. docs/proofs.md says what proofs are.

Exit status: 0 all proofs passed; 1 one failed; 2 usage, or a file that could not be read.`,
		Example: `  foxhound rule Remus -i examples/remus/page.md -o rule --dir rules
  foxhound test rules
  foxhound test --exclusions site.yaml rules
  foxhound test --add firewall.ndjson:12=hit rules/win.remus/rule-sentinel.yaml`,
	}
	flags.output = addChoice(cmd, "output", "o", "format of the results", "table", "json", "junit")
	cmd.Flags().StringVar(&flags.add, "add", "", "add a row of a log to a rule's proofs: `FILE:LINE=VERDICT`, hit, near-miss, benign or excluded")
	cmd.Flags().BoolVar(&flags.mutate, "mutate", false, "break each hunt in small ways, and show what no proof notices")
	flags.facts = addWhichExclusions(e, cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runTest(cmd.Context(), e, flags, args) }
	return cmd
}

func runTest(ctx context.Context, e *env, flags testFlags, args []string) error {
	if len(args) == 0 {
		return errors.New("no rules given; name rule files or directories of them")
	}
	if flags.add != "" {
		return addProof(ctx, e, flags, args)
	}
	list, failed := loadTests(e, args)
	if err := excluding(ctx, list, exclusion.Builtins(*flags.facts)); err != nil {
		return err
	}
	if flags.mutate {
		return mutateTests(ctx, e, flags.output.value, list, failed)
	}
	return runProofs(ctx, e, flags.output.value, list, failed)
}

// excluding gives hunts the exclusions that they do not have yet.
func excluding(ctx context.Context, list []tested, exclusions []exclusion.Exclusion) (err error) {
	for i := range list {
		if list[i].hunt, err = list[i].hunt.Excluding(ctx, exclusions); err != nil {
			return fmt.Errorf("%s: %s: %w", list[i].file, list[i].hunt.Name, err)
		}
	}
	return nil
}

func runProofs(ctx context.Context, e *env, format string, list []tested, failed bool) error {
	hunts := make([]proof.Hunt, len(list))
	for i := range list {
		hunts[i] = list[i].hunt
	}
	var reports []testReport
	wrong := false
	for i, r := range proof.Prove(ctx, hunts) {
		wrong = wrong || r.Failed()
		reports = append(reports, reportOf(&list[i], &r))
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := writeTests(e.out, format, reports); err != nil {
		return err
	}
	switch {
	case failed:
		return status(exitError)
	case wrong:
		return status(exitNo)
	}
	return nil
}
