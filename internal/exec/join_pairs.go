package exec

import (
	"foxhound/internal/vector"
)

// chunkRows is how many rows a step makes at a time where one batch gives many.
const chunkRows = 1 << 16

// pairs is the step that puts each passing row beside the held rows of its key, or beside
// nulls where there is none and the row is kept.
func (j *joined) pairs(b *vector.Batch) (*vector.Batch, error) {
	return j.beside(b, j.find(b))
}

func (j *joined) beside(b *vector.Batch, numbers []int32) (*vector.Batch, error) {
	rows := j.countPairs(numbers)
	if err := j.budget.grow("join", max(0, rows-b.Rows)); err != nil {
		return nil, err
	}
	if rows <= chunkRows+b.Rows {
		w := &pairWalk{joined: j, numbers: numbers}
		return w.next(b, rows), nil
	}
	return nil, &tooMany{each: func(emit func(*vector.Batch) error) error {
		w := &pairWalk{joined: j, numbers: numbers}
		for w.row < len(numbers) {
			if err := emit(w.next(b, chunkRows)); err != nil {
				return err
			}
		}
		return nil
	}}
}

// countPairs counts the rows that passing rows of these keys give.
func (j *joined) countPairs(numbers []int32) int {
	keep := 0
	if j.keepsPassing {
		keep = 1
	}
	rows := 0
	for _, number := range numbers {
		if number < 0 {
			rows += keep
			continue
		}
		rows += int(j.starts[number+1] - j.starts[number])
	}
	return rows
}

// A pairWalk goes over the pairs of passing and held rows, some at a time.
type pairWalk struct {
	*joined
	numbers []int32
	row     int   // the next passing row
	done    int32 // how many of its held rows are behind
}

// next returns up to n rows more.
func (w *pairWalk) next(b *vector.Batch, n int) *vector.Batch {
	over, held := make([]int, 0, n), make([]int, 0, n)
	for ; w.row < len(w.numbers) && len(over) < n; w.row++ {
		number := w.numbers[w.row]
		if number < 0 {
			if w.keepsPassing {
				over, held = append(over, w.row), append(held, -1)
			}
			continue
		}
		matches := w.order[w.starts[number]+w.done : w.starts[number+1]]
		if room := n - len(over); len(matches) > room {
			matches = matches[:room]
			over, held = appendPairs(over, held, w.row, matches)
			w.done += int32(room)
			break
		}
		over, held = appendPairs(over, held, w.row, matches)
		w.done = 0
	}
	return w.take(b, over, held)
}

func appendPairs(over, held []int, row int, matches []int32) (_, _ []int) {
	for _, m := range matches {
		over, held = append(over, row), append(held, int(m))
	}
	return over, held
}

// take puts passing rows beside held rows, the left's columns first.
func (j *joined) take(b *vector.Batch, over, held []int) *vector.Batch {
	if !isIdentity(over, b.Rows) {
		b = b.Take(over)
	}
	rows := j.rows.Take(held)
	if j.heldLeft {
		return beside(rows, b)
	}
	return beside(b, rows)
}

func isIdentity(places []int, rows int) bool {
	if len(places) != rows {
		return false
	}
	for i, p := range places {
		if p != i {
			return false
		}
	}
	return true
}
