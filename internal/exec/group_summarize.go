package exec

import (
	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// summarize hands on a row for each group.
func (x *run) summarize(n *plan.Summarize, emit func(*vector.Batch) error) error {
	g, err := x.grouper(n.Keys, n.Aggs)
	if err != nil {
		return err
	}
	if len(n.Aggs) == 0 {
		return x.distinct(n, g, emit)
	}
	work := func(b *vector.Batch) *partial { return g.of(b) }
	gs, held, err := x.gather("summarize", n.Input, g, work, unheard)
	defer held.free()
	if err != nil {
		return err
	}
	count := gs.keys.Len()
	if len(n.Keys) == 0 {
		count = 1
	}
	return inChunks(gs.batch(count), emit)
}

// distinct hands on each key as soon as it is seen.
func (x *run) distinct(n *plan.Summarize, g *grouper, emit func(*vector.Batch) error) error {
	work := func(b *vector.Batch) *partial { return g.of(b) }
	_, held, err := x.gather("distinct", n.Input, g, work, func(gs *groups, from int) error {
		if fresh := gs.keys.Len() - from; fresh > 0 {
			return emit(vector.NewBatch(fresh, gs.keys.Keys(from)...))
		}
		return nil
	})
	held.free()
	return err
}
