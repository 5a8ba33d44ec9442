package function

import (
	"math"
	"slices"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// newRange makes the kernel of range(start, stop, step): an array of at most [most]
// elements. The step is 1, or an hour between times. Ranges that start alike share their
// memory, so that those of many rows do not fill it.
func newRange(Spec) (Kernel, error) {
	return func(args []*vector.Vector, n int) *vector.Vector {
		var p progression
		k, _ := rowwise(func(_ Spec, row []any) any { return p.ranged(row) })(Spec{Result: value.Dynamic})
		return k(args, n)
	}, nil
}

// A progression is the longest range so far of one start and step.
type progression struct {
	start, step any
	list        []any
}

func (p *progression) ranged(row []any) any {
	start, stop, step := row[0], row[1], rangeStep(row)
	size := wholeSize
	if slices.ContainsFunc(row, isReal) {
		size, start, step = realSize, realOrNull(start), realOrNull(step)
	}
	n, ok := size(start, stop, step)
	if !ok {
		return nil
	}
	if start != p.start || step != p.step {
		*p = progression{start, step, []any{}}
	}
	for len(p.list) < n {
		p.list = append(p.list, p.at(len(p.list)))
	}
	return p.list[:n:n]
}

// at returns the element at a place.
func (p *progression) at(i int) any {
	if from, ok := p.start.(float64); ok {
		return from + float64(i)*p.step.(float64)
	}
	from, _ := wholeOf(p.start)
	by, _ := wholeOf(p.step)
	return like(p.start, from+int64(i)*by)
}

func isReal(x any) bool {
	_, ok := x.(float64)
	return ok
}

func realOrNull(x any) any {
	if f, ok := dynamicReal(x); ok {
		return f
	}
	return nil
}

// rangeStep returns the step that is given or the one that is meant; nil for null.
func rangeStep(row []any) any {
	if len(row) > 2 {
		return row[2]
	}
	switch row[0].(type) {
	case value.Time, value.Span:
		return value.Span(value.Hour)
	}
	return int64(1)
}

// realSize returns how many elements a range of reals has.
func realSize(start, stop, step any) (int, bool) {
	from, ok1 := dynamicReal(start)
	to, ok2 := dynamicReal(stop)
	by, ok3 := dynamicReal(step)
	if !ok1 || !ok2 || !ok3 || !(by != 0) {
		return 0, false
	}
	steps := math.Floor((to - from) / by)
	if !(steps >= -1) { // NaN too
		return 0, true
	}
	n := int(min(steps+2, most)) // the quotient's rounding may hide one
	for n > 0 {
		last := from + float64(n-1)*by
		if by > 0 && last <= to || by < 0 && last >= to {
			break
		}
		n--
	}
	return n, true
}

// wholeSize returns how many elements a range of longs or of times has; times are counted
// in ticks.
func wholeSize(start, stop, step any) (int, bool) {
	from, ok1 := wholeOf(start)
	to, ok2 := wholeOf(stop)
	by, ok3 := wholeOf(step)
	if !ok1 || !ok2 || !ok3 || by == 0 {
		return 0, false
	}
	distance, stride := uint64(to)-uint64(from), uint64(by) // which cannot overflow
	if by < 0 {
		distance, stride = -distance, -stride
	}
	if by > 0 && to < from || by < 0 && to > from {
		return 0, true
	}
	return int(min(distance/stride, most-1)) + 1, true
}

func wholeOf(x any) (int64, bool) {
	switch x := x.(type) {
	case int64:
		return x, true
	case value.Time:
		return int64(x), true
	case value.Span:
		return int64(x), true
	}
	return 0, false
}

// like returns n as a value of the kind of x.
func like(x any, n int64) any {
	switch x.(type) {
	case value.Time:
		return value.Time(n)
	case value.Span:
		return value.Span(n)
	}
	return n
}
