package function

import (
	"cmp"
	"math"
	"slices"
)

// seriesPeriods are the functions that look for what comes again. The score of a period,
// from 0 to 1, is Kusto's; which periods it tells of at all is not published, and what
// stands here agrees with every result that was measured.
var seriesPeriods = []Scalar{
	{Name: "series_periods_detect", New: onReals(detectPeriods)},
	{Name: "series_periods_validate", New: onReals(validatePeriods)},
	{Name: "series_seasonal", New: onReals(seasonal)},
}

const (
	sure        = 0.6  // the score from which on a period counts
	leastPeriod = 3    // of the periods within longer ones: two is how noise alternates
	mostPeriods = 1024 // that can be asked for
)

// A spectrum is the score of each lag of a series, from 0 to its length: the circular
// autocorrelation, of which the least is 0 and that of lag 0 is 1. Its levels are the lags
// whose score is a peak, then the peaks among those (weeks among days), and so on.
type spectrum struct {
	n      int
	scores []float64
	levels [][]int
}

func spectrumOf(y []float64) spectrum {
	s := spectrum{len(y), circular(y), nil}
	least := slices.Min(s.scores)
	height := s.scores[0] - least
	for i := range s.scores {
		if s.scores[i] -= least; height > 0 {
			s.scores[i] /= height
		}
	}
	s.scores = append(s.scores, s.scores[0])
	lags := make([]int, s.n+1)
	for i := range lags {
		lags[i] = i
	}
	for {
		peaks := s.peaks(lags)
		if len(peaks) == 0 {
			return s
		}
		s.levels = append(s.levels, peaks)
		lags = slices.Concat([]int{0}, peaks, []int{s.n})
	}
}

// higher reports whether a score is above another by more than rounding makes.
func (s spectrum) higher(a, b int) bool { return s.scores[a] > s.scores[b]+1e-9 }

// peaks returns those of the lags, but for the first and last, whose score is higher than
// that of the lags around it; the first of several alike.
func (s spectrum) peaks(lags []int) []int {
	var out []int
	for i := 1; i < len(lags)-1; i++ {
		if !s.higher(lags[i], lags[i-1]) {
			continue
		}
		end := i + 1
		for end < len(lags)-1 && !s.higher(lags[i], lags[end]) && !s.higher(lags[end], lags[i]) {
			end++
		}
		if s.higher(lags[i], lags[end]) {
			out = append(out, lags[i])
		}
	}
	return out
}

// periods returns the periods in a range that come more than twice, the surest first: of
// the highest level that has any the surest, of each below it the shortest.
func (s spectrum) periods(from, to, threshold float64) []int {
	var out []int
	for level, peaks := range slices.Backward(s.levels) {
		usable := func(lag int) bool {
			return 2*lag < s.n && float64(lag) >= from && float64(lag) <= to && s.scores[lag] >= threshold &&
				!s.hidden(lag, level)
		}
		lag := s.shortest(peaks)
		if len(out) == 0 {
			lag = s.surest(peaks, usable)
		}
		if lag > 0 && usable(lag) && !slices.Contains(out, lag) {
			out = append(out, lag)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(s.scores[b], s.scores[a]) })
	return out
}

// surest returns the lag of the highest score among those that are usable, 0 for none.
func (s spectrum) surest(lags []int, usable func(int) bool) int {
	best := 0
	for _, lag := range lags {
		if usable(lag) && (best == 0 || s.higher(lag, best)) {
			best = lag
		}
	}
	return best
}

// shortest returns the first lag that is long enough to be more than noise, 0 for none.
func (s spectrum) shortest(lags []int) int {
	if i := slices.IndexFunc(lags, func(lag int) bool { return lag >= leastPeriod }); i >= 0 {
		return lags[i]
	}
	return 0
}

// hidden reports whether a lag is a part of a surer period that is too long to be told.
func (s spectrum) hidden(lag, level int) bool {
	for _, peaks := range s.levels[level+1:] {
		for _, longer := range peaks {
			if 2*longer >= s.n && longer%lag == 0 && s.higher(longer, lag) {
				return true
			}
		}
	}
	return false
}

// detectPeriods finds up to a number of periods between two bounds; places that remain
// have period and score 0.
func detectPeriods(y []float64, rest []any) any {
	from, ok1 := dynamicReal(rest[0])
	to, ok2 := dynamicReal(rest[1])
	n, ok3 := rest[2].(int64)
	if !ok1 || !ok2 || !ok3 || n < 1 || n > mostPeriods {
		return nil
	}
	s := spectrumOf(y)
	found, sureness := make([]float64, n), make([]float64, n)
	for i, p := range s.periods(from, to, sure) {
		if i < len(found) {
			found[i], sureness[i] = float64(p), s.scores[p]
		}
	}
	return []any{seriesOf(found), seriesOf(sureness)}
}

// validatePeriods tells the score of each period that is given: 0 for what is none.
func validatePeriods(y []float64, rest []any) any {
	s := spectrumOf(y)
	asked, sureness := make([]float64, len(rest)), make([]float64, len(rest))
	for i, x := range rest {
		p, ok := dynamicReal(x)
		if !ok {
			return nil
		}
		asked[i] = p
		if lag := math.Round(p); lag > 0 && lag <= float64(len(y)/2) && s.isPeriod(int(lag)) {
			sureness[i] = s.scores[int(lag)]
		}
	}
	return []any{seriesOf(asked), seriesOf(sureness)}
}

func (s spectrum) isPeriod(lag int) bool {
	return len(s.levels) > 0 && s.scores[lag] >= sure && slices.Contains(s.levels[0], lag)
}

// seasonal is what comes again in a series: zeros where nothing does.
func seasonal(y []float64, rest []any) any {
	learnt := len(y) - int(max(0, min(optionalLong(rest, 1, 0), int64(len(y)))))
	return seriesOf(season(y, seasonLength(y[:learnt], optionalLong(rest, 0, -1), sure), learnt))
}

// seasonLength returns the period that is given, or finds one where it is negative; 0 for none.
func seasonLength(y []float64, given int64, threshold float64) int {
	if given >= 0 {
		return int(min(given, int64(len(y))))
	}
	if len(y) == 0 {
		return 0
	}
	if found := spectrumOf(y).periods(0, math.Inf(1), threshold); len(found) > 0 {
		return found[0]
	}
	return 0
}

// season gives each element the median of those of its phase among the first learnt ones.
func season(y []float64, period, learnt int) []float64 {
	out := make([]float64, len(y))
	for phase := range period {
		var same []float64
		for i := phase; i < learnt; i += period {
			same = append(same, y[i])
		}
		if len(same) == 0 {
			continue
		}
		m := quantile(same, 0.5)
		for i := phase; i < len(y); i += period {
			out[i] = m
		}
	}
	return out
}

// quantile sorts the values and returns the one at a share from 0 to 1 of the way, between
// two of them where it falls so.
func quantile(values []float64, share float64) float64 {
	slices.Sort(values)
	at := share * float64(len(values)-1)
	low := int(at)
	if low+1 >= len(values) {
		return values[len(values)-1]
	}
	return values[low] + (values[low+1]-values[low])*(at-float64(low))
}
