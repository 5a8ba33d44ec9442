// Package reshape turns values of rows into columns: what the plugins bag_unpack and pivot
// do. Their columns follow from the rows, so that the rows are needed before a query is
// bound to its end. Start with [Unpack] and [Pivot].
package reshape

import (
	"fmt"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// maxColumns is how many columns may be made of rows: names come from logs.
const maxColumns = 10_000

func tooWide(what string) error {
	return fmt.Errorf("`%s` would make more than %d columns; narrow its input", what, maxColumns)
}

// place returns where a column of that name is, or -1.
func place(cols []plan.Column, name string) int {
	for i, c := range cols {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// without returns columns but for the one at a place.
func without(cols []plan.Column, b *vector.Batch, at int) ([]plan.Column, *vector.Batch) {
	left := append(append([]plan.Column{}, cols[:at]...), cols[at+1:]...)
	rest := append(append([]*vector.Vector{}, b.Columns[:at]...), b.Columns[at+1:]...)
	return left, vector.NewBatch(b.Rows, rest...)
}
