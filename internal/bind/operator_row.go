package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

func (b *binder) where(op *kql.Where, n plan.Node, s *scope) plan.Node {
	e := op.Predicate
	if named, ok := e.(*kql.Named); ok && b.Run == nil { // it binds, and is never meant
		e = named.Value
	}
	before := len(b.errors)
	p := b.typed(e, b.inputOf(n, s), value.Bool)
	if named, ok := op.Predicate.(*kql.Named); ok && isBad(p) && len(b.errors) == before+1 && b.errors[before].Start == named.Value.Pos() {
		b.errors[before].Msg = "a name is given to a value here, where none can be; to compare, write `==`"
	}
	return b.keepOrder(b.filter(n, p), n)
}

// filter keeps the rows for which p is true. A predicate that looks at other rows is
// computed as a column first.
func (b *binder) filter(n plan.Node, p plan.Expr) plan.Node {
	if !plan.Windowed(p) {
		return plan.Filtered(n, p)
	}
	l := same(n)
	p = l.computed(p)
	return same(n).over(plan.Filtered(l.over(n), p))
}

// extend adds columns, or replaces those of their names where they stand. All expressions
// see the row as it came.
func (b *binder) extend(assigns []kql.Assign, n plan.Node, s *scope) plan.Node {
	p := newProjection(same(n))
	b.assign(p, assigns, b.inputOf(n, s), extending)
	return b.keepOrder(p.over(n), n)
}

func (b *binder) serialize(op *kql.Serialize, n plan.Node, s *scope) plan.Node {
	if !b.isOrdered(n) {
		n = b.ordered(same(n).over(n))
	}
	if !b.judging() {
		return b.extend(op.Columns, n, s)
	}
	p := newProjection(same(n))
	b.assign(p, op.Columns, b.inputOf(n, s), giving)
	return b.keepOrder(p.over(n), n)
}

func (b *binder) project(op *kql.Project, n plan.Node, s *scope) plan.Node {
	return b.keepOrder(b.assigned(op.Columns, b.inputOf(n, s), giving).over(n), n)
}
