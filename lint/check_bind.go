package lint

import (
	"slices"
	"strings"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/schema"
	"foxhound/kql"
)

var bindChecks = []*Check{
	{ID: "syntax", Severity: Error, What: "the query is not KQL", Why: "no workspace runs a query that does not parse",
		Mend: "correct the query at that place", document: checkSyntax},
	{ID: "wrong-time-column", Severity: Error, What: "the time column of the other dialect",
		Why:  "the tables of a workspace have `TimeGenerated`, those of Defender's advanced hunting `Timestamp`: elsewhere the reference has no such column, and a rule that names it is refused",
		Mend: "use the time column of the place where the rule runs, or write the hunt for each dialect", query: checkTimeColumn},
	{ID: "unknown-column", Severity: Error, What: "a column that the table does not have",
		Why:  "a query that names an unknown column does not run",
		Mend: "name a column of the table's reference", query: boundSaying("unknown column", "unknown name")},
	{ID: "unknown-function", Severity: Error, What: "a function that Kusto does not have",
		Why:  "a query that calls an unknown function does not run, unless the workspace has one of that name",
		Mend: "call a function of Kusto, or ship the function with the rule", query: boundSaying("unknown function")},
	{ID: "does-not-bind", Severity: Error, What: "types or names that do not fit",
		Why: "Kusto refuses the query", Mend: "correct the expression at that place", query: boundOtherwise},
	{ID: "not-judged", Severity: Note, What: "a query that is too large to be judged whole",
		Why: "its names and types are not looked at, so that no finding about them means nothing", Mend: "split the query", query: checkJudged},
}

func checkSyntax(d *document, f *finder) {
	for _, q := range d.queries {
		f.q = q
		for _, e := range q.parsed {
			f.at("", e.Start, "", "%s", e.Msg)
		}
	}
}

// wrongTime finds, in what the binder says, a time column that is the other dialect's.
func wrongTime(e *kql.Error, d schema.Dialect) (column, right string, ok bool) {
	column, right = "Timestamp", "TimeGenerated"
	if d == schema.Defender {
		column, right = right, column
	}
	return column, right, strings.Contains(e.Msg, "unknown column `"+column+"`")
}

func checkTimeColumn(q *query, f *finder) {
	for _, e := range q.judged() {
		if column, right, ok := wrongTime(e, f.document.dialect); ok {
			f.at("", e.Start, "write `"+right+"` here", "`%s` is no column of these rows in the dialect `%s`, whose time column is `%s`", column, f.document.dialect, right)
		}
	}
}

// ours is what the binder says of what it cannot judge, which is no fault of the query.
var ours = lazyregexp.New(`not supported|reads queries only|more than \d+ (steps|deep)|must be a constant|is no number of rows|\ba unknown\b`)

// judged lists what the binder says that is a fault of the query. Where rows come from a table
// that nobody but the workspace knows, its columns have no types here, and all that can be
// said is that another table has no such column. What is said of names behind another error
// may follow from it.
func (q *query) judged() []*kql.Error {
	var list []*kql.Error
	broken := false
	for _, e := range q.bound {
		column := strings.HasPrefix(e.Msg, "unknown column")
		switch {
		case ours.MatchString(e.Msg):
			broken = true
		case q.flow.guessed() && !(column && strings.Contains(e.Msg, "` in `")):
			broken = true
		case broken && column && !strings.Contains(e.Msg, "` in `"):
		default:
			broken = true
			list = append(list, e)
		}
	}
	return list
}

// guessed reports whether some rows are of a table that no reference has.
func (f *flow) guessed() bool {
	return len(f.unknown) > 0 || slices.ContainsFunc(f.reads, func(id *kql.Ident) bool { return hasOwnColumns(id.Name) })
}

// boundSaying returns a check of what the binder says with one of the beginnings.
func boundSaying(beginnings ...string) func(*query, *finder) {
	return func(q *query, f *finder) {
		for _, e := range q.judged() {
			_, _, isTime := wrongTime(e, f.document.dialect)
			for _, b := range beginnings {
				if strings.HasPrefix(e.Msg, b) && !isTime && !toFill(q, e) {
					f.at("", e.Start, meant(e.Msg), "%s", e.Msg)
				}
			}
		}
	}
}

// meant is the mend that the binder's question holds, or nothing.
func meant(message string) string {
	if _, after, ok := strings.Cut(message, "did you mean "); ok {
		return "write " + strings.TrimSuffix(after, "?")
	}
	return ""
}

var said = []string{"unknown column", "unknown name", "unknown function"}

func boundOtherwise(q *query, f *finder) {
	for _, e := range q.judged() {
		named := false
		for _, b := range said {
			named = named || strings.HasPrefix(e.Msg, b)
		}
		if !named && !toFill(q, e) {
			f.at("", e.Start, "", "%s", e.Msg)
		}
	}
}

// toFill reports whether an error stands where a tool will put a value in: nothing can be
// said of that.
func toFill(q *query, e *kql.Error) bool {
	from, to := e.Start.Offset, e.Stop.Offset
	return from <= to && to <= len(q.text) && placeholder.MatchString(q.text[from:to])
}

func checkJudged(q *query, f *finder) {
	if why := q.tooLarge(); why != "" {
		f.node(q.tree, "", "names and types of this query are not judged: %s", why)
	}
}
