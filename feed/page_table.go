package feed

import (
	"strings"

	"foxhound/indicator"
)

// A pageTable is a table of indicators in a page: cells between pipes, as Markdown has them,
// between tabs, as browsers copy them, or between spaces, as programs leave them that make text
// of what was typeset.
type pageTable struct {
	tabs    bool
	words   int            // how many cells stand between spaces; 0 where something else is between them
	piped   bool           // every line starts with a pipe
	gap     bool           // a blank line stands above
	columns map[string]int // by the canonical name
}

// columnNames are the spellings of the columns' headers, in lower case.
var columnNames = map[string]string{
	"type": "type", "ioc type": "type", "indicator type": "type", "kind": "type",
	"value": "value", "ioc": "value", "ioc value": "value", "indicator": "value", "indicator value": "value",
	"threat type": "threat type", "threat": "threat type",
	"first seen": "first seen", "first seen (utc)": "first seen", "first seen utc": "first seen",
	"last seen": "last seen", "last seen (utc)": "last seen", "last seen utc": "last seen",
	"confidence": "confidence", "confidence level": "confidence", "confidence (%)": "confidence",
	"reporter": "reporter", "reference": "reference", "tags": "tags",
	"family": "family", "malware": "family", "malware family": "family",
	"id": "id", "ioc id": "id",
}

// columnName returns the canonical name of a column by its header, in any case.
func columnName(header string) (name string, ok bool) {
	name, ok = columnNames[strings.ToLower(plainCell(header))]
	return name, ok
}

// newTable returns the table that line is the header of, nil if it is none. A table of
// indicators has a value, and a type or a threat type.
func newTable(line string) *pageTable {
	if len(line) > pageLine {
		return nil
	}
	t := &pageTable{tabs: !strings.Contains(line, "|"), columns: map[string]int{}}
	var heads []string
	if t.piped = strings.HasPrefix(strings.TrimSpace(line), "|"); strings.ContainsAny(line, "\t|") {
		heads = t.split(line)
	} else if heads = spacedHeads(line); heads == nil {
		return nil
	} else {
		t.tabs, t.words = false, len(heads)
	}
	return t.named(heads)
}

// named names the columns by their heads; nil where these are of no table of indicators.
func (t *pageTable) named(heads []string) *pageTable {
	for i, cell := range heads {
		name, ok := columnName(cell)
		if _, taken := t.columns[name]; ok && !taken {
			t.columns[name] = i
		}
	}
	_, value := t.columns["value"]
	_, kind := t.columns["type"]
	_, threat := t.columns["threat type"]
	if !value || !kind && !threat {
		return nil
	}
	return t
}

// cells returns the cells of a line, none where it is blank or the rule below the
// header; it reports false where the line is no part of the table.
func (t *pageTable) cells(line string) ([]string, bool) {
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "":
		t.gap = true
		return nil, true
	case strings.Trim(trimmed, "|-:\t ") == "":
		return nil, true
	case t.words > 0:
		cells := t.spaced(trimmed)
		return cells, cells != nil
	case t.tabs && !strings.Contains(trimmed, "\t"):
		return nil, false
	case !t.tabs && !strings.Contains(trimmed, "|"), t.piped && trimmed[0] != '|':
		return nil, false
	case t.piped && trimmed[len(trimmed)-1] != '|' && strings.Count(trimmed, "|") == 1:
		return nil, false // the pipe of a query
	}
	cells := t.split(line)
	return cells, !t.header(cells) && !(t.gap && t.foreign(cells))
}

// header reports whether a row names columns: another table begins with it.
func (t *pageTable) header(cells []string) bool {
	value, _ := t.cell(cells, "value")
	name, _ := columnName(value)
	return name == "value"
}

// foreign reports whether a row is of another table, where a blank line may have
// ended this one: it has no type in the type's place.
func (t *pageTable) foreign(cells []string) bool {
	kind, ok := t.cell(cells, "type")
	_, known := indicator.ParseKind(kind)
	return !ok || !known
}

// split cuts a line into its cells, at tabs or at pipes that no backslash takes back.
func (t *pageTable) split(line string) []string {
	if t.tabs {
		return strings.Split(strings.TrimRight(line, " "), "\t")
	}
	line = strings.TrimPrefix(strings.TrimSpace(line), "|")
	var cells []string
	start, escaped := 0, false
	for i := range len(line) {
		if line[i] == '|' && !escaped {
			cells = append(cells, line[start:i])
			start = i + 1
		}
		escaped = line[i] == '\\' && !escaped
	}
	if rest := line[start:]; start == 0 || strings.TrimSpace(rest) != "" {
		cells = append(cells, rest)
	}
	return cells
}

// cell returns the text of a named column; it reports false where the row is too short or
// the table has no such column.
func (t *pageTable) cell(cells []string, column string) (string, bool) {
	i, ok := t.columns[column]
	if !ok || i >= len(cells) {
		return "", false
	}
	return plainCell(cells[i]), true
}

// plainCell returns the text of a cell without Markdown's marks: emphasis, code spans,
// angle brackets around links, what a link leads to, and the backslash before punctuation
// outside of code.
func plainCell(cell string) string {
	cell = strings.TrimSpace(cell)
	for _, mark := range []string{"**", "__"} {
		if len(cell) > 4 && strings.HasPrefix(cell, mark) && strings.HasSuffix(cell, mark) {
			cell = strings.TrimSpace(cell[2 : len(cell)-2])
		}
	}
	if text, _, ok := strings.Cut(cell, "]("); ok && cell[0] == '[' && cell[len(cell)-1] == ')' && len(text) > 1 {
		cell = strings.TrimSpace(text[1:])
	}
	switch {
	case len(cell) > 1 && cell[0] == '`' && cell[len(cell)-1] == '`':
		return strings.ReplaceAll(strings.TrimSpace(strings.Trim(cell, "`")), `\|`, "|")
	case len(cell) > 1 && cell[0] == '<' && cell[len(cell)-1] == '>':
		cell = cell[1 : len(cell)-1]
	}
	return unescape(cell)
}

// unescape takes off the backslashes that Markdown reads as such.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && strings.IndexByte("\\|_*`~#$&:+-!<>[](){}.", text[i+1]) >= 0 {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
