package series

import "math"

// A Line is a line through a series, whose elements lie at 1, 2, 3 ...
type Line struct {
	Slope, Interception float64
	Quality
	Values []float64 // of the line at the series' places
}

// A Quality is how well a fit describes a series.
type Quality struct {
	RSquare             float64 // the share of the variance that it explains
	Variance, RVariance float64 // of the series, and of what is left
}

// FitLine fits a series of at least one element by least squares.
func FitLine(y []float64) Line {
	n := float64(len(y))
	mx, my := (n+1)/2, Sum(y)/n
	xx, xy := 0.0, 0.0
	for i, v := range y {
		d := float64(i+1) - mx
		xx += d * d
		xy += d * (v - my)
	}
	f := Line{Values: make([]float64, len(y))}
	if xx > 0 {
		f.Slope = xy / xx
	}
	f.Interception = my - f.Slope*mx
	for i := range y {
		f.Values[i] = f.Interception + f.Slope*float64(i+1)
	}
	f.Quality = qualityOf(y, f.Values)
	return f
}

// qualityOf tells how well a line fits; of a series that is constant it explains all.
func qualityOf(y, line []float64) Quality {
	left := make([]float64, len(y))
	for i := range y {
		left[i] = y[i] - line[i]
	}
	q := Quality{RSquare: 1, Variance: Variance(y), RVariance: Variance(left)}
	if q.Variance != 0 {
		q.RSquare = 1 - q.RVariance/q.Variance
	}
	return q
}

// A TwoLines is two lines through the parts of a series. Left is empty where the series has
// one element.
type TwoLines struct {
	At          int // where the right part starts
	Left, Right Line
	Quality
	Values []float64 // of both lines at the series' places
}

// FitTwoLines finds, in a series of at least one element, the place to split at which leaves
// least; each part has two elements at least, where the series has four.
func FitTwoLines(y []float64) TwoLines {
	best, least := min(1, len(y)-1), math.Inf(1)
	m := momentsOf(y)
	for at := 2; at <= len(y)-2; at++ {
		if left := m.rest(0, at) + m.rest(at, len(y)); left < least {
			best, least = at, left
		}
	}
	s := TwoLines{At: best}
	if best > 0 {
		s.Left = FitLine(y[:best])
	}
	s.Right = FitLine(y[best:])
	s.Values = append(append(s.Values, s.Left.Values...), s.Right.Values...)
	s.Quality = qualityOf(y, s.Values)
	return s
}

// moments are the running sums of y, x*y and y*y, with which a part's fit takes no loop.
type moments struct{ y, xy, yy []float64 }

func momentsOf(y []float64) moments {
	n := len(y) + 1
	m := moments{make([]float64, n), make([]float64, n), make([]float64, n)}
	mean := Sum(y) / float64(len(y)) // taken away, so that squares do not drown
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
