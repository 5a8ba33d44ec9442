package needle

import (
	"bytes"
	"hash/maphash"
	"math/bits"
	"unicode/utf8"

	"foxhound/internal/sweep"
)

// A members finds lines of JSON by what one member of each is: where the member's name stands,
// its value is looked up among the texts, once a line, however many there are
// (BenchmarkMembers).
type members struct {
	names   *small
	seed    maphash.Seed
	slots   []uint64 // hashes of the texts, letters small; 0 is empty
	longest int
}

// longestMember is the most bytes of a text that is looked for by members.
const longestMember = 255

// whole is the alphabet of texts that are looked for whole.
var whole = alphabetOf(func(byte) bool { return true })

// Members returns what finds the lines of JSON in which a member of a name, in any case, is
// one of the texts, as a string. Lines pass too where a name or a value may be spelled in
// another way. It is nil where a text is too long.
func Members(name string, texts []string, sample []byte) *Finder {
	k := &members{seed: maphash.MakeSeed(), slots: make([]uint64, 1<<bits.Len(uint(2*len(texts))))}
	for _, text := range texts {
		if len(text) > longestMember {
			return nil
		}
		var room [longestMember]byte
		if text, ok := plainly(room[:0], text); ok {
			k.add(text)
		}
	}
	f := &Finder{entries: []entry{{text: `"` + name, in: whole}}, members: k}
	k.names = newSmall(f.entries, sample)
	f.hidden = newHidden(f.entries, sweep.Unicode)
	f.hidden.letters['"'], f.hidden.name = false, true // what ends a name is never escaped
	k.names.finish(&f.hidden)
	return f
}

// plainly appends the text as a value without escapes could have it, letters small. It reports
// false where such a value has other bytes than ASCII, and passes anyway.
func plainly(dst []byte, text string) ([]byte, bool) {
	for _, r := range text {
		for _, f := range folds {
			if f.r == r {
				r = rune(f.letter)
			}
		}
		if r >= utf8.RuneSelf {
			return nil, false
		}
		dst = append(dst, lower[r])
	}
	return dst, true
}

func (k *members) add(text []byte) {
	k.longest = max(k.longest, len(text))
	h := k.hash(text)
	i := h & uint64(len(k.slots)-1)
	for k.slots[i] != 0 && k.slots[i] != h {
		i = (i + 1) & uint64(len(k.slots)-1)
	}
	k.slots[i] = h
}

func (k *members) hash(text []byte) uint64 { return max(1, maphash.Bytes(k.seed, text)) }

func (k *members) has(text []byte) bool {
	h := k.hash(text)
	i := h & uint64(len(k.slots)-1)
	for k.slots[i] != 0 && k.slots[i] != h {
		i = (i + 1) & uint64(len(k.slots)-1)
	}
	return k.slots[i] == h
}

// lines is [Finder.Lines].
func (k *members) lines(f *Finder, dst []int, buf []byte) []int {
	var m masks
	after := 0
	name := &f.entries[0]
	for base := 0; base < len(buf); base += blockSize {
		words := k.names.table.fill(&m, buf, base)
		for w, x := range m[:words] {
			for ; x != 0; x &= x - 1 {
				p := base + w*64 + bits.TrailingZeros64(x)
				if p < after {
					continue
				}
				if f.hidden.at(buf, p) || name.standsAt(buf, p) && k.wanted(buf[p+name.run.to-name.at:]) {
					dst, after = append(dst, p), lineEnd(buf, p)
				}
			}
		}
	}
	return dst
}

// wanted reports whether the member whose name has just been read, but for the quote at its
// end, may be one of the texts. Portals put a blank and a word behind a name.
func (k *members) wanted(rest []byte) bool {
	if len(rest) == 0 || rest[0] != '"' {
		// Else it is a longer name, or one of JSON within a text.
		return len(rest) == 0 || rest[0] == ' ' || bytes.HasPrefix(rest, []byte(`\u`))
	}
	rest = blank(rest[1:])
	if len(rest) == 0 || rest[0] != ':' {
		return len(rest) == 0 // else it is a value
	}
	rest = blank(rest[1:])
	switch {
	case len(rest) == 0:
		return true
	case rest[0] == 'n': // null
		return false
	case rest[0] != '"':
		return true
	}
	return k.holds(rest[1:])
}

// holds reports whether the string that text begins with may be one of the texts.
func (k *members) holds(text []byte) bool {
	var room [longestMember]byte
	for i, c := range text {
		switch {
		case c == '"':
			return k.has(room[:i])
		case c == '\\' || c >= utf8.RuneSelf:
			return true
		case i == k.longest:
			return false
		}
		room[i] = lower[c]
	}
	return true
}

// blank skips white space within a line.
func blank(text []byte) []byte {
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t' || text[0] == '\r') {
		text = text[1:]
	}
	return text
}
