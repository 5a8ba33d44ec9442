package main

import (
	"fmt"
	"math"
	"slices"
)

// A taken is what one run took.
type taken struct {
	Wall    float64 // seconds
	CPU     float64 // seconds, of all threads
	Memory  int64   // bytes at the peak
	Bytes   int64   // of plain text that was looked at
	Status  int     // of the process
	Version string
}

func wall(t taken) float64   { return t.Wall }
func cpu(t taken) float64    { return t.CPU }
func memory(t taken) float64 { return float64(t.Memory) / 1e6 }

func each(list []taken, of func(taken) float64) []float64 {
	values := make([]float64, len(list))
	for i, t := range list {
		values[i] = of(t)
	}
	return values
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// geomean is the geometric mean.
func geomean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += math.Log(v)
	}
	return math.Exp(sum / float64(len(values)))
}

// spread is the median, with the least and the most in brackets.
func spread(values []float64) string {
	return fmt.Sprintf("%s (%s-%s)", figure(median(values)), figure(slices.Min(values)), figure(slices.Max(values)))
}

// figure prints a number with three digits that count.
func figure(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	case v >= .1:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.3f", v)
}
