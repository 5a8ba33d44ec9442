package sweep

import "math/bits"

// A filter tells of most windows that they are not listed, from memory that stays in cache:
// a Bloom filter whose three bits for a key lie in one word, so that a look costs one load.
// Its twin without false answers is [prints], which it spares a load from far memory.
type filter struct {
	words []uint64 // a power of two
	shift uint     // the top bits of a hash are the word's number
}

// largeFilter is where a filter would leave the second cache with 16 bits a key; beyond it,
// a key has 8 bits at least.
const largeFilter = 1 << 24 // bits

func newFilter(keys int) filter {
	size := 16 * keys
	if size > largeFilter {
		size = max(largeFilter, 8*keys)
	}
	n := bits.Len(uint(max(size, 1<<10)-1)) - 6
	return filter{make([]uint64, 1<<n), uint(64 - n)}
}

// pattern is the key's three bits, each by another byte of the hash, as VPMULTISHIFTQB takes them.
func (f *filter) pattern(h uint64) uint64 {
	return 1<<(h&63) | 1<<(h>>8&63) | 1<<(h>>16&63)
}

func (f *filter) add(h uint64) { f.words[h>>f.shift] |= f.pattern(h) }

// has reports false only of a key that was not added.
func (f *filter) has(h uint64) bool {
	m := f.pattern(h)
	return f.words[h>>f.shift]&m == m
}

// one is 1 where [filter.has] is true, told without a branch.
func (f *filter) one(h uint64) int {
	w := f.words[h>>(f.shift&63)]
	return int(w >> (h & 63) & (w >> (h >> 8 & 63)) & (w >> (h >> 16 & 63)) & 1)
}

// nonzero is 0 for 0, else 1, and zero the other, told without a branch.
func nonzero(x uint64) int { return int((x | -x) >> 63) }
func zero(x uint64) int    { return 1 - nonzero(x) }

// prints are a set of hashes, kept as 32 bits of each in the group of eight that its other
// bits say: four bytes and some a key, and half a cache line a look. It answers wrongly once
// in a hundred million questions.
type prints struct {
	groups []group
	mask   uint64
}

// A group is filled from its start; 0 is empty. What finds it full goes to the next.
type group [8]uint32

// newPrints returns an empty set with room for so many and half as many again: a search ends
// at an empty place, so there must be one.
func newPrints(keys int) prints {
	n := 1 << bits.Len(uint(max(keys, 8)*3/16))
	return prints{make([]group, n), uint64(n - 1)}
}

// locate returns where a hash's search begins and what is kept of it: halves of its product with
// an odd number, the upper and the lower part folded, so that both hang on every bit of the hash.
func (p *prints) locate(h uint64) (at uint64, print uint32) {
	hi, lo := bits.Mul64(h, mixPrint)
	h = hi ^ lo
	return h >> 32 & p.mask, uint32(h) | 1
}

const mixPrint = 0x9e6c63d0876a9a47

func (p *prints) add(h uint64) {
	for at, print := p.locate(h); ; at = (at + 1) & p.mask {
		g := &p.groups[at]
		for i := range g {
			switch g[i] {
			case print:
				return
			case 0:
				g[i] = print
				return
			}
		}
	}
}

// one is 1 where the hash is in the set, else 0. It has no branch but the one for groups
// that are full, which are few.
func (p *prints) one(h uint64) int {
	at, print := p.locate(h)
	g := &p.groups[at]
	x := uint64(print)
	hit := zero(uint64(g[0])^x) | zero(uint64(g[1])^x) | zero(uint64(g[2])^x) | zero(uint64(g[3])^x) |
		zero(uint64(g[4])^x) | zero(uint64(g[5])^x) | zero(uint64(g[6])^x) | zero(uint64(g[7])^x)
	if g[7] != 0 && hit == 0 {
		return p.further(at, print)
	}
	return hit
}

// further looks into the groups behind a full one.
func (p *prints) further(at uint64, print uint32) int {
	for {
		at = (at + 1) & p.mask
		g := &p.groups[at]
		for i := range g {
			switch g[i] {
			case print:
				return 1
			case 0:
				return 0
			}
		}
	}
}

func (p *prints) has(h uint64) bool { return p.one(h) != 0 }
