package term

import (
	"strings"
)

// A Finder finds a text within others, anywhere or as a term.
type Finder struct {
	text string
	fold bool // case does not count

	// What bounds the text where it is found: no letter or digit may stand before it, and
	// none behind it.
	left, right bool

	// Of a text that is all ASCII, where case does not count: the place of the byte that
	// is looked for first because it is rare, that byte small and capital, and whether a
	// character outside ASCII may stand for one of the text's (the Kelvin sign, the long s).
	ascii   bool
	rare    int
	a, b    byte
	strange bool
}

// NewFinder prepares the search for a text. Its ends are those of terms where the edges
// say so and its own character there is a letter or digit.
func NewFinder(text string, fold bool, e Edges) *Finder {
	f := &Finder{text: text, fold: fold}
	f.left, f.right = e.of(text)
	if !fold || text == "" || !IsASCII(text) {
		return f
	}
	f.ascii = true
	f.strange = strings.ContainsAny(text, "kKsS")
	for i := range len(text) {
		if rarity[lower[text[i]]] < rarity[lower[text[f.rare]]] {
			f.rare = i
		}
	}
	f.a = lower[text[f.rare]]
	f.b = f.a
	if 'a' <= f.a && f.a <= 'z' {
		f.b -= 'a' - 'A'
	}
	return f
}

// rarity ranks bytes by how often they stand in logs: those of names and paths first.
var rarity = func() (t [256]uint8) {
	for i, c := range []byte("zqjxvkywbfgh@#%&!$~^|+*?<>[]{}()=;,\"'_7896543pumdlcnrsatoie-21:0/\\. ") {
		t[c] = uint8(i + 1)
	}
	return t
}()

// In reports whether the text stands in s, as a term where it is bounded.
func (f *Finder) In(s string) bool {
	if f.text == "" {
		return true
	}
	budget := 64 + 8*len(s)
	for from := 0; ; {
		start, done := from, false
		switch {
		case !f.fold:
			start, done = indexFrom(s, from, f.text), true
		case f.ascii && (!f.strange || IsASCII(s) || !strange(s)):
			start, done = f.nextASCII(s, from, &budget)
		}
		if !done {
			return f.slow(s, start)
		}
		if start < 0 {
			return false
		}
		if f.bounded(s, start, start+len(f.text)) {
			return true
		}
		from = start + sizeAt(s, start)
		if budget -= len(f.text); budget < 0 {
			return f.slow(s, from)
		}
	}
}

// strange reports whether s holds one of the characters outside ASCII that are equal, but
// for case, to one within.
func strange(s string) bool {
	return strings.Contains(s, "\u212a") || strings.Contains(s, "\u017f")
}

func indexFrom(s string, from int, text string) int {
	i := strings.Index(s[from:], text)
	if i < 0 {
		return -1
	}
	return from + i
}

// nextASCII finds a text of ASCII characters that nothing else stands for: its place, or
// -1. It looks for one byte, in both cases, and compares around it. Where it has compared
// more than the budget it stops and returns, not done, the place to go on from, for
// [Finder.slow], which takes longer but never more than in proportion to s.
func (f *Finder) nextASCII(s string, from int, budget *int) (at int, done bool) {
	n, last := len(f.text), len(s)-len(f.text)
	one := nextByte(s, from+f.rare, f.a)
	other := nowhere
	if f.a != f.b {
		other = nextByte(s, from+f.rare, f.b)
	}
	for {
		i := min(one, other) - f.rare
		if i > last {
			return -1, true
		}
		same := equalASCII(s[i:i+n], f.text)
		if same == n {
			return i, true
		}
		if *budget -= same; *budget < 0 {
			return i, false
		}
		if one < other {
			one = nextByte(s, one+1, f.a)
		} else {
			other = nextByte(s, other+1, f.b)
		}
	}
}

// nowhere is a place beyond all others.
const nowhere = 1<<31 - 1

// nextByte returns the place of the first c at or after from, or [nowhere].
func nextByte(s string, from int, c byte) int {
	if from < len(s) {
		if i := strings.IndexByte(s[from:], c); i >= 0 {
			return from + i
		}
	}
	return nowhere
}

// equalASCII returns how many bytes at the start of two texts of one length are equal but
// for the case of ASCII letters.
func equalASCII(s, t string) int {
	for i := range len(t) {
		if lower[s[i]] != lower[t[i]] {
			return i
		}
	}
	return len(t)
}

// slow is what [Finder.In] does, from a place on, in time in proportion to the lengths of
// the texts, whatever they are (Knuth, Morris and Pratt's way).
func (f *Finder) slow(s string, from int) bool {
	want := f.runes(f.text)
	back := borders(want)
	start, end := from, from
	drop := func(n int) {
		for range n {
			start += sizeAt(s, start)
		}
	}
	for matched := 0; end < len(s); {
		r, size := f.decode(s[end:])
		end += size
		for matched > 0 && want[matched] != r {
			drop(matched - back[matched-1])
			matched = back[matched-1]
		}
		if want[matched] != r {
			start = end
			continue
		}
		if matched++; matched == len(want) {
			if f.bounded(s, start, end) {
				return true
			}
			drop(matched - back[matched-1])
			matched = back[matched-1]
		}
	}
	return false
}

// decode returns the first character of s, folded where case does not count.
func (f *Finder) decode(s string) (r rune, size int) {
	r, size = decode(s)
	if f.fold && r >= 0 {
		r = folded(r)
	}
	return r, size
}

func (f *Finder) runes(s string) []rune {
	var all []rune
	for i := 0; i < len(s); {
		r, size := f.decode(s[i:])
		all, i = append(all, r), i+size
	}
	return all
}

// borders returns, for each place, how many characters at the start are also the last ones
// up to that place, and fewer than all.
func borders(want []rune) []int {
	back := make([]int, len(want))
	for i, k := 1, 0; i < len(want); i++ {
		for k > 0 && want[i] != want[k] {
			k = back[k-1]
		}
		if want[i] == want[k] {
			k++
		}
		back[i] = k
	}
	return back
}

func sizeAt(s string, i int) int {
	_, size := decode(s[i:])
	return size
}

// First returns the place of the first finder that finds something in s, or -1; a nil
// finder finds nothing.
func First(finders []*Finder, s string) int {
	for i, f := range finders {
		if f != nil && f.In(s) {
			return i
		}
	}
	return -1
}
