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
	loaded := loaded(s)
	switch {
	case len(r.Findings) > 0:
		return fmt.Sprintf("%s (%s) on %s, from %s in %s.", count(len(r.Findings), "finding"), bySeverity(r.Findings),
			entities(r.Findings), count(s.Matches, "match"), count(s.Rows, "row"))
	case len(r.Cleared) > 0:
		return fmt.Sprintf("No open findings: %s cleared before, from %s in %s.", count(len(r.Cleared), "finding"), count(s.Matches, "match"), count(s.Rows, "row"))
	case s.Matches > 0:
		return fmt.Sprintf("No findings: %s in %s, of them %s inbound.", count(s.Matches, "match"), count(s.Rows, "row"), number(s.Inbound))
	case loaded == 0 && s.Interrupted:
		return "Nothing was looked for: the indicators were not ready yet. This is no all-clear."
	case loaded == 0:
		return "Nothing was looked for: there is no indicator to hunt. This is no all-clear."
	case s.Rows == 0:
		return "Nothing was looked at: no row was read. This is no all-clear."
	}
	return fmt.Sprintf("No findings: %s looked for in %s of %s%s%s",
		count(loaded, "indicator"), count(s.Rows, "row"), count(tablesRead(s), "table"), asPlainText(s), leftOut(s))
}

// leftOut ends the sentence of a hunt without matches: none may be there but those that were not
// asked for.
func leftOut(s *hunt.Summary) string {
	if s.Withheld == 0 && s.Earlier == 0 {
		return ", and none is there."
	}
	end := "."
	if s.Withheld > 0 {
		end += " " + withheld(s) + "."
	}
	if s.Earlier > 0 {
		end += " " + earlier(s) + "."
	}
	return end
}

// withheld says how many matches are shown if asked for.
func withheld(s *hunt.Summary) string {
	if s.Withheld == 1 {
		return "1 match of tier related was left out: --related shows it"
	}
	return count(s.Withheld, "match") + " of tier related were left out: --related shows them"
}

// earlier says how many matches are before the time that the hunt was asked to begin at.
func earlier(s *hunt.Summary) string {
	if s.Earlier == 1 {
		return "1 match is earlier than asked for and was left out"
	}
	return count(s.Earlier, "match") + " are earlier than asked for and were left out"
}

func loaded(s *hunt.Summary) (n int) {
	for _, c := range s.Indicators {
		n += c.Loaded
	}
	return n
}

func tablesRead(s *hunt.Summary) (n int) {
	for _, t := range s.Tables {
		if t.Rows > 0 {
			n++
		}
	}
	return n
}

// asPlainText says how many of the rows were no more than text: an address without a port is
// not shown there.
func asPlainText(s *hunt.Summary) string {
	n := int64(0)
	for _, t := range s.Tables {
		if !t.Hunted {
			n += t.Rows
		}
	}
	switch n {
	case 0:
		return ""
	case s.Rows:
		return ", all of them plain text"
	}
	return fmt.Sprintf(", %s of them plain text", count(n, "row"))
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
