package bind

import (
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// search keeps the rows in which any column matches, of the rows that come through the
// pipe, of the tables named, or of all tables. $table, the first column, says which.
func (b *binder) search(op *kql.Search, n plan.Node, s *scope) plan.Node {
	sensitive := option(op.Options, "kind") == "case_sensitive"
	var parts []part
	if n != nil {
		if !b.knownNames(op.Predicate, []part{{node: n}}, s) {
			return nil
		}
		hit := b.searched(op.Predicate, n, s, sensitive)
		if hit == nil {
			return nil
		}
		return b.keepOrder(b.stacked([]part{{hit, b.sourceName(n, "search_arg0")}}, "", "$table"), n)
	}
	tables := b.searchedTables(op.In, s)
	if len(tables) == 0 || !b.knownNames(op.Predicate, tables, s) {
		return nil
	}
	for _, p := range tables {
		if hit := b.searched(op.Predicate, p.node, s, sensitive); hit != nil {
			parts = append(parts, part{hit, p.name})
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return b.stacked(parts, "", "$table")
}

// searchedTables binds the tables to search: those named, or all.
func (b *binder) searchedTables(in []kql.Expr, s *scope) []part {
	if len(in) == 0 {
		in = []kql.Expr{&kql.Wildcard{Pattern: "*"}}
	}
	var parts []part
	for _, e := range in {
		parts = append(parts, b.unionPart(e, len(parts), false, s)...)
	}
	return parts
}

func (b *binder) searched(e kql.Expr, n plan.Node, s *scope, sensitive bool) plan.Node {
	in := b.inputOf(n, s)
	p := b.convert(b.expr(b.searchPredicate(e, n, sensitive), in), value.Bool)
	return b.keepOrder(b.filter(n, p), n)
}

// searchPredicate rewrites search's own predicates to those of where: a lone string looks
// into every column, and column:"text" into one. A column that the table has not is empty.
func (b *binder) searchPredicate(e kql.Expr, n plan.Node, sensitive bool) kql.Expr {
	switch e := e.(type) {
	case *kql.Star: // every row
		return &kql.Bool{Span: e.Span, Value: true}
	case *kql.String:
		return searchFor(&kql.Star{Span: e.Span}, e, sensitive)
	case *kql.Binary:
		switch e.Op {
		case "and", "or":
			return &kql.Binary{Span: e.Span, Op: e.Op, X: b.searchPredicate(e.X, n, sensitive), Y: b.searchPredicate(e.Y, n, sensitive)}
		case ":":
			text, ok := e.Y.(*kql.String)
			if id, named := e.X.(*kql.Ident); named && place(n.Columns(), id.Name) < 0 {
				return &kql.Bool{Span: e.Span}
			}
			if ok {
				return searchFor(e.X, text, sensitive)
			}
			return &kql.Binary{Span: e.Span, Op: "has", X: e.X, Y: e.Y}
		}
		if id, named := e.X.(*kql.Ident); named && place(n.Columns(), id.Name) < 0 && !isOpen(n.Columns()) {
			return &kql.Bool{Span: e.Span}
		}
	case *kql.Call:
		if e.Func == "not" && len(e.Args) == 1 {
			return &kql.Call{Span: e.Span, Func: "not", Args: []kql.Expr{b.searchPredicate(e.Args[0], n, sensitive)}}
		}
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return b.searchPredicate(e.Source, n, sensitive)
		}
	}
	return e
}

// searchFor looks for a text whose stars at its ends say what may stand there: "x" is
// has, "x*" hasprefix, "*x" hassuffix, "*x*" contains, and one with stars within a
// regular expression.
func searchFor(x kql.Expr, text *kql.String, sensitive bool) kql.Expr {
	t := text.Value
	start, end := strings.HasPrefix(t, "*"), strings.HasSuffix(t, "*") && len(t) > 1
	inner := t
	if start {
		inner = inner[1:]
	}
	if end {
		inner = inner[:len(inner)-1]
	}
	op := "has"
	switch {
	case strings.Contains(inner, "*"):
		return &kql.Binary{Span: text.Span, Op: "matches regex", X: x, Y: &kql.String{Span: text.Span, Value: starsAsRegex(t, sensitive)}}
	case start && end, t == "*":
		op = "contains"
	case end:
		op = "hasprefix"
	case start:
		op = "hassuffix"
	}
	if sensitive {
		op += "_cs"
	}
	return &kql.Binary{Span: text.Span, Op: op, X: x, Y: &kql.String{Span: text.Span, Value: inner}}
}

// starsAsRegex writes a text with stars as a regular expression that is true of a text in
// which it stands as whole terms.
func starsAsRegex(t string, sensitive bool) string {
	parts := strings.Split(t, "*")
	for i, p := range parts {
		parts[i] = quoteRegex(p)
	}
	re := strings.Join(parts, ".*?")
	if parts[0] != "" {
		re = `\b` + re
	}
	if parts[len(parts)-1] != "" {
		re += `\b`
	}
	if !sensitive {
		re = "(?i)" + re
	}
	return re
}

func quoteRegex(s string) string {
	var out strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`\.+*?()|[]{}^$`, r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}
