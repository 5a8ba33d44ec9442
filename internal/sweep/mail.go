package sweep

import "math/bits"

// mailAnchors looks up the windows around each @: the end of the local part and the start
// of the domain. What passes is reported: windows are long, and listed addresses few.
func (s *Sweeper) mailAnchors(n int) {
	row, words, escapes := &s.m[at], &s.m[word], &s.m[esc]
	for w := 1; w <= n; w++ {
		for x := row[w]; x != 0; x &= x - 1 {
			i := uint(bits.TrailingZeros64(x))
			back := runBehind(behind(words, w, i))
			p := s.base + (w-1)*64 + int(i)
			b, a := before(s.buf, p)|spaces, (after(s.buf, p+1)|spaces)&bottom[min(runAhead(ahead(words, w, i)), 8)]
			set := uint32(1)
			if back <= 8+maxSkip && int64(behind(escapes, w, i)<<uint(back)) < 0 {
				set |= s.skips(p - back)
			}
			for skip := range each(set) {
				if n := back - skip; n >= 0 && s.proposed(window(mailKind, b&top[min(n, 8)], a)) {
					s.report(p)
					break
				}
			}
		}
	}
}
