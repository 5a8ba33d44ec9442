package function

import (
	"math"
	"slices"
)

// seriesDecompose are the functions that take a series apart, and those that tell what is
// unusual in one. Which period a series has they find as series_periods_detect does.
var seriesDecompose = []Scalar{
	{Name: "series_decompose", New: onReals(func(y []float64, rest []any) any {
		return decompose(y, rest, 0, 1, 2, 3, "avg").tuple()
	})},
	{Name: "series_decompose_forecast", New: onReals(func(y []float64, rest []any) any {
		return decompose(y, rest, 1, 2, 0, 3, "linefit").tuple()
	})},
	{Name: "series_decompose_anomalies", New: onReals(anomalies)},
	{Name: "series_outliers", New: onReals(outliers)},
}

// parts are what a series is made of: it is baseline + residual, and the baseline is
// season + trend.
type parts struct{ baseline, season, trend, residual []float64 }

func (p parts) tuple() []any {
	return []any{seriesOf(p.baseline), seriesOf(p.season), seriesOf(p.trend), seriesOf(p.residual)}
}

// decompose finds the season first and the trend in what it leaves. The numbers are the
// arguments' places: the period, the trend's kind, how many elements at the end not to
// learn from, and the score from which on a period counts.
func decompose(y []float64, rest []any, periodAt, trendAt, testAt, thresholdAt int, trend string) parts {
	learnt := len(y) - int(max(0, min(optionalLong(rest, testAt, 0), int64(len(y)))))
	threshold := sure
	if thresholdAt < len(rest) {
		if f, ok := dynamicReal(rest[thresholdAt]); ok {
			threshold = f
		}
	}
	if trendAt < len(rest) {
		trend = asString(rest[trendAt])
	}
	p := parts{season: season(y, seasonLength(y[:learnt], optionalLong(rest, periodAt, -1), threshold), learnt)}
	p.trend = trendOf(residualOf(y, p.season), learnt, trend)
	p.baseline = make([]float64, len(y))
	for i := range y {
		p.baseline[i] = p.season[i] + p.trend[i]
	}
	p.residual = residualOf(y, p.baseline)
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
	slope, at := 0.0, sumOf(y[:learnt])/float64(learnt)
	if kind == "linefit" {
		f := fitLine(y[:learnt])
		slope, at = f.slope, f.interception
	}
	for i := range out {
		out[i] = at + slope*float64(i+1)
	}
	return out
}

// anomalies flags elements whose residual is unusual: 1 above, -1 below, else 0; and tells
// the score of each, and the baseline.
func anomalies(y []float64, rest []any) any {
	threshold := 1.5
	if len(rest) > 0 {
		if f, ok := dynamicReal(rest[0]); ok {
			threshold = f
		}
	}
	kind := "ctukey"
	if len(rest) > 4 {
		kind = asString(rest[4])
	}
	p := decompose(y, rest, 1, 2, 3, 5, "avg")
	scores := outlierScores(p.residual, p.residual, shareOf(kind))
	flags := make([]any, len(y))
	for i, s := range scores {
		flags[i] = int64(0)
		if math.Abs(s) > threshold {
			flags[i] = int64(signOf(s))
		}
	}
	return []any{flags, seriesOf(scores), seriesOf(p.baseline)}
}

// shareOf is how many of the values are left out at either end before the fences are
// found: a tenth, or none as Tukey has it.
func shareOf(kind string) float64 {
	if kind == "tukey" {
		return 0
	}
	return 0.1
}

// outliers is series_outliers(series, kind, ignored value, lower and upper percentile,
// elements at the end not to learn from).
func outliers(y []float64, rest []any) any {
	low := 0.1
	if len(rest) > 0 {
		low = shareOf(asString(rest[0]))
	}
	high := 1 - low
	for i, share := range []*float64{&low, &high} {
		if len(rest) > 2+i {
			f, ok := dynamicReal(rest[2+i])
			if !ok || !(f >= 0 && f <= 100) {
				return nil
			}
			*share = f / 100
		}
	}
	learnt := slices.Clone(y[:len(y)-int(max(0, min(optionalLong(rest, 4, 0), int64(len(y)))))])
	if len(rest) > 1 {
		if ignored, ok := dynamicReal(rest[1]); ok {
			learnt = slices.DeleteFunc(learnt, func(v float64) bool { return v == ignored })
		}
	}
	return seriesOf(fenceScores(y, learnt, low, high))
}

func outlierScores(y, learnt []float64, share float64) []float64 {
	return fenceScores(y, slices.Clone(learnt), share, 1-share)
}

// fenceScores tells how far each value is outside of the quartiles, in lengths of the range
// between them: 0 inside, negative below. What is below is measured by the quartiles of the
// values from the share low on, what is above by those up to the share high, so that what
// is far out on one side does not hide what is there.
func fenceScores(y, learnt []float64, low, high float64) []float64 {
	out := make([]float64, len(y))
	if len(learnt) == 0 {
		return out
	}
	slices.Sort(learnt)
	n := len(learnt)
	all := quartiles(learnt)
	below := quartiles(learnt[min(int(low*float64(n)), n-1):])
	above := quartiles(learnt[:max(int(high*float64(n)), 1)])
	for i, v := range y {
		switch {
		case v < all.first:
			out[i] = (v - below.first) / (below.third - below.first)
		case v > all.third:
			out[i] = (v - above.third) / (above.third - above.first)
		}
	}
	return out
}

// A fence is the first quartile and the third.
type fence struct{ first, third float64 }

func quartiles(sorted []float64) fence { return fence{quantile(sorted, 0.25), quantile(sorted, 0.75)} }
