package exec

import (
	"sync/atomic"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// keepsLeft reports whether left rows without a right row are in the result.
func (j *joined) keepsLeft() bool { return j.kind == plan.LeftOuter || j.kind == plan.FullOuter }

// joinAll hands on the rows of a join that looks at more than one left row at a time.
func (x *run) joinAll(n *plan.Join, emit func(*vector.Batch) error) error {
	left, j, err := x.build(n)
	if err != nil {
		return err
	}
	j.matched = make([]atomic.Bool, j.table.count)
	if n.Kind == plan.InnerUnique {
		return x.joinUnique(left, j, emit)
	}
	err = x.parallel(left, j.probe, func(result any) error {
		switch r := result.(type) {
		case *tooMany:
			return r.each(emit)
		case *vector.Batch:
			return emit(r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return j.rest(n, emit)
}

// probe marks the keys of left rows, and gives the pairs where the kind has any.
func (j *joined) probe(b *vector.Batch) (any, error) {
	numbers := j.find(b)
	for _, number := range numbers {
		if number >= 0 && !j.matched[number].Load() {
			j.matched[number].Store(true)
		}
	}
	if j.kind == plan.RightSemi || j.kind == plan.RightAnti {
		return nil, nil
	}
	return batchOrMany(j.beside(b, numbers))
}

// batchOrMany makes a result of what a step gives.
func batchOrMany(b *vector.Batch, err error) (any, error) {
	if many, ok := err.(*tooMany); ok {
		return many, nil
	}
	if err != nil || b.Rows == 0 {
		return nil, err
	}
	return b, nil
}

// rest hands on the right rows that stand alone: without a left row, or of a semi join.
func (j *joined) rest(n *plan.Join, emit func(*vector.Batch) error) error {
	wanted := n.Kind == plan.RightSemi
	places := make([]int, 0, j.right.Rows)
	numbers := j.numbers()
	for place := range j.right.Rows {
		if j.matched[numbers[place]].Load() == wanted {
			places = append(places, place)
		}
	}
	if len(places) == 0 {
		return nil
	}
	out := &vector.Batch{Rows: len(places)}
	if n.Kind == plan.RightOuter || n.Kind == plan.FullOuter {
		for _, c := range n.Left.Columns() {
			out.Columns = append(out.Columns, vector.Null(c.Type, len(places)))
		}
	}
	return emit(appendColumns(out, j.right.Take(places)))
}

// numbers returns the number of each right row's key.
func (j *joined) numbers() []int32 {
	numbers := make([]int32, len(j.order))
	for number := range j.table.count {
		for _, place := range j.order[j.starts[number]:j.starts[number+1]] {
			numbers[place] = int32(number)
		}
	}
	return numbers
}

// found is a batch and the numbers of its rows' keys.
type found struct {
	*vector.Batch
	numbers []int32
}

// joinUnique joins the first left row of each key. Rows whose key was seen in an earlier
// batch are dropped on many goroutines, the others one after the other.
func (x *run) joinUnique(left plan.Node, j *joined, emit func(*vector.Batch) error) error {
	return x.parallel(left, func(b *vector.Batch) (any, error) {
		f := found{b, j.find(b)}
		for _, number := range f.numbers {
			if number >= 0 && !j.matched[number].Load() {
				return f, nil
			}
		}
		return nil, nil
	}, func(result any) error {
		f := result.(found)
		for i, number := range f.numbers {
			if number >= 0 && j.matched[number].Swap(true) {
				f.numbers[i] = -1
			}
		}
		b, err := j.beside(f.Batch, f.numbers)
		if many, ok := err.(*tooMany); ok {
			return many.each(emit)
		}
		if err != nil || b.Rows == 0 {
			return err
		}
		return emit(b)
	})
}
