package exec

import (
	"fmt"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// An applier runs a subquery over the elements of each row (mv-apply). A row without
// elements gives none: there is nothing to run the subquery over.
//
// Most subqueries are run once a batch: their rows carry, as a last column, the place of
// the row that they are of (see [carry]). The others are run once a row.
type applier struct {
	*plan.Apply
	run      *run
	before   []step // from a row to the row whose elements are taken
	elements *expander
	carried  plan.Node // nil where the subquery is run once a row
	types    []value.Type
}

// apply makes the step of an mv-apply.
func (x *run) apply(n *plan.Apply) (step, error) {
	a := &applier{Apply: n, run: x, types: plan.Types(n.Cols)}
	base, before, err := x.steps(n.Elements.Input)
	if err != nil {
		return nil, err
	}
	if _, ok := base.(*plan.Given); !ok {
		return nil, fmt.Errorf("exec: elements of an mv-apply come from a %T", base)
	}
	a.before, a.elements = before, &expander{n.Elements, x.budget, "mv-apply"}
	if carried, ok := carry(n.Sub); ok {
		a.carried = carried
	}
	return a.apply, a.warm()
}

// warm runs the subquery over no rows, so that the tables that it names are read now, and
// not while others are being read.
func (a *applier) warm() error {
	sub, cols := a.Sub, a.Elements.Cols
	if a.carried != nil {
		sub, cols = a.carried, withPart(cols)
	}
	none := vector.Concat(plan.Types(cols), nil)
	return a.run.within(none, sub, func(*vector.Batch) error { return nil })
}

func (a *applier) apply(b *vector.Batch) (*vector.Batch, error) {
	in := b
	for _, step := range a.before {
		var err error
		if in, err = step(in); err != nil {
			return nil, err
		}
	}
	counts, rows := a.elements.counts(in)
	if err := a.elements.budget.grow("mv-apply", max(0, rows-b.Rows)); err != nil {
		return nil, err
	}
	ends := partEnds(counts)
	if len(ends) == 1 {
		return a.part(b, in, counts)
	}
	return nil, &tooMany{each: func(emit func(*vector.Batch) error) error {
		from := 0
		for _, to := range ends {
			out, err := a.part(b.Slice(from, to), in.Slice(from, to), counts[from:to])
			if err != nil {
				return err
			}
			if err := emit(out); err != nil {
				return err
			}
			from = to
		}
		return nil
	}}
}

// partEnds parts rows of the given numbers of elements so that a part, if it is of more
// than one row, has no more elements than are well held at once.
func partEnds(counts []int) []int {
	var ends []int
	elements := 0
	for row, n := range counts {
		if elements += n; elements > chunkRows && row > 0 {
			ends, elements = append(ends, row), n
		}
	}
	return append(ends, len(counts))
}

// part runs the subquery for some rows.
func (a *applier) part(b, in *vector.Batch, counts []int) (*vector.Batch, error) {
	elements := 0
	for _, n := range counts {
		elements += n
	}
	if elements == 0 {
		return vector.NewBatch(0), nil
	}
	w := &expandWalk{expander: a.elements, counts: counts}
	rows, index := w.places(elements)
	given := a.elements.take(in, rows, index)
	kept := vector.NewBatch(b.Rows)
	for _, place := range a.Kept {
		kept.Columns = append(kept.Columns, b.Columns[place])
	}
	if a.carried != nil {
		return a.together(kept, given, rows)
	}
	return a.oneByOne(kept, given, counts)
}

// together runs the subquery once for all rows.
func (a *applier) together(kept, given *vector.Batch, rows []int) (*vector.Batch, error) {
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = int64(row)
	}
	given = &vector.Batch{Rows: given.Rows, Columns: append(given.Columns[:len(given.Columns):len(given.Columns)], vector.Of(value.Long, ids, nil))}
	var results []*vector.Batch
	err := a.run.within(given, a.carried, func(out *vector.Batch) error {
		last := len(out.Columns) - 1
		results = append(results, beside(kept.Take(places(out.Columns[last])), &vector.Batch{Rows: out.Rows, Columns: out.Columns[:last]}))
		return nil
	})
	return vector.Concat(a.types, results), err
}

// oneByOne runs the subquery for each row.
func (a *applier) oneByOne(kept, given *vector.Batch, counts []int) (*vector.Batch, error) {
	var results []*vector.Batch
	at := 0
	for row, n := range counts {
		if n == 0 {
			continue
		}
		err := a.run.within(given.Slice(at, at+n), a.Sub, func(out *vector.Batch) error {
			same := make([]int, out.Rows)
			for i := range same {
				same[i] = row
			}
			results = append(results, beside(kept.Take(same), out))
			return nil
		})
		if err != nil {
			return nil, err
		}
		if err := a.run.ctx.Err(); err != nil {
			return nil, err
		}
		at += n
	}
	return vector.Concat(a.types, results), nil
}

// places returns a column of longs as places.
func places(v *vector.Vector) []int {
	out := make([]int, v.Len())
	for i := range out {
		out[i] = int(v.Longs[v.Index(i)])
	}
	return out
}

// beside puts the columns of two batches of the same rows side by side.
func beside(left, right *vector.Batch) *vector.Batch {
	out := &vector.Batch{Rows: right.Rows, Columns: make([]*vector.Vector, 0, len(left.Columns)+len(right.Columns))}
	out.Columns = append(out.Columns, left.Columns...)
	out.Columns = append(out.Columns, right.Columns...)
	return out
}
