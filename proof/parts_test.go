package proof_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"foxhound/internal/schema"
	"foxhound/proof"
	"foxhound/rule"
)

// Where an address has more ports than one query takes, one part alone shows its mere address:
// the others' proofs do not ask for that.
func TestPartsOfAHostPass(t *testing.T) {
	var values []string
	for port := range 700 {
		values = append(values, fmt.Sprintf("80.211.47.159:%d", 2000+port))
	}
	r := newRule(t, values, rule.Options{Dialect: schema.Defender})
	r.Hunts = slices.DeleteFunc(r.Hunts, func(h rule.Hunt) bool { return h.Table != "DeviceNetworkEvents" })
	if len(r.Hunts) < 2 || slices.Equal(r.Hunts[0].Precise[:2], r.Hunts[1].Precise[:2]) {
		t.Fatalf("%d hunts, of which no later one leaves the mere address to the first", len(r.Hunts))
	}
	for _, h := range proof.Of(r) {
		failures, err := h.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range failures {
			t.Errorf("%s, %s: %s: %s\n%s", h.Name, f.Form, f.Event.Name, f.Reason, f.Event.Row)
		}
	}
}

// Two keys of one event are two hits, also where a part keeps its hosts to their ports.
func TestPartsShowTwoKeys(t *testing.T) {
	var values []string
	for port := range 600 {
		values = append(values, fmt.Sprintf("80.211.47.159:%d", 2000+port))
	}
	values = append(values, "80.211.47.160:443", "80.211.47.161:443")
	r := newRule(t, values, rule.Options{Dialect: schema.Defender})
	for i, h := range proof.Of(r) {
		hosts := map[string]bool{}
		for _, ind := range r.Hunts[i].Indicators {
			loc, _ := ind.Location()
			hosts[loc.Host] = true
		}
		two := slices.ContainsFunc(h.Events, func(e proof.Event) bool { return len(e.Wants) > 1 })
		if r.Hunts[i].Table == "DeviceNetworkEvents" && len(hosts) > 1 && !two {
			t.Errorf("%s: no event has two hits", h.Name)
		}
	}
}
