package lint

import (
	"slices"
	"strings"

	"foxhound/internal/lazyregexp"
	"foxhound/kql"
)

// fenced opens a block of KQL in Markdown.
var fenced = lazyregexp.New("(?im)^[ >]*(?:```+|~~~+)[ \t]*(?:kql|kusto|csl)\\b")

// fence is a line that opens or closes any block.
var fence = lazyregexp.New("^[ >]*(```+|~~~+)[ \t]*([A-Za-z]*)")

// readMarkdown reads the blocks that say they are KQL.
func readMarkdown(text string) *document {
	d := &document{form: Markdown, text: text}
	var block strings.Builder
	mark, inside := "", false // the open fence, and whether it is one of KQL
	start, line := 0, 0
	for l := range strings.Lines(text) {
		line++
		m := fence.FindStringSubmatch(l)
		switch {
		case m != nil && mark == "":
			mark, inside, start = m[1], fenced.MatchString(l), line+1
		case m != nil && strings.HasPrefix(m[1], mark) && m[2] == "":
			if inside {
				d.queries = append(d.queries, whole(apart(block.String(), start))...)
			}
			block.Reset()
			mark, inside = "", false
		case inside:
			block.WriteString(l)
		}
	}
	if inside {
		d.queries = append(d.queries, whole(apart(block.String(), start))...)
	}
	return d
}

// whole leaves out what is a part of a query: a condition, or operators without their rows.
func whole(list []*query) []*query {
	return slices.DeleteFunc(list, func(q *query) bool {
		if strings.HasPrefix(withoutComment(firstLine(q.text)), "|") {
			return true
		}
		tree, err := kql.Parse("", q.text)
		if err != nil || len(tree.Statements) != 1 {
			return false
		}
		p, ok := tree.Statements[0].(*kql.Pipeline)
		if !ok || len(p.Operators) > 0 {
			return false
		}
		switch p.Source.(type) {
		case *kql.Binary, *kql.In, *kql.Between:
			return true
		}
		return false
	})
}

// firstLine is the first line that has code.
func firstLine(text string) string {
	for l := range strings.Lines(text) {
		if withoutComment(l) != "" {
			return l
		}
	}
	return ""
}
