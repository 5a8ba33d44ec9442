package exec

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"foxhound/internal/aggregate"
	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

func columnRefs(cols []plan.Column, places ...int) []plan.Expr {
	out := make([]plan.Expr, len(places))
	for i, p := range places {
		out[i] = &plan.Ref{Index: p, T: cols[p].Type}
	}
	return out
}

// aggregated is a use of an aggregate function.
func aggregated(name string, result value.Type, args ...plan.Expr) plan.Aggregate {
	f, _ := aggregate.Lookup(name)
	s := aggregate.Spec{Results: []value.Type{result}}
	for _, a := range args {
		arg := function.Arg{Type: a.Type()}
		if c, ok := a.(*plan.Const); ok {
			arg.Const, arg.Value = true, c.Value
		}
		s.Args = append(s.Args, arg)
	}
	m, err := f.New(s)
	if err != nil {
		panic(err)
	}
	return plan.Aggregate{Func: f, Args: args, New: m, Outs: 1}
}

// compareRows fails where rows differ; NaN is NaN.
func compareRows(t *testing.T, what string, got, want [][]any) {
	t.Helper()
	if reflect.DeepEqual(got, want) { // which is much faster, but not for NaN
		return
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// TestSummarize compares groups with those of a map, over a table scanned in batches of
// random length on many goroutines.
func TestSummarize(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	types := []value.Type{value.String, value.Long, value.Datetime, value.Real, value.Bool}
	for range 150 {
		keys := make([]value.Type, random.IntN(4))
		for i := range keys {
			keys[i] = types[random.IntN(len(types))]
			if keys[i] == value.Datetime {
				keys[i] = value.Long
			}
		}
		table := randomTable(random, random.IntN(200), keys...)
		from := memorySource{}
		number := columnRefs(table.cols, len(keys))[0]
		n := &plan.Summarize{Input: table.scanned(from, "T", 1+random.IntN(60)), Keys: columnRefs(table.cols, countTo(len(keys))...), Aggs: []plan.Aggregate{
			aggregated("count", value.Long), aggregated("sum", value.Long, number), aggregated("make_list", value.Dynamic, number)}}
		compareRows(t, fmt.Sprint("summarize by ", keys), rowsOf(t, n, from), summarized(table.rows, len(keys)))
		if len(keys) == 0 {
			continue
		}
		n.Aggs = nil
		want := summarized(table.rows, len(keys))
		for i, row := range want {
			want[i] = row[:len(keys)]
		}
		compareRows(t, fmt.Sprint("distinct ", keys), rowsOf(t, n, from), want)
	}
}

// TestSummarizeOfFew groups rows that are nearly all of groups of their own, which are not
// grouped before they are merged, with others that are.
func TestSummarizeOfFew(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	table := table{cols: columnsOf(value.String, value.Long, value.Long)}
	for i := range 20 * sample {
		few := int64(1 << 20)
		if i > 10*sample {
			few = 3
		}
		table.rows = append(table.rows, []any{fmt.Sprint("k", random.Int64N(few)), random.Int64N(2), int64(i)})
	}
	from := memorySource{}
	n := &plan.Summarize{Input: table.scanned(from, "T", 3*sample), Keys: columnRefs(table.cols, 0, 1), Aggs: []plan.Aggregate{
		aggregated("count", value.Long), aggregated("sum", value.Long, columnRefs(table.cols, 2)...), aggregated("make_list", value.Dynamic, columnRefs(table.cols, 2)...)}}
	compareRows(t, "summarize", rowsOf(t, n, from), summarized(table.rows, 2))
}

func countTo(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// summarized is summarize by its definition.
func summarized(rows [][]any, keys int) [][]any {
	var out [][]any
	at := map[string]int{}
	if keys == 0 {
		at[""], out = 0, [][]any{{int64(0), int64(0), []any{}}}
	}
	for _, row := range rows {
		key := ""
		for _, k := range row[:keys] {
			key += fmt.Sprintf("%T:%v|", k, k)
		}
		if _, ok := at[key]; !ok {
			at[key] = len(out)
			out = append(out, append(slices.Clone(row[:keys]), int64(0), int64(0), []any{}))
		}
		to := out[at[key]][keys:]
		to[0], to[1], to[2] = to[0].(int64)+1, to[1].(int64)+row[keys].(int64), append(to[2].([]any), row[keys])
	}
	return out
}

func TestSummarizeBudget(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	table := randomTable(random, 20000)
	number := columnRefs(table.cols, 0)
	for want, n := range map[string]plan.Node{
		"`summarize` needs": &plan.Summarize{Keys: number, Aggs: []plan.Aggregate{aggregated("count", value.Long)}},
		"`distinct` needs":  &plan.Summarize{Keys: number},
		"`sort` needs":      &plan.Sort{Keys: []plan.SortKey{{Expr: number[0]}}},
		"`top` needs":       &plan.Top{Keys: []plan.SortKey{{Expr: number[0]}}, Count: constantOf(int64(15000))},
	} {
		from := memorySource{}
		in := table.scanned(from, "T", 1000)
		switch n := n.(type) {
		case *plan.Summarize:
			n.Input = in
		case *plan.Sort:
			n.Input = in
		case *plan.Top:
			n.Input = in
		}
		err := Run(context.Background(), n, from, Limits{Memory: 100_000}, func(*vector.Batch) error { return nil })
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func constantOf(x any) *plan.Const {
	t := value.Long
	switch x.(type) {
	case float64:
		t = value.Real
	case string:
		t = value.String
	case value.Time:
		t = value.Datetime
	case value.Span:
		t = value.Timespan
	}
	return &plan.Const{Value: x, T: t}
}

func TestSeries(t *testing.T) {
	long := func(x, v int, key string) []any { return []any{int64(x), int64(v), key} }
	rows := [][]any{long(1, 10, "a"), long(2, 20, "b"), long(3, 30, "a"), long(9, 90, "a"), {nil, int64(7), "a"}, long(-1, 5, "b")}
	some := table{cols: []plan.Column{{Type: value.Long}, {Type: value.Long}, {Type: value.String}}, rows: rows}
	none := table{cols: some.cols}
	list := func(x ...int) []any {
		out := make([]any, len(x))
		for i, n := range x {
			out[i] = int64(n)
		}
		return out
	}
	ends := func(from, to, step any) *plan.Series {
		s := &plan.Series{Step: constantOf(step)}
		if from != nil {
			s.From = constantOf(from)
		}
		if to != nil {
			s.To = constantOf(to)
		}
		return s
	}
	inclusive := ends(int64(1), int64(7), int64(3))
	inclusive.Inclusive = true
	nonEmpty := ends(int64(1), int64(4), int64(1))
	nonEmpty.NonEmpty = true
	tests := []struct {
		name string
		of   table
		axis *plan.Series
		by   bool
		want [][]any
	}{
		{"the end is excluded", some, ends(int64(1), int64(4), int64(1)), false, [][]any{{list(10, 20, 30), list(1, 2, 3)}}},
		{"steps", some, ends(int64(1), int64(10), int64(3)), false, [][]any{{list(60, 0, 90), list(1, 4, 7)}}},
		{"a step that sticks out", some, ends(int64(0), int64(10), int64(4)), false, [][]any{{list(60, 0, 90), list(0, 4, 8)}}},
		{"the end within a step", some, ends(int64(0), int64(9), int64(4)), false, [][]any{{list(60, 0, 0), list(0, 4, 8)}}},
		{"in range", some, inclusive, false, [][]any{{list(60, 0, 90), list(1, 4, 7)}}},
		{"an axis without steps", some, ends(int64(1), int64(1), int64(1)), false, nil},
		{"no ends", some, ends(nil, nil, int64(5)), false, [][]any{{list(5, 60, 90), list(-5, 0, 5)}}},
		{"no start", some, ends(nil, int64(6), int64(5)), false, [][]any{{list(5, 60, 0), list(-5, 0, 5)}}},
		{"no end", some, ends(int64(2), nil, int64(5)), false, [][]any{{list(50, 90), list(2, 7)}}},
		{"keys", some, ends(int64(1), int64(4), int64(1)), true, [][]any{{"a", list(10, 0, 30), list(1, 2, 3)}, {"b", list(0, 20, 0), list(1, 2, 3)}}},
		{"keys, no ends", some, ends(nil, nil, int64(5)), true, [][]any{{"a", list(40, 90), list(0, 5)}, {"b", list(5, 20), list(-5, 0)}}},
		{"no rows", none, ends(int64(1), int64(4), int64(1)), false, nil},
		{"no rows, nonempty", none, nonEmpty, false, [][]any{{list(0, 0, 0), list(1, 2, 3)}}},
		{"the ends of longs", some, ends(int64(math.MinInt64), int64(math.MinInt64), int64(1)), false, nil},
	}
	for _, test := range tests {
		s := *test.axis
		s.Axis, s.Aggs = columnRefs(some.cols, 0)[0], []plan.Aggregate{aggregated("sum", value.Long, columnRefs(some.cols, 1)...)}
		s.Defaults = []plan.Expr{constantOf(int64(0))}
		if test.by {
			s.Keys = columnRefs(some.cols, 2)
		}
		from := memorySource{}
		s.Input = test.of.scanned(from, "T", 2)
		compareRows(t, test.name, rowsOf(t, &s, from), test.want)
	}
}

func TestSeriesRefused(t *testing.T) {
	some := table{cols: []plan.Column{{Type: value.Long}}, rows: [][]any{{int64(1)}, {int64(math.MaxInt64)}, {int64(math.MinInt64)}}}
	for step, want := range map[int64]string{0: errStep.Error(), 1: "`make-series` makes arrays of more than 1048576 elements; take longer steps or a shorter axis"} {
		n := &plan.Series{Input: some.node(), Axis: columnRefs(some.cols, 0)[0], Step: constantOf(step), Aggs: []plan.Aggregate{aggregated("count", value.Long)}, Defaults: []plan.Expr{nil}}
		err := Run(context.Background(), n, memorySource{}, Limits{}, func(*vector.Batch) error { return nil })
		if err == nil || err.Error() != want {
			t.Errorf("step %d: %v, want %s", step, err, want)
		}
	}
}

// TestSeriesTypes goes along a datetime and a real axis.
func TestSeriesTypes(t *testing.T) {
	times := table{cols: []plan.Column{{Type: value.Datetime}}, rows: [][]any{{value.Time(25)}, {value.Time(12)}}}
	numbers := table{cols: []plan.Column{{Type: value.Real}}, rows: [][]any{{0.5}, {1.25}, {math.NaN()}, {math.Inf(1)}}}
	tests := []struct {
		of             table
		from, to, step any
		want           [][]any
	}{
		{times, value.Time(0), value.Time(30), value.Span(10), [][]any{{[]any{nil, int64(1), int64(1)}, []any{value.Time(0), value.Time(10), value.Time(20)}}}},
		{numbers, 0.0, 1.5, 0.5, [][]any{{[]any{nil, int64(1), int64(1)}, []any{0.0, 0.5, 1.0}}}},
	}
	for _, test := range tests {
		n := &plan.Series{Input: test.of.node(), Axis: columnRefs(test.of.cols, 0)[0], From: constantOf(test.from), To: constantOf(test.to), Step: constantOf(test.step),
			Aggs: []plan.Aggregate{aggregated("count", value.Long)}, Defaults: []plan.Expr{nil}}
		compareRows(t, fmt.Sprint(test.from), rowsOf(t, n, memorySource{}), test.want)
	}
}

func TestNested(t *testing.T) {
	row := func(reg, cat string, v int) []any { return []any{reg, cat, int64(v)} }
	some := table{cols: columnsOf(value.String, value.String, value.Long), rows: [][]any{
		row("n", "a", 10), row("n", "b", 20), row("s", "a", 30), row("s", "c", 5), row("s", "b", 15), row("w", "a", 1), row("w", "b", 2)}}
	level := func(count, key int, others any) plan.NestedLevel {
		l := plan.NestedLevel{Key: columnRefs(some.cols, key)[0], Agg: aggregated("sum", value.Long, columnRefs(some.cols, 2)...), Desc: true}
		if count > 0 {
			l.Count = constantOf(int64(count))
		}
		if others != nil {
			l.Others = constantOf(others)
		}
		return l
	}
	ascending := level(1, 0, nil)
	ascending.Desc = false
	tests := []struct {
		name   string
		levels []plan.NestedLevel
		want   [][]any
	}{
		{"one level", []plan.NestedLevel{level(2, 0, nil)}, [][]any{{"s", int64(50)}, {"n", int64(30)}}},
		{"ascending", []plan.NestedLevel{ascending}, [][]any{{"w", int64(3)}}},
		{"all", []plan.NestedLevel{level(0, 0, nil)}, [][]any{{"s", int64(50)}, {"n", int64(30)}, {"w", int64(3)}}},
		{"two levels", []plan.NestedLevel{level(2, 0, nil), level(1, 1, nil)}, [][]any{{"s", int64(50), "a", int64(30)}, {"n", int64(30), "b", int64(20)}}},
		{"others", []plan.NestedLevel{level(1, 0, "rest")}, [][]any{{"s", int64(50)}, {"rest", int64(33)}}},
		{"others within", []plan.NestedLevel{level(1, 0, nil), level(1, 1, "rest")}, [][]any{
			{"s", int64(50), "a", int64(30)}, {"s", int64(50), "rest", int64(20)}, {"", nil, "rest", int64(33)}}},
	}
	for _, test := range tests {
		n := &plan.Nested{Input: some.node(), Levels: test.levels}
		for range test.levels {
			n.Cols = append(n.Cols, columnsOf(value.String, value.Long)...)
		}
		compareRows(t, test.name, rowsOf(t, n, memorySource{}), test.want)
		n.Input = (&table{cols: some.cols}).node()
		compareRows(t, test.name+" of nothing", rowsOf(t, n, memorySource{}), nil)
	}
}

// TestPartition runs a subquery that can be run for all keys at once, and one that cannot.
func TestPartition(t *testing.T) {
	some := table{cols: columnsOf(value.String, value.Long), rows: [][]any{{"a", int64(1)}, {"b", int64(2)}, {"a", int64(3)}, {"b", int64(5)}, {"", int64(4)}}}
	given := &plan.Given{Cols: some.cols}
	sum := &plan.Summarize{Input: given, Aggs: []plan.Aggregate{aggregated("sum", value.Long, columnRefs(some.cols, 1)...)}, Cols: columnsOf(value.Long)}
	shown := &plan.Top{Input: given, Keys: []plan.SortKey{{Expr: columnRefs(some.cols, 1)[0], Desc: true}}, Count: constantOf(int64(1))}
	tests := []struct {
		sub  plan.Node
		want [][]any
	}{
		{sum, [][]any{{int64(4)}, {int64(7)}, {int64(4)}}},
		{shown, [][]any{{"a", int64(3)}, {"b", int64(5)}, {"", int64(4)}}},
		{&plan.Union{From: []plan.Node{sum, sum}, Cols: sum.Cols}, [][]any{{int64(4)}, {int64(4)}, {int64(7)}, {int64(7)}, {int64(4)}, {int64(4)}}},
	}
	for _, test := range tests {
		n := &plan.Partition{Input: some.node(), Key: columnRefs(some.cols, 0)[0], Sub: test.sub}
		compareRows(t, fmt.Sprintf("%T", test.sub), rowsOf(t, n, memorySource{}), test.want)
	}
}
