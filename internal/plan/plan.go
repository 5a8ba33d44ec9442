// Package plan holds a query as typed steps over columns by place: what the binder makes
// of a syntax tree, and what the engine runs. A plan names no columns but its results',
// and cannot be ill-typed. Nodes are trees of inputs; see the files for each sort:
// sources make rows, row steps look at one row at a time, group steps at many, and join
// steps at two tables.
package plan

import "foxhound/internal/value"

// A Column is a column of rows: its name and type.
type Column struct {
	Name string
	Type value.Type
}

// A Node is a step of a plan; it gives rows of the columns that it tells.
type Node interface {
	// Columns returns the node's columns in order. The caller must not change them.
	Columns() []Column
	// Inputs returns the nodes whose rows it reads, in order.
	Inputs() []Node
}

// Types returns the types of columns.
func Types(columns []Column) []value.Type {
	types := make([]value.Type, len(columns))
	for i, c := range columns {
		types[i] = c.Type
	}
	return types
}
