package exec

import (
	"fmt"
	"math"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// held reads the side of a join that is held. In a subquery, a side that is the same each
// time is read once.
func (x *run) held(n *plan.Join) (*joined, error) {
	s := x.shape(n)
	_, side := s.sides(n)
	if x.given == nil || hasGiven(side) {
		return x.readHeld(n, s)
	}
	j, err := x.known.get(n, func() (any, error) {
		y := *x
		y.budget = x.lasting()
		return y.readHeld(n, s)
	})
	if err != nil {
		return nil, err
	}
	own := *j.(*joined)
	return &own, nil
}

// keyed is a batch and its keys.
type keyed struct {
	*vector.Batch
	keys []*vector.Vector
}

func (x *run) readHeld(n *plan.Join, s shape) (*joined, error) {
	_, side := s.sides(n)
	exprs, others := n.RightKeys, n.LeftKeys
	if s.heldLeft {
		exprs, others = others, exprs
	}
	evals, err := x.compileAll(exprs)
	if err != nil {
		return nil, err
	}
	j := &joined{shape: s, budget: x.budget, table: newKeyTable()}
	h := &holder{joined: j, keysAlone: s.only == passing, seekers: s.seekers(others)}
	err = x.parallel(side, func(b *vector.Batch) (any, error) {
		return keyed{b, evalAll(evals, b)}, nil
	}, func(result any) error { return h.add(result.(keyed)) })
	if err != nil {
		return nil, err
	}
	if j.rows, err = x.concat("join", side, h.batches); err != nil {
		return nil, err
	}
	j.group(h.numbers)
	j.needs = h.needs()
	j.keys, err = x.compileAll(others)
	return j, err
}

// A holder gathers the rows of the side that is held.
type holder struct {
	*joined
	keysAlone bool // the rows themselves are not needed
	batches   []*vector.Batch
	numbers   []int32 // of each row's key
	seekers   []*seeker
}

func (h *holder) add(k keyed) error {
	if len(h.numbers)+k.Rows > math.MaxInt32 {
		return fmt.Errorf("`join` holds no more than %d rows; narrow the smaller side", math.MaxInt32)
	}
	keys := h.table.count
	numbers, err := h.number(k)
	if err != nil {
		return err
	}
	if err := h.budget.hold("join", h.seek(k, numbers, keys)); err != nil || h.keysAlone {
		return err
	}
	if h.first && h.heldLeft {
		k.Batch, numbers = firstRows(k.Batch, numbers, keys)
	}
	h.batches, h.numbers = append(h.batches, k.Batch), append(h.numbers, numbers...)
	return h.budget.hold("join", k.Size()+12*int64(k.Rows))
}

// number numbers the keys of rows. The table may grow only if there is room for it.
func (h *holder) number(k keyed) ([]int32, error) {
	size, growth := h.table.size(), h.table.growth(k.Rows)
	if err := h.budget.hold("join", growth); err != nil {
		return nil, err
	}
	numbers := make([]int32, k.Rows)
	h.table.add(k.keys, k.Rows, numbers)
	return numbers, h.budget.hold("join", h.table.size()-size-growth)
}

// firstRows returns the rows whose keys are new: their numbers go on from those before.
func firstRows(b *vector.Batch, numbers []int32, before int) (*vector.Batch, []int32) {
	var places []int
	for i, number := range numbers {
		if int(number) == before {
			places = append(places, i)
			numbers[len(places)-1] = number
			before++
		}
	}
	return b.Take(places), numbers[:len(places)]
}

// group sorts the places of rows by the numbers of their keys, the last of each first: so
// Kusto gives them.
func (j *joined) group(numbers []int32) {
	j.starts = make([]int32, j.table.count+1)
	for _, number := range numbers {
		j.starts[number]++
	}
	for i := range j.table.count {
		j.starts[i+1] += j.starts[i]
	}
	j.order = make([]int32, len(numbers))
	for place, number := range numbers {
		j.starts[number]--
		j.order[j.starts[number]] = int32(place)
	}
}
