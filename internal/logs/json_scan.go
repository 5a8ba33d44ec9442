package logs

import (
	"unicode/utf16"
	"unicode/utf8"
)

// A jsonScanner reads one JSON value after another from data. It accepts what RFC 8259
// does, as encoding/json's Valid has it, with these exceptions: values nest to maxDepth at
// most, and NaN, Infinity and -Infinity, which many writers emit for numbers, are numbers
// where they stand directly in a row. Bytes that are no UTF-8 pass within strings.
//
// Each method reads at pos and returns false when the text is wrong; why says how.
type jsonScanner struct {
	data []byte
	pos  int
	why  string
}

const maxDepth = 500

const tooDeep = "objects and arrays nest too deep"

func (s *jsonScanner) fail(why string) bool {
	if s.why == "" {
		s.why = why
	}
	return false
}

// space skips white space.
func (s *jsonScanner) space() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\t', '\r', '\n':
			s.pos++
		default:
			return
		}
	}
}

// peek returns the next byte, or 0 at the end. No valid text has a 0.
func (s *jsonScanner) peek() byte {
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

// expect skips one byte that has to be there.
func (s *jsonScanner) expect(c byte, why string) bool {
	if s.peek() != c {
		return s.fail(s.ended(why))
	}
	s.pos++
	return true
}

// ended replaces a complaint where the text is not wrong but ends.
func (s *jsonScanner) ended(why string) string {
	if s.pos >= len(s.data) {
		return "the record ends early: cut off"
	}
	return why
}

// str reads a string and returns what stands between its quotes.
func (s *jsonScanner) str() (raw []byte, escaped, ok bool) {
	if !s.expect('"', "a string is missing its opening quote") {
		return nil, false, false
	}
	start := s.pos
	for {
		s.pos = plainRun(s.data, s.pos)
		switch c := s.peek(); {
		case c == '"':
			s.pos++
			return s.data[start : s.pos-1], escaped, true
		case c == '\\':
			escaped = true
			if i := s.pos + 1; i < len(s.data) && unescaped[s.data[i]] != 0 { // Fast path
				s.pos += 2
			} else if !s.escape() {
				return nil, false, false
			}
		default:
			return nil, false, s.fail(s.ended("a string holds a control character"))
		}
	}
}

// escape skips a backslash and what belongs to it.
func (s *jsonScanner) escape() bool {
	s.pos++
	switch s.peek() {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.pos++
		return true
	case 'u':
		s.pos++
		for range 4 {
			if unhex(s.peek()) < 0 {
				return s.fail(s.ended(`\u without four hexadecimal digits`))
			}
			s.pos++
		}
		return true
	}
	return s.fail(s.ended("an escape that JSON does not have"))
}

// value reads a value of any sort and returns it as it is spelled, a string without its
// quotes.
func (s *jsonScanner) value() (raw []byte, kind Kind, escaped, ok bool) {
	start := s.pos
	switch c := s.peek(); {
	case c == '"':
		raw, escaped, ok = s.str()
		return raw, Text, escaped, ok
	case c == '{', c == '[':
		kind, ok = JSON, s.nested(1)
	case c == 't':
		kind, ok = Bool, s.word("true")
	case c == 'f':
		kind, ok = Bool, s.word("false")
	case c == 'n':
		return nil, Null, false, s.word("null")
	case c == 'N':
		kind, ok = Number, s.word("NaN")
	case c == 'I':
		kind, ok = Number, s.word("Infinity")
	case c == '-' && s.pos+1 < len(s.data) && s.data[s.pos+1] == 'I':
		kind, ok = Number, s.word("-Infinity")
	default:
		kind, ok = Number, s.number()
	}
	if !ok {
		return nil, Null, false, false
	}
	return s.data[start:s.pos], kind, false, true
}

func (s *jsonScanner) word(w string) bool {
	if len(s.data)-s.pos < len(w) || string(s.data[s.pos:s.pos+len(w)]) != w {
		return s.fail("a value that is none of JSON's")
	}
	s.pos += len(w)
	return true
}

func (s *jsonScanner) number() bool {
	if s.peek() == '-' {
		s.pos++
	}
	if s.peek() == '0' {
		s.pos++
	} else if !s.digits() {
		return false
	}
	if s.peek() == '.' {
		s.pos++
		if !s.digits() {
			return false
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.pos++
		if c := s.peek(); c == '+' || c == '-' {
			s.pos++
		}
		return s.digits()
	}
	return true
}

func (s *jsonScanner) digits() bool {
	start := s.pos
	for c := s.peek(); '0' <= c && c <= '9'; c = s.peek() {
		s.pos++
	}
	return s.pos > start || s.fail(s.ended("a value that is none of JSON's"))
}

// nested checks and skips an object or array that is depth deep in the row.
func (s *jsonScanner) nested(depth int) bool {
	if depth > maxDepth {
		return s.fail(tooDeep)
	}
	if s.peek() == '{' {
		return s.members(func([]byte) bool { return s.element(depth) })
	}
	return s.elements(func() bool { return s.element(depth) })
}

// element checks and skips a value of a container that is depth deep.
func (s *jsonScanner) element(depth int) bool {
	switch s.peek() {
	case '"':
		_, _, ok := s.str()
		return ok
	case '{', '[':
		return s.nested(depth + 1)
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	case 'n':
		return s.word("null")
	}
	return s.number()
}

// members reads an object; value is called with each key, to read its value.
func (s *jsonScanner) members(value func(key []byte) bool) bool {
	s.pos++
	if s.space(); s.peek() == '}' {
		s.pos++
		return true
	}
	for {
		key, _, ok := s.str()
		if !ok || !s.colon() || !value(key) {
			return false
		}
		if more, ok := s.comma('}'); !more {
			return ok
		}
	}
}

// elements reads an array; value is called to read each of its values.
func (s *jsonScanner) elements(value func() bool) bool {
	s.pos++
	if s.space(); s.peek() == ']' {
		s.pos++
		return true
	}
	for {
		if !value() {
			return false
		}
		if more, ok := s.comma(']'); !more {
			return ok
		}
	}
}

// colon skips what stands between a key and its value.
func (s *jsonScanner) colon() bool {
	s.space()
	if !s.expect(':', "a key without its colon") {
		return false
	}
	s.space()
	return true
}

// comma skips what stands behind a value: a comma and white space, or the end of its
// container.
func (s *jsonScanner) comma(end byte) (more, ok bool) {
	s.space()
	switch s.peek() {
	case ',':
		s.pos++
		s.space()
		return true, true
	case end:
		s.pos++
		return false, true
	}
	return false, s.fail(s.ended("a value is followed by neither comma nor end"))
}

// appendUnescaped appends what a string means. Its escapes have been checked; half a
// surrogate pair becomes U+FFFD, as in encoding/json.
func appendUnescaped(dst, raw []byte) []byte {
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			next := plainRun(raw, i)
			dst = append(dst, raw[i:next]...)
			i = next
			continue
		}
		if c := raw[i+1]; c != 'u' {
			dst = append(dst, unescaped[c])
			i += 2
			continue
		}
		r := hex4(raw[i+2:])
		i += 6
		if utf16.IsSurrogate(r) {
			second := rune(-1)
			if i+6 <= len(raw) && raw[i] == '\\' && raw[i+1] == 'u' {
				second = hex4(raw[i+2:])
			}
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				i += 6
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

var unescaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func hex4(b []byte) (r rune) {
	for _, c := range b[:4] {
		r = r<<4 | rune(unhex(c))
	}
	return r
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// end reports whether nothing but white space is left.
func (s *jsonScanner) end() bool {
	s.space()
	return s.pos == len(s.data) || s.fail("text behind the object")
}

// unquote gives a key its meaning.
func unquote(raw []byte, escaped bool) string {
	if !escaped {
		return string(raw)
	}
	return string(appendUnescaped(nil, raw))
}
