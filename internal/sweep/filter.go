package sweep

import "math/bits"

// A filter tells of most windows that they are not listed, from memory that stays in cache:
// a Bloom filter whose two bits for a key lie in one word, so that a look costs one load.
// Its twin without false answers is [prints], which it spares a load from far memory.
type filter struct {
	words []uint64 // a power of two
	shift uint     // the top bits of a hash are the word's number
}

// largeFilter is where a filter would leave the second cache with 16 bits a key; beyond it,
// a key has 8 bits at least.
const largeFilter = 1 << 22 // bits

func newFilter(keys int) filter {
	size := 16 * keys
	if size > largeFilter {
		size = max(largeFilter, 8*keys)
	}
	n := bits.Len(uint(max(size, 1<<10)-1)) - 6
	return filter{make([]uint64, 1<<n), uint(64 - n)}
}

// pattern is the key's two bits.
func (f *filter) pattern(h uint64) uint64 {
	return 1<<(h>>(f.shift-6)&63) | 1<<(h>>(f.shift-12)&63)
}

func (f *filter) add(h uint64) { f.words[h>>f.shift] |= f.pattern(h) }

// has reports false only of a key that was not added.
func (f *filter) has(h uint64) bool {
	m := f.pattern(h)
	return f.words[h>>f.shift]&m == m
}

// prints are a set of hashes, kept as 32 bits of each beside the place that says the others:
// four bytes and some a key. It answers wrongly once in a few thousand million questions.
type prints struct {
	slots []uint32 // 0 is empty
	mask  uint64
}

// newPrints returns an empty set with room for so many.
func newPrints(keys int) prints {
	n := bits.Len(uint(max(4*keys/3, 16)))
	return prints{make([]uint32, 1<<n), 1<<n - 1}
}

// locate returns where a hash's search begins and what is kept of it.
func (p *prints) locate(h uint64) (slot uint64, print uint32) {
	h = (h ^ h>>32) * 0x9e6c63d0876a9a47
	h ^= h >> 29
	return h >> 32 & p.mask, uint32(h) | 1
}

// add reports whether the hash is new.
func (p *prints) add(h uint64) bool {
	i, print := p.locate(h)
	for ; p.slots[i] != 0; i = (i + 1) & p.mask {
		if p.slots[i] == print {
			return false
		}
	}
	p.slots[i] = print
	return true
}

func (p *prints) has(h uint64) bool {
	i, print := p.locate(h)
	for ; p.slots[i] != 0; i = (i + 1) & p.mask {
		if p.slots[i] == print {
			return true
		}
	}
	return false
}
