package bind

import (
	"cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// summarize groups rows. What it gives is the keys and then the aggregates; expressions
// over aggregates are computed behind the grouping.
func (b *binder) summarize(op *kql.Summarize, n plan.Node, s *scope) plan.Node {
	in := b.rowOf(n, s)
	keys := b.keys(op.By, in)
	g := &gathered{keys: keys.columns, by: keys.exprs}
	out := b.aggregated(op.Aggregates, in, g, keys)
	sum := &plan.Summarize{Input: n, Keys: keys.exprs, Aggs: g.list, Cols: append(append([]plan.Column(nil), g.keys...), g.cols...)}
	return out.over(sum)
}

// keys binds what to group by. A key without a name that is no column is Column1,
// Column2 and so on.
func (b *binder) keys(by []kql.Assign, in *input) *projection {
	keys := b.assigned(by, in, giving)
	for i, c := range keys.columns {
		if c.Type == value.Dynamic && keys.exprs[i] != plan.Expr(openColumn) {
			b.fail(by[min(i, len(by)-1)].Expr, "rows cannot be grouped by a dynamic; convert it first, with `tostring()` for instance")
		}
	}
	return keys
}

// aggregated binds the aggregates of a summarize over the row of keys and aggregates.
func (b *binder) aggregated(assigns []kql.Assign, in *input, g *gathered, keys *projection) *projection {
	out := &projection{list: *same(&plan.Given{Cols: keys.columns}), places: keys.places, declared: keys.declared, names: keys.names}
	with := *in
	with.aggregates = g
	for _, a := range assigns {
		b.oneAggregate(a, &with, out)
	}
	return out
}

func (b *binder) oneAggregate(a kql.Assign, in *input, out *projection) {
	agg, called, types, ok := b.aggregate(a.Expr, in)
	if !ok {
		e := b.expr(a.Expr, in)
		if a.Name == "" {
			b.nameOne(out, a.Expr, e, 0, in, giving)
		} else if !out.declare(a.Name, e, false) {
			b.givenTwice(a.Expr, a.Name)
		}
		return
	}
	given := a.Names
	if a.Name != "" {
		given = []string{a.Name}
	}
	columns := make([]plan.Column, len(types))
	for i, t := range types {
		columns[i] = plan.Column{Name: called[i], Type: t}
	}
	at := in.aggregates.add(agg, columns...)
	for i, t := range types {
		e := &plan.Ref{Index: at + i, T: t}
		switch {
		case i >= len(given):
			out.add(called[i], e, false)
		case !out.declare(given[i], e, a.Name != "" && len(types) > 1):
			b.givenTwice(a.Expr, given[i])
		}
	}
}

// distinct keeps one row for each combination of values.
func (b *binder) distinct(op *kql.Distinct, n plan.Node, s *scope) plan.Node {
	keys, all := newProjection(&list{}), same(n)
	for _, e := range op.Columns {
		switch e := e.(type) {
		case *kql.Star:
			for i, c := range all.columns {
				keys.add(c.Name, all.exprs[i], true)
			}
		case *kql.Named:
			b.assign(keys, []kql.Assign{{Name: e.Name, Expr: e.Value}}, b.rowOf(n, s), giving)
		default:
			b.assign(keys, []kql.Assign{{Expr: e}}, b.rowOf(n, s), giving)
		}
	}
	for i, c := range keys.columns {
		if c.Type == value.Dynamic && c.Name != open && keys.exprs[i] != plan.Expr(openColumn) {
			b.fail(op, "`distinct` cannot compare the dynamic column `%s`; convert it first, with `tostring()` for instance", c.Name)
			break
		}
	}
	return &plan.Summarize{Input: n, Keys: keys.exprs, Cols: keys.columns}
}

func (b *binder) sampleDistinct(op *kql.SampleDistinct, n plan.Node, s *scope) plan.Node {
	if !b.mustBeColumn(op.Of, n, s) {
		return nil
	}
	d := b.distinct(&kql.Distinct{Span: op.Span, Columns: []kql.Expr{op.Of}}, n, s)
	return &plan.Take{Input: d, Count: b.rowCount(op.Count, s)}
}

// mustBeColumn refuses an expression where Microsoft's binder takes a column only.
func (b *binder) mustBeColumn(e kql.Expr, n plan.Node, s *scope) bool {
	if _, ok := b.columnOf(e, b.inputOf(n, s)); ok || !b.judging() {
		return true
	}
	if x := b.expr(e, b.inputOf(n, s)); !isBad(x) {
		b.fail(e, "a column is needed here; compute it with `extend` first")
	}
	return false
}

// countRows gives one row, with the number of rows in a column of a name, or Count.
func (b *binder) countRows(name string, n plan.Node) plan.Node {
	call := &kql.Call{Func: "count"}
	g := &gathered{}
	agg, _, types, _ := b.aggregate(call, &input{columns: n.Columns(), aggregates: g})
	return &plan.Summarize{Input: n, Aggs: []plan.Aggregate{agg}, Cols: []plan.Column{{Name: cmp.Or(name, "Count"), Type: types[0]}}}
}
