package function

import (
	"math"
)

// seriesMath are the functions that compute each element of a series from the elements at
// its place. What is no number gives null there.
var seriesMath = []Scalar{
	{Name: "series_add", New: pairwise(func(a, b int64) any { return a + b }, func(a, b float64) any { return a + b })},
	{Name: "series_subtract", New: pairwise(func(a, b int64) any { return a - b }, func(a, b float64) any { return a - b })},
	{Name: "series_multiply", New: pairwise(func(a, b int64) any { return a * b }, func(a, b float64) any { return a * b })},
	{Name: "series_divide", New: pairwise(nil, func(a, b float64) any { return a / b })},
	{Name: "series_pow", New: pairwise(nil, func(a, b float64) any { return math.Pow(a, b) })},
	{Name: "series_greater", New: pairwise(nil, func(a, b float64) any { return a > b })},
	{Name: "series_greater_equals", New: pairwise(nil, func(a, b float64) any { return a >= b })},
	{Name: "series_less", New: pairwise(nil, func(a, b float64) any { return a < b })},
	{Name: "series_less_equals", New: pairwise(nil, func(a, b float64) any { return a <= b })},
	{Name: "series_equals", New: pairwise(nil, func(a, b float64) any { return a == b })},
	{Name: "series_not_equals", New: pairwise(nil, func(a, b float64) any { return a != b })},

	{Name: "series_abs", New: elementwise(math.Abs)},
	{Name: "series_sign", New: elementwise(signOf)},
	{Name: "series_exp", New: elementwise(math.Exp)},
	{Name: "series_log", New: elementwise(math.Log)},
	{Name: "series_floor", New: elementwise(math.Floor)},
	{Name: "series_ceiling", New: elementwise(math.Ceil)},
	{Name: "series_sin", New: elementwise(math.Sin)},
	{Name: "series_cos", New: elementwise(math.Cos)},
	{Name: "series_tan", New: elementwise(math.Tan)},
	{Name: "series_asin", New: elementwise(math.Asin)},
	{Name: "series_acos", New: elementwise(math.Acos)},
	{Name: "series_atan", New: elementwise(math.Atan)},
}

func signOf(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x
}

// elementwise makes a function of each element; what it gives are reals.
func elementwise(f func(float64) float64) maker {
	return onArray(func(list, _ []any) any {
		out := make([]any, len(list))
		for i, x := range list {
			if v, ok := dynamicReal(x); ok {
				out[i] = f(v)
			}
		}
		return out
	})
}

// pairwise makes a function of the elements of two series, of which one may be a number
// that stands for every element. longs, where it is not nil, computes from two longs. The
// result is as long as the longer series, with nulls beyond the end of the shorter.
func pairwise(longs func(a, b int64) any, reals func(a, b float64) any) maker {
	return rowwise(func(_ Spec, row []any) any {
		a, ok1 := listOf(row[0])
		b, ok2 := listOf(row[1])
		if !ok1 && !ok2 {
			return nil
		}
		out := make([]any, max(len(a), len(b)))
		for i := range out {
			out[i] = pairOf(elementOf(row[0], i), elementOf(row[1], i), longs, reals)
		}
		return out
	})
}

func pairOf(a, b any, longs func(a, b int64) any, reals func(a, b float64) any) any {
	x, ok1 := a.(int64)
	y, ok2 := b.(int64)
	if ok1 && ok2 && longs != nil {
		return longs(x, y)
	}
	p, ok1 := dynamicReal(a)
	q, ok2 := dynamicReal(b)
	if !ok1 || !ok2 {
		return nil
	}
	return reals(p, q)
}

// realsOf returns a series as reals; ok is false where an element is no number.
func realsOf(list []any) (out []float64, ok bool) {
	out = make([]float64, len(list))
	for i, x := range list {
		if out[i], ok = dynamicReal(x); !ok {
			return nil, false
		}
	}
	return out, true
}

// onReals lifts a function of a series of at least one element, all of them numbers, and
// further values; any other series gives null.
func onReals(f func(y []float64, rest []any) any) maker {
	return onArray(func(list, rest []any) any {
		y, ok := realsOf(list)
		if !ok || len(y) == 0 {
			return nil
		}
		return f(y, rest)
	})
}

// seriesOf returns reals as a dynamic.
func seriesOf(y []float64) []any {
	out := make([]any, len(y))
	for i, v := range y {
		out[i] = v
	}
	return out
}
