//go:build !amd64 || purego

package sweep

// loadSmall fills the masks of the block at base that a small set needs.
func (s *Sweeper) loadSmall() (n int, any seen) {
	n, _ = s.m.load(s.buf, s.base)
	return n, s.smallGo(n)
}
