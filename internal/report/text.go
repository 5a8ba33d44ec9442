package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// maxValue is how many characters of one value people are shown: no host name or URL that
// a person would read is longer, and a hostile one can be as long as its log.
const maxValue = 200

// value prepares what a log or feed says for a person: defanged, printable and not endless.
func value(s string) string {
	text := indicator.Printable(s[:min(len(s), utf8.UTFMax*maxValue)], 0)
	if defanged := indicator.DefangText(text); defanged != text {
		return indicator.Printable(unlinked(defanged), maxValue)
	}
	return sentence(text)
}

// observable is value for an indicator.
func observable(o indicator.Observable) string {
	return indicator.Printable(unlinked(o.Defang()), maxValue)
}

// unlinked leaves no link, also where one URL stands within another.
func unlinked(s string) string { return scheme.ReplaceAllString(s, "hxxp$1://") }

// Sentence prepares text that quotes a log or feed somewhere within for a person: as a report
// shows it.
func Sentence(s string) string { return sentence(s) }

// sentence is value for text that quotes a log or feed somewhere within.
func sentence(s string) string {
	text := indicator.Printable(s[:min(len(s), utf8.UTFMax*maxValue)], 0)
	return indicator.Printable(dotted.ReplaceAllStringFunc(unlinked(text), defangWord), maxValue)
}

// defangWord leaves words like id.orig_h alone: no name on the Internet ends so, but many a
// log's field does.
func defangWord(word string) string {
	if strings.Contains(word[strings.LastIndexByte(word, '.'):], "_") {
		return word
	}
	return indicator.DefangText(word)
}

var (
	scheme = lazyregexp.New(`(?i)http(s?)://`)
	dotted = lazyregexp.New(`[\pL\pM\pN_-]+(\.[\pL\pM\pN_-]+)+`)
)

// place is where a record starts, as editors and terminals like it: file:line. Paths are
// the user's own and stay whole, so that they can be opened.
func place(file string, line int64) string {
	if line == 0 {
		return indicator.Printable(file, 0)
	}
	return indicator.Printable(file, 0) + ":" + strconv.FormatInt(line, 10)
}

// count is a number with its noun: 1 row, 40,000,000 rows.
func count[N int | int64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "match") {
		return number(n) + " " + noun + "es"
	}
	return number(n) + " " + noun + "s"
}

// number groups thousands.
func number[N int | int64](n N) string {
	s := strconv.FormatInt(int64(n), 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Size is a number of bytes in decimal units: 12.3 kB.
func Size(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	f, units := float64(n)/1000, "kMGTPE"
	for f >= 999.95 && len(units) > 1 {
		f, units = f/1000, units[1:]
	}
	return fmt.Sprintf("%.1f %cB", f, units[0])
}
