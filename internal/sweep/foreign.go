package sweep

import (
	"bytes"
	"strings"
	"unicode"
)

// foreignAnchors looks at tokens with bytes that are not ASCII. As a host name such a token
// is another in ASCII, and IDNA finds ASCII letters and full stops in many a character; so
// the canonical form is asked for, of tokens that could be names.
func (s *Sweeper) foreignAnchors() {
	for _, d := range s.k.flatten(s.places, foreignMark) {
		if p := s.base + int(d); p >= s.token && s.foreign(p) {
			s.report(p)
		}
	}
}

// maxForeign is longer than any text that is read as a host name.
const maxForeign = 8 * maxName

// foreign judges the token around p.
func (s *Sweeper) foreign(p int) bool {
	begin, end := p, p
	for begin > 0 && p-begin < maxForeign && s.inForeign(s.buf[begin-1]) {
		begin--
	}
	for end < len(s.buf) && end-p < maxForeign && s.inForeign(s.buf[end]) {
		end++
	}
	s.token = end
	switch token := s.buf[begin:end]; {
	case !s.words && !mayStop(token):
		return false
	case len(token) >= maxForeign || s.canonical == nil || s.mail && begin > 0 && s.buf[begin-1] == '@':
		return true
	}
	for skip := range each(s.skips(begin) | 1) {
		if skip <= end-begin && s.listedForeign(string(s.buf[begin+skip:end])) {
			return true
		}
	}
	return false
}

func (s *Sweeper) inForeign(c byte) bool { return is(c, high) || s.inToken(c) }

// mayStop reports whether a token holds a full stop, or what IDNA may read as one.
func mayStop(token []byte) bool {
	if bytes.IndexByte(token, '.') >= 0 {
		return true
	}
	for _, r := range string(token) {
		if stops(r) {
			return true
		}
	}
	return false
}

// listedForeign looks a token up as it is, and in the pieces that marks and spaces cut.
func (s *Sweeper) listedForeign(token string) bool {
	if whole := strings.TrimSpace(token); s.listedName(whole) {
		return true
	}
	for piece := range strings.FieldsFuncSeq(token, cuts) {
		if len(piece) < len(token) && s.listedName(piece) {
			return true
		}
	}
	return false
}

// cuts reports whether a text is cut into tokens at the character.
func cuts(r rune) bool {
	return (unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)) && r != '.' && r != '-' && r != '_' && !stops(r)
}

// listedName reports whether the name or a parent of it is listed, with the punctuation behind
// it or without: in text that is of the sentence.
func (s *Sweeper) listedName(name string) bool {
	bare := strings.TrimRight(name, ".!")
	return s.listedHost(name) || bare != name && s.listedHost(bare)
}

func (s *Sweeper) listedHost(name string) bool {
	host, ok := s.canonical(name)
	if !ok {
		return false
	}
	h := uint64(nameKind)
	for i := len(host) - 1; i >= 0; i-- {
		h = step(h, host[i])
		if (i == 0 || !is(host[i-1], word)) && s.wholes.has(h) {
			return true
		}
	}
	return false
}
