package regex

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"time"
	"unicode/utf8"

	"foxhound/internal/value"
)

// Go runs an expression in time in proportion to its program and the text, and nothing can
// end it on the way. So both are bounded: the program, the product of the two, and, where
// all matches in a long text are asked for, each of which may look at all of it, the time.
const (
	maxProgram  = 100_000
	maxWork     = 2 << 30
	longText    = 16 << 10 // bytes; what is looked for in shorter ones is found in no time
	maxTime     = 5 * time.Second
	mostMatches = 16 << 20 // in one text, of an expression without groups twice
)

// measured returns how many instructions a pattern that is right makes, which is counted
// where repeats may make many of few, and otherwise guessed; and whether it has assertions
// that look back.
func measured(pattern string) (size int, looks bool) {
	looks = strings.ContainsAny(pattern, `^\`) // may be; see below
	if size = 2*len(pattern) + 2; !strings.Contains(pattern, "{") && !looks {
		return size, false
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return size, true
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return size, true
	}
	looks = false
	for _, i := range prog.Inst {
		looks = looks || i.Op == syntax.InstEmptyWidth && syntax.EmptyOp(i.Arg)&^(syntax.EmptyEndLine|syntax.EmptyEndText) != 0
	}
	return len(prog.Inst), looks
}

// checkWork ends a kernel that is about to look through a text for too long.
func (r *Regex) checkWork(s string, captures int) {
	if len(s) > longText && float64(len(s))*float64(r.size)*float64(captures) > maxWork {
		panic(&value.Excess{What: fmt.Sprintf("would take too long: the regular expression is too complex for a text of %d bytes", len(s)),
			Mend: "write a simpler one, or take a part of the text with `substring`"})
	}
}

// bounded returns all matches, as regexp does, of which there may not be too many.
func (r *Regex) bounded(re *regexp.Regexp, s string) [][]int {
	most := mostMatches / (2 + r.groups)
	if len(s) <= longText || r.looks {
		return checkMatches(re.FindAllStringSubmatchIndex(s, most+1), most)
	}
	var found [][]int
	end, start := -1, time.Now() // of the match before
	for at := 0; at <= len(s); {
		match := re.FindStringSubmatchIndex(s[at:])
		if match == nil {
			break
		}
		for i := range match {
			if match[i] >= 0 {
				match[i] += at
			}
		}
		if match[1] > match[0] || match[0] != end { // an empty match behind another is none
			found = checkMatches(append(found, match), most)
		}
		if end = match[1]; match[1] > match[0] {
			at = match[1]
		} else {
			_, size := utf8.DecodeRuneInString(s[match[1]:])
			at = match[1] + max(size, 1)
		}
		if len(found)%64 == 0 && time.Since(start) > maxTime {
			panic(&value.Excess{What: fmt.Sprintf("takes too long: matches of the regular expression in a text of %d bytes are not found within %v", len(s), maxTime), Mend: "write a simpler one"})
		}
	}
	return found
}

func checkMatches(found [][]int, most int) [][]int {
	if len(found) > most {
		panic(&value.Excess{What: fmt.Sprintf("would find more than the %d matches in a text that are held at once", most)})
	}
	return found
}

// clipped is a pattern, or its start where it is long.
func clipped(p string) string {
	if len(p) > 60 {
		return strings.ToValidUTF8(p[:60], "") + "..."
	}
	return p
}
