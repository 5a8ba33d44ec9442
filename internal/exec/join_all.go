package exec

import (
	"sync/atomic"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// joinAll hands on the rows of a join that does not stream.
func (x *run) joinAll(n *plan.Join, emit func(*vector.Batch) error) error {
	j, err := x.held(n)
	if err != nil {
		return err
	}
	over, _ := j.sides(n)
	j.matched = make([]atomic.Bool, j.table.count)
	if j.first {
		return x.joinUnique(over, j, emit)
	}
	err = x.parallelOf(over, j.needs, j.probe, func(result any) error {
		if many, ok := result.(*tooMany); ok {
			return many.each(emit)
		}
		return emit(result.(*vector.Batch))
	})
	if err != nil {
		return err
	}
	return j.rest(n, emit)
}

// probe marks the keys of passing rows, and gives the pairs where the kind has any.
func (j *joined) probe(b *vector.Batch) (any, error) {
	numbers := j.find(b)
	for _, number := range numbers {
		if number >= 0 && !j.matched[number].Load() {
			j.matched[number].Store(true)
		}
	}
	if j.only == held {
		return nil, nil
	}
	out, err := j.beside(b, numbers)
	if many, ok := err.(*tooMany); ok {
		return many, nil
	}
	if err != nil || out.Rows == 0 {
		return nil, err
	}
	return out, nil
}

// rest hands on the held rows that stand alone: without a passing row, or of a semi join.
func (j *joined) rest(n *plan.Join, emit func(*vector.Batch) error) error {
	alone := make([]bool, j.rows.Rows)
	for number := range j.table.count {
		for _, place := range j.order[j.starts[number]:j.starts[number+1]] {
			alone[place] = j.matched[number].Load() == (j.only == held && j.has)
		}
	}
	var places []int
	for place, is := range alone {
		if is {
			places = append(places, place)
		}
	}
	if len(places) == 0 {
		return nil
	}
	rows := j.rows.Take(places)
	if j.only == held {
		return emit(rows)
	}
	over, _ := j.sides(n)
	nulls := vector.NewBatch(len(places))
	for _, c := range over.Columns() {
		nulls.Columns = append(nulls.Columns, vector.Null(c.Type, len(places)))
	}
	if j.heldLeft {
		return emit(beside(rows, nulls))
	}
	return emit(beside(nulls, rows))
}

// found is a batch and the numbers of its rows' keys.
type found struct {
	*vector.Batch
	numbers []int32
}

// joinUnique joins the first left row of each key, where the left is gone over. Rows whose
// key was seen in an earlier batch are dropped on many goroutines, the others one after
// the other.
func (x *run) joinUnique(left plan.Node, j *joined, emit func(*vector.Batch) error) error {
	return x.parallelOf(left, j.needs, func(b *vector.Batch) (any, error) {
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
