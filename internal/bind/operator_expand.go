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
	x := b.expand(op.Columns, op.Options, op.To, op.Limit, n, s)
	if x == nil {
		return nil
	}
	return b.keepOrder(x, n)
}

func (b *binder) expand(assigns []kql.Assign, options []kql.Option, to string, limit kql.Expr, n plan.Node, s *scope) *plan.Expand {
	l := same(n)
	x := &plan.Expand{}
	in := b.inputOf(n, s)
	for _, a := range assigns {
		e := b.expr(a.Expr, in)
		if e.Type() == value.None {
			return nil
		}
		if e.Type() != value.Dynamic {
			b.fail(a.Expr, "only a dynamic can be expanded, and this is %s; make one with `todynamic()` or `split()`", e.Type())
			return nil
		}
		name := a.Name
		if name == "" {
			name = b.columnName(a.Expr, in)
		}
		at := place(l.columns, name)
		switch {
		case name == "" || at < 0:
			if name == "" {
				name = free("Column1", func(string) bool { return false })
			}
			at = len(l.columns)
			l.add(name, e)
		default:
			l.columns[at], l.exprs[at] = plan.Column{Name: name, Type: value.Dynamic}, e
		}
		x.Places = append(x.Places, at)
		x.To = append(x.To, b.elementType(a, to))
	}
	x.Input = l.over(n)
	x.Cols = slices.Clone(l.columns)
	for i, p := range x.Places {
		x.Cols[p].Type = x.To[i]
	}
	if limit != nil {
		v, _, _ := b.constant(limit, in)
		x.Limit, _ = v.(int64)
	}
	kind := option(options, "kind", "bagexpansion")
	x.Arrays = kind == "array"
	if index := option(options, "with_itemindex"); index != "" {
		x.Index = true
		x.Cols = append(x.Cols, plan.Column{Name: index, Type: value.Long})
	}
	return x
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
// what the subquery gives; those that it gives itself are not repeated.
func (b *binder) mvApply(op *kql.MvApply, n plan.Node, s *scope) plan.Node {
	given := b.ordered(&plan.Given{Cols: n.Columns()})
	x := b.expand(op.Columns, op.Options, op.To, op.Limit, given, s)
	if x == nil {
		return nil
	}
	sub := b.operators(b.ordered(&plan.Given{Cols: x.Cols}), op.On, s)
	if sub == nil {
		return nil
	}
	a := &plan.Apply{Input: n, Elements: x, Sub: sub}
	for i, c := range n.Columns() {
		if place(sub.Columns(), c.Name) < 0 && !slices.Contains(x.Places, i) {
			a.Kept = append(a.Kept, i)
			a.Cols = append(a.Cols, c)
		}
	}
	a.Cols = append(a.Cols, sub.Columns()...)
	return b.keepOrder(a, n)
}
