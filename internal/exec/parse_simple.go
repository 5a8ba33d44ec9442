package exec

import (
	"strings"

	"foxhound/internal/plan"
)

// A simplePattern is the pattern of a simple or relaxed parse. It starts where the text
// starts; each of its texts is found where it first stands behind the one before, and a
// column is what stands between. What is behind the last text is not looked at.
type simplePattern struct {
	parts   []plan.ParsePart
	relaxed bool
}

func (p *simplePattern) match(s string, texts []text) bool {
	open, skips := -1, false // a column that waits for its end; a * that does
	column := 0
	for _, part := range p.parts {
		switch {
		case part.Column:
			if open >= 0 {
				s = closed(s, &texts[open])
			}
			open, skips = column, false
			column++
		case part.Text == "": // *
			if open >= 0 {
				s = closed(s, &texts[open])
			}
			open, skips = -1, true
		default:
			at := find(s, part.Text, open >= 0 || skips)
			if at < 0 {
				return false
			}
			if open >= 0 {
				texts[open] = text{s: s[:at], ok: true}
			}
			s = s[at+len(part.Text):]
			open, skips = -1, false
		}
	}
	if open >= 0 {
		closed(s, &texts[open])
	}
	return true
}

// find returns where a text of the pattern stands, -1 for nowhere.
func find(s, text string, anywhere bool) int {
	switch {
	case anywhere:
		return strings.Index(s, text)
	case strings.HasPrefix(s, text):
		return 0
	}
	return -1
}

// closed ends a column whose end is not marked by a text of the pattern, and returns what
// is left: all, for what follows finds its own place.
func closed(s string, t *text) string {
	*t = text{s: s, ok: true, prefix: true}
	return s
}
