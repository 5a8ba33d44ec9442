package rulefile

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"foxhound/rule"
)

// A List is the indicators of hunts that read them from elsewhere, as rows of [rule.ListColumns].
// In the file it is a text in CSV, an indicator a line.
type List [][]string

// MarshalYAML writes the rows under a heading.
func (l List) MarshalYAML() (any, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	err := w.WriteAll(append([][]string{rule.ListColumns}, l...))
	return b.String(), err
}

// UnmarshalYAML reads the rows.
func (l *List) UnmarshalYAML(read func(any) error) error {
	var text string
	if err := read(&text); err != nil {
		return err
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return fmt.Errorf("`list` is no CSV: %w", err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], rule.ListColumns) {
		return fmt.Errorf("`list` has other columns than %s", strings.Join(rule.ListColumns, ","))
	}
	*l = rows[1:]
	return nil
}
