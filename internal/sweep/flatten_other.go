//go:build !amd64 || purego

package sweep

// flattenDots lists the dots of n words that are names', and those that are addresses' second.
func (s *Sweeper) flattenDots(n int) (names, quads list) { return s.flattenGo(n) }
