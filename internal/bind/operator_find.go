package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/kql"
)

// find searches tables as search does, tells the table in source_, shows the columns that
// all tables share or that are asked for, and packs the rest of each row into pack_.
func (b *binder) find(op *kql.Find, s *scope) plan.Node {
	tables := b.searchedTables(op.In, s)
	if len(tables) == 0 || !b.knownNames(op.Predicate, tables, s) {
		return nil
	}
	var parts []part
	for _, p := range foundTables(op.Predicate, tables) {
		if hit := b.searched(op.Predicate, p.node, s, false); hit != nil {
			parts = append(parts, part{hit, p.name})
		}
	}
	if len(parts) == 0 {
		return nil
	}
	source := option(op.Options, "withsource", "with_source")
	if source == "" {
		source = "source_"
	}
	shown, rest, ok := b.findColumns(op, parts)
	if !ok {
		return nil
	}
	for i, p := range parts {
		parts[i].node = b.packed(p.node, shown, rest)
	}
	return b.stacked(parts, "", source)
}

// findColumns says which columns find shows and whether it packs the others.
func (b *binder) findColumns(op *kql.Find, parts []part) (shown []plan.Column, pack, ok bool) {
	if len(op.Columns) == 0 {
		shown = commonColumns(parts)
		for _, c := range outerColumns(parts, b.judging()) {
			if place(shown, c.Name) < 0 && named(op.Predicate, c.Name) {
				shown = append(shown, c.Column)
			}
		}
		return shown, hasMore(parts, shown), true
	}
	for _, e := range op.Columns {
		switch e := e.(type) {
		case *kql.TypedName:
			if !inSome(parts, e.Column.Name) {
				b.unknownColumn(e, e.Column.Name, parts[0].node.Columns())
				return nil, false, false
			}
			shown = append(shown, plan.Column{Name: e.Column.Name, Type: typeOf(e.Column.Type)})
		case *kql.Ident:
			i := slices.IndexFunc(parts, func(p part) bool { return place(p.node.Columns(), e.Name) >= 0 })
			if i < 0 {
				b.unknownColumn(e, e.Name, parts[0].node.Columns())
				return nil, false, false
			}
			columns := parts[i].node.Columns()
			shown = append(shown, columns[place(columns, e.Name)])
		default:
			pack = true
		}
	}
	return shown, pack, true
}

// foundTables are the tables that find looks into: of several, those with a column that the
// predicate names, unless it looks into all columns.
func foundTables(e kql.Expr, tables []part) []part {
	everywhere := false
	kql.Walk(e, func(n kql.Node) bool {
		if _, star := n.(*kql.Star); star {
			everywhere = true
		}
		return !everywhere
	})
	if len(tables) == 1 || everywhere || hasTerm(e) {
		return tables
	}
	return slices.DeleteFunc(slices.Clone(tables), func(p part) bool {
		return !isOpen(p.node.Columns()) && !slices.ContainsFunc(p.node.Columns(), func(c plan.Column) bool { return named(e, c.Name) })
	})
}

// hasTerm reports whether a string stands alone in a predicate, which looks for it in all
// columns.
func hasTerm(e kql.Expr) bool {
	switch e := e.(type) {
	case *kql.String:
		return true
	case *kql.Binary:
		return (e.Op == "and" || e.Op == "or") && (hasTerm(e.X) || hasTerm(e.Y))
	case *kql.Pipeline:
		return len(e.Operators) == 0 && e.Source != nil && hasTerm(e.Source)
	}
	return false
}

// commonColumns are the columns whose names all tables have: of the type that holds all of
// theirs, which is dynamic where no other does.
func commonColumns(parts []part) []plan.Column {
	var all []plan.Column
	for _, c := range parts[0].node.Columns() {
		for _, p := range parts[1:] {
			at := place(p.node.Columns(), c.Name)
			if at < 0 {
				c.Name = ""
				break
			}
			t, ok := signature.Common(c.Type, p.node.Columns()[at].Type)
			if !ok {
				t = value.Dynamic
			}
			c.Type = t
		}
		if c.Name != "" {
			all = append(all, c)
		}
	}
	return all
}

// hasMore reports whether a table has columns that are not shown.
func hasMore(parts []part, shown []plan.Column) bool {
	return slices.ContainsFunc(parts, func(p part) bool {
		return slices.ContainsFunc(p.node.Columns(), func(c plan.Column) bool { return place(shown, c.Name) < 0 })
	})
}

func inSome(parts []part, name string) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return place(p.node.Columns(), name) >= 0 || isOpen(p.node.Columns()) })
}

// knownNames reports whether each name of a predicate is a column of one of the tables, or a
// value.
func (b *binder) knownNames(e kql.Expr, parts []part, s *scope) bool {
	known := true
	kql.Walk(e, func(n kql.Node) bool {
		if _, sub := n.(*kql.Pipeline); sub {
			return isBracket(n)
		}
		id, ok := n.(*kql.Ident)
		if ok && !inSome(parts, id.Name) && s.find(id.Name) == nil && !b.isTable(id, s) {
			if _, spelled := spelledBool(id.Name); !spelled {
				var columns []plan.Column
				for _, p := range parts {
					columns = append(columns, p.node.Columns()...)
				}
				b.unknownColumn(id, id.Name, columns)
				known = false
			}
		}
		return true
	})
	return known
}

func isBracket(n kql.Node) bool {
	p := n.(*kql.Pipeline)
	return len(p.Operators) == 0
}

// named reports whether an expression names a column.
func named(e kql.Expr, column string) bool {
	found := false
	kql.Walk(e, func(n kql.Node) bool {
		if id, ok := n.(*kql.Ident); ok && id.Name == column {
			found = true
		}
		return !found
	})
	return found
}

// packed shows the given columns of a node and, where asked, the others as one bag.
func (b *binder) packed(n plan.Node, shown []plan.Column, pack bool) plan.Node {
	l := &list{}
	all := same(n)
	var others []plan.Expr
	for _, c := range shown {
		if i := place(n.Columns(), c.Name); i >= 0 {
			l.add(c.Name, b.convert(all.exprs[i], c.Type))
		}
	}
	if !pack {
		return l.over(n)
	}
	for i, c := range n.Columns() {
		if place(shown, c.Name) < 0 {
			others = append(others, &plan.Const{Value: c.Name, T: value.String}, all.exprs[i])
		}
	}
	l.add("pack_", b.use("bag_pack", value.Dynamic, others...))
	return l.over(n)
}
