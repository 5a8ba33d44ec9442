package aggregate

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// spreads are variances and what is made of them, of a sample (divided by n-1) or, with p,
// of all there is (by n). Of fewer than two values they are 0. As in Kusto a variance is
// rounded to ten decimals, and a deviation is the root of that.
var spreads = []Func{
	{Name: "variance", New: newSpread(spread{sample: true})},
	{Name: "varianceif", New: onlyIf(1, newSpread(spread{sample: true}))},
	{Name: "variancep", New: newSpread(spread{})},
	{Name: "variancepif", New: onlyIf(1, newSpread(spread{}))},
	{Name: "stdev", New: newSpread(spread{sample: true, root: true})},
	{Name: "stdevif", New: onlyIf(1, newSpread(spread{sample: true, root: true}))},
	{Name: "stdevp", New: newSpread(spread{root: true})},
	{Name: "covariance", New: newSpread(spread{sample: true, two: true})},
	{Name: "covarianceif", New: onlyIf(2, newSpread(spread{sample: true, two: true}))},
	{Name: "covariancep", New: newSpread(spread{two: true})},
	{Name: "covariancepif", New: onlyIf(2, newSpread(spread{two: true}))},
}

func newSpread(like spread) maker {
	return func(s Spec) (Maker, error) {
		for _, a := range s.Args {
			if !isLong(a.Type) && a.Type != value.Real && a.Type != value.Decimal {
				return refused(a)
			}
		}
		return func() Accumulator { copied := like; return &copied }, nil
	}
}

// A spread is the covariance of two columns, or of one with itself.
type spread struct {
	sample, root, two bool
	moments           []moment
}

// A moment is what is known of the values of a group: how many there are, their means, and
// the sum of the products of their distances from them. Values are added after Welford and
// moments after Chan, so that large values with small distances lose nothing.
type moment struct{ n, x, y, products float64 }

func (m *moment) add(o moment) {
	n := m.n + o.n
	dx, dy := o.x-m.x, o.y-m.y
	m.products += o.products + dx*dy*(m.n*o.n/n)
	m.x += dx * (o.n / n)
	m.y += dy * (o.n / n)
	m.n = n
}

func (s *spread) Add(args []*vector.Vector, groups []int, count int) {
	s.moments = grown(s.moments, count)
	args, groups = known(args, groups)
	x := floats(args[0])
	y := x
	if s.two {
		y = floats(args[1])
	}
	for i, g := range groups {
		s.moments[g].add(moment{n: 1, x: x(i), y: y(i)})
	}
}

// floats returns a reader of a column's values as reals.
func floats(v *vector.Vector) func(row int) float64 {
	mask := v.Mask()
	switch {
	case v.Longs != nil:
		return func(row int) float64 { return float64(v.Longs[row&mask]) }
	case v.Reals != nil:
		return func(row int) float64 { return v.Reals[row&mask] }
	}
	return func(row int) float64 { return value.RealOf(v.Any[row&mask].(*apd.Decimal)) }
}

func (s *spread) Merge(other Accumulator, into []int, count int) {
	s.moments = grown(s.moments, count)
	for i, m := range other.(*spread).moments {
		if m.n > 0 {
			s.moments[into[i]].add(m)
		}
	}
}

func (s *spread) Result(count int) []*vector.Vector {
	s.moments = grown(s.moments, count)
	out := vector.New(value.Real, count)
	for i, m := range s.moments[:count] {
		out.Reals[i] = s.of(m)
	}
	return []*vector.Vector{out}
}

func (s *spread) of(m moment) float64 {
	if m.n < 2 {
		return 0
	}
	by := m.n
	if s.sample {
		by--
	}
	x := m.products / by
	if !s.two {
		x = rounded(x)
	}
	if s.root {
		x = math.Sqrt(x)
	}
	return x
}

// rounded rounds to ten decimals; a number of a million has no more anyway.
func rounded(x float64) float64 {
	if math.Abs(x) >= 1e6 {
		return x
	}
	return math.Round(x*1e10) / 1e10
}

func (s *spread) Size() int64 { return 32 * int64(cap(s.moments)) }
