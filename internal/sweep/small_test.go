package sweep

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// smallKeys are those of keys that a small set can hold.
func smallKeys() Keys {
	k := keys
	k.Hashes, k.Mail = nil, nil
	k.Names = slices.DeleteFunc(slices.Clone(k.Names), func(name string) bool { return !strings.Contains(name, ".") })
	return k
}

// recordsOf returns the starts of the records that hold a place.
func recordsOf(buf []byte, places []int) (starts []int) {
	for _, p := range places {
		starts = append(starts, bytes.LastIndexByte(buf[:p], '\n')+1)
	}
	return slices.Compact(starts)
}

// randomText is a few blocks of pieces, those of observables among them.
func randomText(rnd *rand.Rand, size int) []byte {
	list, buf := pieces(), []byte(nil)
	for len(buf) < size {
		buf = append(buf, list[rnd.IntN(len(list))]...)
		if rnd.IntN(3) == 0 {
			buf = append(buf, '\n')
		}
	}
	return buf
}

// A small set's sweep proposes the records that the general one does, in assembly and in Go.
func TestSmall(t *testing.T) {
	rnd := rand.New(rand.NewPCG(6, 7))
	for range 40 {
		k := smallKeys()
		if rnd.IntN(2) == 0 {
			k.Names, k.Addrs = subset(rnd, 0.4, k.Names), subset(rnd, 0.4, k.Addrs)
		}
		little, general := built(k), built(k)
		if general.small = nil; little.small == nil {
			t.Fatal("a small set is not taken for one")
		}
		escapes := Escapes(rnd.IntN(int(Every) + 1))
		buf := randomText(rnd, 4*blockSize+rnd.IntN(200))
		want := recordsOf(buf, general.Sweeper(escapes).Sweep(nil, buf))
		withAndWithout(t, func(t *testing.T) {
			got := recordsOf(buf, little.Sweeper(escapes).Sweep(nil, buf))
			if !slices.Equal(got, want) {
				t.Errorf("escapes %05b, %d names: records %d, want %d", escapes, len(k.Names), len(got), len(want))
				for _, at := range got {
					if !slices.Contains(want, at) {
						t.Errorf("more: %q", buf[at:at+bytes.IndexByte(buf[at:], '\n')])
					}
				}
			}
		})
	}
}

// A buffer may end with what begins an escape.
func TestEndsWithin(t *testing.T) {
	for _, k := range []Keys{smallKeys(), keys} {
		for _, end := range []string{"%", `\`, "%2", `\u`, `\u00`, `\x`, "#", "#0", "\xc3", ".", ":", "::"} {
			withAndWithout(t, func(*testing.T) { built(k).Sweeper(Every).Sweep(nil, []byte(end)) })
			long := append(bytes.Repeat([]byte{'a'}, blockSize-len(end)), end...)
			withAndWithout(t, func(*testing.T) { built(k).Sweeper(Every).Sweep(nil, long) })
		}
	}
}

// Of a block's colons those are left that pairsOf finds, whichever way they are looked for.
func TestSmallPairs(t *testing.T) {
	rnd := rand.New(rand.NewPCG(14, 15))
	x := built(smallKeys())
	buf := make([]byte, 8*blockSize)
	for i := range buf {
		if buf[i] = 'a'; rnd.IntN(8) == 0 && i < 4*blockSize || rnd.IntN(2000) == 0 {
			buf[i] = ':'
		}
	}
	withAndWithout(t, func(t *testing.T) {
		s := x.Sweeper(Every)
		s.buf = buf
		before := uint64(0)
		for s.base = 0; s.base < len(buf); s.base += blockSize {
			s.findSmall()
			for w := range blockWords {
				var c uint64
				for i, b := range buf[s.base+64*w : s.base+64*w+64] {
					if b == ':' {
						c |= 1 << i
					}
				}
				want := pairsOf(c, before)
				got, some := s.k.rows[pairMark][w], s.k.some[pairMark][w/64]>>(w%64)&1 != 0
				if some != (want != 0) || some && got != want {
					t.Fatalf("block at %d, word %d: %064b are left, want %064b", s.base, w, got, want)
				}
				before = c
			}
		}
	})
}

// The same places are found with the processor's help as without, whatever the index of a large set.
func TestSame(t *testing.T) {
	rnd := rand.New(rand.NewPCG(8, 9))
	for round := range 60 {
		k := keys
		if round%3 > 0 {
			k = some(rnd, 0.5)
		}
		if round%3 == 2 {
			k.Hashes, k.Mail = nil, nil
		}
		x := built(k)
		// A filter that lets half of all windows pass exercises what stands behind it.
		for i := range x.filter.words {
			if round%2 == 0 {
				x.filter.words[i] |= rnd.Uint64()
			}
		}
		escapes := Escapes(rnd.IntN(int(Every) + 1))
		buf := randomText(rnd, rnd.IntN(4*blockSize))
		var results [][]int
		withAndWithout(t, func(*testing.T) { results = append(results, x.Sweeper(escapes).Sweep(nil, buf)) })
		for _, r := range results[1:] {
			if !slices.Equal(r, results[0]) {
				t.Errorf("round %d: places %v in assembly, %v in Go", round, results[0], r)
			}
		}
	}
}

// What the loops in assembly let pass is what those in Go do.
func TestLookup(t *testing.T) {
	rnd := rand.New(rand.NewPCG(10, 11))
	for range 30 {
		x := built(keys)
		for i := range x.filter.words {
			x.filter.words[i] |= rnd.Uint64()
		}
		buf := randomText(rnd, 2*blockSize+rnd.IntN(100))
		var modes [][][3]list
		withAndWithout(t, func(*testing.T) {
			var results [][3]list
			s := x.Sweeper(Every)
			s.buf = buf
			for s.base = 0; s.base < len(buf); s.base += blockSize {
				n := s.m.load(buf, s.base)
				s.k.findGo(&s.m, n, &traits{allDots: true})
				all := s.k.flattenGo(make(list, 0, blockSize), nameMark)
				var r [3]list
				for i, kind := range []*lookup{nameLookup, quadLookup} {
					r[i] = slices.Clone(s.lookup(all, kind))
				}
				runs := s.k.flattenGo(make(list, 0, blockSize), hashMark)
				for i, d := range runs {
					runs[i] = d + runReach - uint16(runBehind(behind(&s.m[hex], int(d>>6)+1, uint(d))))
				}
				r[2] = slices.Clone(s.lookup(runs, hashLookup))
				results = append(results, r)
			}
			modes = append(modes, results)
		})
		for i, want := range modes[len(modes)-1] {
			for _, quick := range modes {
				for j := range want {
					if !slices.Equal(quick[i][j], want[j]) {
						t.Fatalf("block %d, list %d: %v in assembly, %v in Go", i, j, quick[i][j], want[j])
					}
				}
			}
		}
	}
}
