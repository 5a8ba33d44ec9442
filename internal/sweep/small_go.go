package sweep

import (
	"encoding/binary"
	"math/bits"
)

// smallGo fills the masks of a small set for any processor and any block, and returns how many words
// there are. It is the twin of the assembly, and looks two bytes up at a time (BenchmarkSweepGo/6).
func (s *Sweeper) smallGo() (n int, highs, escapes uint64) {
	block := s.buf[s.base:min(s.base+blockSize, len(s.buf))]
	pairs := s.small.pairs()
	for ; len(block) > 0; n++ {
		if len(block) < 64 {
			block = append(make([]byte, 0, 64), block...)[:64]
		}
		dots, colons, escs, h := smallWord((*[64]byte)(block), pairs)
		block = block[64:]
		s.m[dot][n+1], s.m[colon][n+1], s.m[esc][n+1], s.m[high][n+1] = s.allowed(dots, n), colons, escs, h
		escapes |= escs
		highs |= h
	}
	return n, highs, escapes
}

// allowed leaves of the dots of a word those that the set allows.
func (s *Sweeper) allowed(dots uint64, word int) (kept uint64) {
	for x := dots; x != 0; x &= x - 1 {
		i := bits.TrailingZeros64(x)
		if s.small.allows(s.buf, s.base+word*64+i) {
			kept |= 1 << i
		}
	}
	return kept
}

// lookPairs makes the table that smallGo looks two bytes up in, the first in the lower half of
// the number. It has a byte for each class that is looked at: bit 0 tells of the first byte, bit 1
// of the second. Left out is what the other byte rules out: dots that stand by none that the set
// allows there, and backslashes before what makes no escape of them that hides anything.
func (m *small) lookPairs() *[1 << 16]uint32 {
	all := new([1 << 16]uint32)
	for pair := range all {
		first, second := byte(pair), byte(pair>>8)
		for lane, in := range [...][2]bool{
			{first == '.' && m.sets[2][second] != 0, second == '.' && m.sets[1][first] != 0},
			{first == ':', second == ':'},
			{first == '%' || first == '\\' && (second == 'u' || second == 'x'), second == '%' || second == '\\'},
			{first >= 0x80, second >= 0x80},
		} {
			for bit, is := range in {
				if is {
					all[pair] |= 1 << (8*lane + bit)
				}
			}
		}
	}
	return all
}

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
