package exec

import (
	"sync"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// A memo holds what a query computes once, however often and on however many goroutines
// it is asked for.
type memo struct {
	mu      sync.Mutex
	entries map[any]*entry
}

type entry struct {
	once  sync.Once
	value any
	err   error
}

// get returns what compute gives for the key the first time.
func (m *memo) get(key any, compute func() (any, error)) (any, error) {
	m.mu.Lock()
	e := m.entries[key]
	if e == nil {
		if m.entries == nil {
			m.entries = make(map[any]*entry)
		}
		e = new(entry)
		m.entries[key] = e
	}
	m.mu.Unlock()
	e.once.Do(func() {
		defer caught(&e.err)
		e.value, e.err = compute()
	})
	return e.value, e.err
}

// Keys of a memo that are not themselves nodes or expressions.
type (
	listKey   struct{ of plan.Node }
	sharedKey struct{ id int }
	shapeKey  struct{ of *plan.Join }
	weightKey struct{ of plan.Node }
)

// scalar runs the plan of a toscalar.
func (x *run) scalar(e *plan.Scalar) (any, error) {
	return x.known.get(e, func() (v any, err error) {
		err = x.rows(&plan.Take{Input: e.Input, Count: one}, func(b *vector.Batch) error {
			v = b.Columns[0].Value(0)
			return nil
		})
		return v, err
	})
}

// list runs a plan and returns the values of its first column.
func (x *run) list(n plan.Node) ([]any, error) {
	list, err := x.known.get(listKey{n}, func() (any, error) {
		list := []any{}
		err := x.rows(n, func(b *vector.Batch) error {
			for i := range b.Rows {
				list = append(list, b.Columns[0].Value(i))
			}
			return x.lasting().hold("in", 16*int64(b.Rows)+b.Columns[0].Size())
		})
		return list, err
	})
	if err != nil {
		return nil, err
	}
	return list.([]any), nil
}

// shared computes the rows of a materialize at their first use.
func (x *run) shared(n *plan.Shared, emit func(*vector.Batch) error) error {
	batches, err := x.known.get(sharedKey{n.ID}, func() (any, error) {
		y := *x
		y.budget = x.lasting()
		return y.collect("materialize", n.Input)
	})
	if err != nil {
		return err
	}
	for _, b := range batches.([]*vector.Batch) {
		if err := emit(b); err != nil {
			return err
		}
	}
	return nil
}

// collect holds all rows of a node in memory.
func (x *run) collect(step string, n plan.Node) ([]*vector.Batch, error) {
	var batches []*vector.Batch
	err := x.rows(n, func(b *vector.Batch) error {
		batches = append(batches, b)
		return x.budget.hold(step, b.Size())
	})
	return batches, err
}

// all holds all rows of a node in one batch.
func (x *run) all(step string, n plan.Node) (*vector.Batch, error) {
	batches, err := x.collect(step, n)
	if err != nil {
		return nil, err
	}
	return x.concat(step, n, batches)
}

// concat puts a node's batches, which the budget has counted, into one. They are held twice for
// as long as that takes.
func (x *run) concat(step string, n plan.Node, batches []*vector.Batch) (*vector.Batch, error) {
	var copies int64
	for _, b := range batches {
		copies += b.CopySize()
	}
	if err := x.budget.hold(step, copies); err != nil {
		return nil, err
	}
	return vector.Concat(plan.Types(n.Columns()), batches), x.budget.hold(step, -copies)
}

// within runs a subquery that starts from the given rows. What it holds is given back at
// its end; what the query computes once stays.
func (x *run) within(given *vector.Batch, n plan.Node, emit func(*vector.Batch) error) error {
	y := *x
	y.given, y.budget = given, x.budget.child()
	defer y.budget.release()
	return y.rows(n, emit)
}

// lasting is the budget of what is held to the end of the query.
func (x *run) lasting() *budget {
	b := x.budget
	for b.parent != nil {
		b = b.parent
	}
	return b
}
