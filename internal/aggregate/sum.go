package aggregate

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// summing are the sums and means. Nulls are left out; the sum of nothing is 0. Longs wrap
// round, and the mean of longs is that of the wrapped sum. Reals are added row by row, and
// the sums of parts one to the other.
var summing = []Func{
	{Name: "sum", New: newSum},
	{Name: "sumif", New: onlyIf(1, newSum)},
	{Name: "avg", New: newMean},
	{Name: "avgif", New: onlyIf(1, newMean)},
}

func newSum(s Spec) (Maker, error) {
	switch t := s.Args[0].Type; {
	case isLong(t):
		return func() Accumulator { return &sum[int64]{result: s.Results[0]} }, nil
	case t == value.Real:
		return func() Accumulator { return &sum[float64]{result: s.Results[0]} }, nil
	case t == value.Decimal:
		return func() Accumulator { return new(decimalSum) }, nil
	}
	return refused(s.Args[0])
}

// A sum adds up longs or reals.
type sum[T int64 | float64] struct {
	result value.Type
	sums   []T
}

func (s *sum[T]) Add(args []*vector.Vector, groups []int, count int) {
	s.sums = grown(s.sums, count)
	x, mask, nulls := vector.Slice[T](args[0]), args[0].Mask(), args[0].Nulls
	if nulls == nil {
		for i, g := range groups {
			s.sums[g] += x[i&mask]
		}
		return
	}
	for i, g := range groups {
		if !nulls[i&mask] {
			s.sums[g] += x[i&mask]
		}
	}
}

func (s *sum[T]) Merge(other Accumulator, into []int, count int) {
	s.sums = grown(s.sums, count)
	for i, x := range other.(*sum[T]).sums {
		s.sums[into[i]] += x
	}
}

func (s *sum[T]) Result(count int) []*vector.Vector {
	s.sums = grown(s.sums, count)
	return []*vector.Vector{vector.Of(s.result, s.sums[:count:count], nil)}
}

func (s *sum[T]) Size() int64 { return 8 * int64(cap(s.sums)) }

func newMean(s Spec) (Maker, error) {
	switch t := s.Args[0].Type; {
	case isLong(t):
		return func() Accumulator { return &mean[int64]{sum: sum[int64]{result: s.Results[0]}} }, nil
	case t == value.Real:
		return func() Accumulator { return &mean[float64]{sum: sum[float64]{result: s.Results[0]}} }, nil
	case t == value.Decimal:
		return func() Accumulator { return &decimalSum{mean: true} }, nil
	}
	return refused(s.Args[0])
}

// A mean is a sum and how many values there are.
type mean[T int64 | float64] struct {
	sum[T]
	rows []int64
}

func (m *mean[T]) Add(args []*vector.Vector, groups []int, count int) {
	m.sum.Add(args, groups, count)
	m.rows = grown(m.rows, count)
	nulls, mask := args[0].Nulls, args[0].Mask()
	for i, g := range groups {
		if nulls == nil || !nulls[i&mask] {
			m.rows[g]++
		}
	}
}

func (m *mean[T]) Merge(other Accumulator, into []int, count int) {
	o := other.(*mean[T])
	m.sum.Merge(&o.sum, into, count)
	m.rows = grown(m.rows, count)
	for i, n := range o.rows {
		m.rows[into[i]] += n
	}
}

// Result gives NaN for the mean of no numbers, null for that of no datetimes or timespans.
func (m *mean[T]) Result(count int) []*vector.Vector {
	m.sums, m.rows = grown(m.sums, count), grown(m.rows, count)
	out := vector.New(m.result, count)
	for i := range count {
		switch {
		case m.result == value.Real:
			out.Reals[i] = float64(m.sums[i]) / float64(m.rows[i])
		case m.rows[i] == 0:
			out.SetNull(i)
		default:
			out.Longs[i] = int64(m.sums[i]) / m.rows[i]
		}
	}
	return []*vector.Vector{out}
}

func (m *mean[T]) Size() int64 { return m.sum.Size() + 8*int64(cap(m.rows)) }
