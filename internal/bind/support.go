package bind

import "foxhound/internal/function"

// Supports reports whether a scalar or tabular function that Kusto has can be called here.
// Of aggregate functions package aggregate knows, of plugins the binder's own errors.
func Supports(name string) bool {
	_, scalar := function.Lookup(name)
	return scalar || special(name) != nil || productNamed(name) != nil || name == "table" || name == "materialize"
}
