package main

import (
	"context"
	"fmt"

	"foxhound/hunt"
	"foxhound/internal/report"
	"foxhound/internal/store"
)

// record keeps what was found in the store, and marks what the store knew. Those that were
// cleared before move apart. An interrupted hunt is kept too: what it found is true.
func (h *hunting) record(ctx context.Context, r *hunt.Result) error {
	if h.store == nil || len(r.Findings) == 0 {
		return nil
	}
	kept := make([]store.Finding, len(r.Findings))
	for i, f := range r.Findings {
		facts, err := report.FindingJSON(f)
		if err != nil {
			return err
		}
		kept[i] = storedFinding(f)
		kept[i].Facts = facts
	}
	if err := h.store.Record(context.WithoutCancel(ctx), kept); err != nil {
		return err
	}
	var open []*hunt.Finding
	for i, f := range r.Findings {
		k := kept[i]
		f.History = &hunt.History{Number: k.ID, Found: k.Found, Hunts: k.Hunts, Cleared: k.Cleared, Reason: k.Reason}
		if k.Cleared.IsZero() {
			open = append(open, f)
		} else {
			r.Cleared = append(r.Cleared, f)
		}
	}
	r.Findings = open
	return nil
}

func storedFinding(f *hunt.Finding) store.Finding {
	k := store.Finding{
		Family: f.Family, FamilyName: f.FamilyName, Entity: f.Entity, EntityKind: f.EntityKind, Day: f.Day, Severity: string(f.Severity),
		Matches: f.Matches, Excluded: f.Excluded, First: f.First, Last: f.Last, Sample: fmt.Sprintf("%s:%d", f.SampleFile, f.SampleLine),
	}
	for _, e := range f.Kept {
		k.Events = append(k.Events, store.Event(e))
	}
	for _, c := range f.Indicators {
		k.Values = append(k.Values, store.Sighting{Observable: c.Indicator.Observable, Matches: c.Matches})
	}
	return k
}

// cleared counts the matches that would alert, had nobody cleared their findings.
func cleared(r *hunt.Result) (n int64) {
	for _, f := range r.Cleared {
		n += int64(f.Alerting)
	}
	return n
}
