package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// makeSeries groups rows into arrays over an axis.
func (b *binder) makeSeries(op *kql.MakeSeries, n plan.Node, s *scope) plan.Node {
	in := b.rowOf(n, s)
	keys := b.keys(op.By, in)
	axis := b.assigned([]kql.Assign{op.On}, in, giving)
	g := &gathered{keys: slices.Clone(keys.columns), by: slices.Clone(keys.exprs)}
	m := &plan.Series{Input: n, Keys: slices.Clone(keys.exprs), Axis: axis.exprs[0],
		NonEmpty: option(op.Options, "kind") == "nonempty"}
	if axis.columns[0].Type == value.None {
		return nil
	}
	if !b.seriesAxis(op, m, in) {
		return nil
	}
	with := *in
	with.aggregates = g
	out := keys
	for _, series := range op.Series {
		b.oneSeries(series, &with, m, out)
	}
	end := plan.Column{Name: axis.columns[0].Name, Type: value.Dynamic}
	if _, column := b.columnOf(op.On.Expr, in); !column && op.On.Name == "" {
		out.append(end, axis.exprs[0])
	} else if !out.declare(end.Name, axis.exprs[0], false) {
		b.givenTwice(op.On.Expr, end.Name)
	}
	m.Cols = out.columns
	for i := range m.Cols[len(m.Keys):] {
		m.Cols[len(m.Keys)+i].Type = value.Dynamic
	}
	return m
}

// seriesAxis binds where the axis begins, ends and how far its steps go.
func (b *binder) seriesAxis(op *kql.MakeSeries, m *plan.Series, in *input) bool {
	t := m.Axis.Type()
	from, to, step := op.From, op.To, op.Step
	if call, ok := op.In.(*kql.Call); ok && call.Func == "range" && len(call.Args) == 3 {
		from, to, step, m.Inclusive = call.Args[0], call.Args[1], call.Args[2], true
	} else if op.In != nil {
		b.fail(op.In, "the axis of make-series is `in range(from, to, step)`")
		return false
	}
	end := func(e kql.Expr) plan.Expr {
		if e == nil {
			return nil
		}
		return b.convert(b.expr(e, &input{scope: in.scope}), t)
	}
	m.From, m.To = end(from), end(to)
	m.Step = &plan.Const{Value: int64(1), T: value.Long}
	if step != nil {
		m.Step = b.expr(step, &input{scope: in.scope})
	} else if t == value.Datetime || t == value.Timespan {
		m.Step = &plan.Const{Value: value.Span(value.Day), T: value.Timespan}
	}
	switch want := m.Step.Type(); {
	case want == value.None:
		return false
	case (t == value.Datetime || t == value.Timespan) && want != value.Timespan, t.IsNumber() && !want.IsNumber(), !t.IsNumber() && t != value.Datetime && t != value.Timespan:
		b.fail(op.On.Expr, "an axis of %s cannot go in steps of %s", t, want)
		return false
	case t.IsNumber():
		m.Step = b.convert(m.Step, t)
	}
	return true
}

func (b *binder) oneSeries(series kql.Series, in *input, m *plan.Series, out *projection) {
	agg, called, types, ok := b.aggregate(series.Expr, in)
	if !ok {
		b.fail(series.Expr, "make-series takes aggregate functions, such as count()")
		return
	}
	e := &plan.Const{T: value.Dynamic}
	if series.Name == "" {
		out.add(called[0], e, false)
	} else if !out.declare(series.Name, e, false) {
		b.givenTwice(series.Expr, series.Name)
	}
	m.Aggs = append(m.Aggs, agg)
	fill := plan.Expr(nil)
	if series.Default != nil {
		fill = b.expr(series.Default, &input{scope: in.scope})
		if fill.Type() != types[0] && fill.Type() != value.None {
			fill = b.convert(fill, types[0])
		}
	} else if types[0].IsNumber() {
		fill = b.convert(number(0), types[0])
	}
	m.Defaults = append(m.Defaults, fill)
}
