package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// among binds in, has_any and their like.
func (b *binder) among(e *kql.In, in *input) plan.Expr {
	x := b.expr(e.X, in)
	if isBad(x) {
		return bad
	}
	if t := x.Type(); e.Op != "in" && e.Op != "!in" && t != value.String && t != value.Dynamic {
		b.fail(e.X, "`%s` looks in strings and dynamics, and this is a %s; `tostring(...)` makes a string", e.Op, t)
		return bad
	}
	if len(e.List) == 1 && b.isTabular(e.List[0], in.scope) && !isColumn(e.List[0], in) {
		return b.inTable(e, x, in)
	}
	return b.inList(e, x, in)
}

// isColumn reports whether an expression names a column, which goes before a table of the
// same name.
func isColumn(e kql.Expr, in *input) bool {
	id, ok := e.(*kql.Ident)
	return ok && place(in.columns, id.Name) >= 0
}

// inTable binds membership in the first column of a table.
func (b *binder) inTable(e *kql.In, x plan.Expr, in *input) plan.Expr {
	n := b.tabular(e.List[0], in.scope)
	switch {
	case n == nil:
		return bad
	case len(n.Columns()) == 0:
		b.fail(e.List[0], "`%s` needs a table with a column", e.Op)
		return bad
	case x == openColumn:
		return &plan.Const{T: value.Bool}
	}
	return &plan.InTable{Op: e.Op, X: x, Input: n, T: value.Bool}
}

// inList binds membership in a list of values and arrays. A list that is constant becomes
// one array, so that a long one costs nothing for each batch of rows.
func (b *binder) inList(e *kql.In, x plan.Expr, in *input) plan.Expr {
	exprs, ok := []plan.Expr{x}, true
	for _, item := range e.List {
		before := len(b.errors)
		y := b.expr(item, in)
		b.unquoted(before, item)
		ok = ok && !isBad(y)
		exprs = append(exprs, y)
	}
	switch {
	case !ok:
		return bad
	case x == openColumn:
		return &plan.Const{T: value.Bool}
	}
	if list, constant := constantList(exprs[1:]); constant {
		exprs = []plan.Expr{x, &plan.Const{Value: list, T: value.Dynamic}}
	}
	return b.apply(e, e.Op, value.Bool, exprs...)
}

// constantList returns the values and the elements of the arrays, if all are constant. A
// bool is not put in an array, where its text would be another (true for True).
func constantList(exprs []plan.Expr) ([]any, bool) {
	list := make([]any, 0, len(exprs))
	for _, x := range exprs {
		k, ok := x.(*plan.Const)
		if !ok || k == openColumn || k.T == value.Bool {
			return nil, false
		}
		if elements, ok := k.Value.([]any); ok {
			list = append(list, elements...)
		} else {
			list = append(list, k.Value)
		}
	}
	return list, true
}
