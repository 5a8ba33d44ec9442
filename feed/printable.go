package feed

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// printableRunes is how much of an offending text is shown.
const printableRunes = 120

// printable returns text fit for a terminal and for one line: what does not print
// is escaped (ESC, bidirectional controls, bytes that are no UTF-8) and what is long is cut.
func printable(text string) string {
	var b strings.Builder
	for n := 0; text != ""; n++ {
		if n == printableRunes {
			return b.String() + "…"
		}
		r, size := utf8.DecodeRuneInString(text)
		if strconv.IsPrint(r) && (r != utf8.RuneError || size > 1) {
			b.WriteString(text[:size])
		} else {
			quoted := strconv.Quote(text[:size])
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		text = text[size:]
	}
	return b.String()
}
