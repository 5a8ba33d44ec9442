package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/reshape"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// The plugins of this file have columns that depend on the data. Their rows are computed
// while the query is bound, and what follows reads those.

// unpack turns the names of a bag into columns.
func (b *binder) unpack(op *kql.Evaluate, n plan.Node, s *scope) plan.Node {
	in := b.rowOf(n, s)
	if len(op.Call.Args) == 0 {
		b.fail(op.Call, "`bag_unpack` takes a dynamic column")
		return nil
	}
	x := b.expr(op.Call.Args[0], in)
	ref, ok := x.(*plan.Ref)
	if x == openColumn {
		return b.opened(n, -1)
	}
	if !ok || ref.T != value.Dynamic {
		if !isBad(x) {
			b.fail(op.Call.Args[0], "`bag_unpack` takes a dynamic column, not %s", x.Type())
		}
		return nil
	}
	o, ok := b.unpackOptions(op.Call, s)
	if !ok {
		return nil
	}
	var out plan.Node
	if b.Run == nil {
		out = b.opened(n, ref.Index)
	} else {
		rows, ok := b.rows(op.Call, n)
		if !ok {
			return nil
		}
		columns, batch, err := reshape.Unpack(n.Columns(), rows, ref.Index, o)
		if err != nil {
			b.fail(op.Call, "%v", err)
			return nil
		}
		out = &plan.Rows{Cols: columns, Batch: batch}
	}
	return b.declaredColumns(op, out, n)
}

// rows computes the rows of a node. It does not where the query is in error, which then has
// been said, nor where reading fails, which is the caller's to say.
func (b *binder) rows(where kql.Node, n plan.Node) (*vector.Batch, bool) {
	if len(b.errors) > 0 || !b.unfolds(where, n) {
		return nil, false
	}
	rows, err := b.Run(n)
	return rows, err == nil
}

// unpackOptions reads the arguments behind the column: a prefix, what becomes of columns
// of one name, and names that become none.
func (b *binder) unpackOptions(c *kql.Call, s *scope) (o reshape.Options, ok bool) {
	for i, a := range c.Args[1:] {
		name := [...]string{"OutputColumnPrefix", "columnsConflict", "ignoredProperties"}[min(i, 2)]
		if named, is := a.(*kql.Named); is {
			name, a = named.Name, named.Value
		}
		v, _, constant := b.constant(a, &input{scope: s})
		text, isText := v.(string)
		switch {
		case constant && name == "ignoredProperties":
			o.Ignored = texts(v)
		case constant && isText && name == "columnsConflict":
			o.Conflict = reshape.Conflict(text)
		case constant && isText:
			o.Prefix = text
		default:
			b.fail(a, "the arguments of `bag_unpack` behind the column must be constant")
			return o, false
		}
	}
	return o, true
}

// opened is a node without the column at a place and with any other: what a plugin gives
// of which the rows are not known.
func (b *binder) opened(n plan.Node, without int) plan.Node {
	l, all := &list{}, same(n)
	for i, c := range all.columns {
		if i != without && c.Name != open {
			l.add(c.Name, all.exprs[i])
		}
	}
	l.columns = append(l.columns, plan.Column{Name: open})
	l.exprs = append(l.exprs, &plan.Const{})
	return l.over(n)
}

// declaredColumns brings a plugin's rows to the columns that the query writes behind it,
// where it does; a * among them stands for the input's.
func (b *binder) declaredColumns(op *kql.Evaluate, n, input plan.Node) plan.Node {
	if len(op.Schema) == 0 {
		return n
	}
	l, all := &list{}, same(n)
	for _, c := range op.Schema {
		if c.Name == "*" {
			for i, has := range all.columns {
				if place(input.Columns(), has.Name) >= 0 && !slices.ContainsFunc(op.Schema, func(s kql.Column) bool { return s.Name == has.Name }) {
					l.add(has.Name, all.exprs[i])
				}
			}
			continue
		}
		t := typeOf(c.Type)
		e := plan.Expr(null(t))
		if at := place(all.columns, c.Name); at >= 0 {
			e = b.convert(all.exprs[at], t)
		}
		l.add(c.Name, e)
	}
	return l.over(n)
}

// pivot turns the values of a column into columns that hold an aggregate.
func (b *binder) pivot(op *kql.Evaluate, n plan.Node, s *scope) plan.Node {
	args := op.Call.Args
	if len(args) == 0 {
		b.fail(op.Call, "`pivot` takes a column whose values become columns")
		return nil
	}
	agg := kql.Expr(&kql.Call{Span: op.Call.Span, Func: "count"})
	if len(args) > 1 {
		agg = args[1]
	}
	keys := pivotKeys(op.Call, agg, n.Columns())
	sum := &kql.Summarize{
		Span: op.Span, Aggregates: []kql.Assign{{Expr: agg}},
		By: append(keys, kql.Assign{Name: "pivot", Expr: args[0]}),
	}
	grouped, ok := b.summarize(sum, n, s).(*plan.Project)
	if !ok {
		return nil
	}
	if b.Run == nil || isOpen(n.Columns()) {
		var places []int
		for i := range keys {
			places = append(places, i)
		}
		return b.declaredColumns(op, b.opened(b.chosen(grouped, places), -1), n)
	}
	rows, ok := b.rows(op.Call, grouped)
	if !ok {
		return nil
	}
	columns, batch, err := reshape.Pivot(grouped.Cols, rows, b.missing(grouped))
	if err != nil {
		b.fail(op.Call, "%v", err)
		return nil
	}
	return b.declaredColumns(op, &plan.Rows{Cols: columns, Batch: batch}, n)
}

// pivotKeys are the columns that keep their place in a pivot: those that it names behind the
// aggregate, else all that neither become columns nor are aggregated.
func pivotKeys(c *kql.Call, agg kql.Expr, columns []plan.Column) (keys []kql.Assign) {
	if len(c.Args) > 2 {
		for _, k := range c.Args[2:] {
			keys = append(keys, kql.Assign{Expr: k})
		}
		return keys
	}
	for _, col := range columns {
		if !named(c.Args[0], col.Name) && !named(agg, col.Name) && col.Name != open {
			keys = append(keys, kql.Assign{Expr: &kql.Ident{Span: c.Span, Name: col.Name}})
		}
	}
	return keys
}

// missing is what the aggregate of a summarize is of no rows.
func (b *binder) missing(grouped *plan.Project) any {
	sum := grouped.Input.(*plan.Summarize)
	none := &plan.Summarize{Input: emptyRows(sum.Input.Columns()), Aggs: sum.Aggs, Cols: sum.Cols[len(sum.Keys):]}
	rows, err := b.Run(none)
	if err != nil || rows.Rows == 0 {
		return nil
	}
	return rows.Columns[0].Value(0)
}
