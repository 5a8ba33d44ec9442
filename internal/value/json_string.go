package value

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads the string that starts with the quote at i. Without escapes it is a part
// of the text.
func (p *jsonParser) string() (string, error) {
	start := p.i + 1
	for i := start; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			p.i = i + 1
			return p.s[start:i], nil
		case c == '\\':
			return p.escaped(start, i)
		case c < ' ':
			p.i = i
			return "", p.unexpected()
		}
	}
	p.i = len(p.s)
	return "", p.unexpected()
}

// escaped reads a string whose first escape is at i.
func (p *jsonParser) escaped(start, i int) (string, error) {
	b := append(make([]byte, 0, i-start+32), p.s[start:i]...)
	p.i = i
	for p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			return string(b), nil
		case c < ' ':
			return "", p.unexpected()
		case c != '\\':
			b = append(b, c)
			p.i++
		default:
			r, ok := p.escape()
			if !ok {
				return "", p.unexpected()
			}
			b = utf8.AppendRune(b, r)
		}
	}
	return "", p.unexpected()
}

// escape reads the escape at i.
func (p *jsonParser) escape() (rune, bool) {
	if p.i+1 >= len(p.s) {
		return 0, false
	}
	if p.s[p.i+1] == 'u' {
		return p.codeUnits()
	}
	r := unescaped[p.s[p.i+1]]
	if r != 0 {
		p.i += 2
	}
	return rune(r), r != 0
}

var unescaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// codeUnits reads \uXXXX, with the second half of a surrogate pair; half a pair alone is
// the replacement character.
func (p *jsonParser) codeUnits() (rune, bool) {
	r, ok := p.codeUnit()
	if !ok || !utf16.IsSurrogate(r) {
		return r, ok
	}
	back := p.i
	if low, ok := p.codeUnit(); ok {
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, true
		}
	}
	p.i = back
	return utf8.RuneError, true
}

func (p *jsonParser) codeUnit() (rune, bool) {
	if len(p.s)-p.i < 6 || p.s[p.i:p.i+2] != `\u` {
		return 0, false
	}
	n, err := strconv.ParseUint(p.s[p.i+2:p.i+6], 16, 16)
	if err != nil {
		return 0, false
	}
	p.i += 6
	return rune(n), true
}
