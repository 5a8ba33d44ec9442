// Package needle finds, in the raw bytes of a log, the lines in which one of a set of texts
// could stand, so that a query with a selective filter need not decode the others. Texts are
// looked for without regard to case, as ASCII and as the few other characters that Unicode
// folds to ASCII letters. Start with a [Set], or with [Members] for many values of one member
// of JSON.
//
// It passes too many lines, never too few: a line with an escape that could hide a byte of a
// text passes. Whether a column's value stands in the line at all, and what of it, is for who
// adds the text to know. It knows no formats and no query.
package needle

import "foxhound/internal/sweep"

// An Alphabet is the bytes of a text that stand in the log as themselves, or are escaped by
// their number alone. A text is looked for by a run of them.
type Alphabet struct {
	has     [256]bool
	refuses func(run string) bool // nil for none
}

var (
	// Plain is the alphabet of values that stand in the log as they are. Quotes, backslashes,
	// slashes, CEF's equals sign and bar may have a backslash before them, and semicolons join
	// what CEF has no column for.
	Plain = alphabetOf(func(c byte) bool {
		return ' ' <= c && c <= '~' && c != '"' && c != '\\' && c != '/' && c != '=' && c != '|' && c != ';'
	})
	// Words is the alphabet of values that are put together of others, with punctuation between
	// them, or whose punctuation may be spelled in other ways.
	Words = alphabetOf(func(c byte) bool { return isWord(c) || c == '.' || c == '-' || c == '_' })
)

func alphabetOf(has func(byte) bool) *Alphabet {
	var a Alphabet
	for i := range a.has {
		a.has[i] = has(byte(i))
	}
	return &a
}

// But returns the alphabet for values that may have some runs from elsewhere: a text is not
// looked for by a run that is refused.
func (a *Alphabet) But(refuses func(run string) bool) *Alphabet { return &Alphabet{a.has, refuses} }

// shortest is the fewest bytes that a text can be looked for by.
const shortest = 2

// Few is the most texts that are found by their bytes rather than by hashes.
const Few = 16

// A Set gathers texts. Its zero value has none.
type Set struct{ entries []entry }

// An entry is a text to look for, and where in it.
type entry struct {
	text   string
	in     *Alphabet
	inside bool // it may begin within a word of the log
	run    span // the run that is looked for
	at     int  // the window's place in the text
	size   int  // the window's length
}

// A span is a part of a text.
type span struct{ from, to int }

// Add adds a text, which is to be looked for by its bytes of an alphabet. inside says that it
// may begin within a run of letters and digits of the log. It reports false where there is too
// little to look for.
func (s *Set) Add(text string, in *Alphabet, inside bool) bool {
	e := entry{text: text, in: in, inside: inside}
	for run := range e.runs {
		if run.to-run.from >= shortest {
			s.entries = append(s.entries, e)
			return true
		}
	}
	return false
}

// runs yields the runs of the text's alphabet.
func (e *entry) runs(yield func(span) bool) {
	for i := 0; i < len(e.text); i++ {
		from := i
		for i < len(e.text) && e.in.has[e.text[i]] {
			i++
		}
		if i > from && (e.in.refuses == nil || !e.in.refuses(e.text[from:i])) && !yield(span{from, i}) {
			return
		}
	}
}

// A Finder finds the lines that may hold a text of a set. It never changes: it is safe on
// many goroutines.
type Finder struct {
	entries []entry
	hidden  hidden
	small   *small // one of the three
	large   *large
	members *members
}

// Finder returns what finds the texts in logs that write bytes as the escapes say. What is
// looked for of each text is chosen to be rare in the sample, a part of such a log. Places
// that are found do not depend on it. It is nil where a text of a large set cannot be found by
// the beginning of any of its words.
func (s *Set) Finder(sample []byte, e sweep.Escapes) *Finder {
	f := &Finder{entries: s.entries}
	if len(f.entries) <= Few {
		f.small = newSmall(f.entries, sample)
	} else if f.large = newLarge(f.entries, sample); f.large == nil {
		return nil
	}
	f.hidden = newHidden(f.entries, e)
	if f.small != nil {
		f.small.finish(&f.hidden)
	} else {
		f.large.finish(&f.hidden)
	}
	return f
}

// standsAt reports whether the entry's run stands in buf where its window stands at p.
func (e *entry) standsAt(buf []byte, p int) bool {
	begin := p - (e.at - e.run.from)
	if begin < 0 || begin+e.run.to-e.run.from > len(buf) {
		return false
	}
	run := e.text[e.run.from:e.run.to]
	for i, c := range buf[begin : begin+len(run)] {
		if lower[c] != lower[run[i]] {
			return false
		}
	}
	return true
}

// lower maps ASCII letters to small ones and every other byte to itself.
var lower = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			t[i] |= 0x20
		}
	}
	return t
}()

func isWord(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }

// Lines appends to dst a place in each line of buf that may hold one of the texts, in rising
// order. A line ends behind its line feed.
func (f *Finder) Lines(dst []int, buf []byte) []int {
	switch {
	case f.small != nil:
		return f.small.lines(f, dst, buf)
	case f.large != nil:
		return f.large.lines(f, dst, buf)
	}
	return f.members.lines(f, dst, buf)
}
