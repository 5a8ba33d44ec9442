package exec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// sortedSlowly is sort by its definition.
func sortedSlowly(rows [][]any, keys []plan.SortKey) [][]any {
	out := slices.Clone(rows)
	slices.SortStableFunc(out, func(a, b []any) int {
		for _, k := range keys {
			at := k.Expr.(*plan.Ref).Index
			if c := compareSlowly(k, a[at], b[at]); c != 0 {
				return c
			}
		}
		return 0
	})
	return out
}

func compareSlowly(k plan.SortKey, a, b any) int {
	place := func(x any) int {
		f, isReal := x.(float64)
		switch {
		case x == nil && k.NullsFirst:
			return 0
		case isReal && math.IsNaN(f) && k.NullsFirst:
			return 1
		case isReal && math.IsNaN(f):
			return 3
		case x == nil:
			return 4
		}
		return 2
	}
	switch {
	case place(a) != place(b):
		return place(a) - place(b)
	case place(a) != 2:
		return 0
	case k.Desc:
		return value.Compare(k.Expr.Type(), b, a)
	}
	return value.Compare(k.Expr.Type(), a, b)
}

// sortTable is a table whose keys have whatever is hard to order.
func sortTable(r *rand.Rand, rows int, keys []value.Type) table {
	some := map[value.Type][]any{
		value.Long:   {nil, int64(0), int64(-1), int64(1), int64(math.MaxInt64), int64(math.MinInt64)},
		value.Real:   {nil, math.NaN(), 0.0, -1.5, math.Inf(1), math.Inf(-1), 2.5},
		value.String: {"", "a", "A", "a\x00", "abcdefg", "abcdefgh", "abcdefgi", "é", "\U0001F600", "\uFFFD"},
		value.Bool:   {nil, true, false},
		value.Guid:   {nil, value.UUID{1}, value.UUID{1, 2}, value.UUID{}},
	}
	t := table{cols: columnsOf(append(slices.Clone(keys), value.Long)...)}
	for i := range rows {
		var row []any
		for _, k := range keys {
			row = append(row, some[k][r.IntN(len(some[k]))])
		}
		t.rows = append(t.rows, append(row, int64(i)))
	}
	return t
}

// TestSort compares sort and top with the definition.
func TestSort(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	types := []value.Type{value.Long, value.Real, value.String, value.Bool, value.Guid}
	for range 150 {
		var columns []value.Type
		for range 1 + random.IntN(3) {
			columns = append(columns, types[random.IntN(len(types))])
		}
		table := sortTable(random, random.IntN(120), columns)
		if random.IntN(15) == 0 {
			table = sortTable(random, 2*fewRows, columns)
		}
		var keys []plan.SortKey
		for _, e := range columnRefs(table.cols, countTo(len(columns))...) {
			keys = append(keys, plan.SortKey{Expr: e, Desc: random.IntN(2) == 0, NullsFirst: random.IntN(2) == 0})
		}
		from := memorySource{}
		in := table.scanned(from, "T", 1+random.IntN(50))
		want := sortedSlowly(table.rows, keys)
		compareRows(t, fmt.Sprint("sort by ", columns), rowsOf(t, &plan.Sort{Input: in, Keys: keys}, from), want)
		count := random.IntN(130)
		top := &plan.Top{Input: in, Keys: keys, Count: constantOf(int64(count))}
		compareRows(t, fmt.Sprint("top ", count, " by ", columns), rowsOf(t, top, from), want[:min(count, len(want))])
	}
}

// TestTopForgets gives top so many rows that it drops some again and again.
func TestTopForgets(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	table := table{cols: columnsOf(value.Long, value.Long)}
	for i := range 20 * chunkRows / 10 {
		table.rows = append(table.rows, []any{random.Int64N(1000), int64(i)})
	}
	keys := []plan.SortKey{{Expr: columnRefs(table.cols, 0)[0]}}
	from := memorySource{}
	for _, count := range []int{1, 1000, math.MaxInt} {
		top := &plan.Top{Input: table.scanned(from, fmt.Sprint(count), 5000), Keys: keys, Count: constantOf(int64(count))}
		want, got := sortedSlowly(table.rows, keys), rowsOf(t, top, from)
		if len(got) != min(count, len(want)) || !slices.EqualFunc(got, want[:len(got)], slices.Equal[[]any]) {
			t.Errorf("top %d is not the start of sort", count)
		}
	}
}
