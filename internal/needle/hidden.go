package needle

import "foxhound/internal/sweep"

// A hidden knows what else than its byte a log may write for a byte of the texts: an escape,
// or one of the characters whose other case is an ASCII letter.
type hidden struct {
	letters [256]bool // the bytes that are looked for
	unicode bool      // \u002e is read
	hexByte bool      // \x2e is read
	name    bool      // the texts are names of JSON's members, with no JSON within them
}

// folds are the characters beyond ASCII that are an ASCII letter in another case, by simple
// folding or by the functions that change case: the dotted and the dotless i, the long s and
// the Kelvin sign.
var folds = []struct {
	r      rune
	letter byte
}{{0x130, 'i'}, {0x131, 'i'}, {0x17f, 's'}, {0x212a, 'k'}}

func newHidden(entries []entry, e sweep.Escapes) hidden {
	h := hidden{unicode: e&sweep.Unicode != 0, hexByte: e&sweep.HexByte != 0}
	for i := range entries {
		for _, c := range []byte(entries[i].text[entries[i].run.from:entries[i].run.to]) {
			h.letters[lower[c]] = true
			if 'a' <= lower[c] && lower[c] <= 'z' {
				h.letters[lower[c]&^0x20] = true
			}
		}
	}
	return h
}

// at reports whether what stands at p may stand for a byte of the texts.
func (h *hidden) at(buf []byte, p int) bool {
	if buf[p] >= 0x80 {
		return h.foldAt(buf[p:])
	}
	if buf[p] != '\\' || p+1 == len(buf) {
		return false
	}
	switch buf[p+1] {
	case 'u':
		v, ok := hexValue(buf[p+2:], 4)
		return h.unicode && ok && h.stands(v)
	case 'x':
		v, ok := hexValue(buf[p+2:], 2)
		return h.hexByte && ok && (h.stands(v) || h.leads(byte(v)))
	}
	return false
}

// stands reports whether a character that is escaped may stand for a byte of the texts. A
// backslash may begin another escape, as in JSON within JSON, where a control character may be
// spelled with a letter: \u0009 is \t.
func (h *hidden) stands(v rune) bool {
	if v < 0x80 {
		return !h.name && (v < ' ' || v == '\\') || h.letters[v]
	}
	for _, f := range folds {
		if f.r == v {
			return h.letters[f.letter]
		}
	}
	return false
}

// leads reports whether a byte begins one of the characters that fold to a letter of the texts.
func (h *hidden) leads(c byte) bool {
	for _, f := range folds {
		if string(f.r)[0] == c && h.letters[f.letter] {
			return true
		}
	}
	return false
}

func (h *hidden) foldAt(text []byte) bool {
	for _, f := range folds {
		if s := string(f.r); len(text) >= len(s) && string(text[:len(s)]) == s {
			return h.letters[f.letter]
		}
	}
	return false
}

// windows are the beginnings of what may be hidden, up to three bytes.
func (h *hidden) windows() (list []string) {
	if h.unicode {
		list = append(list, `\u0`, `\u2`)
	}
	if h.hexByte {
		list = append(list, `\x`)
	}
	for _, f := range folds {
		if h.letters[f.letter] {
			list = append(list, string(f.r))
		}
	}
	return list
}

// hexValue reads n hexadecimal digits.
func hexValue(text []byte, n int) (v rune, ok bool) {
	if len(text) < n {
		return 0, false
	}
	for _, c := range text[:n] {
		switch {
		case '0' <= c && c <= '9':
			v = v<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			v = v<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return v, true
}
