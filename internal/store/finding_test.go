package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"foxhound/indicator"
)

// A finding is known again by family, entity and day; a cleared one stays cleared.
func TestFindings(t *testing.T) {
	ctx := context.Background()
	now := noon
	s := open(t, Options{Now: func() time.Time { return now }})
	domain := indicator.Observable{Kind: indicator.Domain, Value: "softandtec.com"}
	hunted := func(matches int) []Finding {
		return []Finding{{Family: "win.remus", FamilyName: "Remus", Entity: "WS-7", EntityKind: "host", Day: "2026-05-23", Severity: "High",
			Matches: matches, Facts: []byte("{}"), Sample: "dns.json:3", Values: []Sighting{{domain, matches}},
			Events: []Event{{"DnsEvents", []byte(`{"Name":"softandtec.com"}`), noon, matches}}}}
	}
	found := hunted(1)
	if err := s.Record(ctx, found); err != nil {
		t.Fatal(err)
	}
	if found[0].Hunts != 0 || !found[0].Found.Equal(noon) {
		t.Errorf("first hunt: %+v", found[0])
	}
	if err := s.Clear(ctx, found[0].ID, "pentest"); err != nil {
		t.Fatal(err)
	}
	now = noon.Add(time.Hour)
	again := hunted(2)
	again[0].Entity = "ws-7"
	if err := s.Record(ctx, again); err != nil {
		t.Fatal(err)
	}
	if f := again[0]; f.ID != found[0].ID || f.Hunts != 1 || !f.Found.Equal(noon) || !f.Cleared.Equal(noon) || f.Reason != "pentest" {
		t.Errorf("second hunt: %+v", f)
	}
	f, err := s.Finding(ctx, found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if f.Hunts != 2 || f.Matches != 2 || f.Entity != "WS-7" || !f.Seen.Equal(now) {
		t.Errorf("kept: %+v", f)
	}
	same(t, "values", f.Values, []Sighting{{domain, 2}})
	same(t, "events", f.Events, []Event{{"DnsEvents", []byte(`{"Name":"softandtec.com"}`), noon, 2}})
	if name := f.Events[0].Columns()("Name"); name != "softandtec.com" {
		t.Errorf("Columns()(Name) = %q", name)
	}
	n := 0
	if err := s.Events(ctx, func(f *Finding) error { n += len(f.Events); return nil }); err != nil || n != 1 {
		t.Errorf("Events: %d, %v", n, err)
	}
	seen, err := s.Sightings(ctx, domain)
	if err != nil || len(seen) != 1 {
		t.Errorf("Sightings = %v, %v", seen, err)
	}
	if err := s.Clear(ctx, 99, "x"); !errors.Is(err, ErrNoFinding) {
		t.Errorf("Clear(99) = %v", err)
	}
}
