package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// visible returns s on one line with everything a reader could not see spelled out: an
// escape sequence becomes \x1b, a change of writing direction \u202e, a broken byte \xff.
// Runs of white space become one space.
func visible(s string) string {
	return indicator.Printable(strings.Join(strings.Fields(s), " "), 0)
}

// ascii is visible with the rest of Unicode spelled out too, for formats that are ASCII only.
func ascii(s string) string {
	var b strings.Builder
	for _, r := range visible(s) {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}

// text returns s for Markdown prose and table cells: it shows as it is, on one line, and
// starts no markup, link or table cell. The brackets of a defanged value stay as they are.
func text(s string) string {
	s = visible(s)
	var b strings.Builder
	for i := range len(s) {
		if marks(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// cell returns s for a table cell whose exact text matters: as it is where nothing in it
// could be markup, otherwise as a code span, in which only a pipe has to be escaped. Behind
// a backslash parsers disagree whether that works there, so such text is escaped throughout.
func cell(s string) string {
	if t := text(s); t == s || strings.Contains(s, `\|`) {
		return t
	}
	return strings.ReplaceAll(code(s), "|", `\|`)
}

// marks reports whether the byte at i could be markup.
func marks(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '<', '>', '|', '~', '#', '$':
		return true
	case '_':
		return !wordAt(s, i-1) || !wordAt(s, i+1)
	case '[':
		return !defanged(s, i)
	case ']':
		return i < 2 || !defanged(s, i-2)
	case '&':
		return entityRef.MatchString(s[i:])
	case ':':
		return strings.HasPrefix(s[i:], "://") && linked.MatchString(s[:i])
	case '.':
		return i >= 3 && strings.EqualFold(s[i-3:i], "www")
	}
	return false
}

var (
	entityRef = lazyregexp.New(`^&#?[0-9A-Za-z]+;`)
	linked    = lazyregexp.New(`(?i)(https?|ftp)$`)
)

func wordAt(s string, i int) bool {
	return i >= 0 && i < len(s) && (s[i] >= utf8.RuneSelf || unicode.IsLetter(rune(s[i])) || unicode.IsDigit(rune(s[i])))
}

// defanged reports whether [.], [:] or [@] starts at i.
func defanged(s string, i int) bool {
	return i+2 < len(s) && s[i] == '[' && strings.IndexByte(".:@", s[i+1]) >= 0 && s[i+2] == ']'
}

// code returns s as a Markdown code span.
func code(s string) string {
	s = visible(s)
	ticks := strings.Repeat("`", longestRun(s)+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

// fence writes s as a fenced code block, each line behind indent. The fence is longer than
// any run of back-ticks in s, so that nothing in s can close it.
func fence(w io.Writer, indent, language, s string) {
	ticks := strings.Repeat("`", max(3, longestRun(s)+1))
	fmt.Fprintf(w, "%s%s%s\n", indent, ticks, language)
	for line := range strings.Lines(strings.TrimRight(s, "\n")) {
		fmt.Fprintf(w, "%s%s\n", indent, strings.TrimRight(line, "\n"))
	}
	fmt.Fprintf(w, "%s%s\n", indent, ticks)
}

// longestRun returns how long the longest run of back-ticks in s is.
func longestRun(s string) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
