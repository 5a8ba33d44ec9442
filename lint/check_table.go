package lint

import (
	"strings"

	"foxhound/internal/schema"
	"foxhound/internal/spell"
	"foxhound/kql"
)

var tableChecks = []*Check{
	{ID: "deprecated-table", Severity: Error, What: "a table that nothing is written to any more",
		Why: "no row arrives there, so that the rule can match nothing", query: checkDeprecated},
	{ID: "other-dialect-table", Severity: Error, What: "a table that only the other dialect has",
		Why:  "the query does not run where the table does not exist",
		Mend: "hunt in a table of this dialect that shows the same, or give --dialect if the query runs in the other", query: checkDialect},
	{ID: "unknown-table", Severity: Note, What: "a table that is in no reference",
		Why:  "a workspace may have it as a table or function of its own; elsewhere the query does not run",
		Mend: "check the name, or say in the rule where the table comes from", query: checkUnknown},
	{ID: "unbounded-union", Severity: Error, What: "`union *`, `search *` or `find` over every table",
		Why:  "every table of the workspace is read, which is slow and dear; content repositories refuse it in rules",
		Mend: "name the tables that can hold what is looked for", query: checkUnbounded},
}

// deprecated are tables that nothing is written to any more: since when, and what took
// their place.
var deprecated = map[string]struct{ since, now string }{
	"ThreatIntelligenceIndicator": {"2025-07-31", "read `ThreatIntelIndicators`: the value is in `ObservableValue`, its kind in `ObservableKey`, the end of its validity in `ValidUntil`"},
}

func checkDeprecated(q *query, f *finder) {
	seen := make(map[string]bool)
	for _, id := range q.flow.reads {
		old, ok := deprecated[id.Name]
		if !ok || seen[id.Name] {
			continue
		}
		seen[id.Name] = true
		f.node(id, old.now, "`%s` has received nothing since %s", id.Name, old.since)
	}
}

func checkDialect(q *query, f *finder) {
	other := schema.Defender
	if f.document.dialect == schema.Defender {
		other = schema.Sentinel
	}
	for _, id := range first(q.flow.reads) {
		_, here := schema.Lookup(f.document.dialect, id.Name)
		if _, there := schema.Lookup(other, id.Name); there && !here {
			f.node(id, "", "`%s` is a table of the dialect `%s`, and the query runs in `%s`", id.Name, other, f.document.dialect)
		}
	}
}

func checkUnknown(q *query, f *finder) {
	for _, id := range first(q.flow.reads) {
		if schema.Known(id.Name) || strings.HasSuffix(id.Name, "_CL") || asim(id.Name) {
			continue
		}
		severity, mend := Severity(""), ""
		for _, near := range spell.Nearest(id.Name, schema.Names(f.document.dialect), 1) {
			severity, mend = Warning, "write `"+near+"` if that was meant"
		}
		f.graded(severity, id, mend, "no reference has a table `%s`", id.Name)
	}
}

// asim reports whether a name is that of a parser of the information model, which every
// workspace can have.
func asim(name string) bool {
	for _, prefix := range []string{"_Im_", "_ASim_", "im", "vim", "ASim"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// first returns the first of the names that are alike.
func first(names []*kql.Ident) []*kql.Ident {
	var list []*kql.Ident
	seen := make(map[string]bool)
	for _, id := range names {
		if !seen[id.Name] {
			seen[id.Name] = true
			list = append(list, id)
		}
	}
	return list
}

func checkUnbounded(q *query, f *finder) {
	for i := range q.flow.steps {
		if n, what := q.flow.steps[i].unbounded(); n != nil {
			f.node(n, "", "%s reads every table", what)
		}
	}
}

// unbounded returns what makes a step read every table, or nil.
func (s *step) unbounded() (kql.Node, string) {
	starts := s.at == 0 && s.pipeline.Source == nil
	switch op := s.op.(type) {
	case *kql.Union:
		for _, t := range op.Tables {
			w, isWild := t.(*kql.Wildcard)
			_, isStar := t.(*kql.Star)
			if isStar || isWild && w.Pattern == "*" {
				return t, "`union *`"
			}
		}
	case *kql.Search:
		if starts && len(op.In) == 0 {
			return op, "`search` without `in (...)`"
		}
	case *kql.Find:
		if starts && len(op.In) == 0 {
			return op, "`find` without `in (...)`"
		}
	}
	return nil, ""
}
