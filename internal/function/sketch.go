package function

import (
	"math"
	"slices"
)

// MostHashes is how many hashes a sketch holds. Up to so many distinct values it counts
// exactly; beyond, the standard error is about 0.8 %.
const MostHashes = 1 << 14

// MakeSketch returns a sketch of the distinct values whose hashes are given, in any order,
// as a dynamic: the least of the hashes, each without its lowest bit (see [LeastHashes]).
// It is nil of none. The slice is used up.
func MakeSketch(hashes []uint64) any {
	if len(hashes) == 0 {
		return nil
	}
	least := LeastHashes(hashes)
	out := make([]any, len(least))
	for i, h := range least {
		out[i] = int64(h >> 1) // so that it is a long
	}
	return out
}

// LeastHashes sorts hashes and returns the least [MostHashes] distinct ones, in the memory
// of the slice: the k minimum values of Bar-Yossef et al., "Counting distinct elements in
// a data stream" (2002).
func LeastHashes(hashes []uint64) []uint64 {
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return hashes[:min(len(hashes), MostHashes)]
}

// MergeSketches returns the sketch of what several are of; what is none counts nothing.
func MergeSketches(sketches []any) any {
	var all []uint64
	for _, s := range sketches {
		list, _ := listOf(s)
		for _, e := range list {
			if n, ok := e.(int64); ok && n >= 0 {
				all = append(all, uint64(n)<<1)
			}
		}
		if len(all) > 4*MostHashes {
			all = LeastHashes(all)
		}
	}
	return MakeSketch(all)
}

// sketchCount tells how many distinct values a sketch is of.
func sketchCount(x any) any {
	list, ok := listOf(x)
	if !ok {
		return nil
	}
	n := int64(len(list))
	if n < MostHashes {
		return n
	}
	last, _ := list[n-1].(int64)
	return int64(math.Round(float64(n-1) / (float64(last) + 1) * (1 << 63)))
}
