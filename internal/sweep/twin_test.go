package sweep

import (
	"net/netip"
	"strings"

	"foxhound/indicator"
)

// A twin says of a record what a [Sweeper] must not miss: it undoes the escapes and looks
// for each observable as a whole token, one after the other.
type twin struct {
	keys    Keys
	escapes Escapes
}

// holds reports whether the record holds a listed observable. Backslashes are undone once and
// twice, as where JSON holds JSON; percent signs up to three times, as proxies' logs have them.
func (t twin) holds(record string) bool {
	once := undo(record, t.escapes)
	return t.percents(once) || t.percents(undo(once, t.escapes&^Octothorpe))
}

func (t twin) percents(text string) bool {
	for range 4 {
		if t.plain(text) {
			return true
		}
		if t.escapes&Percent == 0 {
			break
		}
		text = undoPercent(text)
	}
	return false
}

// undo undoes backslashes and octothorpes, once.
func undo(s string, e Escapes) string {
	var out []byte
	for i := 0; i < len(s); i++ {
		c, rest := s[i], []byte(s[i+1:])
		switch {
		case c == '\\' && len(rest) > 0 && rest[0] == '\\':
			out = append(out, '\\')
			i++
			continue
		case c == '\\' && len(rest) > 0:
			next := rest[0]
			if v, ok := hexValue(rest[1:], 4); e&Unicode != 0 && next == 'u' && ok {
				out = append(out, string(v)...)
				i += 5
				continue
			}
			if v, ok := hexValue(rest[1:], 2); e&HexByte != 0 && next == 'x' && ok {
				out = append(out, byte(v))
				i += 3
				continue
			}
			if at := strings.IndexByte("abefnrtv", next); e&Control != 0 && at >= 0 {
				out = append(out, "\a\b\x1b\f\n\r\t\v"[at])
				i++
				continue
			}
		case c == '#' && e&Octothorpe != 0 && len(rest) >= 3 && (string(rest[:3]) == "012" || string(rest[:3]) == "015"):
			out = append(out, '\n')
			i += 3
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

func undoPercent(s string) string {
	var out []byte
	for i := 0; i < len(s); i++ {
		if v, ok := hexValue([]byte(s[i+1:]), 2); s[i] == '%' && ok {
			out = append(out, byte(v))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

func (t twin) plain(text string) bool {
	small := asciiLower(text)
	for _, name := range t.keys.Names {
		if t.whole(small, name, isWordByte, isWordByte, true) {
			return true
		}
	}
	for _, m := range t.keys.Mail {
		if t.whole(small, asciiLower(m), isWordByte, isWordByte, true) {
			return true
		}
	}
	for _, h := range t.keys.Hashes {
		if t.whole(small, h, isHexByte, isHexByte, false) {
			return true
		}
	}
	isDigitByte := func(c byte) bool { return is(c, digit) }
	for _, a := range t.keys.Addrs {
		if a.Is4() && t.whole(small, a.String(), isDigitByte, isDigitByte, false) {
			return true
		}
	}
	for _, token := range strings.FieldsFunc(small, func(r rune) bool { return r >= 0x80 || classOf[byte(r)]&(1<<hex|1<<colon|1<<dot) == 0 }) {
		if addr, ok := indicator.ParseAddr(token); ok && t.addr(addr) {
			return true
		}
	}
	for _, token := range strings.FieldsFunc(text, func(r rune) bool {
		return r < 0x80 && classOf[byte(r)]&(1<<word|1<<dot) == 0
	}) {
		if t.foreign(strings.TrimSpace(token)) {
			return true
		}
	}
	return false
}

// foreign reports whether the token is the name, or below it, in the form that IDNA gives it.
func (t twin) foreign(token string) bool {
	host, ok := indicator.CanonicalHost(token)
	if !ok {
		return false
	}
	for _, name := range t.keys.Names {
		if host == name || strings.HasSuffix(host, "."+name) {
			return true
		}
	}
	return false
}

func (t twin) addr(addr netip.Addr) bool {
	for _, a := range t.keys.Addrs {
		if a == addr {
			return true
		}
	}
	return false
}

// whole reports whether text holds value with none of the bytes beside it.
func (t twin) whole(text, value string, left, right func(byte) bool, dots bool) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], value)
		if i < 0 {
			return false
		}
		i += from
		from = i + 1
		if i > 0 && left(text[i-1]) {
			continue
		}
		rest := text[i+len(value):]
		if dots {
			rest = strings.TrimLeft(rest, ".")
		}
		if rest == "" || !right(rest[0]) {
			return true
		}
	}
}

func isWordByte(c byte) bool { return is(c, word) }
func isHexByte(c byte) bool  { return is(c, hex) }

func asciiLower(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = lower(b[i])
	}
	return string(b)
}
