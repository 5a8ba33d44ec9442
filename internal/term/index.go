package term

import (
	"strings"
	"unicode/utf8"
)

// An Index finds any of many values as has does, in time that does not grow with their
// number. Every value with a letter or digit in it holds a whole term: a run of letters
// and digits that ends at other characters or at the value's own end, which has bounds. So
// whatever text has the value has that term as one of its own. The text is cut into terms;
// each is looked up, and for what is found the rest of the value is compared around it.
type Index struct {
	always  bool               // "" is among the values
	plain   []*Finder          // values that hold no term to look up
	byTerm  map[string][]place // by the term, folded
	lengths uint64             // a bit for each length of the folded terms; the last for all from 63 on
	firsts  [256]bool          // the folded terms' first bytes
	longest int
}

// A place is what stands in a value before and behind the term that it is found by, and
// whether its ends have bounds.
type place struct {
	before, after string
	left, right   bool
}

// NewIndex prepares the search for any of these values; they may be many.
func NewIndex(values []string) *Index {
	x := &Index{byTerm: make(map[string][]place, len(values))}
	counts := make(map[string]int, len(values))
	for _, v := range values {
		eachTerm(v, func(start, end int) { counts[foldedText(v[start:end])]++ })
	}
	for _, v := range values {
		x.add(v, counts)
	}
	return x
}

func foldedText(s string) string { return string(AppendFolded(nil, s)) }

func eachTerm(s string, f func(start, end int)) {
	for start, end := nextTerm(s, 0); start < len(s); start, end = nextTerm(s, end) {
		f(start, end)
	}
}

// add indexes a value under the term of it that the fewest values hold, the longest of
// those.
func (x *Index) add(v string, counts map[string]int) {
	best, from, to := "", 0, 0
	eachTerm(v, func(start, end int) {
		t := foldedText(v[start:end])
		if best == "" || counts[t] < counts[best] || counts[t] == counts[best] && len(t) > len(best) {
			best, from, to = t, start, end
		}
	})
	switch {
	case v == "":
		x.always = true
	case best == "" || strings.ContainsAny(v, iotas):
		x.plain = append(x.plain, NewFinder(v, true, Whole))
	default:
		a := place{before: v[:from], after: v[to:]}
		a.left, a.right = Whole.of(v)
		x.byTerm[best] = append(x.byTerm[best], a)
		x.lengths |= 1 << min(len(best), 63)
		x.firsts[best[0]] = true
		x.longest = max(x.longest, len(best))
	}
}

// iotas are the only letters that are equal, but for case, to what is no letter: the
// combining iota below.
const iotas = "\u0345\u0399\u03b9\u1fbe"

// In reports whether s has any of the values.
func (x *Index) In(s string) bool {
	if x.always || First(x.plain, s) >= 0 {
		return true
	}
	for start, end := nextTerm(s, 0); start < len(s); start, end = nextTerm(s, end) {
		if end-start <= 3*x.longest && x.at(s, start, end) {
			return true
		}
	}
	return false
}

// at reports whether s has a value around the term from start to end.
func (x *Index) at(s string, start, end int) bool {
	if c := s[start]; c < utf8.RuneSelf && !x.firsts[lower[c]] {
		return false
	}
	var room [64]byte
	term := AppendFolded(room[:0], s[start:end])
	if x.lengths&(1<<min(len(term), 63)) == 0 {
		return false
	}
	for _, a := range x.byTerm[string(term)] {
		if a.in(s, start, end) {
			return true
		}
	}
	return false
}

func (a *place) in(s string, start, end int) bool {
	from, ok := Suffix(s[:start], a.before)
	if !ok {
		return false
	}
	n, ok := Prefix(s[end:], a.after)
	f := Finder{left: a.left, right: a.right}
	return ok && f.bounded(s, from, end+n)
}
