package sweep

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"net/netip"
	"unsafe"
)

// quadAnchors looks at dots that could be the second of an address.
//
//	        1 0 . 2 0 . 3 0 . 4 0
//	        first  second   third
//	bytes   first   1   second  <- before the dot, third behind it: the window
func (s *Sweeper) quadAnchors() {
	for _, d := range s.lookup(s.k.flatten(s.places, quadMark), quadLookup) {
		s.askQuad(s.base + int(d))
	}
	for _, d := range s.k.flatten(s.places, hiddenQuadMark) {
		s.hiddenQuad(s.base + int(d))
	}
}

// askQuad asks for the address whose second dot is at p.
func (s *Sweeper) askQuad(p int) {
	if v, ok := quadAround(s.buf, p); ok {
		s.ask(p, wholeQuad(v))
	}
}

// lookQuads is [Sweeper.lookNames] for second dots. What is no address is written over.
func (s *Sweeper) lookQuads(dots list, k int) int {
	digits, stops, text, n := &s.m[digit], &s.m[dot], s.text(dots), k
	for _, d := range dots {
		near, nearStops := around(digits, d), around(stops, d)
		back, on := &quads.before[near&255], &quads.after[near>>9]
		s.passed.put(n, d, window(quadKind, text.before(d)&back.keep, text.after(d)&on.keep))
		n += nonzero(nearStops<<56&back.stop) & nonzero(nearStops>>9&on.stop)
	}
	return s.pass(k, n)
}

// A part of an address next to its second dot: the bytes to keep, and the bit of the dot
// that has to stand at its end. No bit is no address.
type part struct{ keep, stop uint64 }

// quads are, before the second dot, the first number, a dot and the second number, by the
// digits there; behind it the third number.
var quads = func() (q struct {
	before [256]part
	after  [16]part
}) {
	for x := range q.before {
		second := bits.LeadingZeros8(^uint8(x))
		first := bits.LeadingZeros8(^(uint8(x) << (second + 1)))
		if 1 <= second && second <= 3 && 1 <= first && first <= 3 {
			q.before[x] = part{top[first+1+second], 1 << (63 - second)}
		}
	}
	for x := range q.after {
		if third := bits.TrailingZeros8(^uint8(x)); 1 <= third && third <= 3 {
			q.after[x] = part{bottom[third], 1 << third}
		}
	}
	return q
}()

// hiddenQuad asks for the address whose second dot is at p, behind an escape.
func (s *Sweeper) hiddenQuad(p int) {
	one := p - digitsBefore(s.buf, p) - 1
	if one < 0 || s.buf[one] != '.' {
		return
	}
	first, back := digitsBefore(s.buf, one), wordsBefore(s.buf, one)
	for skip := range each(s.skips(one - back)) {
		if n := back - skip; 0 < n && n <= 3 && n <= first {
			if v, ok := quadAt(s.buf, one-n); ok {
				s.ask(p, wholeQuad(v))
			}
		}
	}
}

// digitsBefore returns how many digits stand before p; of more than a number has, four.
func digitsBefore(buf []byte, p int) (n int) {
	for n < p && n < 4 && is(buf[p-1-n], digit) {
		n++
	}
	return n
}

// quadAt reads an address at p, which no digit may follow. A number with a zero before it,
// which may mean octal, is none, as nowhere in this house.
func quadAt(buf []byte, p int) (v uint32, ok bool) {
	for part := 0; ; part++ {
		n, digits := uint32(0), 0
		for ; p < len(buf) && is(buf[p], digit) && digits < 4; p++ {
			if n == 0 && digits > 0 {
				return 0, false
			}
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
func (s *Sweeper) colonAnchors() {
	for _, d := range s.k.flatten(s.places, pairMark) {
		if p := s.base + int(d); p >= s.run && s.colonRun(p) {
			s.report(p)
		}
	}
}

// pairsOf returns the colons of a word that have another right before them, or two at two to
// five bytes each.
func pairsOf(c, before uint64) uint64 {
	// No carry: of an address's six colons or seven, on two words at most, three are on one.
	return c&(c<<1|before>>63) | afterAnother(c, afterAnother(c, c))
}

// afterAnother returns the bits of c that have one of x two to five bits below.
func afterAnother(c, x uint64) uint64 {
	x = x<<2 | x<<3
	return c & (x | x<<2)
}

// maxColonRun is longer than any address with what may stick to it.
const maxColonRun = 64

// colonRun judges the run of colons, dots and hexadecimal digits around p: it asks for the address
// that this is, and reports whether it may be one that cannot be read.
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
	colons := colonsOf(s.buf, begin, len(run))
	if n := bits.OnesCount64(colons); colons&(colons>>1) == 0 && (n < 6 || n > 9) {
		return false
	}
	if hi, lo, ok := hextets(s.buf, begin, len(run), colons); ok && s.sixes {
		s.ask(p, wholeHalves(hi, lo)) // as mostly
		return false
	}
	return s.askRun(p, run)
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

// hasQuadMark reports whether ffff: is in a run, in any case.
func hasQuadMark(run []byte) bool {
	for i := 4; i < len(run); i++ {
		if run[i] == ':' && binary.LittleEndian.Uint32(run[i-4:])|0x20202020 == 0x66666666 {
			return true
		}
	}
	return false
}

// askRun asks for the address that a run is, or reports that it is nothing that can be read. Quads with
// colons are ::ffff:1.2.3.4 and ::ffff:102:304, with the zeros spelled out or not.
func (s *Sweeper) askRun(p int, run []byte) bool {
	if !s.sixes && !hasQuadMark(run) {
		return false
	}
	run = bytes.TrimRight(run, ".")
	for _, text := range [][]byte{run, bytes.TrimPrefix(run, []byte(":")), bytes.TrimSuffix(run, []byte(":"))} {
		addr, err := netip.ParseAddr(unsafe.String(unsafe.SliceData(text), len(text)))
		if err == nil {
			s.ask(p, wholeAddr(addr.As16()))
			return false
		}
	}
	return true
}
