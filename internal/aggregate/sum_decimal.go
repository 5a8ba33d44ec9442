package aggregate

import (
	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A decimalSum adds up decimals. What is too large for a decimal is null, and the mean of
// nothing too.
type decimalSum struct {
	mean bool
	sums []apd.Decimal
	rows []int64
	bad  []bool
}

func (s *decimalSum) grow(count int) {
	s.sums, s.rows, s.bad = grown(s.sums, count), grown(s.rows, count), grown(s.bad, count)
}

func (s *decimalSum) Add(args []*vector.Vector, groups []int, count int) {
	s.grow(count)
	for i, g := range groups {
		if x, ok := args[0].Any[args[0].Index(i)].(*apd.Decimal); ok {
			s.add(g, x, 1)
		}
	}
}

func (s *decimalSum) add(g int, x *apd.Decimal, rows int64) {
	_, err := value.Decimals.Add(&s.sums[g], &s.sums[g], x)
	s.bad[g] = s.bad[g] || err != nil
	s.rows[g] += rows
}

func (s *decimalSum) Merge(other Accumulator, into []int, count int) {
	s.grow(count)
	o := other.(*decimalSum)
	for i := range o.sums {
		s.add(into[i], &o.sums[i], o.rows[i])
		s.bad[into[i]] = s.bad[into[i]] || o.bad[i]
	}
}

func (s *decimalSum) Result(count int) []*vector.Vector {
	s.grow(count)
	out := vector.New(value.Decimal, count)
	for i := range count {
		x := new(apd.Decimal).Set(&s.sums[i])
		bad := s.bad[i]
		if s.mean && !bad {
			_, err := value.Decimals.Quo(x, x, apd.New(s.rows[i], 0))
			x.Reduce(x)
			bad = err != nil
		}
		if !bad {
			out.Any[i] = x
		}
	}
	return []*vector.Vector{out}
}

func (s *decimalSum) Size() int64 { return 48 * int64(cap(s.sums)) }
