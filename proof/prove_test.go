package proof_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/schema"
	"foxhound/proof"
	"foxhound/rule"
)

// TestProve: on all cores each hunt has the report, in its place, that it has alone; one that
// fails and one that does not bind as well.
func TestProve(t *testing.T) {
	hunts := proof.Of(newRule(t, lists["mail"], rule.Options{Dialect: schema.Sentinel}))
	empty, broken := hunts[0], hunts[0]
	empty.Text += "\n| where false"
	broken.Text += "\n| where nosuch"
	hunts = append(hunts, empty, broken)
	for i, r := range proof.Prove(context.Background(), hunts) {
		failures, err := hunts[i].Run(context.Background())
		if r.Hunt != &hunts[i] || text(r.Err) != text(err) || !cmp.Equal(r.Failures, failures) {
			t.Errorf("%s at %d: report %+v, want %+v, %v", hunts[i].Name, i, r, failures, err)
		}
		if r.Failed() != (i >= len(hunts)-2) {
			t.Errorf("%s at %d: failed is %v: %v, %v", hunts[i].Name, i, r.Failed(), r.Failures, r.Err)
		}
	}
}

// A context that is done is an error of every report.
func TestProveEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, r := range proof.Prove(ctx, proof.Of(newRule(t, lists["mail"], rule.Options{Dialect: schema.Sentinel}))) {
		if !errors.Is(r.Err, context.Canceled) {
			t.Errorf("%s: %v", r.Hunt.Name, r.Err)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
