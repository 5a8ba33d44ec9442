package aggregate

import (
	"fmt"
	"math"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// counted are the counts of distinct values. Nulls are left out. dcount is exact up to
// [exactly] values in a group and an estimate beyond; count_distinct is always exact.
var counted = []Func{
	{Name: "dcount", New: newDcount},
	{Name: "dcountif", New: onlyIf(1, newDcount)},
	{Name: "count_distinct", New: newCountDistinct},
	{Name: "count_distinctif", New: onlyIf(1, newCountDistinct)},
}

func newCountDistinct(s Spec) (Maker, error) {
	return func() Accumulator { return &distinctCount{newDistinct(s.Args[0].Type, math.MaxInt)} }, nil
}

// precisions are how many bits number the registers of a sketch, by Kusto's accuracy. The
// standard error is 1.04 over the root of the number of registers.
var precisions = [...]uint8{12, 14, 16, 17, 18}

func precision(s Spec) (uint8, error) {
	accuracy, err := integer(s, 1, "accuracy", 1)
	if err == nil && (accuracy < 0 || accuracy >= int64(len(precisions))) {
		err = fmt.Errorf("the accuracy must be from 0 to %d, not %d", len(precisions)-1, accuracy)
	}
	if err != nil {
		return 0, err
	}
	return precisions[accuracy], nil
}

func newDcount(s Spec) (Maker, error) {
	p, err := precision(s)
	if err != nil {
		return nil, err
	}
	return func() Accumulator { return &dcount{sketches: sketches{precision: p}} }, nil
}

// A dcount counts distinct values by their hashes.
type dcount struct{ sketches }

func (d *dcount) Merge(other Accumulator, into []int, count int) {
	d.merge(&other.(*dcount).sketches, into, count)
}

func (d *dcount) Result(count int) []*vector.Vector {
	d.of = grown(d.of, count)
	out := vector.New(value.Long, count)
	for i := range count {
		out.Longs[i] = d.of[i].count()
	}
	return []*vector.Vector{out}
}

// A sketches is a sketch for each group.
type sketches struct {
	precision uint8
	of        []sketch
	hashes    []uint64 // scratch
	bytes     int64
}

func (s *sketches) Add(args []*vector.Vector, groups []int, count int) {
	s.of = grown(s.of, count)
	x := args[0]
	s.hashes = hashes(x, s.hashes)
	mask, nulls := x.Mask(), mayBeNull(x)
	for i, g := range groups {
		if !nulls || !x.IsNull(i) {
			s.bytes += s.of[g].add(s.hashes[i&mask], s.precision)
		}
	}
}

func (s *sketches) merge(o *sketches, into []int, count int) {
	s.of = grown(s.of, count)
	for i := range o.of {
		s.bytes += s.of[into[i]].merge(&o.of[i], s.precision)
	}
}

func (s *sketches) Size() int64 { return 56*int64(cap(s.of)) + 8*int64(cap(s.hashes)) + s.bytes }
