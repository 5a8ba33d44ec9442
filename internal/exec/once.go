package exec

import (
	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// A memo holds what a query computes once, however often it is named.
type memo struct {
	scalars map[*plan.Scalar]any
	lists   map[plan.Node][]any
	shared  map[int][]*vector.Batch
}

// scalar runs the plan of a toscalar.
func (x *run) scalar(e *plan.Scalar) (any, error) {
	if v, ok := x.known.scalars[e]; ok {
		return v, nil
	}
	var v any
	err := x.rows(&plan.Take{Input: e.Input, Count: one}, func(b *vector.Batch) error {
		v = b.Columns[0].Value(0)
		return nil
	})
	if x.known.scalars == nil {
		x.known.scalars = make(map[*plan.Scalar]any)
	}
	x.known.scalars[e] = v
	return v, err
}

// list runs a plan and returns the values of its first column.
func (x *run) list(n plan.Node) ([]any, error) {
	if list, ok := x.known.lists[n]; ok {
		return list, nil
	}
	list := []any{}
	err := x.rows(n, func(b *vector.Batch) error {
		for i := range b.Rows {
			list = append(list, b.Columns[0].Value(i))
		}
		return x.budget.hold("in", 16*int64(b.Rows)+b.Columns[0].Size())
	})
	if x.known.lists == nil {
		x.known.lists = make(map[plan.Node][]any)
	}
	x.known.lists[n] = list
	return list, err
}

// shared computes the rows of a materialize at their first use.
func (x *run) shared(n *plan.Shared, emit func(*vector.Batch) error) error {
	batches, ok := x.known.shared[n.ID]
	if !ok {
		var err error
		if batches, err = x.collect("materialize", n.Input); err != nil {
			return err
		}
		if x.known.shared == nil {
			x.known.shared = make(map[int][]*vector.Batch)
		}
		x.known.shared[n.ID] = batches
	}
	for _, b := range batches {
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
	return vector.Concat(plan.Types(n.Columns()), batches), nil
}
