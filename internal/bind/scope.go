package bind

import (
	"foxhound/internal/plan"
	"foxhound/kql"
)

// A scope is the names that let statements, parameters and as have given, innermost
// first. Names of columns go before them, those of tables after.
type scope struct {
	outer *scope
	names map[string]*binding
}

// A binding is what a name stands for: one of these.
type binding struct {
	scalar   plan.Expr         // a value: constant, or a [*plan.Scalar]
	table    func() plan.Node  // a table: the same plan each time, or nil where it is in error
	function *declaredFunction // a function of the query's own
	pattern  *pattern          // values that stand for tables
	byAs     bool              // the table is rows that as has named, and may name anew

	row  *input // of a value that depends on the row: what it was bound over
	size int    // of such a value: how many calls it is
}

// A declaredFunction is one that the query declares, with the scope it was declared in.
type declaredFunction struct {
	*kql.Function
	name  string
	scope *scope
}

// inner returns a scope within s.
func (s *scope) inner() *scope { return &scope{outer: s, names: make(map[string]*binding)} }

// find returns what a name stands for, or nil.
func (s *scope) find(name string) *binding {
	for ; s != nil; s = s.outer {
		if b, ok := s.names[name]; ok {
			return b
		}
	}
	return nil
}

// An input is what an expression sees: the columns of a step's input, and the names of
// the scope.
type input struct {
	columns []plan.Column
	scope   *scope

	// Of a join's conditions: the columns of the right table, which $right names. A column
	// of the left ($left.a, or a) is bound to its place, one of the right to its place
	// behind all of the left's: len(columns) + i.
	right []plan.Column
	// window allows functions of a row's place among others: the rows have an order. alone says
	// that they have one, and the step looks at each row alone.
	window, alone bool

	// aggregates, where it is not nil, allows aggregate functions and forbids columns
	// outside them. Each aggregate call that expr meets is gathered, and stands in the
	// expression as a [*plan.Ref] into the row that the grouping step gives: so
	// round(avg(x), 2) is bound to a call over that row, to be computed by a Project over
	// the Summarize. Where the expression is an aggregate call alone, aggregate binds it,
	// with the names of its columns, and the caller adds it.
	aggregates *gathered

	over *input // of a function's body: what its call is bound over
}

// origin returns the input whose rows an expression is computed over: a function's body
// sees its parameters alone, but is computed over the rows of its call.
func (in *input) origin() *input {
	for in.over != nil {
		in = in.over
	}
	return in
}

// gathered is what a grouping step gives: its keys, and behind them the columns of the
// aggregates that its expressions need.
type gathered struct {
	keys []plan.Column
	by   []plan.Expr // the keys' expressions: arg_max(x, *) leaves out columns that are keys
	list []plan.Aggregate
	cols []plan.Column // of the aggregates
}

// add notes an aggregate and its columns, and returns the place of the first of them.
func (g *gathered) add(a plan.Aggregate, columns ...plan.Column) int {
	at := len(g.keys) + len(g.cols)
	g.list, g.cols = append(g.list, a), append(g.cols, columns...)
	return at
}
