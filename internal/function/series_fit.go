package function

import (
	"math"

	"foxhound/internal/value"
)

// seriesFits are the functions that fit lines and polynomials.
var seriesFits = []Scalar{
	{Name: "series_fit_line", New: onReals(func(y []float64, _ []any) any { return fitLine(y).tuple() })},
	{Name: "series_fit_line_dynamic", New: onReals(func(y []float64, _ []any) any {
		return named("series_fit_line", fitLine(y).tuple())
	})},
	{Name: "series_fit_2lines", New: onReals(func(y []float64, _ []any) any { return fit2Lines(y).tuple() })},
	{Name: "series_fit_2lines_dynamic", New: onReals(func(y []float64, _ []any) any { return fit2Lines(y).bag() })},
	{Name: "series_fit_poly", New: onReals(fitPoly)},
}

// A lineFit is a line through a series, whose elements lie at 1, 2, 3 ...
type lineFit struct {
	rsquare, slope, variance, rvariance, interception float64
	line                                              []float64
}

// fitLine fits by least squares.
func fitLine(y []float64) lineFit {
	n := float64(len(y))
	mx, my := (n+1)/2, sumOf(y)/n
	xx, xy := 0.0, 0.0
	for i, v := range y {
		d := float64(i+1) - mx
		xx += d * d
		xy += d * (v - my)
	}
	f := lineFit{line: make([]float64, len(y))}
	if xx > 0 {
		f.slope = xy / xx
	}
	f.interception = my - f.slope*mx
	for i := range y {
		f.line[i] = f.interception + f.slope*float64(i+1)
	}
	f.rsquare, f.variance, f.rvariance = quality(y, f.line)
	return f
}

// quality tells how well a line fits: the share of the variance that it explains (all of
// none, where the series is constant), the variance, and that of what is left.
func quality(y, line []float64) (rsquare, variance, rvariance float64) {
	left := make([]float64, len(y))
	for i := range y {
		left[i] = y[i] - line[i]
	}
	variance, rvariance = varianceOf(y), varianceOf(left)
	if variance == 0 {
		return 1, variance, rvariance
	}
	return 1 - rvariance/variance, variance, rvariance
}

func (f lineFit) tuple() []any {
	return []any{f.rsquare, f.slope, f.variance, f.rvariance, f.interception, seriesOf(f.line)}
}

// A twoLines is two lines through the parts of a series.
type twoLines struct {
	at                           int // where the right part starts
	left, right                  lineFit
	rsquare, variance, rvariance float64
	line                         []float64
}

// fit2Lines finds the place to split at which leaves least; each part has two elements at
// least, where the series has four.
func fit2Lines(y []float64) twoLines {
	best, least := min(1, len(y)-1), math.Inf(1)
	m := momentsOf(y)
	for at := 2; at <= len(y)-2; at++ {
		if left := m.rest(0, at) + m.rest(at, len(y)); left < least {
			best, least = at, left
		}
	}
	s := twoLines{at: best}
	if best > 0 {
		s.left = fitLine(y[:best])
	}
	s.right = fitLine(y[best:])
	s.line = append(append(s.line, s.left.line...), s.right.line...)
	s.rsquare, s.variance, s.rvariance = quality(y, s.line)
	return s
}

// moments are the running sums of y, x*y and y*y, with which a part's fit takes no loop.
type moments struct{ y, xy, yy []float64 }

func momentsOf(y []float64) moments {
	n := len(y) + 1
	m := moments{make([]float64, n), make([]float64, n), make([]float64, n)}
	mean := sumOf(y) / float64(len(y)) // taken away, so that squares do not drown
	for i, v := range y {
		v -= mean
		m.y[i+1] = m.y[i] + v
		m.xy[i+1] = m.xy[i] + float64(i)*v
		m.yy[i+1] = m.yy[i] + v*v
	}
	return m
}

// rest is the sum of squares that a line through the part from, to leaves.
func (m moments) rest(from, to int) float64 {
	n := float64(to - from)
	mx := float64(from+to-1) / 2
	xx := n * (n*n - 1) / 12
	y := m.y[to] - m.y[from]
	xy := m.xy[to] - m.xy[from] - mx*y
	yy := m.yy[to] - m.yy[from] - y*y/n
	return yy - xy*xy/xx
}

func (s twoLines) tuple() []any {
	out := []any{s.rsquare, int64(s.at), s.variance, s.rvariance, seriesOf(s.line)}
	for _, f := range []lineFit{s.right, s.left} {
		out = append(out, f.rsquare, f.slope, f.interception, f.variance, f.rvariance)
	}
	return out
}

func (s twoLines) bag() any {
	b := &value.Bag{}
	for i, p := range Tuple("series_fit_2lines")[:5] {
		b.Set(p.Name, s.tuple()[i])
	}
	b.Set("right", s.right.bag())
	b.Set("left", s.left.bag())
	return b
}

func (f lineFit) bag() *value.Bag {
	b := &value.Bag{}
	b.Set("rsquare", f.rsquare)
	b.Set("slope", f.slope)
	b.Set("interception", f.interception)
	b.Set("variance", f.variance)
	b.Set("rvariance", f.rvariance)
	return b
}
