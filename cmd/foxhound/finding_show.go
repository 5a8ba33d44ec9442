package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"foxhound/indicator"
)

// findingText prints a finding for a person.
func findingText(e *env, f standing) error {
	line := func(label, text string) { fmt.Fprintf(e.out, "  %-10s %s\n", label, text) }
	fmt.Fprintf(e.out, "finding %d: %s, %s on %s, %s\n", f.ID, f.Severity, familyWord(f.Finding), entityWord(f.Finding), f.Day)
	line("state", f.word())
	line("found", fmt.Sprintf("%s by %s, last %s", f.Found.Format("2006-01-02 15:04"), counted(f.Hunts, "hunt"), f.Seen.Format("2006-01-02 15:04")))
	if !f.First.IsZero() {
		line("events", fmt.Sprintf("%s to %s", f.First.Format(time.DateTime), f.Last.Format(time.DateTime)))
	}
	line("matches", fmt.Sprintf("%s, %s excluded", number(f.Matches), number(f.eclipse.matches)))
	for _, name := range slices.Sorted(maps.Keys(f.eclipse.by)) {
		line("excluded", fmt.Sprintf("%s by %s", number(f.eclipse.by[name]), indicator.Printable(name, 0)))
	}
	if f.eclipse.unkept > 0 {
		line("not kept", fmt.Sprintf("the events of %s: exclusions say nothing of them", counted(f.eclipse.unkept, "match")))
	}
	var facts map[string]json.RawMessage
	if err := json.Unmarshal(f.Facts, &facts); err != nil {
		return fmt.Errorf("finding %d: what the hunt said of it: %w", f.ID, err)
	}
	for _, name := range []string{"tiers", "directions", "verdicts", "validity", "tables"} {
		var counts map[string]int
		if err := json.Unmarshal(facts[name], &counts); err == nil && len(counts) > 0 {
			line(name, indicator.Printable(countList(counts), 0))
		}
	}
	for _, v := range f.Values {
		line("indicator", fmt.Sprintf("%s (%s), %s", indicator.Printable(v.Defang(), 0), v.Kind, number(v.Matches)))
	}
	line("sample", indicator.Printable(f.Sample, 0))
	line("next", "foxhound indicator show VALUE · foxhound finding clear "+fmt.Sprint(f.ID)+" --reason TEXT")
	return nil
}

// countList lists counts by name.
func countList(counts map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, name+" "+number(counts[name]))
	}
	return strings.Join(parts, ", ")
}

// findingLines writes findings for programs, an object a line: what hunt -o ndjson said, and
// what became of it.
func findingLines(e *env, all []standing) error {
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	for i := range all {
		f := &all[i]
		o := struct {
			Number   int64           `json:"number"`
			State    string          `json:"state"`
			Found    time.Time       `json:"found"`
			Seen     time.Time       `json:"seen"`
			Hunts    int             `json:"hunts"`
			Cleared  *time.Time      `json:"cleared"`
			Reason   string          `json:"reason"`
			Excluded eclipseObject   `json:"excluded"`
			Finding  json.RawMessage `json:"finding"`
		}{f.ID, f.state(), f.Found, f.Seen, f.Hunts, nil, f.Reason, eclipseObject{f.eclipse.matches, f.eclipse.by, f.eclipse.unkept}, f.Facts}
		if !f.Cleared.IsZero() {
			o.Cleared = &f.Cleared
		}
		if err := enc.Encode(o); err != nil {
			return err
		}
	}
	return nil
}
