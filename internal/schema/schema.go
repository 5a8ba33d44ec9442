// Package schema is the embedded catalogue of Sentinel and Defender tables: their
// columns, types and time columns, as Microsoft's table references give them. Start
// with [Lookup].
package schema

import "slices"

// A Dialect is one of the two places a hunt can run.
type Dialect string

const (
	Sentinel Dialect = "sentinel" // Log Analytics tables; the time column is TimeGenerated
	Defender Dialect = "defender" // advanced hunting tables; the time column is Timestamp

	// Any is both at once, for queries that do not say where they run: the tables of
	// either, with Sentinel's columns where both have a table, and with the columns that
	// a workspace may have beside the documented ones.
	Any Dialect = ""
)

// A Column is a column of a table.
type Column struct {
	Name string
	Type string // a KQL scalar type: string, int, long, real, bool, datetime, timespan, dynamic, guid
}

// A Table is one table as one dialect sees it.
type Table struct {
	Name    string
	Time    string // the time column; empty for the few tables that have none
	Columns []Column

	byName map[string]int        // of Columns
	folded func() map[string]int // in lower case; empty for tables that logs are not recognised as
}

// Lookup returns the table of that name in the dialect; names are case-sensitive, as in KQL.
func Lookup(d Dialect, name string) (*Table, bool) {
	t := embedded().lookup(d, name)
	return t, t != nil
}

// Names lists the dialect's tables in alphabetical order.
func Names(d Dialect) []string {
	var names []string
	sections := embedded().sections
	for i := range sections {
		if d == Any || d == sections[i].dialect {
			names = append(names, sections[i].name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Known reports whether either dialect has a table of that name.
func Known(name string) bool {
	_, ok := embedded().first[name]
	return ok
}

// Column returns the column of that name.
func (t *Table) Column(name string) (Column, bool) {
	i, ok := t.byName[name]
	if !ok {
		return Column{}, false
	}
	return t.Columns[i], true
}
