package kql

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An item is a token. What cannot be read is an item too, of kind itemError.
type item struct {
	kind itemKind
	text string // as written; of an error, its message
	Span
	notes []note // comments between the item before and this one
}

type itemKind uint8

const (
	itemEnd      itemKind = iota // of the query
	itemError                    // text is the message
	itemWord                     // where, Account, $left, in~, !has
	itemMark                     // punctuation and operators: ( .. =~
	itemString                   // "x", 'x', @"x", h"x", or three back-ticks around it
	itemNumber                   // 5, 0x1F, 1.5, 1e3
	itemTimespan                 // 1d, 1.5h
	itemTyped                    // int(5), datetime(2026-05-22): the type, and all to the bracket
)

// A note is a comment or a client directive.
type note struct {
	text      string // without slashes or #, and without the blank behind them
	directive bool
	ownLine   bool // nothing stands before it
}

// A lexer reads items off the front of a text.
type lexer struct {
	text string
	pos  Pos // of what is not read yet
}

// lex returns the items of a text; the last one, and only that, is the end.
func lex(text string) []item {
	l := &lexer{text: text, pos: Pos{Line: 1, Column: 1}}
	var items []item
	for {
		notes := l.space()
		it := l.item()
		it.notes = notes
		items = append(items, it)
		if it.kind == itemEnd {
			return items
		}
	}
}

func (l *lexer) rest() string { return l.text[l.pos.Offset:] }

// advance moves over the next n bytes.
func (l *lexer) advance(n int) {
	s := l.rest()[:n]
	l.pos.Offset += n
	if i := strings.LastIndexByte(s, '\n'); i >= 0 {
		l.pos.Line += strings.Count(s, "\n")
		l.pos.Column = 1
		s = s[i+1:]
	}
	l.pos.Column += utf8.RuneCountInString(s)
}

// space moves over blanks, comments and directives, and returns the last two.
func (l *lexer) space() []note {
	var notes []note
	fresh := l.pos.Offset == 0
	for {
		s := l.rest()
		blank := len(s) - len(strings.TrimLeftFunc(s, isBlank))
		fresh = fresh || strings.Contains(s[:blank], "\n")
		l.advance(blank)
		s = s[blank:]
		switch {
		case strings.HasPrefix(s, "//"):
			notes = append(notes, note{text: strings.TrimPrefix(l.line(2), " "), ownLine: fresh})
		case strings.HasPrefix(s, "#") && fresh:
			notes = append(notes, note{text: l.line(1), directive: true})
		default:
			return notes
		}
	}
}

// isBlank takes the byte order mark and zero-width blanks for blanks, which copied queries have.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' || r == '\u200C' || r == '\u200D'
}

// line moves to the end of the line and returns it without its mark.
func (l *lexer) line(mark int) string {
	s := l.rest()
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	l.advance(len(s))
	return strings.TrimRightFunc(s[mark:], unicode.IsSpace)
}

// item reads one item at the front.
func (l *lexer) item() item {
	s := l.rest()
	switch c := firstRune(s); {
	case s == "":
		return l.take(itemEnd, 0)
	case '0' <= c && c <= '9':
		return l.number()
	case stringStart(s) > 0:
		return l.stringItem()
	case isWord(c) || c == '$':
		return l.word()
	case c == '!' && len(s) > 1 && isWord(firstRune(s[1:])):
		return l.take(itemWord, 1+wordLength(s[1:], "~"))
	}
	for _, m := range marks {
		switch instead, no := foreign[m]; {
		case !strings.HasPrefix(s, m):
		case no:
			return l.fail(len(m), "`%s` is not KQL; %s", m, instead)
		default:
			return l.take(itemMark, len(m))
		}
	}
	return l.stray()
}

// marks, with the longer of two that start alike first.
var marks = strings.Fields("&& || /* ..= .. == => =~ !~ != <> <= >= ( ) [ ] { } | ; , : . = < > + - * / %")

// foreign tells what to write in place of marks of other languages.
var foreign = map[string]string{
	"&&": "conditions are joined by `and`", "||": "conditions are joined by `or`", "/*": "a comment starts with `//` and ends with its line",
}

func (l *lexer) take(kind itemKind, n int) item {
	it := item{kind: kind, text: l.rest()[:n], Span: Span{Start: l.pos}}
	l.advance(n)
	it.Stop = l.pos
	return it
}

func (l *lexer) fail(n int, format string, args ...any) item {
	it := l.take(itemError, n)
	it.text = fmt.Sprintf(format, args...)
	return it
}

// insteadOf tells what to write for characters that other languages and word processors use.
var insteadOf = map[rune]string{'&': "; conditions are joined by `and`", '!': "; to negate, write `not(...)`",
	'?': "; to choose, write `iff(condition, a, b)`", '^': "; a power is written `pow(a, b)`", '`': straight,
	'‘': straight, '’': straight, '“': straight, '”': straight}

const straight = "; a text stands in straight quotes, as in `\"text\"`"

func (l *lexer) stray() item {
	r, size := utf8.DecodeRuneInString(l.rest())
	if r == utf8.RuneError && size == 1 {
		return l.fail(size, "the byte 0x%02X is not UTF-8", l.rest()[0])
	}
	return l.fail(size, "unexpected character `%c` (U+%04X)%s", printableRune(r), r, insteadOf[r])
}

// printableRune keeps what would disturb a terminal out of messages.
func printableRune(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return utf8.RuneError
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isWord(r rune) bool {
	return r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// wordLength measures the word at the front and one character of tail behind it.
func wordLength(s, tail string) int {
	n := len(s) - len(strings.TrimLeftFunc(s, isWord))
	if n < len(s) && n > 0 && strings.IndexByte(tail, s[n]) >= 0 {
		n++
	}
	return n
}

// word reads a name or keyword, in~ and the typed literals, which start like a call.
func (l *lexer) word() item {
	s := l.rest()
	n := wordLength(strings.TrimPrefix(s, "$"), "")
	if s[0] == '$' {
		n++
	}
	switch word := s[:n]; {
	case word == "$":
		return l.stray()
	case word == "in" && strings.HasPrefix(s[n:], "~"):
		n++
	case literalTypes[word] != "":
		rest := strings.TrimLeft(s[n:], " \t\r\n")
		if strings.HasPrefix(rest, "(") {
			return l.typed(len(s) - len(rest))
		}
	}
	return l.take(itemWord, n)
}

// literalTypes are the words behind which brackets hold a literal, with the type they mean.
var literalTypes = map[string]string{
	"bool": "bool", "boolean": "bool", "int": "int", "int32": "int", "long": "long", "int64": "long", "real": "real", "double": "real",
	"decimal": "decimal", "datetime": "datetime", "date": "datetime", "timespan": "timespan", "time": "timespan",
	"guid": "guid", "uuid": "guid", "uniqueid": "guid",
}

// typed reads a typed literal whose bracket opens at open; it ends with its line.
func (l *lexer) typed(open int) item {
	s := l.rest()
	end := strings.IndexAny(s[open:], ")\n")
	if end < 0 || s[open+end] == '\n' {
		return l.fail(open+1, "expected `)` behind `%s`", s[:open+1])
	}
	return l.take(itemTyped, open+end+1)
}
