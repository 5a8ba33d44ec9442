//go:build !purego

package sweep

// smallAVX2 fills the masks of dots, colons, escapes and high bytes of so many words, of
// dots only those that the tables allow, of escapes those that the tables name. It returns
// whether there are any of the last two. It reads two bytes before src and behind it.
//
//go:noescape
func smallAVX2(masks *uint64, src *byte, words int, t *tables) (highs, escapes uint64)

// smallAVX512 is smallAVX2 for a processor with wider registers and tables: about twice as
// fast (BenchmarkSweep/6). It marks dots and colons of pairs, and fills the masks of escapes and
// high bytes only where there are any.
//
//go:noescape
func smallAVX512(k *marks, m *masks, src *byte, words int, t *tables) (highs, escapes uint64)

// findSmall fills the marks of the block at base that a small set needs.
func (s *Sweeper) findSmall() {
	switch {
	case wider:
		n, src := s.smallSource()
		s.k.some = [markKinds][blockWords / 64]uint64{}
		highs, escapes := smallAVX512(&s.k, &s.m, src, n, s.tables)
		s.markRare(n, highs, escapes)
	case fast:
		n, src := s.smallSource()
		highs, escapes := smallAVX2(&s.m[0][1], src, n, s.tables)
		s.markSmall(n, highs, escapes)
	default:
		s.markSmall(s.smallGo())
	}
}

// smallSource returns the block at base and how many words it has, where there are two bytes on
// either side of it: of the first and the last block of a buffer that is a copy among zeros.
func (s *Sweeper) smallSource() (words int, src *byte) {
	if s.base > 0 && len(s.buf)-s.base >= blockSize+2 {
		return blockWords, &s.buf[s.base]
	}
	from, to := max(0, s.base-2), min(len(s.buf), s.base+blockSize+2)
	clear(s.edge[:])
	copy(s.edge[2+from-s.base:], s.buf[from:to])
	return (min(len(s.buf)-s.base, blockSize) + 63) / 64, &s.edge[2]
}
