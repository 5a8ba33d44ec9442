package sweep

import (
	"encoding/binary"
	"math/bits"
	"sync"
)

// smallGo is [Sweeper.loadSmall] for any processor and any block. It is the twin of the assembly,
// looks two bytes up at a time, and hangs on few branches (BenchmarkSweepGo/6).
func (s *Sweeper) smallGo() (n int, any seen) {
	block := s.buf[s.base:min(s.base+blockSize, len(s.buf))]
	pairs, found := pairClasses(), 0
	for ; len(block) > 0; n++ {
		if len(block) < 64 {
			block = append(make([]byte, 0, 64), block...)[:64]
		}
		dots, colons, escs, highs := smallWord((*[64]byte)(block), pairs)
		block = block[64:]
		found = s.noteDots(found, n, dots)
		s.m[dot][n+1], s.m[colon][n+1], s.m[esc][n+1], s.m[high][n+1] = 0, colons, escs, highs
		any.esc |= escs
		any.high |= highs
	}
	any.dot = s.allowDots(s.lists.names[:found])
	any.pair = s.leavePairs(n)
	return n, any
}

// noteDots writes the dots of a word behind the first n of the list and returns how many there
// are then. Four are written whatever there are: the next ones are written over.
func (s *Sweeper) noteDots(n, word int, dots uint64) int {
	base, count := uint16(word)*64, bits.OnesCount64(dots)
	list := s.lists.names[:cap(s.lists.names)]
	four := (*[4]uint16)(list[n:])
	four[0] = base + uint16(bits.TrailingZeros64(dots))
	dots &= dots - 1
	four[1] = base + uint16(bits.TrailingZeros64(dots))
	dots &= dots - 1
	four[2] = base + uint16(bits.TrailingZeros64(dots))
	dots &= dots - 1
	four[3] = base + uint16(bits.TrailingZeros64(dots))
	dots &= dots - 1
	for at := n + 4; dots != 0; at++ {
		list[at] = base + uint16(bits.TrailingZeros64(dots))
		dots &= dots - 1
	}
	return n + count
}

// allowDots marks the dots of the list that the set allows, and tells whether there are any.
func (s *Sweeper) allowDots(list list) (any uint64) {
	sets := &s.small.sets
	for _, d := range list {
		p := s.base + int(d)
		if p >= 2 && p+6 <= len(s.buf) { // Fast path: its neighbours are in one word.
			x := binary.LittleEndian.Uint64(s.buf[p-2:])
			if sets[0][uint8(x)]&sets[1][uint8(x>>8)]&sets[2][uint8(x>>24)]&sets[3][uint8(x>>32)] == 0 {
				continue
			}
		} else if !s.small.allows(s.buf, p) {
			continue
		}
		bit := uint64(1) << (d & 63)
		s.m[dot][d>>6+1] |= bit
		any |= bit
	}
	return any
}

// pairClasses have for each two bytes, the first in the lower half of the number, a byte for each
// class that a small set looks at: bit 0 tells of the first, bit 1 of the second.
var pairClasses = sync.OnceValue(func() *[1 << 16]uint32 {
	var of [256]uint32
	for c := range of {
		for lane, in := range [...]bool{c == '.', c == ':', c == '\\' || c == '%', c >= 0x80} {
			if in {
				of[c] |= 1 << (8 * lane)
			}
		}
	}
	all := new([1 << 16]uint32)
	for pair := range all {
		all[pair] = of[pair&0xff] | of[pair>>8]<<1
	}
	return all
})

// smallWord returns the masks of 64 bytes. Of eight bytes it makes a word that has, for each of
// four classes, a byte of mask; eight such words are two squares of bytes to be turned about
// their diagonals. Logs hold few of all pairs of bytes, so that those are in the nearest cache.
func smallWord(b *[64]byte, pairs *[1 << 16]uint32) (dots, colons, escs, highs uint64) {
	at := func(i int) uint32 {
		return pairs[binary.LittleEndian.Uint16(b[i:])] | pairs[binary.LittleEndian.Uint16(b[i+2:])]<<2 |
			pairs[binary.LittleEndian.Uint16(b[i+4:])]<<4 | pairs[binary.LittleEndian.Uint16(b[i+6:])]<<6
	}
	x, y := uint64(at(0))|uint64(at(32))<<32, uint64(at(8))|uint64(at(40))<<32
	z, w := uint64(at(16))|uint64(at(48))<<32, uint64(at(24))|uint64(at(56))<<32
	x, z = swap(x, z, 16, 0x0000ffff0000ffff)
	y, w = swap(y, w, 16, 0x0000ffff0000ffff)
	dots, colons = swap(x, y, 8, 0x00ff00ff00ff00ff)
	escs, highs = swap(z, w, 8, 0x00ff00ff00ff00ff)
	return dots, colons, escs, highs
}

// leavePairs leaves of the colons of n words those of pairs, and tells whether there are any.
func (s *Sweeper) leavePairs(n int) (any uint64) {
	row := &s.m[colon]
	row[0] = 0
	if s.base > 0 && s.buf[s.base-1] == ':' { // what the word before was left with would not tell
		row[0] = 1 << 63
	}
	for w := n; w > 0; w-- {
		if row[w] != 0 {
			row[w] = pairsOf(row[w], row[w-1])
			any |= row[w]
		}
	}
	return any
}
