package exec

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// top hands on the first rows of a sort. It never holds many more: each batch gives the
// first of its own, and as soon as there are twice as many as are wanted the rest of them
// goes.
func (x *run) top(n *plan.Top, emit func(*vector.Batch) error) error {
	wanted, err := x.count(n.Count)
	if err != nil || wanted == 0 {
		return err
	}
	keys, by, err := x.sortKeys(n.Keys)
	if err != nil {
		return err
	}
	t := &topRows{wanted: wanted, width: len(n.Columns()), by: by, held: &holding{budget: x.budget, step: "top"}}
	defer t.held.free()
	for _, c := range n.Columns() {
		t.types = append(t.types, c.Type)
	}
	for _, k := range n.Keys {
		t.types = append(t.types, k.Expr.Type())
	}
	err = x.parallel(n.Input, func(b *vector.Batch) (any, error) {
		return t.first(vector.NewBatch(b.Rows, append(append([]*vector.Vector(nil), b.Columns...), computed(keys, b)...)...)), nil
	}, func(b any) error { return t.add(b.(*vector.Batch)) })
	if err != nil {
		return err
	}
	b := t.first(vector.Concat(t.types, t.batches))
	return inChunks(vector.NewBatch(b.Rows, b.Columns[:t.width]...), emit)
}

// spareRows is how many rows top gathers beyond twice those wanted before it drops some.
// There are few, for each may keep the texts of its whole batch.
const spareRows = 256

// A topRows holds the best rows so far, in the order in which they came, with their keys
// behind their columns.
type topRows struct {
	wanted  int64
	width   int // of a row without its keys
	types   []value.Type
	by      []sortBy
	batches []*vector.Batch
	rows    int64
	held    *holding
}

// first returns the first rows of a batch in order. It is safe on many goroutines.
func (t *topRows) first(b *vector.Batch) *vector.Batch {
	return b.Take(firstPlaces(vector.NewBatch(b.Rows, b.Columns[t.width:]...), t.by, t.wanted))
}

// add takes the first rows of a batch.
func (t *topRows) add(b *vector.Batch) error {
	t.batches = append(t.batches, b)
	t.rows += int64(b.Rows)
	if err := t.held.now(t.held.bytes + b.Size()); err != nil || (t.rows-spareRows)/2 < t.wanted {
		return err
	}
	best := t.first(vector.Concat(t.types, t.batches))
	t.batches, t.rows = []*vector.Batch{best}, int64(best.Rows)
	return t.held.now(best.Size())
}
