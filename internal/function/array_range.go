package function

import (
	"foxhound/internal/value"
)

// newRange makes the kernel of range(start, stop, step): an array of at most [most]
// elements. The step is 1, or an hour between times.
func newRange(s Spec) (Kernel, error) {
	return rowwise(func(_ Spec, row []any) any {
		step := rangeStep(row)
		for _, x := range row {
			if _, ok := x.(float64); ok {
				return realRange(row[0], row[1], step)
			}
		}
		return wholeRange(row[0], row[1], step)
	})(s)
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

func realRange(start, stop, step any) any {
	from, ok1 := dynamicReal(start)
	to, ok2 := dynamicReal(stop)
	by, ok3 := dynamicReal(step)
	if !ok1 || !ok2 || !ok3 || by == 0 {
		return nil
	}
	out := []any{}
	for i := range most {
		x := from + float64(i)*by
		if !(by > 0 && x <= to || by < 0 && x >= to) { // so that NaN ends it
			break
		}
		out = append(out, x)
	}
	return out
}

// wholeRange is the range of longs or of times, which it counts in ticks.
func wholeRange(start, stop, step any) any {
	from, ok1 := wholeOf(start)
	to, ok2 := wholeOf(stop)
	by, ok3 := wholeOf(step)
	if !ok1 || !ok2 || !ok3 || by == 0 {
		return nil
	}
	out := []any{}
	for x := from; (by > 0 && x <= to || by < 0 && x >= to) && len(out) < most; {
		out = append(out, like(start, x))
		next := x + by
		if (next > x) != (by > 0) { // past the end of the longs
			break
		}
		x = next
	}
	return out
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
