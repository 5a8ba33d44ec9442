package function

import "math"

// highest is the highest degree of a polynomial that is fitted.
const highest = 32

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
			degree = int(max(-1, min(n, highest+1)))
		} else if list, ok := listOf(arg); ok {
			if x, ok = positions(list); !ok || len(x) != len(y) {
				return nil
			}
		}
	}
	if degree < 0 || degree > highest || degree >= len(y) {
		return nil
	}
	c, ok := polynomial(x, y, degree)
	if !ok {
		return nil
	}
	line := make([]float64, len(y))
	for i, v := range x {
		line[i] = horner(c, v)
	}
	rsquare, variance, rvariance := quality(y, line)
	return []any{rsquare, seriesOf(c), variance, rvariance, seriesOf(line)}
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

// polynomial returns the coefficients, the highest power's first. The places are scaled to
// 1 at most while it solves, so that their powers stay of one size.
func polynomial(x, y []float64, degree int) (c []float64, ok bool) {
	scale := 0.0
	for _, v := range x {
		scale = max(scale, math.Abs(v))
	}
	if scale == 0 {
		scale = 1
	}
	n := degree + 1
	m := make([][]float64, n) // the normal equations, their right side last
	for r := range m {
		m[r] = make([]float64, n+1)
	}
	powers := make([]float64, 2*n)
	for i := range x {
		powers[0] = 1
		for k := 1; k < len(powers); k++ {
			powers[k] = powers[k-1] * x[i] / scale
		}
		for r := range m {
			for k := range n {
				m[r][k] += powers[r+k]
			}
			m[r][n] += powers[r] * y[i]
		}
	}
	if !eliminate(m) {
		return nil, false
	}
	c = make([]float64, n)
	for k := range c {
		c[degree-k] = m[k][n] / math.Pow(scale, float64(k))
	}
	return c, true
}

// eliminate solves equations: their right sides become the unknowns.
func eliminate(m [][]float64) bool {
	for p := range m {
		best := p
		for r := p; r < len(m); r++ {
			if math.Abs(m[r][p]) > math.Abs(m[best][p]) {
				best = r
			}
		}
		m[p], m[best] = m[best], m[p]
		if math.Abs(m[p][p]) < 1e-300 {
			return false
		}
		for r := range m {
			if r == p {
				continue
			}
			by := m[r][p] / m[p][p]
			for k := p; k < len(m[r]); k++ {
				m[r][k] -= by * m[p][k]
			}
		}
	}
	for p := range m {
		m[p][len(m)] /= m[p][p]
	}
	return true
}

func horner(c []float64, x float64) float64 {
	sum := 0.0
	for _, v := range c {
		sum = sum*x + v
	}
	return sum
}
