package lint

import (
	"strings"

	"foxhound/kql"
)

// readKQL reads queries that stand apart by blank lines, as editors have them.
func readKQL(text string) *document {
	return &document{form: KQL, text: text, queries: apart(text, 1)}
}

// apart divides a text that begins on a line of the file into its queries. A text that
// parses as it stands is one; otherwise blank lines part queries, but for those within one.
func apart(text string, first int) []*query {
	if _, err := kql.Parse("", text); err == nil {
		return (&piece{text: text, start: first}).queries()
	}
	var all []*query
	var p piece
	line, blank := first, false
	for l := range strings.Lines(text) {
		empty := strings.TrimSpace(l) == ""
		if blank && !empty && !continues(l) && p.finished() {
			all = append(all, p.queries()...)
			p = piece{}
		}
		p.add(l, line)
		blank = empty
		line++
	}
	return append(all, p.queries()...)
}

// continues reports whether a line goes on with the query before it.
func continues(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "|") || strings.HasPrefix(line, ")") || strings.HasPrefix(line, "]")
}
