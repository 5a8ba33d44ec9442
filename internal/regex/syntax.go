package regex

import (
	"fmt"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode/utf8"
)

// Kusto's regular expressions are RE2's, as Go's are, but \d \w \s and \b mean Unicode's
// digits, word characters, blanks and word boundaries. So the classes are written out
// before Go reads a pattern, in two ways: for texts that are all ASCII, which Go is
// quicker with, and for all others. Of an ASCII text both say the same.

// classes are what \d, \w and \s stand for, within brackets.
type classes map[byte]string

var (
	asciiClasses = classes{'d': `0-9`, 'w': `0-9A-Za-z_`, 's': `\t-\r `}
	// Word characters are those that are Alphabetic, a mark, a digit, a connector or a
	// joiner. Go has no name for Alphabetic: it is the letters, the letter numbers, of the
	// marks most, and the circled and squared letters that stand here.
	wideClasses = classes{
		'd': `\p{Nd}`,
		'w': `\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{24B6}-\x{24E9}\x{1F130}-\x{1F149}\x{1F150}-\x{1F169}\x{1F170}-\x{1F189}\x{200C}\x{200D}`,
		's': ` \t-\r\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}`,
	}
	// outside are \D, \W and \S within brackets. They are long, and few queries need them.
	outside = sync.OnceValue(func() classes {
		return classes{'d': complement('d'), 'w': complement('w'), 's': complement('s')}
	})
)

// complement writes the ranges of all characters that a class has not.
func complement(class byte) string {
	re, err := syntax.Parse("[^"+wideClasses[class]+"]", syntax.Perl)
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	for i := 0; i < len(re.Rune); i += 2 {
		fmt.Fprintf(&b, `\x{%x}-\x{%x}`, re.Rune[i], re.Rune[i+1])
	}
	return b.String()
}

// A pattern is a regular expression written out for Go.
type pattern struct {
	text     string
	differs  bool   // from what Go makes of the same classes for other texts
	boundary bool   // has \b or \B, which Go knows for ASCII only
	sets     string // combines classes, as &&, -- and ~~ do in brackets, which Go reads as characters
}

// writeOut replaces the classes of a pattern.
func writeOut(p string, c classes) pattern {
	w := patternWriter{rest: p, classes: c}
	for w.rest != "" {
		w.next()
	}
	return pattern{w.out.String(), w.differs || w.boundary, w.boundary, w.sets}
}

type patternWriter struct {
	rest     string
	classes  classes
	out      strings.Builder
	brackets bool
	differs  bool
	boundary bool
	sets     string
}

// copy takes n bytes as they are.
func (w *patternWriter) copy(n int) {
	w.out.WriteString(w.rest[:n])
	w.rest = w.rest[n:]
}

func (w *patternWriter) next() {
	switch {
	case w.rest[0] == '\\' && len(w.rest) > 1:
		w.escape(w.rest[1])
	case !w.brackets && w.rest[0] == '[':
		w.open()
	case w.brackets && strings.HasPrefix(w.rest, "[:") && strings.Contains(w.rest, ":]"):
		w.copy(strings.Index(w.rest, ":]") + 2)
	case w.brackets && w.rest[0] == ']':
		w.brackets = false
		w.copy(1)
	default:
		w.combined()
		w.copy(1)
	}
}

// combined notes what combines the class so far with one behind it.
func (w *patternWriter) combined() {
	for _, sets := range []string{"&&", "--", "~~"} {
		if w.brackets && strings.HasPrefix(w.rest, sets) && !strings.HasPrefix(w.rest[2:], "]") {
			w.sets = sets
		}
	}
}

// open reads the start of a bracketed class: a ] that is its first character is one of it.
func (w *patternWriter) open() {
	w.brackets = true
	n := 1
	if strings.HasPrefix(w.rest[n:], "^") {
		n++
	}
	if strings.HasPrefix(w.rest[n:], "]") {
		n++
	}
	w.copy(n)
}

func (w *patternWriter) escape(c byte) {
	switch c {
	case 'd', 'w', 's', 'D', 'W', 'S':
		w.differs = true
		w.out.WriteString(w.class(c))
		w.rest = w.rest[2:]
	case 'b', 'B':
		w.boundary = w.boundary || !w.brackets
		w.copy(2)
	case 'Q':
		end := strings.Index(w.rest, `\E`)
		if end < 0 {
			end = len(w.rest) - 2
		}
		w.copy(end + 2)
	case 'u', 'U':
		w.codePoint(c)
	default:
		_, size := utf8.DecodeRuneInString(w.rest[1:])
		w.copy(1 + size)
	}
}

func (w *patternWriter) class(c byte) string {
	small := c | ' '
	switch {
	case w.brackets && c == small:
		return w.classes[small]
	case w.brackets:
		return outside()[small]
	case c == small:
		return "[" + w.classes[small] + "]"
	}
	return "[^" + w.classes[small] + "]"
}

// codePoint writes \u0041, \U00000041 and \u{41} as Go has them.
func (w *patternWriter) codePoint(c byte) {
	digits := map[byte]int{'u': 4, 'U': 8}[c]
	switch {
	case strings.HasPrefix(w.rest[2:], "{"):
		w.out.WriteString(`\x`)
		w.rest = w.rest[2:]
	case len(w.rest) >= 2+digits && strings.Trim(w.rest[2:2+digits], "0123456789abcdefABCDEF") == "":
		w.out.WriteString(`\x{` + w.rest[2:2+digits] + `}`)
		w.rest = w.rest[2+digits:]
	default:
		w.copy(2)
	}
}
