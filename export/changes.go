package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
	"foxhound/rule"
)

// IndicatorsName is the name of the file in a family's folder that lists its indicators, one a
// line and sorted: what a reviewer reads to see what is new, and what [Compare] compares with.
const IndicatorsName = "indicators.csv"

// Indicators is the list of a rule's indicators, as the family's folder keeps it.
func Indicators(r *rule.Rule) (File, error) {
	data, err := listCSV(r, false)
	return File{Name: Folder(r.Family) + "/" + IndicatorsName, Data: data}, err
}

// Changes are what became of a family's indicators since its folder was last written.
type Changes struct {
	Family indicator.Family
	New    bool // there was no list before
	Gone   bool // nothing is known of the family any more
	Rows   []Change
	total  string // what is listed now, or was
}

// A Change is what became of one indicator.
type Change struct {
	What      string // added, expired, removed, re-scored
	Indicator indicator.Indicator
	Why       string
}

// Any reports whether anything changed.
func (c *Changes) Any() bool { return c.New || c.Gone || len(c.Rows) > 0 }

// said is what a list says once.
type said struct{ value, threatType string }

var (
	valueColumn      = slices.Index(rule.ListColumns, "Value")
	threatColumn     = slices.Index(rule.ListColumns, "ThreatType")
	familyColumn     = slices.Index(rule.ListColumns, "Family")
	kindColumn       = slices.Index(rule.ListColumns, "Kind")
	confidenceColumn = slices.Index(rule.ListColumns, "Confidence")
	seenColumn       = slices.Index(rule.ListColumns, "FirstSeen")
	preciseColumn    = slices.Index(rule.ListColumns, "Precise")
)

// Compare says what is new in a rule's list, gone from it, or otherwise judged than in the former
// one. before is nil where there was none; one that cannot be read counts as none.
func Compare(r *rule.Rule, before []byte) *Changes {
	old, ok := readList(before)
	c := &Changes{Family: r.Family, New: !ok, total: countKinds(r.Listed())}
	if c.New {
		return c
	}
	now := r.Listed()
	for n, row := range r.List() {
		key := said{row[valueColumn], inert(row[threatColumn])}
		was, known := old[key]
		delete(old, key)
		if !known {
			c.Rows = append(c.Rows, Change{"added", now[n], judgement(row)})
		} else if why := rescored(was, row); why != "" {
			c.Rows = append(c.Rows, Change{"re-scored", now[n], why})
		}
	}
	aside := map[said]*rule.SetAside{}
	for i := range r.SetAside {
		if s := &r.SetAside[i]; s.Decision.Level == guard.Drop {
			aside[said{s.Indicator.Value, inert(s.Indicator.ThreatType)}] = s
		}
	}
	for key, row := range old {
		c.Rows = append(c.Rows, lost(row, aside[key]))
	}
	slices.SortFunc(c.Rows, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.What, b.What), cmp.Compare(a.Indicator.Kind, b.Indicator.Kind),
			cmp.Compare(a.Indicator.Value, b.Indicator.Value), cmp.Compare(a.Indicator.ThreatType, b.Indicator.ThreatType))
	})
	return c
}

// lost says why an indicator is not hunted any more.
func lost(row []string, aside *rule.SetAside) Change {
	kind, _ := indicator.ParseKind(row[kindColumn])
	i := indicator.Indicator{Observable: indicator.Observable{Kind: kind, Value: row[valueColumn]}, ThreatType: row[threatColumn]}
	switch {
	case aside == nil:
		return Change{"removed", i, "no feed lists it any more"}
	case aside.Decision.List == "expired":
		return Change{"expired", i, aside.Decision.Reason}
	}
	return Change{"removed", i, aside.Decision.List + ": " + reason(*aside)}
}

// rescored says what is judged otherwise of an indicator.
func rescored(was, is []string) string {
	var list []string
	for _, c := range []struct {
		name   string
		column int
	}{{"confidence", confidenceColumn}, {"first seen", seenColumn}} {
		if was[c.column] != is[c.column] {
			list = append(list, fmt.Sprintf("%s %s, was %s", c.name, cmp.Or(day(is[c.column]), "unknown"), cmp.Or(day(was[c.column]), "unknown")))
		}
	}
	switch {
	case was[preciseColumn] == is[preciseColumn]:
	case is[preciseColumn] == "true":
		list = append(list, "a guard keeps it to the tiers exact and endpoint")
	default:
		list = append(list, "no guard keeps it to precise tiers any more")
	}
	return strings.Join(list, "; ")
}

func judgement(row []string) string {
	return fmt.Sprintf("confidence %s, first seen %s", cmp.Or(row[confidenceColumn], "unknown"), cmp.Or(day(row[seenColumn]), "unknown"))
}

// day is the day of a time in a list.
func day(at string) string {
	day, _, _ := strings.Cut(at, "T")
	return day
}

// readList reads a list that was written before. It reports false for what is none.
func readList(data []byte) (map[said][]string, bool) {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], rule.ListColumns) {
		return nil, false
	}
	list := map[said][]string{}
	for _, row := range rows[1:] {
		list[said{row[valueColumn], row[threatColumn]}] = row
	}
	return list, true
}

// Lost is the change that nothing is known of a family any more, by the list that its folder has.
func Lost(folder string, before []byte) *Changes {
	old, _ := readList(before)
	f := indicator.Family{ID: folder}
	for _, row := range old {
		f.Name = row[familyColumn]
		break
	}
	return &Changes{Family: f, Gone: true, total: plural(len(old), "indicator", "indicators")}
}

// ChangesName is the name of the file that says what changed in a folder of families.
const ChangesName = "CHANGES.md"

// ChangesFile tells a reviewer what became of the indicators of families, as of a day: one
// indicator a line, values defanged. A zero time is of indicators of which none is dated.
func ChangesFile(list []*Changes, asOf time.Time) File {
	var b bytes.Buffer
	b.WriteString("# Changes\n\n")
	if !asOf.IsZero() {
		fmt.Fprintf(&b, "As of %s: ", asOf.UTC().Format(time.DateOnly))
	}
	fmt.Fprintf(&b, "%s.\n", countChanges(list))
	for _, c := range list {
		if !c.Any() {
			continue
		}
		fmt.Fprintf(&b, "\n## %s (%s)\n\n", text(indicator.Printable(c.Family.Label(), longestName)), text(indicator.Printable(c.Family.Key(), longestName)))
		switch {
		case c.New:
			fmt.Fprintf(&b, "New: %s, in `%s/%s`.\n", cmp.Or(text(c.total), "nothing to hunt"), Folder(c.Family), IndicatorsName)
			continue
		case c.Gone:
			fmt.Fprintf(&b, "Gone: no feed lists any indicator of it; it had %s.\n", c.total)
			continue
		}
		b.WriteString("| Change | Type | Value | Threat type | How it stands |\n|---|---|---|---|---|\n")
		for _, r := range c.Rows {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.What, r.Indicator.Kind, cell(r.Indicator.Defang()), cell(r.Indicator.ThreatType), text(r.Why))
		}
	}
	return File{Name: ChangesName, Data: b.Bytes()}
}

// changesHead is how [ChangesFile] begins.
var changesHead = lazyregexp.New(`^# Changes\r?\n\r?\n(?:As of \d{4}-\d\d-\d\d: )?\d+ [a-z -]+(?:, \d+ [a-z -]+)*\.\r?\n`)

// IsChanges reports whether a file is one that [ChangesFile] made, and not somebody's own of that name.
func IsChanges(data []byte) bool { return changesHead.Match(data) }

// countChanges sums up what changed.
func countChanges(list []*Changes) string {
	counts := map[string]int{}
	for _, c := range list {
		switch {
		case c.New:
			counts["new"]++
		case c.Gone:
			counts["gone"]++
		}
		for _, r := range c.Rows {
			counts[r.What]++
		}
	}
	var parts []string
	for _, n := range []struct{ what, one, many string }{
		{"new", "family is new", "families are new"}, {"gone", "family is gone", "families are gone"},
		{"added", "indicator added", "indicators added"}, {"expired", "expired", "expired"},
		{"re-scored", "re-scored", "re-scored"}, {"removed", "removed", "removed"},
	} {
		if counts[n.what] > 0 {
			parts = append(parts, plural(counts[n.what], n.one, n.many))
		}
	}
	return strings.Join(parts, ", ")
}
