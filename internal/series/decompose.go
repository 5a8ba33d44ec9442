package series

// Parts are what a series is made of: it is Baseline + Residual, and the baseline is
// Season + Trend.
type Parts struct{ Baseline, Season, Trend, Residual []float64 }

// A Model says how to take a series apart.
type Model struct {
	Period    int64   // of the season; negative to look for it
	Threshold float64 // from which score on a period that was looked for counts
	Trend     string  // linefit for the line, none for none, else the mean
	Learnt    int     // how many elements at the start to learn from; all of them at most
}

// Decompose finds the season first and the trend in what it leaves.
func Decompose(y []float64, m Model) Parts {
	p := Parts{Season: Season(y, m.Learnt, m.Period, m.Threshold)}
	p.Trend = trendOf(residualOf(y, p.Season), m.Learnt, m.Trend)
	p.Baseline = make([]float64, len(y))
	for i := range y {
		p.Baseline[i] = p.Season[i] + p.Trend[i]
	}
	p.Residual = residualOf(y, p.Baseline)
	return p
}

func residualOf(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] - b[i]
	}
	return out
}

// trendOf is the mean of what is learnt from, or the line through it, or nothing.
func trendOf(y []float64, learnt int, kind string) []float64 {
	out := make([]float64, len(y))
	if learnt == 0 || kind == "none" {
		return out
	}
	slope, at := 0.0, Sum(y[:learnt])/float64(learnt)
	if kind == "linefit" {
		f := FitLine(y[:learnt])
		slope, at = f.Slope, f.Interception
	}
	for i := range out {
		out[i] = at + slope*float64(i+1)
	}
	return out
}
