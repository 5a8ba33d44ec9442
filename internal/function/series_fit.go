package function

import (
	"foxhound/internal/series"
	"foxhound/internal/value"
)

// seriesFits are the functions that fit lines and polynomials.
var seriesFits = []Scalar{
	{Name: "series_fit_line", New: onReals(func(y []float64, _ []any) any { return lineTuple(series.FitLine(y)) })},
	{Name: "series_fit_line_dynamic", New: onReals(func(y []float64, _ []any) any {
		return named("series_fit_line", lineTuple(series.FitLine(y)))
	})},
	{Name: "series_fit_2lines", New: onReals(func(y []float64, _ []any) any { return twoLinesTuple(series.FitTwoLines(y)) })},
	{Name: "series_fit_2lines_dynamic", New: onReals(func(y []float64, _ []any) any { return twoLinesBag(series.FitTwoLines(y)) })},
	{Name: "series_fit_poly", New: onReals(fitPoly)},
}

func lineTuple(f series.Line) []any {
	return []any{f.RSquare, f.Slope, f.Variance, f.RVariance, f.Interception, seriesOf(f.Values)}
}

func twoLinesTuple(s series.TwoLines) []any {
	out := []any{s.RSquare, int64(s.At), s.Variance, s.RVariance, seriesOf(s.Values)}
	for _, f := range []series.Line{s.Right, s.Left} {
		out = append(out, f.RSquare, f.Slope, f.Interception, f.Variance, f.RVariance)
	}
	return out
}

func twoLinesBag(s series.TwoLines) any {
	b, tuple := &value.Bag{}, twoLinesTuple(s)
	for i, p := range Tuple("series_fit_2lines")[:5] {
		b.Set(p.Name, tuple[i])
	}
	b.Set("right", lineBag(s.Right))
	b.Set("left", lineBag(s.Left))
	return b
}

func lineBag(f series.Line) *value.Bag {
	b := &value.Bag{}
	b.Set("rsquare", f.RSquare)
	b.Set("slope", f.Slope)
	b.Set("interception", f.Interception)
	b.Set("variance", f.Variance)
	b.Set("rvariance", f.RVariance)
	return b
}
