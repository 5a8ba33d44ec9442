package function

import "slices"

// seriesFill are the functions that fill in missing elements: nulls, or those that equal
// a placeholder if one is given.
var seriesFill = []Scalar{
	{Name: "series_fill_forward", New: onArray(fillForward)},
	{Name: "series_fill_backward", New: onArray(fillBackward)},
	{Name: "series_fill_const", New: onArray(fillConst)},
	{Name: "series_fill_linear", New: onArray(fillLinear)},
}

// gapTest returns a test for what equals the placeholder at i of the arguments.
func gapTest(rest []any, i int) func(any) bool {
	if i >= len(rest) || rest[i] == nil {
		return func(x any) bool { return x == nil }
	}
	key := keyOf(rest[i])
	return func(x any) bool { return x == nil || keyOf(x) == key }
}

// fillForward repeats the element before; there is none before the first.
func fillForward(list, rest []any) any {
	gone := gapTest(rest, 0)
	out := slices.Clone(list)
	for i := 1; i < len(out); i++ {
		if gone(out[i]) && !gone(out[i-1]) {
			out[i] = out[i-1]
		}
	}
	return out
}

func fillBackward(list, rest []any) any {
	gone := gapTest(rest, 0)
	out := slices.Clone(list)
	for i := len(out) - 2; i >= 0; i-- {
		if gone(out[i]) && !gone(out[i+1]) {
			out[i] = out[i+1]
		}
	}
	return out
}

func fillConst(list, rest []any) any {
	var fill any = int64(0)
	if len(rest) > 0 {
		fill = rest[0]
	}
	return filled(list, gapTest(rest, 1), fill)
}

func filled(list []any, gone func(any) bool, fill any) []any {
	out := slices.Clone(list)
	for i, x := range out {
		if gone(x) {
			out[i] = fill
		}
	}
	return out
}

// fillLinear draws lines between the elements around a gap, through whole numbers where
// all elements are longs. Gaps at the ends repeat the nearest element, if wanted; a series
// of gaps alone becomes a constant.
func fillLinear(list, rest []any) any {
	gone := gapTest(rest, 0)
	known := slices.IndexFunc(list, func(x any) bool { return !gone(x) })
	if known < 0 {
		var fill any = 0.0
		if len(rest) > 2 {
			fill = rest[2]
		}
		return filled(list, gone, fill)
	}
	out := slices.Clone(list)
	whole := allLongs(list, gone)
	for last, i := -1, known; i < len(out); i++ {
		if gone(list[i]) {
			continue
		}
		if last >= 0 {
			interpolate(out, last, i, whole)
		}
		last = i
	}
	if len(rest) < 2 || rest[1] != false {
		out = fillBackward(out, rest[:min(1, len(rest))]).([]any)
		out = fillForward(out, rest[:min(1, len(rest))]).([]any)
	}
	return out
}

func allLongs(list []any, gone func(any) bool) bool {
	for _, x := range list {
		if _, ok := x.(int64); !ok && !gone(x) {
			return false
		}
	}
	return true
}

// interpolate fills the elements between two places.
func interpolate(out []any, from, to int, whole bool) {
	a, ok1 := dynamicReal(out[from])
	b, ok2 := dynamicReal(out[to])
	for i := from + 1; i < to && ok1 && ok2; i++ {
		x := a + (b-a)*float64(i-from)/float64(to-from)
		if out[i] = x; whole {
			out[i] = int64(x)
		}
	}
}
