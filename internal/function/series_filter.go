package function

import (
	"slices"

	"foxhound/internal/series"
)

// seriesFilters are the linear filters.
var seriesFilters = []Scalar{
	{Name: "series_fir", New: onReals(fir)},
	{Name: "series_iir", New: onReals(iir)},
}

// mostTaps bounds the work that a filter does for each element.
const mostTaps = 1024

// taps returns the coefficients at i of the arguments.
func taps(rest []any, i int) ([]float64, bool) {
	list, ok := listOf(rest[i])
	if !ok || len(list) == 0 || len(list) > mostTaps {
		return nil, false
	}
	return realsOf(list)
}

// fir is a moving sum by coefficients, which are divided by their sum unless normalize is
// false, or is not given and one of them is negative.
func fir(y []float64, rest []any) any {
	f, ok := taps(rest, 0)
	if !ok {
		return nil
	}
	normalize := !slices.ContainsFunc(f, func(c float64) bool { return c < 0 })
	if len(rest) > 1 {
		normalize = rest[1] == true
	}
	return seriesOf(series.FIR(y, f, normalize, len(rest) > 2 && rest[2] == true))
}

// iir is the recursive filter of numerators and denominators.
func iir(y []float64, rest []any) any {
	b, ok1 := taps(rest, 0)
	a, ok2 := taps(rest, 1)
	if !ok1 || !ok2 {
		return nil
	}
	return seriesOf(series.IIR(y, b, a))
}
