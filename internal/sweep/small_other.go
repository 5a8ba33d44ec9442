//go:build !amd64 || purego

package sweep

// findSmall fills the marks of the block at base that a small set needs.
func (s *Sweeper) findSmall() { s.markSmall(s.smallGo()) }
