package lint

import (
	"strings"

	"foxhound/internal/lazyregexp"
)

// A piece is lines that may be a query, gathered one by one.
type piece struct {
	text  string // what came so far, but for lines
	lines []string
	start int    // the number of its first line that is not blank
	open  int    // brackets
	last  string // the code of its last line that has any
}

// add takes one more line, of the number given. Blank lines before the first are dropped.
func (p *piece) add(line string, number int) {
	if len(p.lines) == 0 {
		if strings.TrimSpace(line) == "" {
			return
		}
		p.start = number
	}
	p.lines = append(p.lines, line)
	code := withoutComment(line)
	p.open += strings.Count(code, "(") + strings.Count(code, "[") - strings.Count(code, ")") - strings.Count(code, "]")
	if code != "" {
		p.last = code
	}
}

// empty reports whether nothing has been gathered.
func (p *piece) empty() bool { return len(p.lines) == 0 && p.text == "" }

// finished reports whether a query could end here.
func (p *piece) finished() bool {
	return p.last != "" && p.open <= 0 && !unfinished.MatchString(p.last)
}

// unfinished ends a text that wants more: a let, a pipe, a comma, an operator.
var unfinished = lazyregexp.New(`(;|\||,|\(|\[|=|\band|\bor|\bby|\bon)$`)

// queries returns the query that the lines are, or none where they are comments alone.
func (p *piece) queries() []*query {
	text := p.text + strings.Join(p.lines, "")
	for l := range strings.Lines(text) {
		if withoutComment(l) != "" {
			return []*query{newQuery(text, p.start)}
		}
	}
	return nil
}

// withoutComment is a line without what its literals hold, the comment at its end, and
// blanks around.
func withoutComment(line string) string {
	code := quoted.ReplaceAllString(line, `""`)
	code, _, _ = strings.Cut(code, "//")
	return strings.TrimSpace(code)
}

// quoted is a text in quotes, on one line.
var quoted = lazyregexp.New(`@"[^"]*"|@'[^']*'|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`)
