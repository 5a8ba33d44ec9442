package kql

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits on hostile queries. The first is the service's own.
const (
	maxText   = 2_000_000 // bytes of a query
	maxDepth  = 400       // brackets in brackets
	maxChain  = 10_000    // operands in a row, which give a tree as deep
	maxErrors = 20        // after which reading stops
)

// Parse reads a query. The name, of a file for instance, stands in errors and nowhere else.
// If the query is not right the error is an [ErrorList], and the tree holds what could be
// read. Comments are kept, and stand above the operator or statement in which they were.
func Parse(name, text string) (*Query, error) {
	if len(text) > maxText {
		e := &Error{File: name, Span: Span{Start: Pos{Line: 1, Column: 1}}}
		e.Msg = fmt.Sprintf("the query has %d bytes, more than the %d that Kusto takes", len(text), maxText)
		return &Query{}, ErrorList{e}
	}
	p := &parser{file: name, items: lex(text), stop: Pos{Line: 1, Column: 1}}
	q := p.query()
	if len(p.errs) > 0 {
		slices.SortStableFunc(p.errs, func(a, b *Error) int { return a.Start.Offset - b.Start.Offset })
		return q, p.errs
	}
	return q, nil
}

// A parser reads items into nodes. After an error it is lost: it sees the end of the query
// wherever it looks, so that whatever it is in the middle of comes to an end, until
// [parser.resume] finds the next place to start from.
type parser struct {
	file   string
	items  []item
	at     int    // the next item
	stop   Pos    // of the item before it
	depth  int    // open brackets
	open   []item // those of them that have been read
	lost   bool
	lostAt int  // the depth where it happened
	over   bool // lost for good
	errs   ErrorList

	notes      []string // comments passed that no node has taken yet
	directives []string
}

// peek returns the item n places ahead, and an end in place of it while the parser is lost.
func (p *parser) peek(n int) item {
	if p.lost || p.at+n >= len(p.items) {
		return item{kind: itemEnd, Span: Span{Start: p.stop, Stop: p.stop}}
	}
	return p.items[p.at+n]
}

// next returns the next item and moves behind it.
func (p *parser) next() item {
	it := p.peek(0)
	if it.kind != itemEnd {
		p.note(it, true)
		p.at++
		p.stop = it.Stop
		p.note(p.items[p.at], false)
	}
	return it
}

// note takes the comments in front of an item: those on lines of their own, which belong to
// the item, or those that end the line before it.
func (p *parser) note(it item, ownLine bool) {
	for _, n := range it.notes {
		switch {
		case n.directive && ownLine:
			p.directives = append(p.directives, n.text)
		case !n.directive && n.ownLine == ownLine:
			p.notes = append(p.notes, n.text)
		}
	}
}

// is reports whether the next item is the word or mark.
func (p *parser) is(text string) bool { return p.sees(0, text) }

// sees reports whether the item n places ahead is the word or mark.
func (p *parser) sees(n int, text string) bool {
	it := p.peek(n)
	return (it.kind == itemWord || it.kind == itemMark) && it.text == text
}

// isKind reports whether the item n places ahead is of a kind.
func (p *parser) isKind(n int, kind itemKind) bool { return p.peek(n).kind == kind }

// accept moves over the word or mark if it is the next item.
func (p *parser) accept(text string) bool {
	if !p.is(text) {
		return false
	}
	p.next()
	return true
}

// expect moves over the word or mark, which must be the next item.
func (p *parser) expect(text string) {
	if !p.accept(text) {
		p.wanted("`" + text + "`")
	}
}

// wanted reports that something else stands at the next item.
func (p *parser) wanted(what string) {
	it := p.peek(0)
	if it.kind == itemError {
		p.fail(it.Span, "%s", it.text)
		return
	}
	p.fail(it.Span, "expected %s, found %s%s", what, found(it), p.mend(what, it))
}

func found(it item) string {
	if it.kind == itemEnd {
		return "the end of the query"
	}
	return "`" + clip(it.text) + "`"
}

// clip shortens what is quoted in a message to one short line.
func clip(s string) string {
	s, _, more := strings.Cut(escape(s, ""), "\n")
	if utf8.RuneCountInString(s) > 40 {
		s, more = string([]rune(s)[:40]), true
	}
	if more {
		return s + "..."
	}
	return s
}

// fail reports an error, unless the parser is lost already, and makes it so.
func (p *parser) fail(where Span, format string, args ...any) {
	if p.lost {
		return
	}
	p.lost, p.lostAt = true, p.depth
	p.complain(where, format, args...)
}

// complain reports an error, behind which reading can go on.
func (p *parser) complain(where Span, format string, args ...any) {
	p.errs = append(p.errs, &Error{Span: where, File: p.file, Msg: fmt.Sprintf(format, args...)})
	if len(p.errs) >= maxErrors {
		p.over, p.lost = true, true
	}
}

// resume goes on after an error at the next of the marks that is in no deeper bracket, and
// never goes beyond the bracket that the parser is in.
func (p *parser) resume(mark string) {
	if !p.lost || p.over {
		return
	}
	p.lost = false
	for open := p.lostAt - p.depth; !p.isKind(0, itemEnd); p.next() {
		it := p.peek(0)
		switch {
		case it.kind != itemMark:
		case open <= 0 && (it.text == mark || it.text == ";" || p.depth > 0 && closes(it)):
			return
		case it.text == ";" && p.depth == 0: // a bracket was left open
			return
		case closes(it):
			open--
		case strings.Contains("([{", it.text):
			open++
		}
	}
}

func closes(it item) bool { return strings.Contains(")]}", it.text) }

// since returns the span from start to the last item read.
func (p *parser) since(start Pos) Span { return Span{start, p.stop} }

func (p *parser) pos() Pos { return p.peek(0).Start }

// taken returns the comments passed since mark, and forgets them.
func (p *parser) taken(mark int) []string {
	mark = min(mark, len(p.notes))
	if mark == len(p.notes) {
		return nil
	}
	list := slices.Clone(p.notes[mark:])
	p.notes = p.notes[:mark]
	return list
}

// nested runs f inside brackets.
func (p *parser) nested(open string, f func(), closing string) {
	it := p.peek(0)
	p.expect(open)
	if !p.lost {
		defer func(n int) { p.open = p.open[:n] }(len(p.open))
		p.open = append(p.open, it)
	}
	if p.depth++; p.depth > maxDepth {
		p.over = true
		p.fail(p.peek(0).Span, "brackets are nested more than %d deep", maxDepth)
	}
	f()
	p.expect(closing)
	p.depth--
}

// list reads one or more things with commas between them.
func list[T any](p *parser, read func() T) []T {
	out := []T{read()}
	for p.accept(",") {
		out = append(out, read())
	}
	return out
}
