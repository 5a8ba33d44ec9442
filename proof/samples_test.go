package proof_test

import (
	"context"
	"slices"
	"testing"

	"foxhound/internal/schema"
	"foxhound/proof"
	"foxhound/rule"
)

// Rules by table pass their proofs with samples in the place of the list, whatever is listed.
func TestRulesByTablePass(t *testing.T) {
	for _, form := range []rule.Form{rule.Watchlist, rule.Workspace} {
		opts := rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, Facts: facts}
		opts.List.Alias = "all"
		r, err := rule.ByTable(nil, form, opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, report := range proof.Prove(context.Background(), proof.Of(r)) {
			if report.Err != nil {
				t.Errorf("%s, %s: %v", form, report.Hunt.Name, report.Err)
			}
			for _, f := range report.Failures[:min(len(report.Failures), 3)] {
				t.Errorf("%s, %s: %s, %s form: %s; line %d: %s\n%s", form, report.Hunt.Name, f.Event.Name, f.Form, f.Reason, f.Line, f.Step, f.Event.Row)
			}
			hit := func(e proof.Event) bool { return e.Verdict == proof.Hit }
			if !slices.ContainsFunc(report.Hunt.Events, hit) || len(report.Hunt.Unproved) > 0 {
				t.Errorf("%s, %s: %d events, unproved: %q", form, report.Hunt.Name, len(report.Hunt.Events), report.Hunt.Unproved)
			}
		}
	}
}
