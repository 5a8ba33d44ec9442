package series

import (
	"math"
	"slices"
)

// Season returns what comes again in a series: for each element the median of those of its
// phase among the first learnt ones. A negative period is looked for among those and must
// be as sure as the threshold; where there is none, all is 0.
func Season(y []float64, learnt int, period int64, threshold float64) []float64 {
	return medians(y, seasonLength(y[:learnt], period, threshold), learnt)
}

// seasonLength returns the period that is given, or finds one where it is negative; 0 for none.
func seasonLength(y []float64, given int64, threshold float64) int {
	if given >= 0 {
		return int(min(given, int64(len(y))))
	}
	if len(y) == 0 {
		return 0
	}
	if found := NewSpectrum(y).Periods(0, math.Inf(1), threshold); len(found) > 0 {
		return found[0].Length
	}
	return 0
}

// medians gives each element the median of those of its phase among the first learnt ones.
func medians(y []float64, period, learnt int) []float64 {
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
