package hunt

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"foxhound/internal/logs"
	"foxhound/internal/roles"
)

// plain reads a field of a row of which the model knows nothing: whatever text there is. Text
// that is JSON, whole or cut off, is read as what it spells.
func (o *observer) plain(col *roles.Column, place int, table *roles.Table, f *logs.Field) {
	text := f.Text
	line := table.Name == roles.TextTable
	switch {
	case len(text) == 0 || f.Kind != logs.Text && f.Kind != logs.JSON:
		return
	case bytes.IndexByte(text, '\\') >= 0 && (f.Kind == logs.JSON || line && spellsJSON(text)):
		text = unescaped(text)
	}
	before := len(o.seen)
	o.text(text, !line)
	for i := range o.seen[before:] {
		ob := &o.seen[before+i]
		ob.column, ob.place = col, place
	}
}

func spellsJSON(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) > 0 && (line[0] == '{' || line[0] == '[')
}

// unescaped is a text that spells JSON with the escapes of its strings undone. Blanks stand
// for control characters, which part words.
func unescaped(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		i := bytes.IndexByte(text, '\\')
		if i < 0 || i+1 == len(text) {
			return append(out, text...)
		}
		out, text = append(out, text[:i]...), text[i:]
		r, n := escape(text)
		out, text = utf8.AppendRune(out, r), text[n:]
	}
	return out
}

// escape reads the escape that a text begins with, and tells how long it is.
func escape(text []byte) (r rune, n int) {
	switch c := text[1]; c {
	case '"', '\\', '/':
		return rune(c), 2
	case 'b', 'f', 'n', 'r', 't':
		return ' ', 2
	case 'u':
		high, ok := codeUnit(text)
		if !ok {
			break
		}
		if low, ok := codeUnit(text[6:]); ok && utf16.IsSurrogate(high) {
			if r := utf16.DecodeRune(high, low); r != utf8.RuneError {
				return r, 12
			}
		}
		return high, 6
	}
	return '\\', 1
}

// codeUnit reads \u and four digits.
func codeUnit(text []byte) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' || !hexadecimal(text[2:6]) {
		return 0, false
	}
	var r rune
	for _, c := range text[2:6] {
		switch {
		case c <= '9':
			c -= '0'
		default:
			c = c | 0x20 - 'a' + 10
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
