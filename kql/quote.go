package kql

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Quote returns s as a string literal: ASCII, on one line, and with no way out of it.
// Bytes that are not UTF-8 become U+FFFD. The literal is a JSON string too.
func Quote(s string) string { return `"` + escape(s, `"`) + `"` }

// quoted prints a string verbatim if that is asked for, possible and of any use.
func quoted(s *String) string {
	prefix := ""
	if s.Hidden {
		prefix = "h"
	}
	if s.Verbatim && printable(s.Value) && strings.Contains(s.Value, `\`) {
		return prefix + `@"` + strings.ReplaceAll(s.Value, `"`, `""`) + `"`
	}
	return prefix + Quote(s.Value)
}

func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// escape spells out what is not printable ASCII and, inside a quote, the quote and the
// backslash. Without a quote, as in comments, the backslash stands for itself.
func escape(s, quote string) string {
	if printable(s) && (quote == "" || !strings.ContainsAny(s, `\`+quote)) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case quote != "" && (r == '\\' || strings.ContainsRune(quote, r)):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		default:
			b.WriteString(escapeRune(r))
		}
	}
	return b.String()
}

func escapeRune(r rune) string {
	switch r {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	if hi, lo := utf16.EncodeRune(r); hi != utf8.RuneError {
		return fmt.Sprintf(`\u%04X\u%04X`, hi, lo)
	}
	return fmt.Sprintf(`\u%04X`, r)
}

// Unquote returns the value of a string literal in any of Kusto's spellings: in double or
// single quotes, verbatim behind @, between
// three back-ticks or tildes, and each obfuscated behind h. Octal escapes are refused.
func Unquote(literal string) (string, error) {
	s := strings.TrimPrefix(strings.TrimPrefix(literal, "h"), "H")
	for _, mark := range []string{"```", "~~~"} {
		if body, ok := between(s, mark); ok {
			return body, nil
		}
	}
	verbatim := strings.HasPrefix(s, "@")
	s = strings.TrimPrefix(s, "@")
	for _, quote := range []string{`"`, `'`} {
		body, ok := between(s, quote)
		switch {
		case !ok:
		case verbatim:
			return undouble(body, quote)
		default:
			return unescape(body, quote[0])
		}
	}
	return "", errors.New("not a string literal")
}

func between(s, mark string) (string, bool) {
	if len(s) < 2*len(mark) || !strings.HasPrefix(s, mark) || !strings.HasSuffix(s, mark) {
		return "", false
	}
	return s[len(mark) : len(s)-len(mark)], true
}

func undouble(body, quote string) (string, error) {
	if strings.Contains(strings.ReplaceAll(body, quote+quote, ""), quote) {
		return "", errors.New("quote inside a verbatim string is not doubled")
	}
	return strings.ReplaceAll(body, quote+quote, quote), nil
}

func unescape(body string, quote byte) (string, error) {
	var b strings.Builder
	for len(body) > 0 {
		if c := body[0]; c == quote || c == '\n' || c == '\r' {
			return "", fmt.Errorf("%q inside a string is not escaped", c)
		} else if c != '\\' {
			b.WriteByte(c)
			body = body[1:]
			continue
		}
		r, rest, err := unescapeRune(body)
		if err != nil {
			return "", err
		}
		b.WriteRune(r)
		body = rest
	}
	return b.String(), nil
}

// simple are the escapes of one letter.
var simple = map[byte]rune{
	'\\': '\\', '"': '"', '\'': '\'', 'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
}

// unescapeRune reads one escape, or a surrogate pair of two.
func unescapeRune(s string) (rune, string, error) {
	if len(s) < 2 {
		return 0, "", errors.New("string ends in a backslash")
	}
	if r, ok := simple[s[1]]; ok {
		return r, s[2:], nil
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[1]]
	r, err := hex(s, digits)
	if err != nil {
		return 0, "", err
	}
	rest := s[2+digits:]
	if utf16.IsSurrogate(r) && strings.HasPrefix(rest, `\u`) {
		if low, err := hex(rest, 4); err == nil && utf16.DecodeRune(r, low) != utf8.RuneError {
			return utf16.DecodeRune(r, low), rest[6:], nil
		}
	}
	return r, rest, nil
}

func hex(s string, digits int) (rune, error) {
	if digits == 0 || len(s) < 2+digits {
		return 0, fmt.Errorf("unknown escape `%.10s`", s)
	}
	n, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, fmt.Errorf("unknown escape `%s`", s[:2+digits])
	}
	return rune(n), nil
}
