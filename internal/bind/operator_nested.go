package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

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
	in := b.rowOf(n, s)
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
