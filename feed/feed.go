// Package feed reads indicators from files: ThreatFox exports and API answers,
// old-style rule pages, plain lists. Start with [Read], which recognises the
// format from the content. The package knows no KQL and no logs, and fetches nothing.
package feed

import (
	"io"

	"foxhound/indicator"
)

// A Result is what one file gave: every record is an indicator or
// malformed, so that Rows = len(Indicators) + len(Malformed).
type Result struct {
	Name       string // the file, as the caller named it
	Format     string // "threatfox-csv", "threatfox-json", "threatfox-api", "page" or "list"
	Rows       int    // records of the file that should have given one indicator each
	Indicators []indicator.Indicator
	Malformed  []Malformed // records that gave none, in file order
	Notes      []string    // what a reader should know, such as an entry counter that does not add up
}

// A Malformed record is one that gave no indicator.
type Malformed struct {
	Line int            // 1-based, after decompression
	Kind indicator.Kind // what the record says it is; 0 where it does not
	Text string         // the offending value or row, cut to a printable length
	Err  error          // the reason
}

// Read reads one feed, decompressing it first where its content says so (gzip, zstd, zip).
// The error is for input that is no feed at all or could not be read to its end; the
// result then holds what was read before it.
func Read(name string, r io.Reader) (*Result, error) { return nil, io.EOF }
