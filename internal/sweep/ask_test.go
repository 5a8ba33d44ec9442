package sweep

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Questions are answered as one by one, however full the set is.
func TestAmong(t *testing.T) {
	rnd := rand.New(rand.NewPCG(16, 17))
	for round := range 200 {
		set := newPrints(1 + rnd.IntN(400))
		var listed []uint64
		for range rnd.IntN(8*len(set.groups) - 1) { // an empty place stays
			listed = append(listed, rnd.Uint64())
			set.add(listed[len(listed)-1])
		}
		var hashes []uint64
		for range rnd.IntN(65) {
			h := rnd.Uint64()
			if len(listed) > 0 && rnd.IntN(2) == 0 {
				h = listed[rnd.IntN(len(listed))]
			}
			hashes = append(hashes, h)
		}
		var want []int
		for i, h := range hashes {
			if set.has(h) {
				want = append(want, i)
			}
		}
		withAndWithout(t, func(t *testing.T) {
			places := make([]int, len(hashes))
			for i := range places {
				places[i] = i
			}
			if got := places[:set.among(places, slices.Clone(hashes))]; !slices.Equal(got, want) {
				t.Errorf("round %d: %v are in the set, want %v", round, got, want)
			}
		})
	}
}
