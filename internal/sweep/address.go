package sweep

import (
	"bytes"
	"math/bits"
	"net/netip"
	"unsafe"
)

// quadAnchor looks at a dot that could be the second of an address: at bit i of word w.
//
//	        1 0 . 2 0 . 3 0 . 4 0
//	        first  second   third
//	bytes   first   1   second  <- before the dot, third behind it: the window
func (s *Sweeper) quadAnchor(w int, i uint) {
	digits, dots := behind(&s.m[digit], w, i), behind(&s.m[dot], w, i)
	second := runBehind(digits)
	third := runAhead(ahead(&s.m[digit], w, i))
	if second > 3 || third > 3 || int64(dots<<uint(second)) >= 0 || ahead(&s.m[dot], w, i)>>uint(third)&1 == 0 {
		return
	}
	p := s.base + (w-1)*64 + int(i)
	first := runBehind(digits << uint(second+1))
	if 0 < first && first <= 3 && s.quad(p, first, second, third) {
		return
	}
	back := runBehind(behind(&s.m[word], w, i) << uint(second+1))
	if back <= 3+maxSkip && int64(behind(&s.m[esc], w, i)<<uint(second+1+back)) < 0 {
		each(s.skips(p-second-1-back), func(skip int) bool {
			n := back - skip
			return n <= 0 || n > 3 || n > first || !s.quad(p, n, second, third)
		})
	}
}

// quad reports the address whose second dot is at p if it is listed.
func (s *Sweeper) quad(p, first, second, third int) bool {
	if !s.proposed(quadWindow(s.buf, p, first+1+second, third)) {
		return false
	}
	v, ok := quadAt(s.buf, p-second-1-first)
	if !ok || !s.wholes.has(wholeQuad(v)) {
		return false
	}
	s.report(p)
	return true
}

// quadAt reads an address at p, which no digit may follow.
func quadAt(buf []byte, p int) (v uint32, ok bool) {
	for part := 0; ; part++ {
		n, digits := uint32(0), 0
		for ; p < len(buf) && is(buf[p], digit) && digits < 4; p++ {
			n, digits = n*10+uint32(buf[p]-'0'), digits+1
		}
		if digits == 0 || digits > 3 || n > 255 {
			return 0, false
		}
		v = v<<8 | n
		if part == 3 {
			return v, true
		}
		if p == len(buf) || buf[p] != '.' {
			return 0, false
		}
		p++
	}
}

// colonAnchors looks at addresses with colons: at two in a row, and at three with one to
// four bytes between, which are in any address without two in a row.
func (s *Sweeper) colonAnchors(n int) {
	row := &s.m[colon]
	for w := 1; w <= n; w++ {
		c := row[w]
		if c == 0 {
			continue
		}
		pairs := c & (c<<1 | row[w-1]>>63)
		// No carry: of an address's six colons or seven, on two words at most, three are on one.
		near := c & (c<<2 | c<<3 | c<<4 | c<<5)
		pairs |= near & (near<<2 | near<<3 | near<<4 | near<<5)
		for ; pairs != 0; pairs &= pairs - 1 {
			if p := s.base + (w-1)*64 + bits.TrailingZeros64(pairs); p >= s.run && s.colonRun(p) {
				s.report(p)
			}
		}
	}
}

// maxColonRun is longer than any address with what may stick to it.
const maxColonRun = 64

// colonRun judges the run of colons, dots and hexadecimal digits around p.
func (s *Sweeper) colonRun(p int) bool {
	inRun := func(c byte) bool { return classOf[c]&(1<<hex|1<<colon|1<<dot) != 0 }
	begin, end := p, p
	for begin > 0 && p-begin < maxColonRun && inRun(s.buf[begin-1]) {
		begin--
	}
	for end < len(s.buf) && end-p < maxColonRun && inRun(s.buf[end]) {
		end++
	}
	s.run = end
	run := s.buf[begin:end]
	if len(run) >= maxColonRun {
		// Too long for an address. Fingerprints of keys are: twenty bytes, no colon next to another.
		return bytes.Contains(run, []byte("::"))
	}
	if s.afterEscape(begin) {
		return true
	}
	if n := bytes.Count(run, []byte(":")); !bytes.Contains(run, []byte("::")) && (n < 6 || n > 9) {
		return false
	}
	return s.listedRun(run)
}

// afterEscape reports whether an escape may reach into what begins at p.
func (s *Sweeper) afterEscape(p int) bool {
	for i := p - 1; i >= 0 && p-i <= maxSkip; i-- {
		if c := s.buf[i]; is(c, esc) {
			return s.skips(i+1) != 0
		} else if !is(c, word) {
			break
		}
	}
	return false
}

// listedRun reports whether a run is a listed address, or nothing that can be judged.
func (s *Sweeper) listedRun(run []byte) bool {
	run = bytes.TrimRight(run, ".")
	for _, text := range [][]byte{run, bytes.TrimPrefix(run, []byte(":")), bytes.TrimSuffix(run, []byte(":"))} {
		addr, err := netip.ParseAddr(unsafe.String(unsafe.SliceData(text), len(text)))
		if err == nil {
			return s.wholes.has(wholeAddr(addr.As16()))
		}
	}
	return true
}
