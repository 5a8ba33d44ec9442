package lint

import (
	"fmt"
	"strings"

	"foxhound/kql"
)

var listChecks = []*Check{
	{ID: "literals-run-together", Severity: Error, What: "two texts with no comma between them are one",
		Why:  "adjacent literals concatenate without a word, so that a list has one long value in place of two",
		Mend: "put a comma between them; to break a long text, use `strcat()`", query: checkRunTogether},
	{ID: "list-too-long", Severity: Error, What: "a list with more values than the operator takes",
		Why:  "Kusto refuses the query or leaves values out",
		Mend: "move the values to a watchlist or to the table of indicators, and join with it", query: checkListLength},
}

// checkRunTogether looks where a list or comparison has a text, for there each is a value of
// its own.
func checkRunTogether(q *query, f *finder) {
	kql.Walk(q.tree, func(n kql.Node) bool {
		var texts []kql.Expr
		switch n := n.(type) {
		case *kql.In:
			texts = n.List
		case *kql.DataTable:
			texts = n.Values
		case *kql.Call:
			if n.Func == "pack_array" {
				texts = n.Args
			}
		}
		for _, e := range texts {
			if s, ok := e.(*kql.String); ok && parts(q.source(s)) > 1 {
				f.node(s, "", "%s is one value, %s", quote(q.source(s)), quote(s.Value))
			}
		}
		return true
	})
}

// parts counts the literals that a text is spelled with.
func parts(source string) int {
	n := 0
	for source = strings.TrimSpace(source); source != ""; source = strings.TrimSpace(source) {
		at := quoted.FindStringIndex(source)
		if at == nil || at[0] > 1 {
			return n
		}
		n, source = n+1, source[at[1]:]
	}
	return n
}

func checkListLength(q *query, f *finder) {
	for _, c := range q.flow.compare {
		limit, ok := listLimits[c.op]
		if n := len(distinct(c.all())); ok && n > limit.Most {
			f.node(c.node, "", "%s", fmt.Sprintf("`%s` has %d values and takes %d", c.op, n, limit.Most))
		}
	}
}
