package plan

import (
	"foxhound/internal/function"
	"foxhound/internal/value"
)

// An Expr is a scalar expression over the columns of a step's input.
type Expr interface {
	Type() value.Type
}

type (
	// Ref is the input's column at a place.
	Ref struct {
		Index int
		T     value.Type
	}
	// Const is one value, as package value has values; nil is null.
	Const struct {
		Value any
		T     value.Type
	}
	// Call is a function or operator. Its arguments have the types that its signature
	// asks for.
	Call struct {
		Func   *function.Scalar
		Args   []Expr
		T      value.Type
		Kernel function.Kernel // made by the binder for these arguments
	}
	// Scalar is the first column of the first row of a plan that is run once, before the
	// query (toscalar); null where there is no row.
	Scalar struct {
		Input Node
		T     value.Type
	}
	// InTable is x in (table) and its like: an operator between X and the list of the values of
	// the first column of a plan that is run once, before the query. Op is in, in~, !in, !in~,
	// has_any or has_all, or a function of two arguments.
	InTable struct {
		Op    string
		X     Expr
		Input Node
		T     value.Type
	}
)

// Type returns the type of the column.
func (e *Ref) Type() value.Type { return e.T }

// Type returns the type of the value.
func (e *Const) Type() value.Type { return e.T }

// Type returns the type of the function's result.
func (e *Call) Type() value.Type { return e.T }

// Type returns the type of the column.
func (e *Scalar) Type() value.Type { return e.T }

// Type returns the type of the operator's result.
func (e *InTable) Type() value.Type { return e.T }
