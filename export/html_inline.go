package export

import (
	"html"
	"strings"
)

// inline writes the text of a line as HTML: code spans, bold text, escaped characters.
func inline(s string) string {
	var b strings.Builder
	bold := false
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && punctuation(s[i+1]):
			b.WriteString(html.EscapeString(s[i+1 : i+2]))
			i += 2
		case s[i] == '`':
			text, next := span(s, i)
			b.WriteString(text)
			i = next
		case strings.HasPrefix(s[i:], "**"):
			b.WriteString(map[bool]string{false: "<b>", true: "</b>"}[bold])
			bold = !bold
			i += 2
		default:
			b.WriteString(html.EscapeString(s[i : i+1]))
			i++
		}
	}
	if bold {
		b.WriteString("</b>")
	}
	return b.String()
}

// span writes the code span that begins at i, and returns where the text behind it begins.
// Back-ticks that nothing closes are text.
func span(s string, i int) (text string, next int) {
	end := closing(s, i)
	ticks := run(s, i)
	if end < 0 {
		return strings.Repeat("`", ticks), i + ticks
	}
	inner := s[i+ticks : end]
	if len(inner) > 2 && strings.HasPrefix(inner, " ") && strings.HasSuffix(inner, " ") && strings.TrimSpace(inner) != "" {
		inner = inner[1 : len(inner)-1]
	}
	return "<code>" + html.EscapeString(inner) + "</code>", end + ticks
}

// closing is where the run of back-ticks stands that closes the one at i, or -1.
func closing(s string, i int) int {
	ticks := run(s, i)
	for at := i + ticks; at < len(s); {
		n := run(s, at)
		if n == ticks {
			return at
		}
		at += max(n, 1)
	}
	return -1
}

func run(s string, i int) int { return len(s[i:]) - len(strings.TrimLeft(s[i:], "`")) }

func punctuation(c byte) bool {
	return c > ' ' && c < 0x7f && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) >= 0
}
