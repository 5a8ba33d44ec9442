package sweep

import "math/bits"

// hashAnchors looks at runs of hexadecimal digits.
func (s *Sweeper) hashAnchors() {
	row := &s.m[hex]
	for w, x := range s.k.words(hashMark) {
		for ; x != 0; x &= x - 1 {
			i := uint(bits.TrailingZeros64(x))
			s.hashAnchor(s.base+(w-1)*64+int(i)-runBehind(behind(row, w, i)), w, i)
		}
	}
}

// hashAnchor looks up the run that begins at p.
func (s *Sweeper) hashAnchor(p, w int, i uint) {
	if s.filter.has(hashWindow(s.buf, p)) && s.confirmHash(p) {
		s.report(p)
		return
	}
	back := runBehind(behind(&s.m[word], w, i))
	if back > 16+maxSkip || int64(behind(&s.m[esc], w, i)<<uint(back)) >= 0 {
		return
	}
	begin := s.base + (w-1)*64 + int(i) - back
	each(s.skips(begin), func(skip int) bool {
		if q := begin + skip; q <= p || !s.proposed(hashWindow(s.buf, q)) || !s.confirmHash(q) {
			return true
		}
		s.report(p)
		return false
	})
}

// confirmHash reports whether the digits from p on, to their end, are a listed hash.
func (s *Sweeper) confirmHash(p int) bool {
	end := p
	for end < len(s.buf) && end-p <= maxHash && is(s.buf[end], hex) {
		end++
	}
	if end-p > maxHash || !s.lengths[end-p] {
		return false
	}
	h := uint64(hashKind)
	for i := end - 1; i >= p; i-- {
		h = step(h, lower(s.buf[i]))
	}
	return s.wholes.has(h)
}
