package function

import (
	"math"

	"foxhound/internal/series"
	"foxhound/internal/value"
)

// seriesStats are the functions that sum a series up.
var seriesStats = []Scalar{
	{Name: "series_stats", New: onArray(func(list, rest []any) any { return statsOf(list, rest).tuple() })},
	{Name: "series_stats_dynamic", New: onArray(func(list, rest []any) any { return statsOf(list, rest).bag() })},
	{Name: "series_sum", New: onReals(func(y []float64, _ []any) any { return series.Sum(y) })},
	{Name: "series_product", New: onReals(func(y []float64, _ []any) any { return series.Product(y) })},
	{Name: "series_magnitude", New: onReals(func(y []float64, _ []any) any { return math.Sqrt(series.Dot(y, y)) })},
	{Name: "series_dot_product", New: rowwise(dotProduct)},
	{Name: "series_cosine_similarity", New: onReals(cosineSimilarity)},
	{Name: "series_pearson_correlation", New: onReals(pearson)},
}

// stats are what series_stats tells; n is 0 where it tells nothing.
type stats struct {
	n             int
	min, max      float64
	minAt, maxAt  int
	sum, variance float64
}

// statsOf counts only finite numbers, if told so; otherwise one element that is none
// leaves nothing to tell.
func statsOf(list, rest []any) stats {
	skip := len(rest) > 0 && rest[0] == true
	var s stats
	var y []float64
	for i, x := range list {
		v, ok := dynamicReal(x)
		if !ok || math.IsNaN(v) || math.IsInf(v, 0) {
			if !skip {
				return stats{}
			}
			continue
		}
		if len(y) == 0 || v < s.min {
			s.min, s.minAt = v, i
		}
		if len(y) == 0 || v > s.max {
			s.max, s.maxAt = v, i
		}
		y = append(y, v)
	}
	if s.n = len(y); s.n > 0 {
		s.sum, s.variance = series.Sum(y), series.Variance(y)
	}
	return s
}

func (s stats) tuple() []any {
	if s.n == 0 {
		return make([]any, len(Tuple("series_stats")))
	}
	return []any{s.min, int64(s.minAt), s.max, int64(s.maxAt), s.sum / float64(s.n), math.Sqrt(s.variance), s.variance}
}

func (s stats) bag() any {
	b := named("series_stats", s.tuple())
	if s.n > 0 {
		b.Set("sum", s.sum)
		b.Set("len", int64(s.n))
	}
	return b
}

// named makes a bag of what a function gives as a tuple.
func named(function string, tuple []any) *value.Bag {
	b := &value.Bag{}
	for i, p := range Tuple(function) {
		b.Set(p.Name, tuple[i])
	}
	return b
}

// dotProduct multiplies two series, of which one may be a number that stands for every
// element.
func dotProduct(_ Spec, row []any) any {
	a, ok1 := listOf(row[0])
	b, ok2 := listOf(row[1])
	if !ok1 && !ok2 || ok1 && ok2 && len(a) != len(b) {
		return nil
	}
	sum := 0.0
	for i := range max(len(a), len(b)) {
		x, ok1 := dynamicReal(elementOf(row[0], i))
		y, ok2 := dynamicReal(elementOf(row[1], i))
		if !ok1 || !ok2 {
			return nil
		}
		sum += x * y
	}
	return sum
}

// other returns the series at 0 of the arguments, as long as y is.
func other(y []float64, rest []any) ([]float64, bool) {
	list, ok := listOf(rest[0])
	if !ok || len(list) != len(y) {
		return nil, false
	}
	return realsOf(list)
}

// cosineSimilarity takes the series' magnitudes from the arguments if they are given.
func cosineSimilarity(a []float64, rest []any) any {
	b, ok := other(a, rest)
	if !ok {
		return nil
	}
	size := func(y []float64, i int) float64 {
		if i < len(rest) {
			if m, ok := rest[i].(float64); ok {
				return m
			}
		}
		return math.Sqrt(series.Dot(y, y))
	}
	return series.Dot(a, b) / (size(a, 1) * size(b, 2))
}

func pearson(a []float64, rest []any) any {
	b, ok := other(a, rest)
	if !ok {
		return nil
	}
	return series.Correlation(a, b)
}
