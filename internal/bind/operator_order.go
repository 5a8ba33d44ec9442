package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// rowCount binds a number of rows, which may be computed before the query.
func (b *binder) rowCount(e kql.Expr, s *scope) plan.Expr {
	x := b.expr(e, &input{scope: s})
	if !x.Type().IsInteger() && x.Type() != value.None {
		b.fail(e, "a number of rows is needed, not %s", typeName(x.Type()))
		return bad
	}
	return x
}

func number(n int64) plan.Expr { return &plan.Const{Value: n, T: value.Long} }

func (b *binder) take(op *kql.Take, n plan.Node, s *scope) plan.Node {
	return b.keepOrder(plan.FirstOf(n, b.rowCount(op.Count, s)), n)
}

func (b *binder) orderBy(op *kql.OrderBy, n plan.Node, s *scope) plan.Node {
	keys := b.sortKeys(op.Keys, b.inputOf(n, s))
	return b.ordered(byKeys(n, keys, func(n plan.Node) plan.Node { return &plan.Sort{Input: n, Keys: keys} }))
}

func (b *binder) top(op *kql.Top, n plan.Node, s *scope) plan.Node {
	keys, count := b.sortKeys([]kql.SortKey{op.By}, b.inputOf(n, s)), b.rowCount(op.Count, s)
	return b.ordered(byKeys(n, keys, func(n plan.Node) plan.Node { return &plan.Top{Input: n, Keys: keys, Count: count} }))
}

// byKeys returns a node's rows as order has them. Keys that look at other rows are computed
// as columns first, over all rows at once, and dropped behind it.
func byKeys(n plan.Node, keys []plan.SortKey, order func(plan.Node) plan.Node) plan.Node {
	l := same(n)
	for i, k := range keys {
		if plan.Windowed(k.Expr) {
			keys[i].Expr = l.computed(k.Expr)
		}
	}
	if len(l.columns) == len(n.Columns()) {
		return order(n)
	}
	return same(n).over(order(l.over(n)))
}

// sortKeys binds what to order by. Descending is the default; nulls are the least unless
// the query says where they go.
func (b *binder) sortKeys(keys []kql.SortKey, in *input) []plan.SortKey {
	list := make([]plan.SortKey, len(keys))
	for i, k := range keys {
		e := b.expr(k.Expr, in)
		if e.Type() == value.Dynamic {
			b.fail(k.Expr, "rows cannot be ordered by a dynamic; convert it first, with `tostring()` for instance")
		}
		first := k.Asc
		if k.Nulls != "" {
			first = k.Nulls == "first"
		}
		list[i] = plan.SortKey{Expr: e, Desc: !k.Asc, NullsFirst: first}
	}
	return list
}
