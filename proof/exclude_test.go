package proof_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"foxhound/exclusion"
	"foxhound/internal/schema"
	"foxhound/proof"
	"foxhound/rule"
)

// site is a file of exclusions with one of its own.
func site(t *testing.T, predicate string) []exclusion.Exclusion {
	t.Helper()
	f, err := exclusion.Read("site.yaml", []byte(`
parameters:
  BuildHosts: {sort: hosts, default: [build01]}
  Everyone: {sort: hosts, default: [pc1]}
exclusions:
  - name: build-agent
    scenario: Build agents
    description: Build agents fetch from everywhere.
    tables: [DeviceNetworkEvents]
    predicate: `+predicate+`
    reason: Only we say which hosts build.
    owner: platform team
    created: 2026-06-01
`))
	if err != nil {
		t.Fatal(err)
	}
	facts, err := exclusion.Facts{}.With([]*exclusion.File{f}, day)
	if err != nil {
		t.Fatal(err)
	}
	return exclusion.Builtins(facts)
}

// Exclusions that a text does not have are put into it, each with an event that it covers; one
// that silences a proof of the hunt fails.
func TestExcluding(t *testing.T) {
	r := newRule(t, lists["one pair"], rule.Options{Dialect: schema.Sentinel, Style: rule.Exact})
	hunts := proof.Of(r)
	at := slices.IndexFunc(hunts, func(h proof.Hunt) bool { return strings.Contains(h.Name, "devicenetworkevents") })
	h := &hunts[at]
	for _, tt := range []struct {
		name, predicate string
		failures        bool
	}{
		{"hosts of its own", "device(BuildHosts)", false},
		{"the hosts of the proofs", "device(Everyone)", true},
	} {
		out, err := h.Excluding(context.Background(), site(t, tt.predicate))
		if err != nil {
			t.Fatal(err)
		}
		last := out.Events[len(out.Events)-1]
		if !strings.Contains(out.Text, `"build-agent"`) || !strings.Contains(out.Alerting, `"build-agent"`) ||
			len(out.Events) != len(h.Events)+1 || last.Verdict != proof.Excluded || last.Wants[0].ExcludedBy != "build-agent" {
			t.Errorf("%s: the exclusion is not in the hunt: %d events, the last of them %+v", tt.name, len(out.Events), last)
		}
		failures, err := out.Run(context.Background())
		if err != nil || (len(failures) > 0) != tt.failures {
			t.Errorf("%s: %d failures, %v", tt.name, len(failures), err)
		}
	}
}

// What the text has already, and what does not act in its table, changes nothing.
func TestExcludingNothingNew(t *testing.T) {
	r := newRule(t, lists["one name"], rule.Options{Dialect: schema.Sentinel, Style: rule.Exact})
	for _, h := range proof.Of(r) {
		out, err := h.Excluding(context.Background(), exclusion.Builtins(exclusion.Facts{}))
		if err != nil || out.Text != h.Text || len(out.Events) != len(h.Events) {
			t.Errorf("%s changed: %v", h.Name, err)
		}
	}
}
