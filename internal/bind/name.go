package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/spell"
	"foxhound/internal/value"
	"foxhound/kql"
)

// name binds a name: a column's, or one that the scope gives a value.
func (b *binder) name(id *kql.Ident, in *input) plan.Expr {
	if i := place(in.columns, id.Name); i >= 0 && id.Name != open {
		if in.aggregates != nil {
			b.fail(id, "the column `%s` must stand in an aggregate function, or behind `by`", id.Name)
			return bad
		}
		return &plan.Ref{Index: i, T: in.columns[i].Type}
	}
	if known := in.scope.find(id.Name); known != nil {
		return b.bound(id, known, in)
	}
	if k, ok := spelledBool(id.Name); ok {
		return k
	}
	if isOpen(in.columns) {
		return openColumn
	}
	b.fail(id, "%s", b.unknownName(id, in))
	return bad
}

// spelledBool reads true and false as Kusto also takes them.
func spelledBool(name string) (*plan.Const, bool) {
	switch name {
	case "True", "TRUE", "False", "FALSE":
		return &plan.Const{Value: name[0] == 'T', T: value.Bool}, true
	}
	return nil, false
}

// unknownColumn says that there is no column of a name, and which may be meant.
func (b *binder) unknownColumn(where kql.Node, name string, columns []plan.Column) {
	b.fail(where, "%s%s", b.unknown(name, columns), b.meantName(name, &input{columns: columns}))
}

// unknown says that there is no column of a name, and in which table where the columns are
// a table's own.
func (b *binder) unknown(name string, columns []plan.Column) string {
	text := "unknown column `" + name + "`"
	if len(columns) > 0 {
		if table, ok := b.tableOf[&columns[0]]; ok {
			text += " in `" + table + "`"
		}
	}
	return text
}

// bound is the value that the scope gives a name.
func (b *binder) bound(id *kql.Ident, known *binding, in *input) plan.Expr {
	switch {
	case known.scalar != nil && known.row != nil && known.row != in.origin():
		b.fail(id, "`%s` depends on the row, and cannot be used in a table within it", id.Name)
	case known.scalar != nil:
		if b.nodes += known.size; b.nodes >= maxNodes {
			b.fail(id, "the query unfolds to more than %d steps", maxNodes)
			return bad
		}
		return known.scalar
	case known.table != nil:
		b.fail(id, "`%s` is a table, where a value is needed; `toscalar(%s)` takes the first value of it", id.Name, id.Name)
	case known.function != nil && len(known.function.Params) == 0:
		return b.userCall(known.function, &kql.Call{Span: id.Span, Func: id.Name}, in)
	case known.function != nil:
		b.fail(id, "`%s` is a function: call it with brackets", id.Name)
	}
	return bad
}

// meantName asks for the column or value that was meant by a mistyped name.
func (b *binder) meantName(name string, in *input) string {
	var names []string
	for _, c := range in.columns {
		names = append(names, c.Name)
	}
	for s := in.scope; s != nil; s = s.outer {
		var own []string
		for n, known := range s.names {
			if known.scalar != nil {
				own = append(own, n)
			}
		}
		slices.Sort(own)
		names = append(names, own...)
	}
	near := meant(spell.Nearest(name, names, 1))
	if near == "" && b.Hint != nil && len(b.read) > 0 {
		return b.Hint(name, b.read)
	}
	return near
}

// member binds x.name, the columns of a join's sides, and the columns STEP.NAME that the
// states of scan have.
func (b *binder) member(e *kql.Member, in *input) plan.Expr {
	if of, ok := e.X.(*kql.Ident); ok {
		if of.Name == "$left" || of.Name == "$right" {
			return b.side(e, of.Name, in)
		}
		if i := place(in.columns, of.Name+"."+e.Name); i >= 0 && place(in.columns, of.Name) < 0 {
			return &plan.Ref{Index: i, T: in.columns[i].Type}
		}
	}
	return b.elementOf(e, b.expr(e.X, in), &plan.Const{Value: e.Name, T: value.String})
}

// side binds a column of one side of a join; those of the right stand behind the left's.
func (b *binder) side(e *kql.Member, side string, in *input) plan.Expr {
	columns, from := in.columns, 0
	switch {
	case in.right == nil:
		b.fail(e, "`%s` can only stand in the conditions of a join or lookup", side)
		return bad
	case side == "$right":
		columns, from = in.right, len(in.columns)
	}
	if i := place(columns, e.Name); i >= 0 {
		return &plan.Ref{Index: from + i, T: columns[i].Type}
	}
	if isOpen(columns) {
		return openColumn
	}
	b.fail(e, "unknown column `%s` on the side `%s`%s", e.Name, side, b.meantName(e.Name, &input{columns: columns}))
	return bad
}

// index binds x[i].
func (b *binder) index(e *kql.Index, in *input) plan.Expr {
	x, i := b.expr(e.X, in), b.expr(e.I, in)
	switch t := i.Type(); {
	case t == value.None:
		return bad
	case t == value.Dynamic && b.judging() && x.Type() == value.Dynamic:
		return &plan.Const{T: value.Dynamic}
	case t != value.String && !t.IsInteger():
		b.fail(e.I, "an index must be a string or a whole number, not a %s", t)
		return bad
	}
	return b.elementOf(e, x, i)
}

// elementOf takes an element out of a dynamic.
func (b *binder) elementOf(e kql.Node, x, key plan.Expr) plan.Expr {
	switch t := x.Type(); {
	case t == value.None:
		return bad
	case x == openColumn:
		return x
	case t != value.Dynamic:
		b.fail(e, "only a dynamic has elements, and this is a %s; `parse_json(...)` makes a dynamic of a string", t)
		return bad
	}
	if found, ok := b.path(x, key); ok {
		return found
	}
	return b.apply(e, "[]", value.Dynamic, x, key)
}
