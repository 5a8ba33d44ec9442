package series

import "math"

// highest is the highest degree of a polynomial that is fitted.
const highest = 32

// A Polynomial is one through a series.
type Polynomial struct {
	Coefficients []float64 // the highest power's first
	Quality
	Values []float64 // of the polynomial at the series' places
}

// FitPolynomial fits a polynomial of a degree through the elements y at the places x by
// least squares. ok is false where the degree is none or too high for the series, or where
// no one polynomial fits best.
func FitPolynomial(x, y []float64, degree int) (p Polynomial, ok bool) {
	if degree < 0 || degree > highest || degree >= len(y) {
		return Polynomial{}, false
	}
	if p.Coefficients, ok = coefficients(x, y, degree); !ok {
		return Polynomial{}, false
	}
	p.Values = make([]float64, len(y))
	for i, v := range x {
		p.Values[i] = horner(p.Coefficients, v)
	}
	p.Quality = qualityOf(y, p.Values)
	return p, true
}

// coefficients returns the coefficients, the highest power's first. The places are scaled to
// 1 at most while it solves, so that their powers stay of one size.
func coefficients(x, y []float64, degree int) (c []float64, ok bool) {
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

// horner is the value of a polynomial at a place.
func horner(c []float64, x float64) float64 {
	sum := 0.0
	for _, v := range c {
		sum = sum*x + v
	}
	return sum
}
