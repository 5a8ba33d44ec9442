package bind

import (
	"slices"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

func (b *binder) where(op *kql.Where, n plan.Node, s *scope) plan.Node {
	e := op.Predicate
	if named, ok := e.(*kql.Named); ok && b.Run == nil { // it binds, and is never meant
		e = named.Value
	}
	before := len(b.errors)
	p := b.typed(e, b.inputOf(n, s), value.Bool)
	if named, ok := op.Predicate.(*kql.Named); ok && isBad(p) && len(b.errors) == before+1 && b.errors[before].Start == named.Value.Pos() {
		b.errors[before].Msg = "a name is given to a value here, where none can be; to compare, write `==`"
	}
	return b.keepOrder(b.filter(n, p), n)
}

// filter keeps the rows for which p is true. A predicate that looks at other rows is
// computed as a column first.
func (b *binder) filter(n plan.Node, p plan.Expr) plan.Node {
	if !windowed(p) {
		return &plan.Filter{Input: n, Predicate: p}
	}
	l := same(n)
	l.add("", p)
	last := len(l.columns) - 1
	kept := &plan.Filter{Input: l.over(n), Predicate: &plan.Ref{Index: last, T: value.Bool}}
	return same(n).over(kept)
}

// windowed reports whether an expression looks at other rows.
func windowed(e plan.Expr) bool {
	c, ok := e.(*plan.Call)
	return ok && (c.Func.Window || slices.ContainsFunc(c.Args, windowed))
}

// extend adds columns, or replaces those of their names where they stand. All expressions
// see the row as it came.
func (b *binder) extend(assigns []kql.Assign, n plan.Node, s *scope) plan.Node {
	p := newProjection(same(n))
	b.assign(p, assigns, b.inputOf(n, s), extending)
	return b.keepOrder(p.over(n), n)
}

func (b *binder) serialize(op *kql.Serialize, n plan.Node, s *scope) plan.Node {
	if !b.isOrdered(n) {
		n = b.ordered(same(n).over(n))
	}
	if !b.judging() {
		return b.extend(op.Columns, n, s)
	}
	p := newProjection(same(n))
	b.assign(p, op.Columns, b.inputOf(n, s), giving)
	return b.keepOrder(p.over(n), n)
}

func (b *binder) project(op *kql.Project, n plan.Node, s *scope) plan.Node {
	return b.keepOrder(b.assigned(op.Columns, b.inputOf(n, s), giving).over(n), n)
}

// chosen is the columns of a node at the places, in that order.
func (b *binder) chosen(n plan.Node, places []int) plan.Node {
	all, l := same(n), &list{}
	for _, p := range places {
		l.add(all.columns[p].Name, all.exprs[p])
	}
	return b.keepOrder(l.over(n), n)
}

func (b *binder) projectAway(op *kql.ProjectAway, n plan.Node) plan.Node {
	away := b.fitting(op, op.Names, n)
	var places []int
	for i := range n.Columns() {
		if !slices.Contains(away, i) {
			places = append(places, i)
		}
	}
	return b.chosen(n, places)
}

func (b *binder) projectKeep(op *kql.ProjectKeep, n plan.Node) plan.Node {
	places := b.fitting(op, op.Names, n)
	slices.Sort(places)
	return b.chosen(n, slices.Compact(places))
}

// fitting returns the places of the columns that names with or without stars mean, in the
// order of the names. A name without a star must be there.
func (b *binder) fitting(where kql.Node, names []string, n plan.Node) []int {
	var places []int
	var unknown []string // said together: the names have no places of their own
	for _, name := range names {
		if !strings.Contains(name, "*") {
			at := place(n.Columns(), name)
			if at < 0 && !isOpen(n.Columns()) {
				unknown = append(unknown, b.unknown(name, n.Columns())+b.meantName(name, &input{columns: n.Columns()}))
			}
			if at >= 0 {
				places = append(places, at)
			}
			continue
		}
		before := len(places)
		for i, c := range n.Columns() {
			if fits(name, c.Name) {
				places = append(places, i)
			}
		}
		if len(places) == before && b.judging() && !isOpen(n.Columns()) {
			unknown = append(unknown, "no column fits `"+name+"`")
		}
	}
	if len(unknown) > 0 {
		b.fail(where, "%s", strings.Join(unknown, "; "))
	}
	return places
}

// fits reports whether a name fits a pattern whose stars stand for any text.
func fits(pattern, name string) bool {
	parts := strings.Split(pattern, "*")
	first, last := parts[0], parts[len(parts)-1]
	if len(parts) == 1 {
		return name == pattern
	}
	rest, ok := strings.CutPrefix(name, first)
	if !ok || len(rest) < len(last) || !strings.HasSuffix(rest, last) {
		return false
	}
	rest = rest[:len(rest)-len(last)]
	for _, p := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, p)
		if !found {
			return false
		}
		rest = after
	}
	return true
}

func (b *binder) projectRename(op *kql.ProjectRename, n plan.Node) plan.Node {
	l := same(n)
	for _, a := range op.Columns {
		id, ok := a.Expr.(*kql.Ident)
		if !ok {
			b.fail(a.Expr, "project-rename takes names of columns, as in `New = Old`")
			continue
		}
		if a.Name == "" {
			b.fail(a.Expr, "project-rename takes a new name for `%s`: `New = %s`", id.Name, id.Name)
			continue
		}
		at := place(n.Columns(), id.Name)
		switch {
		case at < 0 && isOpen(n.Columns()):
			l.add(a.Name, openColumn)
		case at < 0:
			b.unknownColumn(id, id.Name, n.Columns())
		default:
			l.columns[at].Name = a.Name
		}
	}
	b.renamedTwice(op, l)
	return b.keepOrder(l.over(n), n)
}

// renamedTwice says which new name is taken. Names may be exchanged, though not as
// Microsoft's binder has it.
func (b *binder) renamedTwice(op *kql.ProjectRename, l *list) {
	for i, a := range op.Columns {
		others := slices.Concat(op.Columns[:i], op.Columns[i+1:])
		twice := slices.ContainsFunc(others, func(o kql.Assign) bool { return o.Name == a.Name })
		held := 0
		for _, c := range l.columns {
			held += btoi(c.Name == a.Name)
		}
		if id, ok := a.Expr.(*kql.Ident); ok && (twice || held > 1 || b.judging() && exchanged(op, id.Name, a.Name)) {
			b.fail(a.Expr, "there is a column `%s` already", a.Name)
			return
		}
	}
}

// exchanged reports whether the new name of a column was one of a column when it was given.
func exchanged(op *kql.ProjectRename, old, name string) bool {
	return old == name || slices.ContainsFunc(op.Columns, func(o kql.Assign) bool {
		id, ok := o.Expr.(*kql.Ident)
		return ok && id.Name == name
	})
}

func btoi(x bool) int {
	if x {
		return 1
	}
	return 0
}

// projectReorder moves columns to the front, in the order of the keys; those that a star
// fits stay in their own order, or are sorted where the key says so.
func (b *binder) projectReorder(op *kql.ProjectReorder, n plan.Node) plan.Node {
	columns := n.Columns()
	claimed := make([]int, len(columns)) // which key a column goes with, from 1; a plain name before a star
	for k, key := range op.Keys {
		for _, p := range b.fitting(op, []string{key.Name}, n) {
			star := strings.Contains(key.Name, "*")
			if !star && slices.ContainsFunc(op.Keys[:k], func(other kql.ReorderKey) bool { return other.Name == key.Name }) {
				b.fail(op, "the column `%s` is given twice", key.Name)
			}
			if claimed[p] == 0 || !star && !b.judging() {
				claimed[p] = k + 1
			}
		}
	}
	var places []int
	for k, key := range op.Keys {
		var group []int
		for p := range columns {
			if claimed[p] == k+1 {
				group = append(group, p)
			}
		}
		sortNames(group, columns, key.Order)
		places = append(places, group...)
	}
	for p := range columns {
		if claimed[p] == 0 {
			places = append(places, p)
		}
	}
	return b.chosen(n, places)
}

// sortNames orders places by the names of their columns, in which case does not count: asc, desc, or granny-asc and
// granny-desc, which read digits in names as numbers.
func sortNames(places []int, columns []plan.Column, order string) {
	if order == "" {
		return
	}
	compare := func(x, y string) int { return strings.Compare(strings.ToUpper(x), strings.ToUpper(y)) }
	if strings.HasPrefix(order, "granny") {
		compare = func(x, y string) int { return granny(strings.ToUpper(x), strings.ToUpper(y)) }
	}
	slices.SortStableFunc(places, func(x, y int) int {
		c := compare(columns[x].Name, columns[y].Name)
		if strings.HasSuffix(order, "desc") {
			return -c
		}
		return c
	})
}

// granny compares names with the numbers in them as numbers: a9 before a10.
func granny(x, y string) int {
	for x != "" && y != "" {
		dx, dy := digits(x), digits(y)
		if dx > 0 && dy > 0 {
			nx, ny := strings.TrimLeft(x[:dx], "0"), strings.TrimLeft(y[:dy], "0")
			if len(nx) != len(ny) {
				return len(nx) - len(ny)
			}
			if c := strings.Compare(nx, ny); c != 0 {
				return c
			}
			x, y = x[dx:], y[dy:]
			continue
		}
		if x[0] != y[0] {
			return int(x[0]) - int(y[0])
		}
		x, y = x[1:], y[1:]
	}
	return len(x) - len(y)
}

func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

// projectByNames keeps the columns whose names constants give: strings, with stars or
// not, or arrays of them.
func (b *binder) projectByNames(op *kql.ProjectByNames, n plan.Node, s *scope) plan.Node {
	var places []int
	for _, e := range op.Names {
		v, _, ok := b.constant(e, &input{scope: s})
		if !ok {
			b.fail(e, "project-by-names takes constant names")
			return nil
		}
		for _, name := range texts(v) {
			for i, c := range n.Columns() {
				if fits(name, c.Name) && !slices.Contains(places, i) {
					places = append(places, i)
				}
			}
		}
	}
	return b.chosen(n, places)
}

// texts returns a string, or the strings of an array.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, e := range v {
			list = append(list, texts(e)...)
		}
		return list
	}
	return nil
}

// rowCount binds a number of rows, which may be computed before the query.
func (b *binder) rowCount(e kql.Expr, s *scope) plan.Expr {
	x := b.expr(e, &input{scope: s})
	if !x.Type().IsInteger() && x.Type() != value.None {
		b.fail(e, "a number of rows is needed, not %s", typeName(x.Type()))
		return bad
	}
	return x
}

func number(n int64) plan.Expr { return &plan.Const{Value: n, T: value.Long} }

func (b *binder) orderBy(op *kql.OrderBy, n plan.Node, s *scope) plan.Node {
	return b.ordered(&plan.Sort{Input: n, Keys: b.sortKeys(op.Keys, b.inputOf(n, s))})
}

func (b *binder) top(op *kql.Top, n plan.Node, s *scope) plan.Node {
	keys := b.sortKeys([]kql.SortKey{op.By}, b.inputOf(n, s))
	return b.ordered(&plan.Top{Input: n, Keys: keys, Count: b.rowCount(op.Count, s)})
}

// sortKeys binds what to order by. Descending is the default; nulls are the least unless
// the query says where they go.
func (b *binder) sortKeys(keys []kql.SortKey, in *input) []plan.SortKey {
	list := make([]plan.SortKey, len(keys))
	for i, k := range keys {
		e := b.expr(k.Expr, in)
		if e.Type() == value.Dynamic {
			b.fail(k.Expr, "rows cannot be ordered by a dynamic; convert it first, with `tostring()` for instance")
		}
		first := k.Asc
		if k.Nulls != "" {
			first = k.Nulls == "first"
		}
		list[i] = plan.SortKey{Expr: e, Desc: !k.Asc, NullsFirst: first}
	}
	return list
}
