package exec

import (
	"sync"

	"foxhound/internal/aggregate"
	"foxhound/internal/group"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A grouper says by what rows are grouped and what is gathered from each group. It is safe
// on many goroutines.
type grouper struct {
	keys  []eval
	types []value.Type // of the keys, those that the step itself adds included
	aggs  []plan.Aggregate
	args  [][]eval // of each aggregate

	// tables are those of batches that have been merged: to make one for each batch costs
	// as much as to fill it (BenchmarkSummarize).
	tables sync.Pool
}

// grouper prepares the grouping of a step. The step hands in columns of the extra types
// itself; they are the last keys.
func (x *run) grouper(keys []plan.Expr, aggs []plan.Aggregate, extra ...value.Type) (*grouper, error) {
	g := &grouper{aggs: aggs}
	for _, k := range keys {
		g.types = append(g.types, k.Type())
	}
	g.types = append(g.types, extra...)
	var err error
	if g.keys, err = x.compileAll(keys); err != nil {
		return nil, err
	}
	for _, a := range aggs {
		args, err := x.compileAll(a.Args)
		if err != nil {
			return nil, err
		}
		g.args = append(g.args, args)
	}
	return g, nil
}

// A groups is the groups of some rows, in the order in which they were first seen.
type groups struct {
	keys *group.Table
	aggs []aggregate.Accumulator
}

// none returns the groups of no rows.
func (g *grouper) none() *groups {
	keys, _ := g.tables.Get().(*group.Table)
	if keys == nil {
		keys = group.New(g.types...)
	}
	gs := &groups{keys: keys, aggs: make([]aggregate.Accumulator, len(g.aggs))}
	for i, a := range g.aggs {
		gs.aggs[i] = a.New()
	}
	return gs
}

// free gives the memory of groups' keys to those of later batches.
func (g *grouper) free(gs *groups) {
	if gs != nil {
		gs.keys.Reset()
		g.tables.Put(gs.keys)
	}
}

// A partial is the groups of a batch. Where these are hardly fewer than its rows it is the
// rows themselves, with what can be computed of each alone.
type partial struct {
	*groups
	keys   []*vector.Vector
	hashes []uint64
	args   [][]*vector.Vector // of each aggregate
}

// count is how many keys there may be.
func (p *partial) count() int {
	if p.groups == nil {
		return len(p.hashes)
	}
	return p.groups.keys.Len()
}

// sample is how many rows of a batch tell whether to group it before it is merged. It is
// looked at batch by batch, so that the same rows are always added in the same way: sums
// of reals depend on it.
const sample = 1 << 9

// of returns the part of a batch.
func (g *grouper) of(b *vector.Batch, extra ...*vector.Vector) *partial {
	keys := append(computed(g.keys, b), extra...)
	gs := g.none()
	if b.Rows > 2*sample && len(keys) > 0 {
		some := vector.NewBatch(b.Rows, keys...).Slice(0, sample)
		gs.keys.Number(some.Columns, sample, nil)
		if gs.keys.Len() > sample*7/8 {
			g.free(gs)
			return g.rows(b, keys)
		}
	}
	ids := gs.number(keys, b.Rows)
	for i, a := range gs.aggs {
		a.Add(computed(g.args[i], b), ids, gs.keys.Len())
	}
	return &partial{groups: gs}
}

// rows returns the part of a batch whose rows are hardly ever of one group.
func (g *grouper) rows(b *vector.Batch, keys []*vector.Vector) *partial {
	p := &partial{keys: keys, hashes: group.Hash(keys, b.Rows)}
	for _, args := range g.args {
		p.args = append(p.args, computed(args, b))
	}
	return p
}

func computed(evals []eval, b *vector.Batch) []*vector.Vector {
	columns := make([]*vector.Vector, len(evals), len(evals)+1)
	for i, e := range evals {
		columns[i] = e(b)
	}
	return columns
}

// number returns the group of each row.
func (gs *groups) number(keys []*vector.Vector, rows int) []int {
	if len(keys) > 0 {
		return gs.keys.Number(keys, rows, nil)
	}
	gs.keys.Number(nil, min(rows, 1), nil) // one group for all
	return make([]int, rows)
}

// merge adds the part of later rows.
func (gs *groups) merge(later *partial) {
	if later.groups == nil {
		ids := gs.keys.NumberHashed(later.keys, later.hashes)
		for i, a := range gs.aggs {
			a.Add(later.args[i], ids, gs.keys.Len())
		}
		return
	}
	into := gs.keys.Merge(later.groups.keys)
	for i, a := range gs.aggs {
		a.Merge(later.aggs[i], into, gs.keys.Len())
	}
}

func (gs *groups) size() int64 {
	n := gs.keys.Size()
	for _, a := range gs.aggs {
		n += a.Size()
	}
	return n
}

// batch returns the keys and what was gathered; count is how many groups there are, which
// may be one even of no rows.
func (gs *groups) batch(count int) *vector.Batch {
	columns := gs.keys.Keys(0)
	for _, a := range gs.aggs {
		columns = append(columns, a.Result(count)...)
	}
	return vector.NewBatch(count, columns...)
}

// gather groups all rows of a node: parts of them at the same time, merged in order. work
// makes the groups of a batch, or nil; merged is told where new groups start, after each.
func (x *run) gather(step string, n plan.Node, g *grouper, work func(*vector.Batch) *partial, merged func(gs *groups, from int) error) (*groups, *holding, error) {
	all, held := g.none(), &holding{budget: x.budget, step: step}
	err := x.parallel(n, func(b *vector.Batch) (any, error) {
		if p := work(b); p != nil {
			return p, nil
		}
		return nil, nil
	}, func(p any) error {
		from := all.keys.Len()
		if err := held.now(held.bytes + all.keys.Growth(p.(*partial).count())); err != nil {
			return err
		}
		all.merge(p.(*partial))
		g.free(p.(*partial).groups)
		if err := held.now(all.size()); err != nil {
			return err
		}
		return merged(all, from)
	})
	return all, held, err
}

// unheard is for [run.gather] where nobody waits for new groups.
func unheard(*groups, int) error { return nil }

// A holding is the memory that a step has taken of the budget.
type holding struct {
	budget *budget
	step   string
	bytes  int64
}

// now makes the holding so many bytes.
func (h *holding) now(bytes int64) error {
	more := bytes - h.bytes
	h.bytes = bytes
	return h.budget.hold(h.step, more)
}

// free gives the memory back.
func (h *holding) free() { _ = h.now(0) }

// inChunks hands a batch on some rows at a time.
func inChunks(b *vector.Batch, emit func(*vector.Batch) error) error {
	for at := 0; at < b.Rows; at += chunkRows {
		if err := emit(b.Slice(at, min(at+chunkRows, b.Rows))); err != nil {
			return err
		}
	}
	return nil
}
