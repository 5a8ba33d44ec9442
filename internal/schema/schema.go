// Package schema is the embedded catalogue of Sentinel and Defender tables: their
// columns, types and time columns, as Microsoft's table references give them. Start
// with [Lookup].
package schema

// A Dialect is one of the two places a hunt can run.
type Dialect string

const (
	Sentinel Dialect = "sentinel" // Log Analytics tables; the time column is TimeGenerated
	Defender Dialect = "defender" // advanced hunting tables; the time column is Timestamp
)

// A Column is a column of a table.
type Column struct {
	Name string
	Type string // a KQL scalar type: string, int, long, real, bool, datetime, timespan, dynamic, guid
}

// A Table is one table as one dialect sees it.
type Table struct {
	Name    string
	Time    string // the time column
	Columns []Column
}

// Lookup returns the table of that name in the dialect; names are case-sensitive, as in KQL.
func Lookup(d Dialect, name string) (*Table, bool) { return nil, false }

// Names lists the dialect's tables in alphabetical order.
func Names(d Dialect) []string { return nil }

// Column returns the column of that name.
func (t *Table) Column(name string) (Column, bool) { return Column{}, false }
