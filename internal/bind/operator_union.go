package bind

import (
	"fmt"
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// union binds tables one below the other; the rows that come through a pipe are the first.
func (b *binder) union(op *kql.Union, n plan.Node, s *scope) plan.Node {
	var parts []part
	if n != nil {
		parts = append(parts, part{n, b.sourceName(n, "union_arg0")})
	}
	fuzzy := option(op.Options, "isfuzzy") == "true"
	for _, e := range op.Tables {
		parts = append(parts, b.unionPart(e, len(parts), fuzzy, s)...)
	}
	if len(parts) == 0 {
		if fuzzy {
			b.fail(op, "none of the tables of this fuzzy union exists")
		}
		return nil
	}
	switch kind := option(op.Options, "kind"); kind {
	case "", "inner", "outer":
	default:
		b.fail(op, "unknown kind of union `%s`; the kinds are inner and outer", kind)
		return nil
	}
	return b.stacked(parts, option(op.Options, "kind"), option(op.Options, "withsource", "with_source"))
}

// A part is one of a union's tables and what withsource calls it.
type part struct {
	node plan.Node
	name string
}

// unionPart binds one table of a union, or all those that a name with stars fits.
func (b *binder) unionPart(e kql.Expr, number int, fuzzy bool, s *scope) []part {
	if w, ok := e.(*kql.Wildcard); ok {
		return b.fittingTables(w, s, fuzzy)
	}
	name := fmt.Sprint("union_arg", number)
	id, named := alone(e)
	if named && (b.isTable(id, s) || b.isView(id, s)) {
		name = id.Name
	}
	if fuzzy && named && s.find(id.Name) == nil && !b.isTable(id, s) {
		return nil
	}
	before := len(b.errors)
	n := b.tabular(e, s)
	if n == nil {
		if fuzzy {
			b.errors = b.errors[:before] // what does not resolve is left out
		}
		return nil
	}
	return []part{{n, b.sourceName(n, name)}}
}

// sourceName is what withsource calls rows: by the name that as gave them, or that of
// their table, or else as given.
func (b *binder) sourceName(n plan.Node, otherwise string) string {
	if name, ok := b.called[n]; ok {
		return name
	}
	if t, ok := n.(*plan.Table); ok {
		return t.Name
	}
	return otherwise
}

// isView reports whether a name is a view of the query's own.
func (b *binder) isView(id *kql.Ident, s *scope) bool {
	known := s.find(id.Name)
	return known != nil && known.function != nil && known.function.View
}

// alone returns the name that an expression is, bare or in brackets.
func alone(e kql.Expr) (*kql.Ident, bool) {
	if p, ok := e.(*kql.Pipeline); ok && len(p.Operators) == 0 && p.Source != nil {
		return alone(p.Source)
	}
	id, ok := e.(*kql.Ident)
	return id, ok
}

// isTable reports whether a name is a table of the logs.
func (b *binder) isTable(id *kql.Ident, s *scope) bool {
	if s.find(id.Name) != nil {
		return false
	}
	_, ok := b.table(id.Name)
	return ok
}

// fittingTables returns the tables and views whose names fit a pattern.
func (b *binder) fittingTables(w *kql.Wildcard, s *scope, fuzzy bool) []part {
	var parts []part
	if b.Tables != nil {
		for _, name := range b.Tables.Names() {
			if fits(w.Pattern, name) && s.find(name) == nil {
				t, _ := b.table(name)
				parts = append(parts, part{t, name})
			}
		}
	}
	for _, name := range s.views() {
		f := s.find(name).function
		if fits(w.Pattern, name) {
			if n := b.call(f, &kql.Call{Span: w.Span, Func: name}, nil, s); n != nil {
				parts = append(parts, part{n, name})
			}
		}
	}
	if len(parts) == 0 && !fuzzy {
		b.fail(w, "no table fits `%s`", w.Pattern)
	}
	return parts
}

// views lists the views of a scope, sorted.
func (s *scope) views() []string {
	var names []string
	for ; s != nil; s = s.outer {
		for name, known := range s.names {
			if known.function != nil && known.function.View && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// stacked puts tables one below the other. An outer union has the columns of all, in the
// order in which they are first seen; a name of several types is split into one column a
// type. An inner union has those that all tables have.
func (b *binder) stacked(parts []part, kind, source string) plan.Node {
	columns := outerColumns(parts, b.judging())
	if kind == "inner" {
		columns = slices.DeleteFunc(columns, func(c unionColumn) bool { return !c.inAll(parts) })
	}
	u := &plan.Union{}
	if source != "" {
		u.Cols = append(u.Cols, plan.Column{Name: source, Type: value.String})
	}
	for _, c := range columns {
		u.Cols = append(u.Cols, plan.Column{Name: c.as, Type: c.Type})
	}
	for _, p := range parts {
		l := &list{}
		if source != "" {
			l.add(source, &plan.Const{Value: p.name, T: value.String})
		}
		for _, c := range columns {
			l.add(c.as, c.of(p.node))
		}
		u.From = append(u.From, l.over(p.node))
	}
	if len(u.From) == 1 {
		return u.From[0]
	}
	return u
}

// A unionColumn is a column of a union: the tables' column of that name and type, under a
// name of its own where the name has several types.
type unionColumn struct {
	plan.Column
	as string
}

// of returns the column of one table, or null where it has none.
func (c unionColumn) of(n plan.Node) plan.Expr {
	for i, x := range n.Columns() {
		if x == c.Column {
			return &plan.Ref{Index: i, T: c.Type}
		}
	}
	if c.Type == value.String {
		return &plan.Const{Value: "", T: c.Type}
	}
	return &plan.Const{T: c.Type}
}

func (c unionColumn) inAll(parts []part) bool {
	return !slices.ContainsFunc(parts, func(p part) bool { return !slices.Contains(p.node.Columns(), c.Column) })
}

// outerColumns returns the columns of all tables, in the order in which their names are
// first seen; those of one name and several types stand together. Microsoft's binder looks
// for other types no more once the first two columns of a name have one.
func outerColumns(parts []part, judging bool) []unionColumn {
	seen := make(map[string]int)
	var names []string
	types := make(map[string][]value.Type)
	for _, p := range parts {
		for _, c := range p.node.Columns() {
			if types[c.Name] == nil {
				names = append(names, c.Name)
			}
			seen[c.Name]++
			settled := judging && seen[c.Name] > 2 && len(types[c.Name]) == 1
			if !settled && !slices.Contains(types[c.Name], c.Type) {
				types[c.Name] = append(types[c.Name], c.Type)
			}
		}
	}
	var all []unionColumn
	taken := make(uniqueNames)
	for _, name := range names {
		for _, t := range types[name] {
			as := name
			if len(types[name]) > 1 {
				as += "_" + t.String()
			}
			all = append(all, unionColumn{plan.Column{Name: name, Type: t}, taken.add(as)})
		}
	}
	return all
}
