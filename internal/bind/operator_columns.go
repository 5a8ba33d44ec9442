package bind

import (
	"slices"
	"strings"

	"foxhound/internal/plan"
	"foxhound/kql"
)

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
