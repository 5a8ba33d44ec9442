//go:build !amd64 || purego

package sweep

// loadSmall fills the masks of the block at base that a small set needs.
func (s *Sweeper) loadSmall() (n int, any seen) { return s.smallGo() }
