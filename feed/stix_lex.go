package feed

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A stixToken is a word of the pattern language.
type stixToken struct {
	sort stixSort
	text string // of a string its value, of all else as it stands
	at   int    // the byte of the pattern where it starts
}

// A stixSort tells tokens apart.
type stixSort uint8

const (
	stixEnd    stixSort = iota
	stixName            // an object type, a property or a keyword
	stixString          // 'text'
	stixNumber          // 443, -1.5
	stixOther           // t'2026-05-22T00:00:00Z', h'ff', b'AA=='
	stixMark            // brackets, commas, operators
)

// is reports whether a token is a keyword or mark; a string that says the same is not.
func (t stixToken) is(text string) bool {
	return t.text == text && (t.sort == stixName || t.sort == stixMark)
}

func (t stixToken) String() string {
	if t.sort == stixEnd {
		return "the end"
	}
	return "`" + printable(t.text) + "`"
}

// A stixLexer takes a pattern apart, token by token.
type stixLexer struct {
	text string
	at   int
}

// stixMarks are the marks, the longer ones first.
var stixMarks = []string{"==", "!=", "<>", "<=", ">=", "=", "<", ">", "[", "]", "(", ")", ",", ".", ":", "*"}

// next returns the next token; the last has the sort stixEnd.
func (l *stixLexer) next() (stixToken, error) {
	if err := l.blank(); err != nil {
		return stixToken{}, err
	}
	start, rest := l.at, l.text[l.at:]
	switch {
	case rest == "":
		return stixToken{sort: stixEnd, at: start}, nil
	case rest[0] == '\'':
		return l.quoted(stixString)
	case len(rest) > 1 && rest[1] == '\'' && strings.IndexByte("thb", rest[0]) >= 0:
		l.at++
		token, err := l.quoted(stixOther)
		token.at = start
		return token, err
	case nameStart(rest[0]):
		return l.while(stixName, nameByte), nil
	case rest[0] >= '0' && rest[0] <= '9' || strings.IndexByte("+-", rest[0]) >= 0 && len(rest) > 1:
		return l.while(stixNumber, numberByte), nil
	}
	for _, mark := range stixMarks {
		if strings.HasPrefix(rest, mark) {
			l.at += len(mark)
			return stixToken{stixMark, mark, start}, nil
		}
	}
	_, size := utf8.DecodeRuneInString(rest)
	return stixToken{}, stixErrorAt(start, fmt.Errorf("`%s` is no part of a pattern", printable(rest[:size])))
}

func nameStart(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

func nameByte(c byte) bool { return nameStart(c) || c >= '0' && c <= '9' || c == '-' }

func numberByte(c byte) bool {
	return c >= '0' && c <= '9' || strings.IndexByte("+-.eE", c) >= 0
}

// while takes bytes as long as they belong to the token; the first does.
func (l *stixLexer) while(sort stixSort, belongs func(c byte) bool) stixToken {
	start := l.at
	for l.at++; l.at < len(l.text) && belongs(l.text[l.at]); {
		l.at++
	}
	return stixToken{sort, l.text[start:l.at], start}
}

// quoted takes a literal in quotes, of which a backslash keeps the next character.
func (l *stixLexer) quoted(sort stixSort) (stixToken, error) {
	start := l.at
	var b strings.Builder
	for l.at++; l.at < len(l.text); l.at++ {
		switch c := l.text[l.at]; {
		case c == '\'':
			l.at++
			return stixToken{sort, b.String(), start}, nil
		case c == '\\' && l.at+1 < len(l.text):
			l.at++
			b.WriteByte(l.text[l.at])
		default:
			b.WriteByte(c)
		}
	}
	return stixToken{}, stixErrorAt(start, errors.New("a quote that is never closed"))
}

// blank skips white space and comments.
func (l *stixLexer) blank() error {
	for l.at < len(l.text) {
		rest := l.text[l.at:]
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case unicode.IsSpace(r):
			l.at += size
		case strings.HasPrefix(rest, "//"):
			line, _, _ := strings.Cut(rest, "\n")
			l.at += len(line)
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				return stixErrorAt(l.at, errors.New("a comment that is never closed"))
			}
			l.at += end + 4
		default:
			return nil
		}
	}
	return nil
}

func stixErrorAt(at int, err error) error {
	return fmt.Errorf("byte %d of the pattern: %w", at+1, err)
}
