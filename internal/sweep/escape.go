package sweep

import (
	"iter"
	"math/bits"
	"unicode/utf8"
)

// Escapes are what a format may write for a byte. Those that hide nothing need not be
// declared: doubled quotes, \/ and CEF's \=, for neither is part of a token.
type Escapes uint8

const (
	Control    Escapes = 1 << iota // a backslash and one of controls: \n, \t
	Unicode                        // \u002e
	HexByte                        // \x2e
	Percent                        // %2e, and %252e
	Octothorpe                     // #012
	JSON       = Control | Unicode
	Every      = Control | Unicode | HexByte | Percent | Octothorpe
)

// controls are the letters that any format makes an escape of: a bit each, from a.
const controls = 1 | 1<<('b'-'a') | 1<<('e'-'a') | 1<<('f'-'a') | 1<<('n'-'a') | 1<<('r'-'a') | 1<<('t'-'a') | 1<<('v'-'a')

// letters are the controls that are escapes.
func (e Escapes) letters() uint64 {
	if e&Control == 0 {
		return 0
	}
	return controls
}

// maxSkip is the most bytes of a token that can belong to the escape before it.
const maxSkip = 11

// skips returns how many of the bytes at p, where a run of word bytes begins, may belong to
// an escape that began at p-1, as a set of bits: `\nevil.com` is evil.com behind a line feed
// as well as nevil.com behind a backslash.
func (s *Sweeper) skips(p int) (set uint32) {
	if p == 0 {
		return 0
	}
	rest := s.buf[p:min(p+maxSkip, len(s.buf))]
	switch s.buf[p-1] {
	case '\\':
		set = s.backslash(rest)
	case '%':
		set = s.percent(rest)
	case '#':
		if s.escapes&Octothorpe != 0 && len(rest) >= 3 && is(rest[0], digit) && is(rest[1], digit) && is(rest[2], digit) {
			set = 1 << 3
		}
	}
	return set
}

func (s *Sweeper) backslash(rest []byte) (set uint32) {
	if len(rest) == 0 {
		return 0
	}
	c := rest[0]
	if c != 'u' && c != 'x' { // as mostly
		return uint32(s.escapes.letters()>>(c-'a')&1) << 1
	}
	if v, ok := hexValue(rest[1:], 4); s.escapes&Unicode != 0 && c == 'u' && ok {
		set |= 1 << 5
		if v == '%' {
			set |= s.percent(rest[5:]) << 5
		}
	}
	if v, ok := hexValue(rest[1:], 2); s.escapes&HexByte != 0 && c == 'x' && ok {
		set |= 1 << 3
		if v == '%' {
			set |= s.percent(rest[3:]) << 3
		}
	}
	return set
}

// percent undoes nothing, once, twice and three times: %2f, %252f, %25252f.
func (s *Sweeper) percent(rest []byte) (set uint32) {
	if s.escapes&Percent == 0 {
		return 0
	}
	for n := 2; n <= 6; n += 2 {
		v, ok := hexValue(rest, 2)
		if !ok {
			break
		}
		set |= 1 << n
		if v != '%' {
			break
		}
		rest = rest[2:]
	}
	return set
}

// each yields the members of a set of skips.
func each(set uint32) iter.Seq[int] {
	return func(yield func(skip int) bool) {
		for ; set != 0; set &= set - 1 {
			if !yield(bits.TrailingZeros32(set)) {
				return
			}
		}
	}
}

// hexValue reads n hexadecimal digits.
func hexValue(text []byte, n int) (v rune, ok bool) {
	if len(text) < n {
		return 0, false
	}
	for _, c := range text[:n] {
		if !is(c, hex) {
			return 0, false
		}
		v = v<<4 | rune(c&15)
		if c >= 'A' {
			v += 9
		}
	}
	return v, true
}

// escapeAnchors reports the escapes that stand for a byte of a token.
func (s *Sweeper) escapeAnchors() {
	for _, d := range s.k.flatten(s.places, escapeMark) {
		p := s.base + int(d)
		if p+2 < len(s.buf) && (s.buf[p] != '\\' || s.buf[p+1] == 'u' || s.buf[p+1] == 'x') && s.hides(p) {
			s.report(p)
		}
	}
}

// hides reports whether the escape at p, if there is one, hides something that could
// belong to a token. Two bytes follow p.
func (s *Sweeper) hides(p int) bool {
	buf := s.buf
	switch next := buf[p+1]; buf[p] {
	case '\\':
		switch {
		case next == 'u' && s.escapes&Unicode != 0:
			v, ok := hexValue(buf[p+2:], 4)
			return ok && (s.escapedEscape(v) || s.hidden(p, p+6, v, false))
		case next == 'x' && s.escapes&HexByte != 0:
			v, ok := hexValue(buf[p+2:], 2)
			return ok && (s.escapedEscape(v) || s.hidden(p, p+4, v, true))
		}
	case '%':
		return s.escapes&Percent != 0 && s.hiddenPercent(p)
	}
	return false
}

// escapedEscape reports whether what is escaped begins an escape itself, as in a string of
// JSON within a string of JSON.
func (s *Sweeper) escapedEscape(v rune) bool {
	return v == '\\' || v == '%' && s.escapes&Percent != 0 || v == '#' && s.escapes&Octothorpe != 0
}

// hiddenPercent reads %2e and %252e.
func (s *Sweeper) hiddenPercent(p int) bool {
	rest := s.buf[p+1:]
	v, ok := hexValue(rest, 2)
	for n := 0; ok && v == '%' && n < 3; n++ {
		rest = rest[2:]
		v, ok = hexValue(rest, 2)
	}
	return ok && s.hidden(p, len(s.buf)-len(rest)+2, v, true)
}

// hidden judges the value v of the escape between begin and end: a character, or a byte of
// one in UTF-8.
func (s *Sweeper) hidden(begin, end int, v rune, isByte bool) bool {
	switch {
	case v >= 0x80:
		return (s.names || s.mail) && s.hiddenHigh(begin, v, isByte)
	case v == ':':
		return s.colons && s.amongColons(begin, end)
	case v == '@':
		return s.mail
	}
	return is(byte(v), word) || v == '.' || s.odd && isOdd(byte(v))
}

// hiddenHigh judges what is not ASCII: it can belong to a name, or stand for a full stop.
func (s *Sweeper) hiddenHigh(p int, v rune, isByte bool) bool {
	return s.words || isByte && stopLead(v) || !isByte && stops(v) || s.nearStop(p)
}

// nearStop reports whether a full stop is in the run of what names and escapes are made of
// around p, which is looked at once: a text in another script may be one long run of escapes.
func (s *Sweeper) nearStop(p int) bool {
	if p < s.escaped.end {
		return s.escaped.stops
	}
	s.escaped.stops = false
	for i := p; i >= 0 && p-i < 4*maxName && s.nearName(s.buf[i]); i-- {
		s.escaped.stops = s.escaped.stops || s.buf[i] == '.'
	}
	end := p
	for ; end < len(s.buf) && s.nearName(s.buf[end]); end++ {
		s.escaped.stops = s.escaped.stops || s.buf[end] == '.'
	}
	s.escaped.end = end
	return s.escaped.stops
}

// nearName reports whether c can stand in a name that holds escapes.
func (s *Sweeper) nearName(c byte) bool {
	return classOf[c]&(1<<word|1<<dot|1<<esc|1<<high) != 0 || isOdd(c)
}

// amongColons reports whether an escaped colon can belong to an address, which may begin or end with
// it: a neighbour is a digit or a colon, or escaped itself.
func (s *Sweeper) amongColons(begin, end int) bool {
	fits := func(c byte) bool { return classOf[c]&(1<<hex|1<<colon|1<<esc) != 0 }
	return begin > 0 && fits(s.buf[begin-1]) || end >= len(s.buf) || fits(s.buf[end])
}

// stops reports whether IDNA may read the character as a full stop, or as something with one.
func stops(r rune) bool {
	switch {
	case r == 0x3002, r == 0xff0e, r == 0xff61, r == 0xfe52, r == 0xfe19, r == utf8.RuneError:
		return true
	}
	return 0x2024 <= r && r <= 0x2026 || 0x2488 <= r && r <= 0x249b || r == 0x1f100 || 0xd800 <= r && r < 0xe000
}

// stopLead reports whether such a character begins with the byte in UTF-8.
func stopLead(v rune) bool { return v == 0xe2 || v == 0xe3 || v == 0xef || v == 0xf0 }

func isOdd(c byte) bool { return c == '!' || c == '$' || c == '+' || c == '~' }
