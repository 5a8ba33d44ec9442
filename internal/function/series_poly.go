package function

import "foxhound/internal/series"

// fitPoly fits a polynomial of a degree, 1 if none is given, by least squares; the
// elements lie at 1, 2, 3 ... or at the places that a series tells.
func fitPoly(y []float64, rest []any) any {
	degree := 1
	x := make([]float64, len(y))
	for i := range x {
		x[i] = float64(i + 1)
	}
	for _, arg := range rest {
		if n, ok := arg.(int64); ok {
			degree = int(max(-1, min(n, int64(len(y)))))
		} else if list, ok := listOf(arg); ok {
			if x, ok = positions(list); !ok || len(x) != len(y) {
				return nil
			}
		}
	}
	p, ok := series.FitPolynomial(x, y, degree)
	if !ok {
		return nil
	}
	return []any{p.RSquare, seriesOf(p.Coefficients), p.Variance, p.RVariance, seriesOf(p.Values)}
}

// positions returns a series of numbers or times, times in ticks.
func positions(list []any) (out []float64, ok bool) {
	out = make([]float64, len(list))
	for i, x := range list {
		if out[i], ok = dynamicReal(x); !ok {
			n, isTime := wholeOf(x)
			if out[i] = float64(n); !isTime {
				return nil, false
			}
		}
	}
	return out, true
}
