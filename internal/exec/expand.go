package exec

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// An expander makes a row of each element of dynamics.
type expander struct {
	*plan.Expand
	budget *budget
	step   string // as the user knows it
}

// expand makes the rows of a batch's elements.
func (e *expander) expand(b *vector.Batch) (*vector.Batch, error) {
	counts, rows := e.counts(b)
	if err := e.budget.grow(e.step, max(0, rows-b.Rows)); err != nil {
		return nil, err
	}
	w := &expandWalk{expander: e, counts: counts}
	if rows <= chunkRows+b.Rows {
		return w.next(b, rows), nil
	}
	return nil, &tooMany{each: func(emit func(*vector.Batch) error) error {
		w := *w
		for w.row < len(counts) {
			if err := emit(w.next(b, chunkRows)); err != nil {
				return err
			}
		}
		return nil
	}}
}

// counts returns how many rows each row gives, and all of them.
func (e *expander) counts(b *vector.Batch) ([]int, int) {
	counts := make([]int, b.Rows)
	for _, place := range e.Places {
		c := b.Columns[place]
		for i := range counts {
			counts[i] = max(counts[i], elements(c.Any[c.Index(i)]))
		}
	}
	rows := 0
	for i, n := range counts {
		if e.Limit > 0 {
			counts[i] = int(min(int64(n), e.Limit))
		}
		rows += counts[i]
	}
	return counts, rows
}

// elements counts the elements of a dynamic: a value that is no list is one, null too.
func elements(x any) int {
	switch x := x.(type) {
	case []any:
		return len(x)
	case *value.Bag:
		return x.Len()
	}
	return 1
}

// An expandWalk goes over the elements of a batch's rows, some at a time.
type expandWalk struct {
	*expander
	counts []int
	row    int // the next row
	done   int // how many of its elements are behind
}

// next returns up to n rows more.
func (w *expandWalk) next(b *vector.Batch, n int) *vector.Batch {
	rows, index := w.places(n)
	return w.take(b, rows, index)
}

// places returns the rows of up to n elements more, and which of theirs they are.
func (w *expandWalk) places(n int) (rows []int, index []int64) {
	rows, index = make([]int, 0, n), make([]int64, 0, n)
	for ; w.row < len(w.counts) && len(rows) < n; w.row++ {
		end := min(w.counts[w.row], w.done+n-len(rows))
		for i := w.done; i < end; i++ {
			rows, index = append(rows, w.row), append(index, int64(i))
		}
		if w.done = end; end < w.counts[w.row] {
			break
		}
		w.done = 0
	}
	return rows, index
}

// take returns the elements at the given places of the given rows' lists.
func (e *expander) take(b *vector.Batch, rows []int, index []int64) *vector.Batch {
	out := &vector.Batch{Rows: len(rows), Columns: make([]*vector.Vector, len(b.Columns), len(b.Columns)+1)}
	for i, place := range e.Places {
		out.Columns[place] = converted(e.To[i], e.column(b.Columns[place], rows, index))
	}
	same := isIdentity(rows, b.Rows)
	for i, c := range b.Columns {
		switch {
		case out.Columns[i] != nil:
		case same:
			out.Columns[i] = c
		default:
			out.Columns[i] = c.Take(rows)
		}
	}
	if e.Index {
		out.Columns = append(out.Columns, vector.Of(value.Long, index, nil))
	}
	return out
}

func (e *expander) column(c *vector.Vector, rows []int, index []int64) *vector.Vector {
	out := make([]any, len(rows))
	mask := c.Mask()
	for i, row := range rows {
		out[i] = e.element(c.Any[row&mask], int(index[i]))
	}
	return vector.Of(value.Dynamic, out, nil)
}

// element returns an element of a dynamic, null behind its last.
func (e *expander) element(x any, i int) any {
	switch x := x.(type) {
	case []any:
		if i < len(x) {
			return x[i]
		}
		return nil
	case *value.Bag:
		if i < x.Len() {
			return e.pair(x.At(i))
		}
		return nil
	}
	if i == 0 {
		return x
	}
	return nil
}

// pair is an element of a bag.
func (e *expander) pair(key string, x any) any {
	if e.Arrays {
		return []any{key, x}
	}
	b := new(value.Bag)
	b.Set(key, x)
	return b
}
