package aggregate

import (
	"math"
	"sync"

	"foxhound/internal/group"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A distinct is the distinct values of each group, in the order in which they were first
// seen.
type distinct struct {
	pairs *group.Table // of group and value
	sizes []int        // how many pairs each group has
	limit int          // of values of a group that matter
}

func newDistinct(t value.Type, limit int) distinct {
	pairs, _ := spares[t].Get().(*group.Table)
	if pairs == nil {
		pairs = group.New(value.Long, t)
		pairs.Own()
	}
	return distinct{pairs: pairs, limit: limit}
}

// spares are tables of batches that have been merged, by the type of their values: to let a
// table grow costs about as much as to fill it.
var spares [math.MaxUint8 + 1]sync.Pool

// mostSpare is how large a table is kept at most.
const mostSpare = 1 << 20

// free gives the table to later batches. Nothing that was made of it may be in use.
func (d *distinct) free() {
	if d.pairs.Size() <= mostSpare {
		d.pairs.Reset()
		spares[d.pairs.Type(1)].Put(d.pairs)
	}
	d.pairs = nil
}

// add takes rows; all values count, null too.
func (d *distinct) add(x *vector.Vector, groups []int, count int) {
	d.sizes = grown(d.sizes, count)
	if d.limit < math.MaxInt {
		x, groups = d.open(x, groups)
	}
	before := d.pairs.Len()
	d.pairs.Number([]*vector.Vector{ofInts(groups), x}, len(groups), nil)
	for _, g := range d.pairs.Keys(before)[0].Longs {
		d.sizes[g]++
	}
}

// open returns the rows of groups that do not have all the values yet that matter.
func (d *distinct) open(x *vector.Vector, groups []int) (*vector.Vector, []int) {
	places := make([]int, 0, len(groups))
	for i, g := range groups {
		if d.sizes[g] < d.limit {
			places = append(places, i)
		}
	}
	columns, groups := taken([]*vector.Vector{x}, groups, places)
	return columns[0], groups
}

func ofInts(x []int) *vector.Vector {
	longs := make([]int64, len(x))
	for i, n := range x {
		longs[i] = int64(n)
	}
	return vector.Of(value.Long, longs, nil)
}

func ints(x []int64) []int {
	out := make([]int, len(x))
	for i, n := range x {
		out[i] = int(n)
	}
	return out
}

// values returns what is in the groups.
func (d *distinct) values() (x *vector.Vector, groups []int) {
	pairs := d.pairs.Keys(0)
	return pairs[1], ints(pairs[0].Longs)
}

func (d *distinct) merge(other *distinct, into []int, count int) {
	x, groups := other.values()
	d.add(x, mapped(groups, into), count)
	other.free()
}

func (d *distinct) Size() int64 { return d.pairs.Size() + 8*int64(cap(d.sizes)) }

func newSet(s Spec) (Maker, error) {
	n, err := limit(s)
	if err != nil {
		return nil, err
	}
	return func() Accumulator { return &set{newDistinct(s.Args[0].Type, n)} }, nil
}

// A set gives the distinct values as an array.
type set struct{ distinct }

func (s *set) Add(args []*vector.Vector, groups []int, count int) {
	s.sizes = grown(s.sizes, count)
	eachElements(args[0], groups, s.full, func(x *vector.Vector, groups []int) {
		if x.Type != value.Dynamic {
			columns, some := known([]*vector.Vector{x}, groups)
			x, groups = columns[0], some
		}
		s.add(x, groups, count)
	})
}

// full reports whether a group takes no more.
func (s *set) full(group int) bool { return s.sizes[group] >= s.limit }

func (s *set) Merge(other Accumulator, into []int, count int) {
	s.merge(&other.(*set).distinct, into, count)
}

func (s *set) Result(count int) []*vector.Vector {
	s.sizes = grown(s.sizes, count)
	sizes := make([]int, count)
	for g := range sizes {
		sizes[g] = min(s.sizes[g], s.limit)
	}
	x, groups := s.values()
	return []*vector.Vector{arrays(x, groups, sizes)}
}

// A distinctCount counts the distinct values, nulls left out: count_distinct.
type distinctCount struct{ distinct }

func (c *distinctCount) Add(args []*vector.Vector, groups []int, count int) {
	columns, groups := known(args[:1], groups)
	c.add(columns[0], groups, count)
}

func (c *distinctCount) Merge(other Accumulator, into []int, count int) {
	c.merge(&other.(*distinctCount).distinct, into, count)
}

func (c *distinctCount) Result(count int) []*vector.Vector {
	c.sizes = grown(c.sizes, count)
	return []*vector.Vector{ofInts(c.sizes[:count])}
}
