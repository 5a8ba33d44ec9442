package function

import (
	"math"
	"slices"

	"foxhound/internal/series"
)

// seriesDecompose are the functions that take a series apart, and those that tell what is
// unusual in one. Which period a series has they find as series_periods_detect does.
var seriesDecompose = []Scalar{
	{Name: "series_decompose", New: onReals(func(y []float64, rest []any) any {
		return partsTuple(decompose(y, rest, 0, 1, 2, 3, "avg"))
	})},
	{Name: "series_decompose_forecast", New: onReals(func(y []float64, rest []any) any {
		return partsTuple(decompose(y, rest, 1, 2, 0, 3, "linefit"))
	})},
	{Name: "series_decompose_anomalies", New: onReals(anomalies)},
	{Name: "series_outliers", New: onReals(outliers)},
}

func partsTuple(p series.Parts) []any {
	return []any{seriesOf(p.Baseline), seriesOf(p.Season), seriesOf(p.Trend), seriesOf(p.Residual)}
}

// decompose takes a series apart as the arguments say. The numbers are their places: the
// period, the trend's kind, how many elements at the end not to learn from, and the score
// from which on a period counts.
func decompose(y []float64, rest []any, periodAt, trendAt, testAt, thresholdAt int, trend string) series.Parts {
	learnt := len(y) - int(max(0, min(optionalLong(rest, testAt, 0), int64(len(y)))))
	threshold := series.Sure
	if thresholdAt < len(rest) {
		if f, ok := dynamicReal(rest[thresholdAt]); ok {
			threshold = f
		}
	}
	if trendAt < len(rest) {
		trend = asString(rest[trendAt])
	}
	return series.Decompose(y, series.Model{Period: optionalLong(rest, periodAt, -1), Threshold: threshold, Trend: trend, Learnt: learnt})
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
	share := shareOf(kind)
	scores := series.OutlierScores(p.Residual, p.Residual, share, 1-share)
	flags := make([]any, len(y))
	for i, s := range scores {
		flags[i] = int64(0)
		if math.Abs(s) > threshold {
			flags[i] = int64(signOf(s))
		}
	}
	return []any{flags, seriesOf(scores), seriesOf(p.Baseline)}
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
	return seriesOf(series.OutlierScores(y, learnt, low, high))
}
