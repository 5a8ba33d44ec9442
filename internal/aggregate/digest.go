package aggregate

import (
	"foxhound/internal/function"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// digesting are the aggregates whose results stand for all values of a group, to be merged
// and asked later; package function has their form and what is asked. Of nothing they are
// null.
var digesting = []Func{
	{Name: "hll", New: newHLL},
	{Name: "hll_if", New: onlyIf(1, newHLL)},
	{Name: "hll_merge", New: always(func(Spec) Accumulator { return &merging{merge: function.MergeSketches} })},
	{Name: "tdigest", New: always(func(Spec) Accumulator { return new(digest) })},
	{Name: "tdigest_merge", New: always(func(Spec) Accumulator { return &merging{merge: function.MergeDigests} })},
	{Name: "merge_tdigest", New: always(func(Spec) Accumulator { return &merging{merge: function.MergeDigests} })},
}

// newHLL checks the accuracy; all are as accurate as the default.
func newHLL(s Spec) (Maker, error) {
	if _, err := precision(s); err != nil {
		return nil, err
	}
	return func() Accumulator { return new(hll) }, nil
}

// A hll keeps the least hashes of the values of each group.
type hll struct {
	of      [][]uint64
	scratch []uint64
	bytes   int64
}

func (h *hll) Add(args []*vector.Vector, groups []int, count int) {
	h.of = grown(h.of, count)
	x := args[0]
	h.scratch = hashes(x, h.scratch)
	for i, g := range groups {
		if !x.IsNull(i) {
			h.add(g, h.scratch[x.Index(i)])
		}
	}
}

func (h *hll) add(g int, hashes ...uint64) {
	before := cap(h.of[g])
	h.of[g] = append(h.of[g], hashes...)
	if len(h.of[g]) > 4*function.MostHashes {
		h.of[g] = function.LeastHashes(h.of[g])
	}
	h.bytes += 8 * int64(cap(h.of[g])-before)
}

func (h *hll) Merge(other Accumulator, into []int, count int) {
	h.of = grown(h.of, count)
	for i, hashes := range other.(*hll).of {
		h.add(into[i], hashes...)
	}
}

func (h *hll) Result(count int) []*vector.Vector {
	h.of = grown(h.of, count)
	out := vector.New(value.Dynamic, count)
	for i := range count {
		out.Any[i] = function.MakeSketch(h.of[i])
	}
	return []*vector.Vector{out}
}

func (h *hll) Size() int64 { return 24*int64(cap(h.of)) + 8*int64(cap(h.scratch)) + h.bytes }

// A digest keeps the values of each group with their weights; without weights each counts
// once.
type digest struct {
	of    [][]function.Weighted
	bytes int64
}

func (d *digest) Add(args []*vector.Vector, groups []int, count int) {
	d.of = grown(d.of, count)
	for i, g := range groups {
		weight := int64(1)
		if len(args) > 1 {
			weight, _ = args[1].Value(i).(int64)
		}
		if x := args[0].Value(i); x != nil && weight > 0 {
			d.add(g, function.Weighted{Value: x, Weight: float64(weight)})
		}
	}
}

func (d *digest) add(g int, values ...function.Weighted) {
	d.of[g] = append(d.of[g], values...)
	d.bytes += 40 * int64(len(values))
}

func (d *digest) Merge(other Accumulator, into []int, count int) {
	d.of = grown(d.of, count)
	for i, values := range other.(*digest).of {
		d.add(into[i], values...)
	}
}

func (d *digest) Result(count int) []*vector.Vector {
	d.of = grown(d.of, count)
	out := vector.New(value.Dynamic, count)
	for i := range count {
		out.Any[i] = function.MakeDigest(d.of[i])
	}
	return []*vector.Vector{out}
}

func (d *digest) Size() int64 { return 24*int64(cap(d.of)) + d.bytes }

// A merging keeps the digests or sketches of each group to make one of them.
type merging struct {
	merge func([]any) any
	of    [][]any
	bytes int64
}

func (m *merging) Add(args []*vector.Vector, groups []int, count int) {
	m.of = grown(m.of, count)
	for i, g := range groups {
		if x := args[0].Value(i); x != nil {
			m.of[g] = append(m.of[g], x)
			m.bytes += 16 + value.Size(x)
		}
	}
}

func (m *merging) Merge(other Accumulator, into []int, count int) {
	m.of = grown(m.of, count)
	o := other.(*merging)
	for i, list := range o.of {
		m.of[into[i]] = append(m.of[into[i]], list...)
	}
	m.bytes += o.bytes
}

func (m *merging) Result(count int) []*vector.Vector {
	m.of = grown(m.of, count)
	out := vector.New(value.Dynamic, count)
	for i := range count {
		out.Any[i] = m.merge(m.of[i])
	}
	return []*vector.Vector{out}
}

func (m *merging) Size() int64 { return 24*int64(cap(m.of)) + m.bytes }
