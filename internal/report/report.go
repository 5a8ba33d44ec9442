// Package report shows a hunt to people and to programs. Start with [New], which gives a
// [Writer] for one of [Formats]; feed it matches as they come and the result at the end.
//
// The forms for people (table, md) defang every value and make control characters
// visible, so that a log cannot write to the terminal or into a ticket. The forms for
// programs (json, ndjson, csv) keep values raw within their own quoting. The package
// judges nothing: what stands in a report was decided by hunt.
package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"foxhound/hunt"
)

// A Writer shows one hunt. It is not safe for concurrent use.
type Writer interface {
	// Match takes one match, in file order. The match may be kept.
	Match(*hunt.Match) error
	// Close shows what the hunt found and ends the report. Nothing follows it.
	Close(*hunt.Result) error
}

// Options are for [New]; the zero value works.
type Options struct {
	Width        int  // columns of the terminal; 0 cuts no value
	Colour       bool // the table only
	ShowExcluded bool // list excluded matches; table and md only, since json and ndjson have them all
}

// Formats lists the names [New] knows, the default first.
func Formats() []string { return []string{"table", "json", "ndjson", "csv", "md"} }

// New returns a writer of the named format onto w. Output is buffered until
// [Writer.Close].
func New(format string, w io.Writer, opts Options) (Writer, error) {
	out := bufio.NewWriterSize(w, 64<<10)
	switch format {
	case "table":
		return &table{out: out, opts: opts}, nil
	case "md":
		return &markdown{out: out, opts: opts}, nil
	case "csv":
		return &csvFindings{out: out}, nil
	case "json":
		return newDocument(out), nil
	case "ndjson":
		return newLines(out), nil
	}
	return nil, fmt.Errorf("unknown format `%s`; there are %s", format, strings.Join(Formats(), ", "))
}

// maxExcluded bounds what --show-excluded keeps in memory; the rest is counted.
const maxExcluded = 1000

// excluded collects excluded matches up to a bound.
type excluded struct {
	matches []*hunt.Match
	more    int
}

func (e *excluded) add(m *hunt.Match) {
	switch {
	case m.ExcludedBy == "":
	case len(e.matches) == maxExcluded:
		e.more++
	default:
		kept := *m
		kept.Event = nil // never shown here, and rows can be large
		e.matches = append(e.matches, &kept)
	}
}
