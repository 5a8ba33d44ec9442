package sweep

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// What the assembly marks and lists is what Go does.
func TestMarks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(12, 13))
	for round := range 120 {
		want := traits{names: true, quads: true, hashes: true, colons: true, allDots: round%3 == 0}
		buf := markText(rnd, round%5)
		var results []markResult
		withAndWithout(t, func(*testing.T) { results = append(results, markBlocks(buf, &want)...) })
		blocks := (len(buf) + blockSize - 1) / blockSize
		for i, r := range results[blocks:] {
			if !slices.EqualFunc(r[:], results[i%blocks][:], slices.Equal) {
				t.Fatalf("round %d, block %d: %v and %v", round, i%blocks, results[i%blocks], r)
			}
		}
	}
}

// markText is of a size that ends anywhere in a block: text, runs of few characters, or any bytes.
func markText(rnd *rand.Rand, sort int) []byte {
	size := blockSize + rnd.IntN(blockSize)
	switch sort {
	case 0:
		return bytes.Repeat([]byte("1.2"[rnd.IntN(2):2]), blockSize)
	case 1, 2:
		buf, few := make([]byte, size), []string{"0123456789abcdefA.g", ":::a\\%.1\xff\xc3"}[sort-1]
		for i := range buf {
			if rnd.IntN(60) == 0 {
				few = few[1:] + few[:1]
			}
			buf[i] = few[rnd.IntN(len(few)-rnd.IntN(2))]
		}
		return buf
	case 3:
		buf := make([]byte, size)
		for i := range buf {
			buf[i] = byte(rnd.Uint32())
		}
		return buf
	}
	return randomText(rnd, size)
}

// A markResult has the places of each kind in a block.
type markResult [markKinds]list

func markBlocks(buf []byte, want *traits) (results []markResult) {
	var m masks
	var k marks
	for base := 0; base < len(buf); base += blockSize {
		n := m.load(buf, base)
		k.find(&m, n, want)
		var r markResult
		for kind := range r {
			r[kind] = slices.Clone(k.flatten(make(list, blockSize), kind))
		}
		results = append(results, r)
	}
	return results
}
