package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"foxhound/proof"
)

// testFlags are the flags of test, as typed.
type testFlags struct {
	output *choice
	add    string
	mutate bool
}

func newTestCommand(e *env) *cobra.Command {
	var flags testFlags
	cmd := &cobra.Command{
		Use:   "test RULES...",
		Short: "Run the proofs of rules",
		Long: `Test runs the KQL of rules, as text, over their own proofs: events with the verdict that
each must get. It shows each event that got another, and the step of the query that decided.

RULES are rule files that foxhound rule -o rule wrote, Sentinel YAML and .kql files beside
one, and directories of them. docs/proofs.md says what proofs are.

Exit status: 0 all proofs passed; 1 one failed; 2 usage, or a file that could not be read.`,
		Example: `  foxhound rule Remus -i examples/remus/page.md -o rule --dir rules
  foxhound test rules
  foxhound test --add firewall.ndjson:12=hit rules/win.remus/rule-sentinel.yaml`,
	}
	flags.output = addChoice(cmd, "output", "o", "format of the results", "table", "json", "junit")
	cmd.Flags().StringVar(&flags.add, "add", "", "add a row of a log to a rule's proofs: `FILE:LINE=VERDICT`, hit, near-miss, benign or excluded")
	cmd.Flags().BoolVar(&flags.mutate, "mutate", false, "break each hunt in small ways, and show what no proof notices")
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
	if flags.mutate {
		return mutateTests(ctx, e, flags.output.value, list, failed)
	}
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
	if err := writeTests(e.out, flags.output.value, reports); err != nil {
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
