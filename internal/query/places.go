package query

import (
	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/schema"
	"foxhound/internal/value"
)

// The columns that [Logs.Places] adds: the file that a row stands in, and its line.
const (
	FileColumn = "_File"
	LineColumn = "_Line"
)

var placeColumns = []plan.Column{{Name: FileColumn, Type: value.String}, {Name: LineColumn, Type: value.Long}}

// origin says what of a record a table's column holds.
func (l *Logs) origin(table, column string) logs.Origin {
	if !l.Places {
		return logs.OfField
	}
	t, known := schema.Lookup(l.Dialect, table)
	switch {
	case column == FileColumn:
		return logs.OfFile
	case column == LineColumn:
		return logs.OfLine
	case known && column == t.Time:
		return logs.OfTime
	}
	return logs.OfField
}
