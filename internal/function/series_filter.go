package function

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

// fir is a moving sum by coefficients, over what is before each element or around it; the
// series is zero outside. The coefficients are divided by their sum unless normalize is
// false, or is not given and one of them is negative.
func fir(y []float64, rest []any) any {
	f, ok := taps(rest, 0)
	if !ok {
		return nil
	}
	sum, negative := 0.0, false
	for _, c := range f {
		sum += c
		negative = negative || c < 0
	}
	normalize := !negative
	if len(rest) > 1 {
		normalize = rest[1] == true
	}
	if !normalize {
		sum = 1
	}
	ahead := 0
	if len(rest) > 2 && rest[2] == true {
		ahead = len(f) / 2
	}
	out := make([]float64, len(y))
	for i := range y {
		for k, c := range f {
			if j := i + ahead - k; j >= 0 && j < len(y) {
				out[i] += c * y[j]
			}
		}
		out[i] /= sum
	}
	return seriesOf(out)
}

// iir is the recursive filter of numerators b and denominators a:
// a[0]*out[i] = b[0]*y[i] + b[1]*y[i-1] + ... - a[1]*out[i-1] - a[2]*out[i-2] - ...
func iir(y []float64, rest []any) any {
	b, ok1 := taps(rest, 0)
	a, ok2 := taps(rest, 1)
	if !ok1 || !ok2 {
		return nil
	}
	out := make([]float64, len(y))
	for i := range y {
		for k := 0; k < len(b) && k <= i; k++ {
			out[i] += b[k] * y[i-k]
		}
		for k := 1; k < len(a) && k <= i; k++ {
			out[i] -= a[k] * out[i-k]
		}
		out[i] /= a[0]
	}
	return seriesOf(out)
}
