// Package feed reads indicators from files: exports and API answers of abuse.ch, MISP events,
// STIX bundles, old-style rule pages, reports in prose, tables, blocklists of name servers,
// plain lists. Start with [Read], which recognises the format from the content, or with
// [Options] where the columns of a table have to be named. The package knows no logs, runs no
// KQL and fetches nothing.
package feed

import (
	"context"
	"io"

	"foxhound/indicator"
)

// A Result is what one file gave: every record is an indicator, a removal or
// malformed, so that Rows = len(Indicators) + len(Removals) + len(Malformed).
type Result struct {
	Name       string // the file, as the caller named it
	Format     string // "threatfox-csv", "misp", "stix" ...: one of the names in the list of formats
	Rows       int    // records of the file that should have given one indicator each
	Indicators []indicator.Indicator
	Packed     *indicator.Pack // the indicators in place of Indicators, where the caller asked for that; else nil
	Removals   []Removal       // records that take indicators back, in file order
	Malformed  []Malformed     // records that gave none, in file order
	Notes      []string        // what a reader should know, such as an entry counter that does not add up
}

// A Malformed record is one that gave no indicator.
type Malformed struct {
	Line int            // 1-based, after decompression; where the record starts
	Kind indicator.Kind // what the record says it is; 0 where it does not
	Text string         // the offending value or row, cut to a printable length
	Err  error          // the reason
}

// Read reads one feed, decompressing it first where its content says so (gzip, zstd, zip).
// The error is for input that is no feed at all or could not be read to its end; the
// result is never nil and holds what was read before it. A zip archive of several feeds
// is one result, named after the format of its first.
//
// Indicators of one value are all kept, in file order: merging them is the caller's.
func Read(name string, r io.Reader) (*Result, error) {
	return read(name, r, defaultLimits)
}

func read(name string, r io.Reader, max limits) (*Result, error) {
	return newCollector(name, max).read(context.Background(), r)
}
