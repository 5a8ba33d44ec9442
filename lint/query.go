package lint

import (
	"strings"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/plan"
	"foxhound/kql"
)

// A query is one query of a document, and what is known of it.
type query struct {
	text   string
	first  int  // the line of the file on which its text begins
	column int  // where each of its lines begins, from 1; 0 means 1
	exact  bool // it is one value on the line first, so that places within it are not known

	tree    *kql.Query
	parsed  kql.ErrorList // why it does not parse
	bound   kql.ErrorList // why it does not bind
	columns []plan.Column // what it gives, where it binds
	open    bool          // it may give more than those
	flow    *flow         // where its columns come from
}

func newQuery(text string, first int) *query { return &query{text: text, first: first} }

// place is where in the file a place of the query is.
func (q *query) place(p kql.Pos) (line, column int) {
	if q.exact || !p.IsValid() {
		return q.first, max(q.column, 1)
	}
	return q.first + p.Line - 1, max(q.column, 1) + p.Column - 1
}

// source is the text of a node.
func (q *query) source(n kql.Node) string {
	from, to := n.Pos().Offset, n.End().Offset
	if !n.Pos().IsValid() || from > to || to > len(q.text) {
		return ""
	}
	return q.text[from:to]
}

// placeholder is a value that a tool puts in before the query runs.
var placeholder = lazyregexp.New(`\{\{\s*(\w+)\s*\}\}`)

// placeholders lists the names in double braces.
func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

// oneLine is a text for a message: blanks together, and not too long.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > maxQuoted {
		return string(r[:maxQuoted-1]) + "…"
	}
	return text
}

// maxQuoted is how many characters of a query a message quotes.
const maxQuoted = 80
