// Package rows shows the rows of a query to people and to programs. Start with [New],
// which gives a [Writer] for one of [Formats]; feed it batches as they come.
//
// The forms for people (table, md) make control characters visible and cut nothing but
// what a terminal has no room for. The forms for programs (json, ndjson, csv) keep values
// as they are within their own quoting.
package rows

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A Writer shows the rows of one query. It is not safe for concurrent use.
type Writer interface {
	// Write takes the next rows, which have the columns given to [New].
	Write(*vector.Batch) error
	// Close ends the output. Nothing follows it.
	Close() error
}

// Options are for [New]; the zero value works.
type Options struct {
	Width int // columns of the terminal; 0 cuts nothing (table only)
}

// Formats lists the names [New] knows, the default first.
func Formats() []string { return []string{"table", "json", "ndjson", "csv", "md"} }

// New returns a writer of the named format onto w.
func New(format string, w io.Writer, columns []plan.Column, o Options) (Writer, error) {
	out := bufio.NewWriterSize(w, 64<<10)
	switch format {
	case "table":
		return &table{out: out, columns: columns, width: o.Width}, nil
	case "md":
		return newMarkdown(out, columns), nil
	case "json":
		return newDocument(out, columns), nil
	case "ndjson":
		return newObjects(out, columns), nil
	case "csv":
		return newRecords(out, columns)
	}
	return nil, fmt.Errorf("unknown format `%s`; there are %s", format, strings.Join(Formats(), ", "))
}

// text is a value as people read it; null is empty.
func text(v *vector.Vector, row int) string { return value.Text(v.Type, v.Value(row)) }
