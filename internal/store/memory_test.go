package store

import (
	"context"
	"math/rand/v2"
	"testing"

	"foxhound/indicator"
)

// What is written for the next pull is what reading all assertions says, after pulls of every
// sort.
func TestMemory(t *testing.T) {
	ctx := context.Background()
	s := open(t, Options{Limits: Limits{Add: 1e9, Remove: 1}})
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := range 40 {
		var inds []indicator.Indicator
		for _, ind := range many(0, 60) {
			if rnd.IntN(3) > 0 {
				ind.Confidence = 50 + rnd.IntN(2)
				inds = append(inds, ind)
			}
		}
		pull(t, s, Feed{Name: "f", Whole: rnd.IntN(2) == 0}, inds...)
		kept, err := loadMemory(ctx, s.db, 1)
		if err != nil {
			t.Fatal(err)
		}
		there, err := scanMemory(ctx, s.db, 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(there.all) == 0 || !kept.same(there) {
			t.Fatalf("after pull %d: %d are remembered, %d there, and they are not the same", n, len(kept.all), len(there.all))
		}
	}
}
