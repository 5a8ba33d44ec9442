package hunt

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"foxhound/internal/logs"
	"foxhound/internal/match"
	"foxhound/internal/roles"
	"foxhound/internal/words"
)

// text reads free text: each of its words as a value of any kind. An address without a port is
// no more than related there, unless it is all that a column says. Of a text's words few are
// listed, and it may have millions: only those are kept, and none twice in a row.
func (o *observer) text(text []byte, alone bool) {
	before, n := len(o.seen), 0
	for word := range words.All(text) {
		n++
		from := len(o.seen)
		o.word(word)
		kept := from
		for _, ob := range o.seen[from:] {
			if (o.unlisted || o.lists(&ob)) && (kept == before || !o.seen[kept-1].same(&ob)) {
				o.seen[kept] = ob
				kept++
			}
		}
		o.seen = o.seen[:kept]
	}
	for i := range o.seen[before:] {
		if ob := &o.seen[before+i]; ob.bare && !(alone && n == 1) {
			ob.related = true
		}
	}
}

// word reads a word by its look.
func (o *observer) word(word []byte) {
	switch {
	case hexadecimal(word):
		o.hashes(roles.FreeText, word)
	case bytes.IndexByte(word, '@') >= 0 && bytes.IndexByte(word, '/') < 0:
		o.mail(word)
	case bytes.ContainsAny(word, ".:"):
		before := len(o.seen)
		o.url(word)
		for i := range o.seen[before:] {
			o.seen[before+i].slashed(word)
		}
	}
}

// slashed looks for the port of an address behind a slash, as Cisco's firewalls write it: up to
// 32 that is the length of a block. An address that has none is bare.
func (ob *observation) slashed(word []byte) {
	ob.bare = ob.loc.Addr.IsValid() && bare(word)
	quad, number, ok := strings.Cut(ob.text, "/")
	if !ob.bare || !ok || strings.Trim(quad, "0123456789.") != "" {
		return
	}
	port, err := strconv.ParseUint(number, 10, 16)
	if err == nil && port > 32 && number[0] != '0' {
		ob.loc.Port, ob.loc.Path, ob.bare = uint16(port), "/", false
	}
}

// bare reports whether there is neither a scheme nor a port in front of a path.
func bare(word []byte) bool {
	if bytes.HasPrefix(word, []byte("//")) {
		return false
	}
	if end := bytes.IndexAny(word, "/?#"); end >= 0 {
		word = word[:end]
	}
	return bytes.IndexByte(word[bytes.LastIndexByte(word, ']')+1:], ':') < 0
}

func (ob *observation) same(other *observation) bool {
	return ob.kind == other.kind && ob.text == other.text && ob.related == other.related
}

// lists reports whether the index has something for the observation.
func (o *observer) lists(ob *observation) bool {
	for key := range ob.keys {
		proposed := o.index.Find(key)
		if _, ok := proposed.Next(); ok {
			return true
		}
	}
	return false
}

// keys yields what the observation may be listed under: a name, or one of its parents.
func (ob *observation) keys(yield func(match.Key) bool) {
	switch {
	case ob.kind == seenHash:
		yield(match.Hash(ob.text))
	case ob.kind == seenMail:
		yield(match.Mail(ob.text))
	case ob.loc.Addr.IsValid():
		yield(match.Addr(ob.loc.Addr))
	default:
		for name := range match.Parents(ob.loc.Host) {
			if !yield(match.Name(name)) {
				return
			}
		}
	}
}

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
