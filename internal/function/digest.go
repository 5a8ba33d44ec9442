package function

import (
	"math"
	"slices"

	"foxhound/internal/value"
)

// digests are the functions of what the aggregates tdigest and hll give. The forms of
// these dynamics are this package's own: Kusto's are not published.
var digests = []Scalar{
	{Name: "percentile_tdigest", New: rowwise(percentileOfDigest)},
	{Name: "percentiles_array_tdigest", New: rowwise(percentilesOfDigest)},
	{Name: "rank_tdigest", New: rowwise(func(_ Spec, row []any) any { return digestRank(row, 1) })},
	{Name: "percentrank_tdigest", New: rowwise(func(_ Spec, row []any) any { return digestRank(row, 100) })},
	{Name: "tdigest_merge", New: rowwise(func(_ Spec, row []any) any { return MergeDigests(row) })},
	{Name: "merge_tdigest", New: rowwise(func(_ Spec, row []any) any { return MergeDigests(row) })},
	{Name: "hll_merge", New: rowwise(func(_ Spec, row []any) any { return MergeSketches(row) })},
	{Name: "dcount_hll", New: rowwise(func(_ Spec, row []any) any { return sketchCount(row[0]) })},
}

// A Weighted is a value, a number or a time, and how often it counts.
type Weighted struct {
	Value  any
	Weight float64
}

// mostCentroids is how many values a digest holds as they are; of more it holds means of
// values that are next to each other, of fewer values towards the ends.
const mostCentroids = 4096

// MakeDigest returns a digest of values, in any order, as a dynamic: an array of values
// and weights, [[value, weight], ...], in order of the values. It is nil of none. The
// slice is used up.
func MakeDigest(values []Weighted) any {
	if len(values) == 0 {
		return nil
	}
	slices.SortStableFunc(values, func(a, b Weighted) int { return compareElements(a.Value, b.Value, 1, 1) })
	same := values[:1]
	for _, v := range values[1:] {
		if last := &same[len(same)-1]; compareElements(last.Value, v.Value, 1, 1) == 0 {
			last.Weight += v.Weight
			continue
		}
		same = append(same, v)
	}
	if len(same) > mostCentroids {
		same = condensed(same)
	}
	out := make([]any, len(same))
	for i, v := range same {
		out[i] = []any{v.Value, v.Weight}
	}
	return out
}

// condensed joins neighbours into means: as many as the arcsine scale of t-digests gives
// to mostCentroids/2 steps (Dunning, "Computing extremely accurate quantiles").
func condensed(values []Weighted) []Weighted {
	total := weightOf(values)
	step := func(w float64) float64 {
		return math.Floor(mostCentroids / 2 * (0.5 + math.Asin(min(1, 2*w/total-1))/math.Pi))
	}
	out := values[:0]
	before, last := 0.0, math.Inf(-1)
	for _, v := range values {
		at := step(before + v.Weight/2)
		if before += v.Weight; at == last {
			out[len(out)-1] = meanOf(out[len(out)-1], v)
			continue
		}
		out, last = append(out, v), at
	}
	return out
}

func meanOf(a, b Weighted) Weighted {
	x, y := placeOf(a.Value), placeOf(b.Value)
	mean := x + (y-x)*b.Weight/(a.Weight+b.Weight)
	var v any = mean
	switch a.Value.(type) {
	case value.Time, value.Span:
		v = like(a.Value, int64(mean))
	}
	return Weighted{v, a.Weight + b.Weight}
}

// placeOf returns a number, or a time in ticks, as a real.
func placeOf(x any) float64 {
	if f, ok := dynamicReal(x); ok {
		return f
	}
	n, _ := wholeOf(x)
	return float64(n)
}

func weightOf(values []Weighted) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v.Weight
	}
	return sum
}

// digestOf reads a digest; nil is what is none.
func digestOf(x any) []Weighted {
	list, _ := listOf(x)
	out := make([]Weighted, 0, len(list))
	for _, e := range list {
		pair, _ := listOf(e)
		if len(pair) != 2 {
			return nil
		}
		w, ok := dynamicReal(pair[1])
		if !ok || w <= 0 {
			return nil
		}
		out = append(out, Weighted{pair[0], w})
	}
	return out
}

// MergeDigests returns the digest of what several are of; what is none counts nothing.
func MergeDigests(digests []any) any {
	var all []Weighted
	for _, d := range digests {
		all = append(all, digestOf(d)...)
	}
	return MakeDigest(all)
}

// percentileOfDigest is the least value that so many percent do not exceed, as a type if
// one is asked for.
func percentileOfDigest(s Spec, row []any) any {
	p, ok := dynamicReal(row[1])
	if !ok {
		return nil
	}
	x := atPercent(digestOf(row[0]), p)
	if s.Result != value.Dynamic {
		return value.Convert(s.Result, value.Dynamic, x)
	}
	return x
}

func atPercent(d []Weighted, percent float64) any {
	if len(d) == 0 || !(percent >= 0 && percent <= 100) {
		return nil
	}
	target, sum := percent/100*weightOf(d), 0.0
	for _, v := range d {
		if sum += v.Weight; sum >= target && sum > 0 {
			return v.Value
		}
	}
	return d[len(d)-1].Value
}

func percentilesOfDigest(_ Spec, row []any) any {
	d := digestOf(row[0])
	if len(d) == 0 {
		return nil
	}
	percents := row[1:]
	if list, ok := listOf(row[1]); ok {
		percents = list
	}
	out := make([]any, len(percents))
	for i, p := range percents {
		if f, ok := dynamicReal(p); ok {
			out[i] = atPercent(d, f)
		}
	}
	return out
}

// digestRank is how much of a digest's weight a value is not exceeded by: all of it where
// whole is 1, or as a share of whole.
func digestRank(row []any, whole float64) any {
	d := digestOf(row[0])
	if len(d) == 0 || row[1] == nil {
		return nil
	}
	sum := 0.0
	for _, v := range d {
		if compareElements(v.Value, row[1], 1, 1) <= 0 {
			sum += v.Weight
		}
	}
	if whole == 1 {
		return sum
	}
	return sum / weightOf(d) * whole
}
