package series

import (
	"cmp"
	"math"
	"slices"
)

// Sure is the score from which on a period counts, if not said otherwise.
const Sure = 0.6

// leastPeriod is the shortest of the periods within longer ones: two is how noise alternates.
const leastPeriod = 3

// A Period is how many elements it takes until a series comes again, and how sure that is,
// from 0 to 1.
type Period struct {
	Length int
	Score  float64
}

// A Spectrum is the score of each lag of a series, from 0 to its length: the circular
// autocorrelation, of which the least is 0 and that of lag 0 is 1. Its levels are the lags
// whose score is a peak, then the peaks among those (weeks among days), and so on. The
// scores are Kusto's; which periods it tells of at all is not published, and what stands
// here agrees with every result that was measured.
type Spectrum struct {
	n      int
	scores []float64
	levels [][]int
}

// NewSpectrum computes the scores of a series of at least one element.
func NewSpectrum(y []float64) Spectrum {
	s := Spectrum{len(y), circular(y), nil}
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
func (s Spectrum) higher(a, b int) bool { return s.scores[a] > s.scores[b]+1e-9 }

// peaks returns those of the lags, but for the first and last, whose score is higher than
// that of the lags around it; the first of several alike.
func (s Spectrum) peaks(lags []int) []int {
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

// Periods returns the periods in a range that come more than twice and score as high as the
// threshold, the surest first: of the highest level that has any the surest, of each below
// it the shortest.
func (s Spectrum) Periods(from, to, threshold float64) []Period {
	var out []Period
	told := func(lag int) bool { return slices.ContainsFunc(out, func(p Period) bool { return p.Length == lag }) }
	for level, peaks := range slices.Backward(s.levels) {
		usable := func(lag int) bool {
			return 2*lag < s.n && float64(lag) >= from && float64(lag) <= to && s.scores[lag] >= threshold &&
				!s.hidden(lag, level)
		}
		lag := s.shortest(peaks)
		if len(out) == 0 {
			lag = s.surest(peaks, usable)
		}
		if lag > 0 && usable(lag) && !told(lag) {
			out = append(out, Period{lag, s.scores[lag]})
		}
	}
	slices.SortStableFunc(out, func(a, b Period) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// surest returns the lag of the highest score among those that are usable, 0 for none.
func (s Spectrum) surest(lags []int, usable func(int) bool) int {
	best := 0
	for _, lag := range lags {
		if usable(lag) && (best == 0 || s.higher(lag, best)) {
			best = lag
		}
	}
	return best
}

// shortest returns the first lag that is long enough to be more than noise, 0 for none.
func (s Spectrum) shortest(lags []int) int {
	if i := slices.IndexFunc(lags, func(lag int) bool { return lag >= leastPeriod }); i >= 0 {
		return lags[i]
	}
	return 0
}

// hidden reports whether a lag is a part of a surer period that is too long to be told.
func (s Spectrum) hidden(lag, level int) bool {
	for _, peaks := range s.levels[level+1:] {
		for _, longer := range peaks {
			if 2*longer >= s.n && longer%lag == 0 && s.higher(longer, lag) {
				return true
			}
		}
	}
	return false
}

// Score tells the score of a length that is asked for: 0 where it is no period.
func (s Spectrum) Score(length float64) float64 {
	lag := math.Round(length)
	if lag > 0 && lag <= float64(s.n/2) && s.isPeriod(int(lag)) {
		return s.scores[int(lag)]
	}
	return 0
}

func (s Spectrum) isPeriod(lag int) bool {
	return len(s.levels) > 0 && s.scores[lag] >= Sure && slices.Contains(s.levels[0], lag)
}
