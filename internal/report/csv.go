package report

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"foxhound/hunt"
	"foxhound/indicator"
)

// csvFindings writes the findings, one a record, as RFC 4180 has it. Values are raw but
// for two things that would harm whoever opens the file: what does not print is spelled
// out, and text a spreadsheet would take for a formula gets a leading apostrophe.
type csvFindings struct{ out *bufio.Writer }

func (*csvFindings) Match(*hunt.Match) error { return nil }

var csvHead = []string{"severity", "family", "family_name", "entity", "entity_kind", "day", "first", "last", "matches", "excluded",
	"tiers", "tables", "indicators", "directions", "verdicts", "validity", "sample_file", "sample_line", "state", "number"}

func (c *csvFindings) Close(r *hunt.Result) error {
	w := csv.NewWriter(c.out)
	w.UseCRLF = true
	if err := w.Write(csvHead); err != nil {
		return err
	}
	for _, f := range slices.Concat(r.Findings, r.Cleared) {
		if err := w.Write(record(f)); err != nil {
			return err
		}
	}
	if w.Flush(); w.Error() != nil {
		return w.Error()
	}
	return c.out.Flush()
}

func record(f *hunt.Finding) []string {
	fields := []string{string(f.Severity), f.Family, f.FamilyName, f.Entity, f.EntityKind, f.Day, csvTime(f.First), csvTime(f.Last),
		strconv.Itoa(f.Matches), strconv.Itoa(f.Excluded), counts(f.Tiers), counts(f.Tables), indicatorCounts(f.Indicators),
		counts(f.Directions), counts(f.Verdicts), counts(f.Validity), f.SampleFile, strconv.FormatInt(f.SampleLine, 10), "", ""}
	if h := f.History; h != nil {
		fields[len(fields)-2], fields[len(fields)-1] = h.State(), strconv.FormatInt(h.Number, 10)
	}
	for i, field := range fields {
		fields[i] = inert(indicator.Printable(field, 0))
	}
	return fields
}

// counts lists a map as key=count, keys sorted.
func counts[K ~string](m map[K]int) string {
	var parts []string
	for _, k := range sortedKeys(m) {
		parts = append(parts, fmt.Sprintf("%s=%d", k, m[K(k)]))
	}
	return strings.Join(parts, "; ")
}

// indicatorCounts lists indicators as value=count, in the finding's order.
func indicatorCounts(all []hunt.IndicatorCount) string {
	var parts []string
	for _, c := range all {
		parts = append(parts, fmt.Sprintf("%s=%d", c.Indicator.Value, c.Matches))
	}
	return strings.Join(parts, "; ")
}

func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(ticks)
}

// inert keeps a spreadsheet from reading a field as a formula.
func inert(field string) string {
	if field != "" && strings.ContainsRune("=+-@", rune(field[0])) {
		return "'" + field
	}
	return field
}
