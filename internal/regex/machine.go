package regex

import (
	"regexp/syntax"
	"unicode"
	"unicode/utf8"

	"foxhound/internal/term"
)

// A machine runs a regular expression with Unicode's word boundaries, which Go's regexp
// does not have. It is needed for few texts, so that it is plain: all threads of the
// program step through the text together, first of them the one to be preferred, in time
// in proportion to the program and the text (Pike's way). But for \b it is equal to
// regexp, as a test says.
type machine struct {
	prog  *syntax.Prog
	slots int // of a thread's captures
}

func newMachine(text string) *machine {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		panic(err) // it was parsed before
	}
	slots := 2 + 2*re.MaxCap()
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		panic(err)
	}
	return &machine{prog, slots}
}

// A thread is at an instruction, with where its captures began and ended.
type thread struct {
	pc  uint32
	cap []int
}

// A threadList is threads in the order in which they are preferred, one an instruction.
type threadList struct {
	threads []thread
	seen    []int // by instruction: the generation that has it
	turn    int
}

func (l *threadList) clear() {
	l.threads = l.threads[:0]
	l.turn++
}

// search returns the first match at or after from, nil for none.
func (m *machine) search(s string, from int) []int {
	now, then := m.list(), m.list()
	var found []int
	before := rune(-1)
	if from > 0 {
		before, _ = utf8.DecodeLastRuneInString(s[:from])
	}
	for at := from; ; {
		r, size := rune(-1), 0
		if at < len(s) {
			r, size = utf8.DecodeRuneInString(s[at:])
		}
		if found == nil {
			start := make([]int, m.slots)
			for i := range start {
				start[i] = -1
			}
			start[0] = at
			m.add(now, thread{uint32(m.prog.Start), start}, at, emptyOps(before, r))
		}
		then.clear()
		next := rune(-1)
		if at+size < len(s) {
			next, _ = utf8.DecodeRuneInString(s[at+size:])
		}
		if match := m.step(now, then, at, size, r, emptyOps(r, next)); match != nil {
			found = match
		}
		now, then = then, now
		if r < 0 || found != nil && len(now.threads) == 0 {
			return found
		}
		before, at = r, at+size
	}
}

func (m *machine) list() *threadList {
	return &threadList{seen: make([]int, len(m.prog.Inst)), turn: 1}
}

// step moves every thread over a character; those behind one that matches are dropped.
func (m *machine) step(now, then *threadList, at, size int, r rune, ops syntax.EmptyOp) (match []int) {
	for _, t := range now.threads {
		i := &m.prog.Inst[t.pc]
		switch {
		case i.Op == syntax.InstMatch:
			match = append([]int(nil), t.cap...)
			match[1] = at
			return match
		case r >= 0 && i.MatchRune(r):
			m.add(then, thread{i.Out, t.cap}, at+size, ops)
		}
	}
	return nil
}

// add adds a thread and what it leads to without a character. Its captures may be shared
// and are copied before they change.
func (m *machine) add(l *threadList, t thread, at int, ops syntax.EmptyOp) {
	if l.seen[t.pc] == l.turn {
		return
	}
	l.seen[t.pc] = l.turn
	i := &m.prog.Inst[t.pc]
	switch i.Op {
	case syntax.InstFail:
	case syntax.InstAlt, syntax.InstAltMatch:
		m.add(l, thread{i.Out, t.cap}, at, ops)
		m.add(l, thread{i.Arg, t.cap}, at, ops)
	case syntax.InstNop:
		m.add(l, thread{i.Out, t.cap}, at, ops)
	case syntax.InstEmptyWidth:
		if syntax.EmptyOp(i.Arg)&^ops == 0 {
			m.add(l, thread{i.Out, t.cap}, at, ops)
		}
	case syntax.InstCapture:
		c := t.cap
		if int(i.Arg) < len(c) {
			c = append([]int(nil), c...)
			c[i.Arg] = at
		}
		m.add(l, thread{i.Out, c}, at, ops)
	default:
		l.threads = append(l.threads, t)
	}
}

// all returns all matches that do not overlap, as regexp counts them: an empty one that
// touches the match before is none.
func (m *machine) all(s string) (matches [][]int) {
	for at, end := 0, -1; at <= len(s); {
		match := m.search(s, at)
		if match == nil {
			break
		}
		accept := true
		if match[1] == at {
			accept = match[0] != end
			_, size := utf8.DecodeRuneInString(s[at:])
			at += max(size, 1)
		} else {
			at = match[1]
		}
		end = match[1]
		if accept {
			matches = append(matches, match)
		}
	}
	return matches
}

// emptyOps tells what holds between two characters, -1 for the text's ends.
func emptyOps(before, after rune) syntax.EmptyOp {
	ops := syntax.EmptyNoWordBoundary
	if isWord(before) != isWord(after) {
		ops = syntax.EmptyWordBoundary
	}
	if before < 0 {
		ops |= syntax.EmptyBeginText
	}
	if before < 0 || before == '\n' {
		ops |= syntax.EmptyBeginLine
	}
	if after < 0 {
		ops |= syntax.EmptyEndText
	}
	if after < 0 || after == '\n' {
		ops |= syntax.EmptyEndLine
	}
	return ops
}

// isWord reports whether a character is one of \w.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || term.IsPart(r)
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic, unicode.Join_Control)
}
