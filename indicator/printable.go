package indicator

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns text that a feed or log chose as it may be shown: on one line, with all
// spelled out that would not show or would act on a terminal. Control characters, characters
// that change direction or have no width, and bytes that are not UTF-8 are escaped as in Go.
// A text of more than max characters is cut and ends with an ellipsis, the last of them;
// zero or less cuts nothing. The result shares no memory with s.
func Printable(s string, max int) string {
	if (max <= 0 || len(s) <= max) && isPlain(s) { // Fast path
		return strings.Clone(s)
	}
	var b strings.Builder
	n, kept := 0, 0 // characters so far; bytes of those that leave room for an ellipsis
	for s != "" {
		shown, size := printableRune(s)
		n += utf8.RuneCountInString(shown)
		if max > 0 && n > max {
			return b.String()[:kept] + "…"
		}
		b.WriteString(shown)
		if n < max {
			kept = b.Len()
		}
		s = s[size:]
	}
	return b.String()
}

// isPlain reports whether all of s is ASCII that prints.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// printableRune returns how the first character of s is shown, and its size in s.
func printableRune(s string) (shown string, size int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf(`\x%02x`, s[0]), 1
	case unicode.IsPrint(r):
		return s[:size], size
	}
	quoted := strconv.QuoteRuneToASCII(r)
	return quoted[1 : len(quoted)-1], size
}
