package sweep

import (
	"encoding/binary"
	"math/bits"
)

// smallGo fills the masks of a small set for any processor and any block, and returns how many words
// there are. It is the twin of the assembly, and looks two bytes up at a time (BenchmarkSweepGo/6).
func (s *Sweeper) smallGo() (n int, highs, escapes uint64) {
	block, pairs, m := s.smallWords(), s.small.pairs(), &s.m
	for ; len(block) >= 64; block = block[64:] {
		n++
		m[dot][n], m[colon][n], m[esc][n], m[high][n] = pairs.classes.masks((*[64]byte)(block))
		highs |= m[high][n]
		escapes |= m[esc][n]
	}
	s.keepAllowed(n, pairs)
	if escapes != 0 {
		escapes = s.keepHiding(n)
	}
	return n, highs, escapes
}

// smallWords returns the block at base in whole words: of the last of a buffer that is a copy among zeros.
func (s *Sweeper) smallWords() []byte {
	block := s.buf[s.base:min(s.base+blockSize, len(s.buf))]
	if len(block)%64 == 0 {
		return block
	}
	n := copy(s.edge[:], block)
	whole := s.edge[:(n+63)&^63]
	clear(whole[n:])
	return whole
}

// keepAllowed leaves of the dots of n words those that the set allows. They are listed first: a branch
// for each would be guessed wrongly as often as not.
func (s *Sweeper) keepAllowed(n int, pairs *smallPairs) {
	row, room, found := &s.m[dot], (*[blockSize]uint16)(s.places[:blockSize]), 0
	for w, dots := range row[1 : n+1] {
		found = spread(room, found, w, dots)
	}
	clear(row[1 : n+1])
	for _, d := range s.allowed(room[:found], pairs) {
		row[d/64+1] |= 1 << (d % 64)
	}
}

// allowed leaves of dots those that the set allows. It has no branch, as in [Sweeper.pass].
func (s *Sweeper) allowed(dots list, pairs *smallPairs) list {
	k := 0
	for _, d := range dots {
		p := s.base + int(d)
		dots[k] = d
		if p < 2 || p+2 >= len(s.buf) { // Slow path: at an end of the buffer
			if s.small.allows(s.buf, p) {
				k++
			}
			continue
		}
		around := s.buf[p-2:][:5]
		k += nonzero(uint64(pairs.before[binary.LittleEndian.Uint16(around)] & pairs.after[binary.LittleEndian.Uint16(around[3:])]))
	}
	return dots[:k]
}

// keepHiding leaves of what may begin an escape, in n words, what may begin one that hides something,
// and returns whether anything is left.
func (s *Sweeper) keepHiding(n int) (escapes uint64) {
	for w, escs := range s.m[esc][1 : n+1] {
		if escs == 0 {
			continue
		}
		kept := uint64(0)
		for x := escs; x != 0; x &= x - 1 {
			i := bits.TrailingZeros64(x)
			p := s.base + w*64 + i
			if s.buf[p] == '%' || p+1 < len(s.buf) && (s.buf[p+1] == 'u' || s.buf[p+1] == 'x') {
				kept |= 1 << i
			}
		}
		s.m[esc][w+1] = kept
		escapes |= kept
	}
	return escapes
}

// smallPairs are what smallGo looks two bytes up in.
type smallPairs struct {
	classes       pairTable
	before, after [1 << 16]uint8 // the groups that allow the two before a dot, and behind it
}

// lookPairs makes the tables. Of the classes, dots, colons, escapes and high bytes, is left out what
// the other byte rules out: dots that stand by none that the set allows there, and backslashes before
// what makes no escape of them that hides anything.
func (m *small) lookPairs() *smallPairs {
	all := new(smallPairs)
	for pair := range all.classes {
		first, second := byte(pair), byte(pair>>8)
		all.classes.set(pair,
			[4]bool{
				first == '.' && m.sets[2][second] != 0, first == ':',
				first == '%' || first == '\\' && (second == 'u' || second == 'x'), first >= 0x80,
			},
			[4]bool{second == '.' && m.sets[1][first] != 0, second == ':', second == '%' || second == '\\', second >= 0x80},
		)
		all.before[pair], all.after[pair] = m.sets[0][first]&m.sets[1][second], m.sets[2][first]&m.sets[3][second]
	}
	return all
}
