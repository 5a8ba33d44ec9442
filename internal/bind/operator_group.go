package bind

import (
	"cmp"
	"slices"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// summarize groups rows. What it gives is the keys and then the aggregates; expressions
// over aggregates are computed behind the grouping.
func (b *binder) summarize(op *kql.Summarize, n plan.Node, s *scope) plan.Node {
	in := b.inputOf(n, s)
	in.window = false
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
			b.assign(keys, []kql.Assign{{Name: e.Name, Expr: e.Value}}, b.inputOf(n, s), giving)
		default:
			b.assign(keys, []kql.Assign{{Expr: e}}, b.inputOf(n, s), giving)
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

// makeSeries groups rows into arrays over an axis.
func (b *binder) makeSeries(op *kql.MakeSeries, n plan.Node, s *scope) plan.Node {
	in := b.inputOf(n, s)
	in.window = false
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

// topHitters keeps the values that occur most, or weigh most.
func (b *binder) topHitters(op *kql.TopHitters, n plan.Node, s *scope) plan.Node {
	if !b.mustBeColumn(op.Of, n, s) {
		return nil
	}
	agg := kql.Assign{Expr: &kql.Call{Span: op.Span, Func: "count"}}
	name := ""
	in := b.inputOf(n, s)
	of := b.columnName(op.Of, in)
	agg.Name = "approximate_count_" + of
	if op.By != nil {
		name = b.columnName(op.By, in)
		agg = kql.Assign{Name: "approximate_sum_" + name, Expr: &kql.Call{Span: op.Span, Func: "sum", Args: []kql.Expr{op.By}}}
	}
	sum := b.summarize(&kql.Summarize{Span: op.Span, Aggregates: []kql.Assign{agg}, By: []kql.Assign{{Expr: op.Of}}}, n, s)
	if sum == nil {
		return nil
	}
	// of equal ones the last seen go first, as measured
	l := same(sum)
	l.add("", b.use("row_number", value.Long))
	var keys []plan.SortKey
	for i := len(l.columns) - 2; i < len(l.columns); i++ {
		keys = append(keys, plan.SortKey{Expr: &plan.Ref{Index: i, T: l.columns[i].Type}, Desc: true})
	}
	top := &plan.Top{Input: l.over(sum), Keys: keys, Count: b.rowCount(op.Count, s)}
	return b.ordered(same(sum).over(top))
}

// topNested keeps the best values of one column, then of the next within each.
func (b *binder) topNested(op *kql.TopNested, n plan.Node, s *scope) plan.Node {
	in := b.inputOf(n, s)
	in.window = false
	t, taken := &plan.Nested{Input: n}, make(uniqueNames)
	for _, level := range op.Levels {
		key := b.assigned([]kql.Assign{level.Of}, in, giving)
		with := *in
		with.aggregates = &gathered{}
		agg, _, types, ok := b.aggregate(level.By.Expr, &with)
		if !ok || len(types) != 1 || len(key.columns) != 1 {
			b.fail(level.By.Expr, "top-nested ranks by an aggregate function, such as count()")
			return nil
		}
		l := plan.NestedLevel{Key: key.exprs[0], Agg: agg, Desc: !level.Asc}
		if level.Count != nil {
			l.Count = b.rowCount(level.Count, s)
		}
		if level.Others != nil {
			l.Others = b.convert(b.expr(level.Others, &input{scope: s}), key.columns[0].Type)
		}
		of := taken.add(key.columns[0].Name)
		name := level.By.Name
		if name == "" {
			name = "aggregated_" + of
		}
		t.Cols = append(t.Cols, plan.Column{Name: of, Type: key.columns[0].Type}, plan.Column{Name: taken.add(name), Type: types[0]})
		t.Levels = append(t.Levels, l)
	}
	return t
}

// partition runs a subquery over the rows of each key.
func (b *binder) partition(op *kql.Partition, n plan.Node, s *scope) plan.Node {
	if op.Body != nil {
		b.fail(op, "`partition` with a query in braces is not supported; write the operators in round brackets")
		return nil
	}
	given := b.keepOrder(&plan.Given{Cols: n.Columns()}, n)
	sub := b.operators(given, op.With, s)
	if sub == nil {
		return nil
	}
	key := b.expr(op.By, b.inputOf(n, s))
	if key.Type() == value.Dynamic && !isOpen(n.Columns()) {
		b.fail(op.By, "rows cannot be partitioned by a dynamic; convert it first, with `tostring()` for instance")
	}
	return &plan.Partition{Input: n, Key: key, Sub: sub}
}

// scan runs a state machine over the rows in their order.
func (b *binder) scan(op *kql.Scan, n plan.Node, s *scope) plan.Node {
	if !b.isOrdered(n) && b.Run != nil {
		b.fail(op, "`scan` needs rows in an order: put `order by` or `serialize` before it")
		return nil
	}
	m := &plan.Machine{Input: n, Cols: append([]plan.Column(nil), n.Columns()...)}
	declared := &list{}
	for _, p := range op.Declare {
		e := plan.Expr(&plan.Const{T: typeOf(p.Type)})
		if p.Default != nil {
			e = b.convert(b.expr(p.Default, &input{scope: s}), typeOf(p.Type))
		}
		declared.add(p.Name, e)
	}
	m.Declared = declared.exprs
	m.Cols = append(m.Cols, declared.columns...)
	if id := option(op.Options, "with_match_id"); id != "" {
		m.MatchID = true
		m.Cols = append(m.Cols, plan.Column{Name: id, Type: value.Long})
	}
	for _, step := range op.Steps {
		m.Steps = append(m.Steps, b.scanStep(step, op, n, declared.columns, s))
	}
	return b.ordered(m)
}

// scanStep binds one state. What another state holds is the column STEP.NAME.
func (b *binder) scanStep(step kql.Step, op *kql.Scan, n plan.Node, declared []plan.Column, s *scope) plan.MachineStep {
	state := append(append([]plan.Column(nil), n.Columns()...), declared...)
	in := &input{columns: append([]plan.Column(nil), n.Columns()...), scope: s}
	for _, other := range op.Steps {
		for _, c := range state {
			in.columns = append(in.columns, plan.Column{Name: other.Name + "." + c.Name, Type: c.Type})
		}
	}
	in.columns = append(in.columns, declared...)
	out := plan.MachineStep{Name: step.Name, Optional: step.Optional, Output: "all"}
	if o := option(step.Options, "output"); o != "" {
		out.Output = strings.ToLower(o)
	}
	out.When = b.typed(step.When, in, value.Bool)
	out.Set = make([]plan.Expr, len(declared))
	for _, a := range step.Set {
		i := place(declared, a.Name)
		if i < 0 {
			b.unknownColumn(step.When, a.Name, declared)
			continue
		}
		out.Set[i] = b.convert(b.expr(a.Expr, in), declared[i].Type)
	}
	return out
}
