package report

import (
	"fmt"
	"strings"

	"foxhound/hunt"
)

// headline says first what the hunt came to, and whether it came to its end.
func headline(r *hunt.Result) string {
	if r.Summary.Interrupted {
		return "Interrupted: this covers only what had been read. " + outcome(r)
	}
	return outcome(r)
}

// outcome is one sentence. No match over no rows must not read like no match over many.
func outcome(r *hunt.Result) string {
	s := r.Summary
	loaded, rows, tables := loaded(s), huntedRows(s), huntedTables(s)
	switch {
	case len(r.Findings) > 0:
		return fmt.Sprintf("%s (%s) on %s, from %s in %s.", count(len(r.Findings), "finding"), bySeverity(r.Findings),
			entities(r.Findings), count(s.Matches, "match"), count(s.Rows, "row"))
	case len(r.Cleared) > 0:
		return fmt.Sprintf("No open findings: %s cleared before, from %s in %s.", count(len(r.Cleared), "finding"), count(s.Matches, "match"), count(s.Rows, "row"))
	case s.Matches > 0:
		return fmt.Sprintf("No findings: %s in %s, of them %s inbound.", count(s.Matches, "match"), count(s.Rows, "row"), number(s.Inbound))
	case loaded == 0:
		return "Nothing was looked for: there is no indicator to hunt. This is no all-clear."
	case rows == 0:
		return fmt.Sprintf("Nothing was looked at: of %s read, none is of a table that could show an indicator. This is no all-clear.", count(s.Rows, "row"))
	}
	return fmt.Sprintf("No findings: %s looked for in %s of %s, and none is there.", count(loaded, "indicator"), count(rows, "row"), count(tables, "table"))
}

func loaded(s *hunt.Summary) (n int) {
	for _, c := range s.Indicators {
		n += c.Loaded
	}
	return n
}

func huntedRows(s *hunt.Summary) (n int64) {
	for _, t := range s.Tables {
		if t.Hunted {
			n += t.Rows
		}
	}
	return n
}

func huntedTables(s *hunt.Summary) (n int) {
	for _, t := range s.Tables {
		if t.Hunted && t.Rows > 0 {
			n++
		}
	}
	return n
}

func bySeverity(findings []*hunt.Finding) string {
	counts := map[hunt.Severity]int{}
	for _, f := range findings {
		counts[f.Severity]++
	}
	var parts []string
	for _, s := range severities {
		if counts[s] > 0 {
			parts = append(parts, number(counts[s])+" "+string(s))
		}
	}
	return strings.Join(parts, ", ")
}

// entities counts the distinct hosts, users and messages that findings are about.
func entities(findings []*hunt.Finding) string {
	type entity struct{ kind, name string }
	seen, counts := map[entity]bool{}, map[string]int{}
	for _, f := range findings {
		e := entity{f.EntityKind, f.Entity}
		if !seen[e] {
			seen[e] = true
			counts[f.EntityKind]++
		}
	}
	var parts []string
	for _, kind := range []string{"host", "user", "message"} {
		if counts[kind] > 0 {
			parts = append(parts, count(counts[kind], kind))
		}
	}
	if len(parts) == 0 {
		return "nobody named"
	}
	return strings.Join(parts, " and ")
}
