package exec

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

func bag(pairs ...any) *value.Bag {
	b := new(value.Bag)
	for i := 0; i < len(pairs); i += 2 {
		b.Set(pairs[i].(string), pairs[i+1])
	}
	return b
}

var sameBags = cmp.AllowUnexported(value.Bag{})

func TestExpand(t *testing.T) {
	list := []any{int64(1), "a", nil}
	for _, tt := range []struct {
		name   string
		row    []any
		places []int
		arrays bool
		limit  int64
		want   [][]any // of the columns and the index
	}{
		{"list", []any{list, nil}, []int{0}, false, 0, [][]any{{int64(1), nil, int64(0)}, {"a", nil, int64(1)}, {nil, nil, int64(2)}}},
		{"limit", []any{list, nil}, []int{0}, false, 2, [][]any{{int64(1), nil, int64(0)}, {"a", nil, int64(1)}}},
		{"empty list", []any{[]any{}, nil}, []int{0}, false, 0, nil},
		{"empty bag", []any{new(value.Bag), nil}, []int{0}, false, 0, nil},
		{"null", []any{nil, "x"}, []int{0}, false, 0, [][]any{{nil, "x", int64(0)}}},
		{"scalar", []any{"a", "x"}, []int{0}, false, 0, [][]any{{"a", "x", int64(0)}}},
		{"list of a list", []any{[]any{list}, "x"}, []int{0}, false, 0, [][]any{{list, "x", int64(0)}}},
		{"bag", []any{bag("k", "v", "l", nil), "x"}, []int{0}, false, 0, [][]any{{bag("k", "v"), "x", int64(0)}, {bag("l", nil), "x", int64(1)}}},
		{"bag as arrays", []any{bag("k", "v"), "x"}, []int{0}, true, 0, [][]any{{[]any{"k", "v"}, "x", int64(0)}}},
		{"two, the shorter padded", []any{[]any{"a"}, list}, []int{0, 1}, false, 0,
			[][]any{{"a", int64(1), int64(0)}, {nil, "a", int64(1)}, {nil, nil, int64(2)}}},
		{"list and null", []any{[]any{}, nil}, []int{0, 1}, false, 0, [][]any{{nil, nil, int64(0)}}},
		{"list and scalar", []any{[]any{"a", "b"}, true}, []int{1, 0}, false, 0, [][]any{{"a", true, int64(0)}, {"b", nil, int64(1)}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from := table{columnsOf(value.Dynamic, value.Dynamic), [][]any{tt.row}}
			n := &plan.Expand{Input: from.node(), Places: tt.places, Arrays: tt.arrays, Index: true, Limit: tt.limit,
				Cols: append(columnsOf(value.Dynamic, value.Dynamic), plan.Column{Name: "i", Type: value.Long})}
			for range tt.places {
				n.To = append(n.To, value.Dynamic)
			}
			if diff := cmp.Diff(tt.want, rowsOf(t, n, nil), sameBags); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestExpandIsOneRowAfterTheOther: what many batches give is what their rows give alone,
// whether they give few rows or too many for one batch.
func TestExpandIsOneRowAfterTheOther(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for _, most := range []int{4, 1500} {
		from := table{cols: columnsOf(value.Long, value.Dynamic)}
		var want [][]any
		for i := range 200 {
			list := []any{}
			for n := range r.IntN(most) {
				list = append(list, int64(n))
				want = append(want, []any{int64(i), int64(n)})
			}
			from.rows = append(from.rows, []any{int64(i), list})
		}
		source := memorySource{}
		n := &plan.Expand{Input: from.scanned(source, "t", 70), Places: []int{1}, To: []value.Type{value.Dynamic}, Cols: from.cols}
		if diff := cmp.Diff(want, rowsOf(t, n, source)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func BenchmarkExpand(b *testing.B) {
	from := table{cols: columnsOf(value.Long, value.String, value.Dynamic)}
	for i := range 100_000 {
		from.rows = append(from.rows, []any{int64(i), "host", []any{"a", "b", int64(3), nil}})
	}
	source := memorySource{}
	n := &plan.Expand{Input: from.scanned(source, "t", 8192), Places: []int{2}, To: []value.Type{value.Dynamic}, Cols: from.cols}
	for b.Loop() {
		rowsCount(b, n, source)
	}
	b.ReportMetric(float64(400_000*b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}
