package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// mvExpand gives a row for each element. A column keeps its place; an expression becomes
// a column behind the others.
func (b *binder) mvExpand(op *kql.MvExpand, n plan.Node, s *scope) plan.Node {
	x := b.expand(op.Columns, op.Options, op.To, op.Limit, n, b.inputOf(n, s))
	if x == nil {
		return nil
	}
	return b.keepOrder(x, n)
}

func (b *binder) expand(assigns []kql.Assign, options []kql.Option, to string, limit kql.Expr, n plan.Node, in *input) *plan.Expand {
	p := newProjection(same(n))
	x := &plan.Expand{}
	for _, a := range assigns {
		e := b.expr(a.Expr, in)
		if e.Type() == value.None {
			return nil
		}
		if e.Type() != value.Dynamic {
			b.fail(a.Expr, "only a dynamic can be expanded, and this is a %s; make one with `todynamic()` or `split()`", e.Type())
			return nil
		}
		x.Places = append(x.Places, b.expanded(p, a, e, in))
		x.To = append(x.To, b.elementType(a, to))
	}
	x.Input = p.over(n)
	x.Cols = slices.Clone(p.columns)
	for i, at := range x.Places {
		x.Cols[at].Type = x.To[i]
	}
	if limit != nil {
		x.Limit = b.expandLimit(limit, in)
	}
	kind := option(options, "kind", "bagexpansion")
	if kind != "" && kind != "array" && kind != "bag" {
		b.fail(assigns[0].Expr, "unknown kind of expansion `%s`; the kinds are bag and array", kind)
	}
	x.Arrays = kind == "array"
	if index := option(options, "with_itemindex"); index != "" {
		x.Index = true
		x.Cols = append(x.Cols, plan.Column{Name: p.names.add(index), Type: value.Long})
	}
	return x
}

// expanded gives what is expanded a place: that of the column, or one behind the others.
func (b *binder) expanded(p *projection, a kql.Assign, e plan.Expr, in *input) int {
	name, column := b.columnOf(a.Expr, in)
	switch {
	case a.Name != "":
		name, column = a.Name, true
	case !column:
		if name = b.columnName(a.Expr, in); name == "" {
			name = b.unnamed(in, giving)
		}
	}
	if !column {
		p.add(name, e, true)
	} else if !p.declare(name, e, true) {
		b.givenTwice(a.Expr, name)
	}
	return p.places[name]
}

func (b *binder) expandLimit(e kql.Expr, in *input) int64 {
	v, t, ok := b.constant(e, in)
	if !ok || !t.IsInteger() {
		b.fail(e, "a constant number of rows is needed")
		return 0
	}
	n, _ := v.(int64)
	return n
}

// elementType is what the elements become.
func (b *binder) elementType(a kql.Assign, to string) value.Type {
	if a.To != "" {
		to = a.To
	}
	if to == "" {
		return value.Dynamic
	}
	t, ok := value.TypeNamed(to)
	if !ok {
		b.fail(a.Expr, "`%s` is no type", to)
	}
	return t
}

// mvApply runs a subquery over each row's elements. The row's other columns stand before
// what the subquery gives; one that it gives itself stands in the place of the row's.
func (b *binder) mvApply(op *kql.MvApply, n plan.Node, s *scope) plan.Node {
	given := b.ordered(&plan.Given{Cols: n.Columns()})
	x := b.expand(op.Columns, op.Options, op.To, op.Limit, given, b.rowOf(given, s))
	if x == nil {
		return nil
	}
	sub := b.operators(b.ordered(&plan.Given{Cols: x.Cols}), op.On, s)
	if sub == nil {
		return nil
	}
	a := &plan.Apply{Input: n, Elements: x, Sub: sub}
	shown := newProjection(&list{})
	for i, c := range n.Columns() {
		if slices.Contains(x.Places, i) && b.isApplied(op, c.Name) {
			continue
		}
		if place(sub.Columns(), c.Name) < 0 {
			a.Kept = append(a.Kept, i)
			a.Cols = append(a.Cols, c)
		}
		shown.add(c.Name, &plan.Ref{Index: len(a.Cols) - 1, T: c.Type}, false)
	}
	for i, c := range sub.Columns() {
		shown.add(c.Name, &plan.Ref{Index: len(a.Cols) + i, T: c.Type}, true)
	}
	a.Cols = append(a.Cols, sub.Columns()...)
	return b.keepOrder(shown.over(a), n)
}

// isApplied reports whether a column is applied as it is, and so is not shown beside what
// the subquery gives.
func (b *binder) isApplied(op *kql.MvApply, name string) bool {
	return slices.ContainsFunc(op.Columns, func(a kql.Assign) bool {
		id, ok := alone(a.Expr)
		return ok && a.Name == "" && id.Name == name
	})
}
