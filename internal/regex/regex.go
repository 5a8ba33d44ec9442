// Package regex runs Kusto's regular expressions, which are RE2's with Unicode's classes and
// word boundaries, over Go's. The work of one is bounded, whatever the pattern and the text.
// Start with [Compile]. It replaces nothing and knows no columns: the functions that take
// regular expressions are internal/function's.
package regex

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode/utf8"

	"foxhound/internal/term"
)

// A Regex is a regular expression of Kusto's, ready to run, on many goroutines at a time.
// Its methods panic with a [value.Excess] where a text is too long for it.
type Regex struct {
	ascii  *regexp.Regexp
	wide   func() *regexp.Regexp // of texts that are not all ASCII, where it differs; else nil
	bounds func() *machine       // likewise, of patterns with \b
	must   []*term.Finder        // texts of which one stands in all that matches; nil for none
	names  []string
	groups int
	size   int  // instructions that it is run with, or a guess
	looks  bool // what stands before a place may matter to what matches there
}

// maxPattern is the greatest length of a pattern in bytes.
const maxPattern = 64 << 10

// Compile makes a regular expression, or says what is wrong with the pattern.
func Compile(p string) (*Regex, error) {
	if len(p) > maxPattern {
		return nil, fmt.Errorf("a regular expression of %d bytes is too long", len(p))
	}
	narrow, wide := writeOut(p, asciiClasses), writeOut(p, wideClasses)
	if sets := narrow.sets; sets != "" {
		return nil, fmt.Errorf("the regular expression `%s` combines classes by `%s`, which is not supported; write `\\%s\\%s` for the characters", clipped(p), sets, sets[:1], sets[1:])
	}
	ascii, err := regexp.Compile(narrow.text)
	if err != nil {
		return nil, notRegex(p, err)
	}
	r := &Regex{ascii: ascii, names: ascii.SubexpNames(), groups: ascii.NumSubexp(), must: findersOf(required(narrow.text))}
	if r.size, r.looks = measured(narrow.text); r.size > maxProgram {
		return nil, fmt.Errorf("the regular expression `%s` is too large: it takes more than %d steps a character; repeat less", clipped(p), maxProgram)
	}
	if !wide.differs {
		return r, nil
	}
	if _, err := syntax.Parse(wide.text, syntax.Perl); err != nil {
		return nil, notRegex(p, err)
	}
	if wide.boundary {
		r.bounds = sync.OnceValue(func() *machine { return newMachine(wide.text) })
	} else {
		r.wide = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(wide.text) })
	}
	return r, nil
}

func notRegex(p string, err error) error {
	var e *syntax.Error
	if errors.As(err, &e) {
		return fmt.Errorf("`%s` is not a regular expression: %s: `%s`", p, e.Code, e.Expr)
	}
	return fmt.Errorf("`%s` is not a regular expression: %w", p, err)
}

// engine returns what runs the expression on a text: the one or the other.
func (r *Regex) engine(s string) (*regexp.Regexp, *machine) {
	switch {
	case r.wide == nil && r.bounds == nil || term.IsASCII(s):
		return r.ascii, nil
	case r.bounds != nil:
		return nil, r.bounds()
	}
	return r.wide(), nil
}

// Names returns the names of the groups by their number, empty where a group has none. The
// first is that of the whole.
func (r *Regex) Names() []string { return r.names }

// Match reports whether the expression matches somewhere in s.
func (r *Regex) Match(s string) bool {
	if r.must != nil && term.First(r.must, s) < 0 {
		return false
	}
	r.checkWork(s, 1)
	re, m := r.engine(s)
	if m != nil {
		return m.search(s, 0) != nil
	}
	return re.MatchString(s)
}

// Find returns the first match as places in s: its start and end, then those of each
// group, -1 for a group that took no part; nil where there is no match.
func (r *Regex) Find(s string) []int {
	if r.must != nil && term.First(r.must, s) < 0 {
		return nil
	}
	r.checkWork(s, 1+r.groups)
	re, m := r.engine(s)
	if m != nil {
		return m.search(s, 0)
	}
	return re.FindStringSubmatchIndex(s)
}

// FindAll returns all matches that do not overlap, as Find does.
func (r *Regex) FindAll(s string) [][]int {
	if r.must != nil && term.First(r.must, s) < 0 {
		return nil
	}
	r.checkWork(s, 1+r.groups)
	re, m := r.engine(s)
	if m != nil {
		return m.all(s)
	}
	return r.bounded(re, s)
}

// Group returns the text of a group in a match that was found in s; "" where it took no part.
func Group(s string, match []int, n int) string {
	if 2*n+1 >= len(match) || match[2*n] < 0 {
		return ""
	}
	return s[match[2*n]:match[2*n+1]]
}

// A literal is a text that an expression holds.
type literal struct {
	text string
	fold bool
}

// Literals are looked for before the expression is run where they are as long as this, and
// not more than this many.
const (
	shortestLiteral = 3
	mostLiterals    = 8
)

// required returns texts, one of which stands in everything that the expression matches, or
// nil where there are none that are long enough to help.
func required(text string) []literal {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil
	}
	all := literals(re.Simplify())
	for _, l := range all {
		if strings.ContainsRune(l.text, utf8.RuneError) {
			return nil // which stands for bytes that are no text, too
		}
	}
	return all
}

// findersOf prepares the search for any of these texts; it is nil for none.
func findersOf(of []literal) []*term.Finder {
	var finders []*term.Finder
	for _, l := range of {
		finders = append(finders, term.NewFinder(l.text, l.fold, term.Anywhere))
	}
	return finders
}

// literals returns the texts of which one must stand in a match; of several such lists,
// the one whose shortest text is longest.
func literals(re *syntax.Regexp) (best []literal) {
	switch re.Op {
	case syntax.OpLiteral:
		if len(re.Rune) >= shortestLiteral {
			best = []literal{{string(re.Rune), re.Flags&syntax.FoldCase != 0}}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return literals(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if l := literals(sub); shortestOf(l) > shortestOf(best) {
				best = l
			}
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			l := literals(sub)
			if len(l) == 0 || len(best)+len(l) > mostLiterals {
				return nil
			}
			best = append(best, l...)
		}
	}
	return best
}

func shortestOf(list []literal) int {
	n := 0
	for i, l := range list {
		if i == 0 || len(l.text) < n {
			n = len(l.text)
		}
	}
	return n
}
