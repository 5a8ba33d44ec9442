package exec

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// calls makes an expression of a Go function of values.
func calls(t value.Type, f func(args []any) any, args ...plan.Expr) plan.Expr {
	return &plan.Call{Func: &function.Scalar{Name: "test"}, Args: args, T: t, Kernel: func(columns []*vector.Vector, n int) *vector.Vector {
		out := vector.New(t, n)
		for i := range n {
			row := make([]any, len(columns))
			for c, v := range columns {
				row[c] = v.Value(i)
			}
			out.Set(i, f(row))
		}
		return out
	}}
}

func long(i int) *plan.Ref { return &plan.Ref{Index: i, T: value.Long} }

// subqueries are over rows of a list, a long key and the list's elements as longs.
func subqueries(given plan.Node) map[string]plan.Node {
	even := &plan.Filter{Input: given, Predicate: calls(value.Bool, func(a []any) any { n, _ := a[0].(int64); return n%2 == 0 }, long(2))}
	twice := &plan.Project{Input: even, Cols: columnsOf(value.Long, value.Long),
		Exprs: []plan.Expr{calls(value.Long, func(a []any) any { n, _ := a[0].(int64); return 2 * n }, long(2)), long(1)}}
	again := &plan.Expand{Input: given, Places: []int{0}, To: []value.Type{value.Dynamic}, Index: true, Cols: append(given.Columns(), plan.Column{Type: value.Long})}
	right := table{columnsOf(value.Long, value.String), [][]any{{int64(1), "a"}, {int64(2), "b"}, {int64(1), "c"}, {nil, "d"}}}
	join := func(kind plan.JoinKind) plan.Node {
		j := &plan.Join{Left: given, Right: right.node(), Lookup: true, Kind: kind, LeftKeys: []plan.Expr{long(2)}, RightKeys: []plan.Expr{long(0)}, Cols: given.Columns()}
		if kind != plan.LeftSemi && kind != plan.LeftAnti {
			j.Cols = append(given.Columns(), right.cols...)
		}
		return j
	}
	parts := []plan.ParsePart{{Column: true, Place: 3, Type: value.String}, {Text: "1"}, {Column: true, Place: 1, Type: value.Long}}
	text := calls(value.String, func(a []any) any { return value.Text(value.Long, a[0]) }, long(1))
	parse := &plan.Parse{Input: given, X: text, Kind: "relaxed", Parts: parts, Cols: append(given.Columns(), plan.Column{Type: value.String})}
	counts := aggregated("count", value.Long)
	count := &plan.Summarize{Input: even, Aggs: []plan.Aggregate{counts}, Cols: columnsOf(value.Long)}
	by := &plan.Summarize{Input: given, Keys: []plan.Expr{long(2)}, Aggs: []plan.Aggregate{counts}, Cols: columnsOf(value.Long, value.Long)}
	keys := []plan.SortKey{{Expr: long(2), Desc: true}}
	top := &plan.Top{Input: given, Keys: keys, Count: &plan.Const{T: value.Long, Value: int64(2)}}
	take := func(n plan.Node, count int64) plan.Node {
		return &plan.Take{Input: n, Count: &plan.Const{T: value.Long, Value: count}}
	}
	return map[string]plan.Node{
		"nothing": given, "filter": even, "project": twice, "expand": again, "take": take(even, 2), "take none": take(given, 0),
		"summarize": count, "summarize by": by, "sort": &plan.Sort{Input: even, Keys: keys}, "top": top, "top of groups": take(&plan.Sort{Input: by, Keys: []plan.SortKey{{Expr: long(1)}}}, 1),
		"parse": take(parse, 2), "inner": join(plan.Inner), "leftouter": take(join(plan.LeftOuter), 3), "leftsemi": join(plan.LeftSemi), "leftanti": join(plan.LeftAnti),
		"union": &plan.Union{From: []plan.Node{even, given}, Cols: given.Columns()}, "innerunique": join(plan.InnerUnique),
	}
}

func applyOf(from plan.Node, sub plan.Node) *plan.Apply {
	n := &plan.Apply{Input: from, Elements: elementsOf(), Sub: sub, Kept: []int{1}}
	n.Cols = append(columnsOf(value.Long), sub.Columns()...)
	return n
}

// elementsOf makes rows of the list, the key and an element of the list as a long.
func elementsOf() *plan.Expand {
	cols := columnsOf(value.Dynamic, value.Long)
	in := &plan.Project{Input: &plan.Given{Cols: cols}, Cols: columnsOf(value.Dynamic, value.Long, value.Dynamic),
		Exprs: []plan.Expr{&plan.Ref{T: value.Dynamic}, long(1), &plan.Ref{T: value.Dynamic}}}
	return &plan.Expand{Input: in, Places: []int{2}, To: []value.Type{value.Long}, Cols: columnsOf(value.Dynamic, value.Long, value.Long)}
}

func randomLists(r *rand.Rand, rows, most int) table {
	t := table{cols: columnsOf(value.Dynamic, value.Long)}
	for i := range rows {
		var list any
		if r.IntN(8) > 0 {
			elements := []any{}
			for range r.IntN(most) {
				elements = append(elements, any(int64(r.IntN(5))))
			}
			list = elements
		}
		t.rows = append(t.rows, []any{list, int64(i)})
	}
	return t
}

// alone runs an mv-apply row by row: its subquery over a plan's own rows, each time.
func alone(t *testing.T, from table, n *plan.Apply, sub func(given plan.Node) plan.Node) [][]any {
	var want [][]any
	for _, row := range from.rows {
		source := &plan.Rows{Cols: from.cols, Batch: batchOf(from.cols, [][]any{row})}
		in := *n.Elements.Input.(*plan.Project)
		in.Input = source
		elements := *n.Elements
		elements.Input = &in
		list := rowsOf(t, &elements, nil)
		if len(list) == 0 {
			continue
		}
		for _, result := range rowsOf(t, sub(&plan.Rows{Cols: elements.Cols, Batch: batchOf(elements.Cols, list)}), nil) {
			want = append(want, append([]any{row[1]}, result...))
		}
	}
	return want
}

func TestApplyIsRowByRow(t *testing.T) {
	given := &plan.Given{Cols: elementsOf().Cols}
	for name, sub := range subqueries(given) {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 4))
			for _, most := range []int{1, 4, 9} {
				from, source := randomLists(r, 60, most), memorySource{}
				n := applyOf(from.scanned(source, "t", 7), sub)
				want := alone(t, from, n, func(in plan.Node) plan.Node { return subqueries(in)[name] })
				if diff := cmp.Diff(want, rowsOf(t, n, source)); diff != "" {
					t.Fatalf("-want +got:\n%s", diff)
				}
			}
		})
	}
}

// TestPruned: columns that nothing reads may be null.
func TestPruned(t *testing.T) {
	from := randomLists(rand.New(rand.NewPCG(1, 6)), 60, 5)
	given := &plan.Given{Cols: elementsOf().Cols}
	plans := map[string]func(scan plan.Node) plan.Node{
		"expand": func(scan plan.Node) plan.Node {
			return &plan.Expand{Input: scan, Places: []int{0}, To: []value.Type{value.Long}, Cols: columnsOf(value.Long, value.Long)}
		},
		"parse": func(scan plan.Node) plan.Node {
			parts, _ := patternOf(t, "*", "'1'", "a:string")
			parts[2].Place = 2
			text := calls(value.String, func(a []any) any { return value.Text(value.Dynamic, a[0]) }, &plan.Ref{Index: 0, T: value.Dynamic})
			return &plan.Parse{Input: scan, X: text, Parts: parts, Cols: append(columnsOf(value.Dynamic, value.Long), plan.Column{Name: "a", Type: value.String})}
		},
	}
	for name := range subqueries(given) {
		plans["apply "+name] = func(scan plan.Node) plan.Node { return applyOf(scan, subqueries(given)[name]) }
	}
	for name, plans := range plans {
		for column := range plans(from.node()).Columns() {
			run := func(prune bool) [][]any {
				source := memorySource{}
				n := plans(from.scanned(source, "t", 7))
				c := n.Columns()[column]
				n = &plan.Project{Input: n, Cols: []plan.Column{c}, Exprs: []plan.Expr{&plan.Ref{Index: column, T: c.Type}}}
				if prune {
					n = plan.Prune(n)
				}
				return rowsOf(t, n, source)
			}
			if diff := cmp.Diff(run(false), run(true), sameBags); diff != "" {
				t.Errorf("%s, column %d, -whole +pruned:\n%s", name, column, diff)
			}
		}
	}
}

// TestApplyInParts: rows with many elements are taken a part at a time.
func TestApplyInParts(t *testing.T) {
	from := randomLists(rand.New(rand.NewPCG(1, 5)), 40, 20_000)
	want := 0
	for _, row := range from.rows {
		list, ok := row[0].([]any)
		if want++; ok {
			want += len(list) - 1
		}
	}
	largest := 0
	got := 0
	n := applyOf(from.node(), &plan.Given{Cols: elementsOf().Cols})
	for _, b := range batchesOf(t, n, nil) {
		got, largest = got+b.Rows, max(largest, b.Rows)
	}
	if got != want || largest > chunkRows {
		t.Errorf("%d rows, at most %d at once; want %d, at most %d", got, largest, want, chunkRows)
	}
}

func BenchmarkApply(b *testing.B) {
	from, source := randomLists(rand.New(rand.NewPCG(1, 5)), 100_000, 8), memorySource{}
	scan := from.scanned(source, "t", 8192)
	subs := subqueries(&plan.Given{Cols: elementsOf().Cols})
	for _, name := range []string{"filter", "take", "union"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				rowsCount(b, applyOf(scan, subs[name]), source)
			}
		})
	}
}
