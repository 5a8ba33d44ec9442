package sweep

import (
	"context"
	"math/bits"
	"sync/atomic"
)

// anchorOf chooses the dot that a name is listed under: one whose window other names of a
// log seldom have. It returns -1 where there is none, and false where it had to take one
// between two digits, which in most texts are addresses' and fractions'.
func anchorOf(name []byte, shared *sharing) (p int, ok bool) {
	best, bestScore, fallback := -1, -100, -1
	for i, c := range name {
		if c != '.' {
			continue
		}
		if i > 0 && i+1 < len(name) && is(name[i-1], digit) && is(name[i+1], digit) {
			fallback = i
			continue
		}
		score := worth(name, i, shared)
		if score >= enough {
			return i, true // the leftmost: what is shared stands at the right
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 {
		return fallback, false
	}
	return best, true
}

// enough bytes of a window are as good as more.
const enough = 7

// worth estimates how rare a window is: by its length, without labels that any site has, and
// less for each doubling of the names that share it.
func worth(name []byte, p int, shared *sharing) int {
	n := wordsBefore(name, p)
	score := min(n, 8) + min(wordsAfter(name, p+1), 4)
	if common[string(name[p-n:p])] {
		score -= n + 2
	}
	return score - 2*bits.Len32(shared.of(nameWindow(name, p))>>2)
}

// common are labels of one host or another in any domain.
var common = map[string]bool{
	"www": true, "mail": true, "cdn": true, "api": true, "app": true, "login": true, "static": true, "img": true,
	"images": true, "smtp": true, "ftp": true, "blog": true, "shop": true, "dev": true, "test": true, "m": true,
	"ns1": true, "ns2": true, "com": true, "co": true, "net": true, "org": true, "gov": true, "edu": true, "ac": true,
}

// A sharing counts, about, how many names have a window.
type sharing struct {
	counts []uint32
	shift  uint
}

func newSharing(ctx context.Context, names []string) *sharing {
	n := bits.Len(uint(4*len(names) + 64))
	s := &sharing{make([]uint32, 1<<n), uint(64 - n)}
	eachRange(ctx, len(names), func(from, to int) {
		for _, name := range names[from:to] {
			text := []byte(name)
			for i, c := range text {
				if c == '.' {
					atomic.AddUint32(&s.counts[nameWindow(text, i)>>s.shift], 1)
				}
			}
		}
	})
	return s
}

func (s *sharing) of(window uint64) uint32 { return s.counts[window>>s.shift] }
