package aggregate

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// bitwise join the bits of whole numbers. Nulls are left out; of nothing they are null.
var bitwise = []Func{
	{Name: "binary_all_and", New: newBits(func(a, b int64) int64 { return a & b })},
	{Name: "binary_all_or", New: newBits(func(a, b int64) int64 { return a | b })},
	{Name: "binary_all_xor", New: newBits(func(a, b int64) int64 { return a ^ b })},
}

func newBits(join func(a, b int64) int64) maker {
	return func(s Spec) (Maker, error) {
		if !isLong(s.Args[0].Type) {
			return refused(s.Args[0])
		}
		return func() Accumulator { return &bitJoin{t: s.Results[0], join: join} }, nil
	}
}

// A bitJoin joins the values of each group.
type bitJoin struct {
	t      value.Type
	join   func(a, b int64) int64
	joined []int64
	has    []bool
}

func (b *bitJoin) Add(args []*vector.Vector, groups []int, count int) {
	b.joined, b.has = grown(b.joined, count), grown(b.has, count)
	x := args[0]
	for i, g := range groups {
		switch v := x.Longs[x.Index(i)]; {
		case x.IsNull(i):
		case b.has[g]:
			b.joined[g] = b.join(b.joined[g], v)
		default:
			b.joined[g], b.has[g] = v, true
		}
	}
}

func (b *bitJoin) Merge(other Accumulator, into []int, count int) {
	o := other.(*bitJoin)
	b.Add(o.Result(len(o.has)), into[:len(o.has)], count)
}

func (b *bitJoin) Result(count int) []*vector.Vector {
	b.joined, b.has = grown(b.joined, count), grown(b.has, count)
	nulls := make([]bool, count)
	for i := range nulls {
		nulls[i] = !b.has[i]
	}
	return []*vector.Vector{vector.Of(b.t, b.joined[:count:count], nulls)}
}

func (b *bitJoin) Size() int64 { return 9 * int64(cap(b.joined)) }
