package function

import "foxhound/internal/series"

// seriesPeriods are the functions that look for what comes again.
var seriesPeriods = []Scalar{
	{Name: "series_periods_detect", New: onReals(detectPeriods)},
	{Name: "series_periods_validate", New: onReals(validatePeriods)},
	{Name: "series_seasonal", New: onReals(seasonal)},
}

// mostPeriods is how many periods can be asked for.
const mostPeriods = 1024

// detectPeriods finds up to a number of periods between two bounds; places that remain
// have period and score 0.
func detectPeriods(y []float64, rest []any) any {
	from, ok1 := dynamicReal(rest[0])
	to, ok2 := dynamicReal(rest[1])
	n, ok3 := rest[2].(int64)
	if !ok1 || !ok2 || !ok3 || n < 1 || n > mostPeriods {
		return nil
	}
	found, sureness := make([]float64, n), make([]float64, n)
	for i, p := range series.NewSpectrum(y).Periods(from, to, series.Sure) {
		if i < len(found) {
			found[i], sureness[i] = float64(p.Length), p.Score
		}
	}
	return []any{seriesOf(found), seriesOf(sureness)}
}

// validatePeriods tells the score of each period that is given: 0 for what is none.
func validatePeriods(y []float64, rest []any) any {
	s := series.NewSpectrum(y)
	asked, sureness := make([]float64, len(rest)), make([]float64, len(rest))
	for i, x := range rest {
		p, ok := dynamicReal(x)
		if !ok {
			return nil
		}
		asked[i], sureness[i] = p, s.Score(p)
	}
	return []any{seriesOf(asked), seriesOf(sureness)}
}

// seasonal is what comes again in a series: zeros where nothing does.
func seasonal(y []float64, rest []any) any {
	learnt := len(y) - int(max(0, min(optionalLong(rest, 1, 0), int64(len(y)))))
	return seriesOf(series.Season(y, learnt, optionalLong(rest, 0, -1), series.Sure))
}
