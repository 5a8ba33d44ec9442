package series

import "slices"

// OutlierScores tells how far each value is outside of the quartiles of the learnt ones, in
// lengths of the range between them: 0 inside, negative below. What is below is measured by
// the quartiles of the values from the share low on, what is above by those up to the share
// high, so that what is far out on one side does not hide what is there.
func OutlierScores(y, learnt []float64, low, high float64) []float64 {
	out := make([]float64, len(y))
	if len(learnt) == 0 {
		return out
	}
	learnt = slices.Clone(learnt)
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
