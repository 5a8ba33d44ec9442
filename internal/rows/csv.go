package rows

import (
	"bufio"
	"encoding/csv"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// records is a record a row as RFC 4180 has it, under a heading. Values are as they are
// but for two things that would harm whoever opens the file: what does not print is
// spelled out, and text that a spreadsheet would take for a formula gets an apostrophe.
type records struct {
	out *bufio.Writer
	csv *csv.Writer
}

func newRecords(out *bufio.Writer, columns []plan.Column) (*records, error) {
	r := &records{out, csv.NewWriter(out)}
	r.csv.UseCRLF = true
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = inert(indicator.Printable(c.Name, 0))
	}
	return r, r.csv.Write(head)
}

func (r *records) Write(b *vector.Batch) error {
	cells := make([]string, len(b.Columns))
	for i := range b.Rows {
		for c, v := range b.Columns {
			cells[c] = indicator.Printable(text(v, i), 0)
			if v.Type == value.String || v.Type == value.Dynamic {
				cells[c] = inert(cells[c])
			}
		}
		if err := r.csv.Write(cells); err != nil {
			return err
		}
	}
	return nil
}

func (r *records) Close() error {
	if r.csv.Flush(); r.csv.Error() != nil {
		return r.csv.Error()
	}
	return r.out.Flush()
}

// inert keeps a spreadsheet from reading a field as a formula.
func inert(field string) string {
	if field != "" && strings.ContainsRune("=+-@", rune(field[0])) {
		return "'" + field
	}
	return field
}
