package exec

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// sort hands on all rows in order. Equal rows stay in theirs; strings are ordered by their
// bytes.
func (x *run) sort(n *plan.Sort, emit func(*vector.Batch) error) error {
	keys, by, err := x.sortKeys(n.Keys)
	if err != nil {
		return err
	}
	held := &holding{budget: x.budget, step: "sort"}
	defer held.free()
	var batches []*vector.Batch
	err = x.rows(n.Input, func(b *vector.Batch) error {
		batches = append(batches, b)
		// A batch is held twice for a while: as it came, and with the others in one.
		return held.now(held.bytes + b.Size() + b.CopySize() + 40*int64(b.Rows))
	})
	if err != nil {
		return err
	}
	all := vector.Concat(plan.Types(n.Columns()), batches)
	batches = nil
	order := sortedPlaces(vector.NewBatch(all.Rows, computed(keys, all)...), by)
	for at := 0; at < len(order); at += chunkRows {
		if err := emit(all.Take(order[at:min(at+chunkRows, len(order))])); err != nil {
			return err
		}
	}
	return nil
}

// A sortBy is how one key orders rows.
type sortBy struct{ desc, nullsFirst bool }

func (x *run) sortKeys(list []plan.SortKey) ([]eval, []sortBy, error) {
	keys, by := make([]eval, len(list)), make([]sortBy, len(list))
	for i, k := range list {
		var err error
		if keys[i], err = x.compile(k.Expr); err != nil {
			return nil, nil, err
		}
		by[i] = sortBy{desc: k.Desc, nullsFirst: k.NullsFirst}
	}
	return keys, by, nil
}

// An ordering is rows to be ordered by key columns, equal ones by their places.
type ordering struct {
	rows []sortRow
	rest []func(a, b int) int // what decides where class and word are equal
}

func newOrdering(keys *vector.Batch, by []sortBy) *ordering {
	o := &ordering{rows: make([]sortRow, keys.Rows)}
	exact := sortWords(keys.Columns[0], by[0], o.rows)
	for i, key := range keys.Columns {
		if i > 0 || !exact {
			o.rest = append(o.rest, comparison(key, by[i]))
		}
	}
	return o
}

func (o *ordering) compare(a, b sortRow) int {
	if a.class != b.class {
		return int(a.class) - int(b.class)
	}
	if a.word != b.word {
		if a.word < b.word {
			return -1
		}
		return 1
	}
	return o.compareRest(a, b)
}

// compareRest compares rows of equal class and word.
func (o *ordering) compareRest(a, b sortRow) int {
	for _, compare := range o.rest {
		if c := compare(int(a.row), int(b.row)); c != 0 {
			return c
		}
	}
	return int(a.row) - int(b.row)
}

func (o *ordering) places(rows []sortRow) []int {
	places := make([]int, len(rows))
	for i, r := range rows {
		places[i] = int(r.row)
	}
	return places
}

// sortedPlaces returns the places of the rows of key columns in order; equal rows are in
// the order of their places.
func sortedPlaces(keys *vector.Batch, by []sortBy) []int {
	o := newOrdering(keys, by)
	o.sort()
	return o.places(o.rows)
}

// firstPlaces returns the first places of [sortedPlaces].
func firstPlaces(keys *vector.Batch, by []sortBy, wanted int64) []int {
	if wanted > int64(keys.Rows/4) {
		places := sortedPlaces(keys, by)
		return places[:min(int64(len(places)), wanted)]
	}
	o := newOrdering(keys, by)
	return o.places(o.least(int(wanted)))
}

// least returns the first n rows in order, n above 0. They are kept in a heap with the last
// of them on top, which most rows need to be compared with alone.
func (o *ordering) least(n int) []sortRow {
	heap := o.rows[:n]
	for i := n/2 - 1; i >= 0; i-- {
		o.sink(heap, i)
	}
	for _, r := range o.rows[n:] {
		if o.compare(r, heap[0]) < 0 {
			heap[0] = r
			o.sink(heap, 0)
		}
	}
	slices.SortFunc(heap, o.compare)
	return heap
}

// sink moves a row down the heap to where it belongs.
func (o *ordering) sink(heap []sortRow, i int) {
	for {
		child := 2*i + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && o.compare(heap[child], heap[child+1]) < 0 {
			child++
		}
		if o.compare(heap[i], heap[child]) >= 0 {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}
