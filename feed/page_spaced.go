package feed

import (
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// A table whose cells stand between spaces is told by its header alone: a line of nothing but
// the names of columns, enough of them that no sentence is like it.
const leastHeads = 4

// spacedHeads returns the names of columns that a line consists of, nil where it has other words.
func spacedHeads(line string) (heads []string) {
	words := strings.Fields(line)
	if len(words) > 4*len(columnNames) {
		return nil
	}
	for len(words) > 0 {
		n := headOf(words)
		if n == 0 {
			return nil
		}
		heads, words = append(heads, strings.Join(words[:n], " ")), words[n:]
	}
	if len(heads) < leastHeads {
		return nil
	}
	return heads
}

// headOf is how many of the words make the longest name of a column that they start with.
func headOf(words []string) int {
	for n := min(3, len(words)); n > 0; n-- {
		if _, ok := columnName(strings.Join(words[:n], " ")); ok {
			return n
		}
	}
	return 0
}

// spaced returns the cells of a line, nil where it is no part of the table: those between runs
// of spaces or, where one space stands between them, its words. A row whose cells cannot be
// told apart has its words, and is malformed.
func (t *pageTable) spaced(line string) []string {
	words := timesJoined(strings.Fields(line))
	if wide := wideSpace.Split(line, -1); len(wide) == t.words && len(words) != t.words {
		return wide
	}
	if (len(words) != t.words || t.gap) && t.foreign(words) || t.header(words) {
		return nil
	}
	return words
}

var wideSpace = lazyregexp.New(`\s{2,}`)

// timesJoined puts the words of a date together: 2026-05-22 10:11:12 UTC.
func timesJoined(words []string) (joined []string) {
	for _, w := range words {
		if n := len(joined); n > 0 && (clockTime.MatchString(w) && len(joined[n-1]) == len("2026-05-22") || w == "UTC") {
			joined[n-1] += " " + w
			continue
		}
		joined = append(joined, w)
	}
	return joined
}

var clockTime = lazyregexp.New(`^\d{2}:\d{2}(:\d{2})?$`)

// A column that stands on end: browsers and programs that copy a page sometimes leave each
// cell on a line of its own. A pageColumn gathers the lines into rows.
type pageColumn struct {
	heads []string
	cells []string
	table *pageTable // once the heads have ended
	rows  int        // that were taken
}

// take takes a line, and returns the cells of a row where it is the last of one. It reports
// false where the line is no part of the table.
func (s *pageColumn) take(line string) (row []string, ok bool) {
	text := strings.TrimSpace(line)
	if text == "" {
		return nil, len(s.heads) > 0
	}
	if s.table == nil {
		if _, head := columnName(text); head {
			s.heads = append(s.heads, text)
			return nil, true
		}
		if s.table = s.begun(); s.table == nil {
			s.heads = nil
			return nil, false
		}
	}
	if _, known := indicator.ParseKind(plainCell(text)); len(s.cells) == 0 && !known {
		*s = pageColumn{}
		return nil, false
	}
	if s.cells = append(s.cells, text); len(s.cells) < len(s.heads) {
		return nil, true
	}
	row, s.cells = s.cells, nil
	return row, true
}

// begun is the table whose first row comes, or nil: one of indicators, with the type before all.
func (s *pageColumn) begun() *pageTable {
	t := &pageTable{words: len(s.heads), columns: map[string]int{}}
	if t = t.named(s.heads); t == nil || len(s.heads) < leastHeads {
		return nil
	}
	if at, ok := t.columns["type"]; !ok || at != 0 {
		return nil
	}
	return t
}
