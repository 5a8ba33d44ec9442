package kql

import "strings"

// stringStart returns how many bytes open the string literal at the front of s: its
// prefix and its quotes, or 0 if there is none.
func stringStart(s string) int {
	n := 0
	if s[0] == 'h' || s[0] == 'H' {
		n++
	}
	for _, open := range []string{"```", "~~~", `@"`, `@'`, `"`, `'`} {
		if strings.HasPrefix(s[n:], open) {
			return n + len(open)
		}
	}
	return 0
}

// tripled names the marks of which three open and close a string.
var tripled = map[byte]string{'`': "back-ticks", '~': "tildes"}

// stringItem reads a string literal, which only three marks let run over lines.
func (l *lexer) stringItem() item {
	s := l.rest()
	start := stringStart(s)
	switch open := s[:start]; {
	case strings.HasSuffix(open, "```") || strings.HasSuffix(open, "~~~"):
		end := strings.Index(s[start:], open[start-3:])
		if end < 0 {
			return l.fail(len(s), "string is not closed by three %s", tripled[open[start-1]])
		}
		return l.take(itemString, start+end+3)
	default:
		return l.quoted(start, s[start-1], strings.Contains(open, "@"))
	}
}

// quoted reads on behind the opening quote to the closing one.
func (l *lexer) quoted(start int, quote byte, verbatim bool) item {
	s := l.rest()
	for i := start; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n' && !verbatim:
			return l.fail(len(strings.TrimRight(s[:i], "\r")), "string is not closed by `%c` on its line", quote)
		case c == '\\' && !verbatim && i+1 < len(s) && s[i+1] != '\n':
			i++
		case c == quote && verbatim && strings.HasPrefix(s[i+1:], string(quote)):
			i++
		case c == quote:
			return l.take(itemString, i+1)
		}
	}
	return l.fail(len(s), "string is not closed by `%c`", quote)
}

// number reads a number or a timespan; digits that run into other letters are a name.
func (l *lexer) number() item {
	s := l.rest()
	n, real := decimalLength(s)
	word := wordLength(s[n:], "")
	switch unit := s[n : n+word]; {
	case !real && (strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0X")) && isHex(s[2:n+word]):
		return l.take(itemNumber, n+word)
	case word == 0:
		return l.take(itemNumber, n)
	case unitSizes[unit] > 0:
		return l.take(itemTimespan, n+word)
	case real:
		return l.fail(n+word, "unknown unit `%s` behind the number `%s`", unit, s[:n])
	}
	return l.take(itemWord, n+word)
}

// decimalLength measures digits with a fraction and an exponent, and reports whether
// there is either. The two points of a range are no fraction.
func decimalLength(s string) (n int, real bool) {
	n = digits(s)
	if strings.HasPrefix(s[n:], ".") && !strings.HasPrefix(s[n:], "..") && !isWord(firstRune(s[n+1:])) {
		return n + 1, true
	}
	if strings.HasPrefix(s[n:], ".") && digits(s[n+1:]) > 0 {
		n, real = n+1+digits(s[n+1:]), true
	}
	if n < len(s) && s[n]|0x20 == 'e' {
		signed := strings.TrimLeft(s[n+1:min(len(s), n+2)], "+-")
		sign := 1 - len(signed)
		if d := digits(s[min(len(s), n+1+sign):]); d > 0 {
			return n + 1 + sign + d, true
		}
	}
	return n, real
}

func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

func isHex(s string) bool { return s != "" && strings.Trim(s, "0123456789abcdefABCDEF") == "" }
