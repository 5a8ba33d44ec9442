package exec

import (
	"foxhound/internal/vector"
)

// chunkRows is how many rows a step makes at a time where one batch gives many.
const chunkRows = 1 << 16

// pairs is the step that puts each left row beside its right rows, or beside nulls where
// it has none and the kind keeps it.
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

// countPairs counts the rows that left rows of these keys give.
func (j *joined) countPairs(numbers []int32) int {
	keep := 0
	if j.keepsLeft() {
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

// A pairWalk goes over the pairs of left and right rows, some at a time.
type pairWalk struct {
	*joined
	numbers []int32
	row     int   // the next left row
	done    int32 // how many of its right rows are behind
}

// next returns up to n rows more.
func (w *pairWalk) next(b *vector.Batch, n int) *vector.Batch {
	left, right := make([]int, 0, n), make([]int, 0, n)
	for ; w.row < len(w.numbers) && len(left) < n; w.row++ {
		number := w.numbers[w.row]
		if number < 0 {
			if w.keepsLeft() {
				left, right = append(left, w.row), append(right, -1)
			}
			continue
		}
		matches := w.order[w.starts[number]+w.done : w.starts[number+1]]
		if room := n - len(left); len(matches) > room {
			matches = matches[:room]
			left, right = appendPairs(left, right, w.row, matches)
			w.done += int32(room)
			break
		}
		left, right = appendPairs(left, right, w.row, matches)
		w.done = 0
	}
	return w.take(b, left, right)
}

func appendPairs(left, right []int, row int, matches []int32) (_, _ []int) {
	for _, m := range matches {
		left, right = append(left, row), append(right, int(m))
	}
	return left, right
}

// take puts left rows beside right rows.
func (j *joined) take(b *vector.Batch, left, right []int) *vector.Batch {
	out := &vector.Batch{Rows: len(left), Columns: make([]*vector.Vector, 0, len(b.Columns)+len(j.right.Columns))}
	if !isIdentity(left, b.Rows) {
		b = b.Take(left)
	}
	out.Columns = append(out.Columns, b.Columns...)
	return appendColumns(out, j.right.Take(right))
}

func appendColumns(to, from *vector.Batch) *vector.Batch {
	to.Columns = append(to.Columns, from.Columns...)
	return to
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
