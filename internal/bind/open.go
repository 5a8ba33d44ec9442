package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// open is the name of a column that stands for columns nobody knows before the data is
// seen: of a plugin whose rows were not computed, of a watchlist, of a table parameter
// that ends in *. Any name is then a column, of dynamic type. It stands last, and is in
// no result.
const open = "*"

// openColumn is what a name is bound to that only an open column could mean.
var openColumn = &plan.Const{T: value.Dynamic}

// isOpen reports whether any name may be a column.
func isOpen(columns []plan.Column) bool {
	return slices.ContainsFunc(columns, func(c plan.Column) bool { return c.Name == open })
}
