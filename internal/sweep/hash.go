package sweep

import "math/bits"

// hashAnchors looks at runs of hexadecimal digits. A run of 31 or more covers a whole group
// of 16 bits of the mask, wherever it begins; no address, time or GUID does.
//
//	hex     ....1111 1111111111111111 1111111111111111 111.....
//	groups  0        1                1                0
//	first            ^                -
//	begin       ^
//
// Of a run's groups only the first counts, so that a long run is looked at once.
func (s *Sweeper) hashAnchors(n int) {
	row := &s.m[hex]
	last := groups(row[0])
	for w := 1; w <= n; w++ {
		t := groups(row[w])
		for x := t &^ (t<<16 | last>>48); x != 0; x &= x - 1 {
			i := uint(bits.TrailingZeros64(x))
			s.hashAnchor(s.base+(w-1)*64+int(i)-runBehind(behind(row, w, i)), w, i)
		}
		last = t
	}
}

// groups has the lowest bit of each group of 16 that are all set.
func groups(x uint64) uint64 {
	x &= x >> 1
	x &= x >> 2
	x &= x >> 4
	x &= x >> 8
	return x & 0x0001000100010001
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
