package exec

import (
	"errors"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// take hands on the first rows and then ends what makes them.
func (x *run) take(n *plan.Take, emit func(*vector.Batch) error) error {
	left, err := x.count(n.Count)
	if err != nil || left == 0 {
		return err
	}
	enough := errors.New("enough rows") // one of its own: takes nest
	err = x.rows(n.Input, func(b *vector.Batch) error {
		if int64(b.Rows) > left {
			b = b.Slice(0, int(left))
		}
		left -= int64(b.Rows)
		if err := emit(b); err != nil {
			return err
		}
		if left == 0 {
			return enough
		}
		return nil
	})
	if errors.Is(err, enough) {
		return nil
	}
	return err
}

// count computes a number of rows; null and what is below 0 are 0.
func (x *run) count(e plan.Expr) (int64, error) {
	v, err := x.constant(e)
	n, _ := v.(int64)
	return max(n, 0), err
}
