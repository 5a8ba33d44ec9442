package proof_test

import (
	"context"
	"testing"

	"foxhound/internal/schema"
	"foxhound/proof"
	"foxhound/rule"
)

// Hunts of the style classic pass the few proofs that they have.
func TestClassicRulesPass(t *testing.T) {
	for name, values := range lists {
		for _, dialect := range []schema.Dialect{schema.Sentinel, schema.Defender} {
			r := newRule(t, values, rule.Options{Dialect: dialect, Style: rule.Classic})
			for _, report := range proof.Prove(context.Background(), proof.Of(r)) {
				if report.Err != nil || len(report.Hunt.Events) < 3 {
					t.Errorf("%s, %s: %s: %d events, %v", name, dialect, report.Hunt.Name, len(report.Hunt.Events), report.Err)
				}
				for _, f := range report.Failures {
					t.Errorf("%s, %s: %s: %s, %s form: %s; line %d: %s\n%s", name, dialect, report.Hunt.Name, f.Event.Name, f.Form, f.Reason, f.Line, f.Step, f.Event.Row)
				}
			}
		}
	}
}
