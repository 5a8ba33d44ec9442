package bind

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// joinKinds are the kinds by their names; several have more than one.
var joinKinds = map[string]plan.JoinKind{
	"": plan.InnerUnique, "innerunique": plan.InnerUnique, "inner": plan.Inner,
	"leftouter": plan.LeftOuter, "rightouter": plan.RightOuter, "fullouter": plan.FullOuter,
	"leftsemi": plan.LeftSemi, "rightsemi": plan.RightSemi,
	"leftanti": plan.LeftAnti, "anti": plan.LeftAnti, "leftantisemi": plan.LeftAnti,
	"rightanti": plan.RightAnti, "rightantisemi": plan.RightAnti,
}

func (b *binder) join(op *kql.Join, n plan.Node, s *scope) plan.Node {
	kind, ok := joinKinds[op.Kind]
	if !ok {
		b.fail(op, "unknown kind of join `%s`; the kinds are %s", op.Kind, strings.Join(slices.Sorted(maps.Keys(joinKinds))[1:], ", "))
		return nil
	}
	j, right := b.joined(op.Table, op.On, kind, n, s)
	if j == nil {
		return nil
	}
	switch kind {
	case plan.LeftSemi, plan.LeftAnti:
		j.Cols = n.Columns()
	case plan.RightSemi, plan.RightAnti:
		j.Cols = right.Columns()
	default:
		j.Cols = beside(n.Columns(), right.Columns())
	}
	return j
}

// lookup is a join that shows the right side's keys no second time and keeps every left
// row as it is.
func (b *binder) lookup(op *kql.Lookup, n plan.Node, s *scope) plan.Node {
	kind := plan.LeftOuter
	switch op.Kind {
	case "", "leftouter":
	case "inner":
		kind = plan.Inner
	default:
		b.fail(op, "unknown kind of lookup `%s`; the kinds are inner and leftouter", op.Kind)
		return nil
	}
	j, right := b.joined(op.Table, op.On, kind, n, s)
	if j == nil {
		return nil
	}
	left := n.Columns()
	j.Cols, j.Lookup = slices.Concat(left, right.Columns()), true
	l := &list{}
	for i, c := range left {
		l.add(c.Name, &plan.Ref{Index: i, T: c.Type})
	}
	var rest []plan.Column
	for i, c := range right.Columns() {
		if !isKey(j.RightKeys, i) {
			rest = append(rest, c)
			l.add(c.Name, &plan.Ref{Index: len(left) + i, T: c.Type})
		}
	}
	l.columns = beside(left, rest)
	return l.over(j)
}

func isKey(keys []plan.Expr, place int) bool {
	return slices.ContainsFunc(keys, func(k plan.Expr) bool {
		r, ok := k.(*plan.Ref)
		return ok && r.Index == place
	})
}

// joined binds the right table and the conditions; the columns are the caller's to say.
func (b *binder) joined(table kql.Expr, on []kql.Expr, kind plan.JoinKind, n plan.Node, s *scope) (*plan.Join, plan.Node) {
	right := b.tabular(table, s)
	if right == nil {
		return nil, nil
	}
	j := &plan.Join{Left: n, Right: right, Kind: kind}
	for _, e := range on {
		for _, c := range conjuncts(e) {
			b.condition(c, j, s)
		}
	}
	return j, right
}

// conjuncts returns the operands of the outermost ands.
func conjuncts(e kql.Expr) []kql.Expr {
	if and, ok := e.(*kql.Binary); ok && and.Op == "and" {
		return append(conjuncts(and.X), conjuncts(and.Y)...)
	}
	return []kql.Expr{e}
}

// condition adds a pair of keys: a column of both tables, or $left.a == $right.b.
func (b *binder) condition(e kql.Expr, j *plan.Join, s *scope) {
	left, right := e, e
	if b.judging() && !b.judgedCondition(e, j) {
		return
	}
	if eq, ok := e.(*kql.Binary); ok {
		if eq.Op != "==" {
			b.fail(e, "tables are joined by equality only: `$left.a == $right.b`")
			return
		}
		left, right = eq.X, eq.Y
		if side(left) == "$right" || side(right) == "$left" {
			left, right = right, left
		}
		if side(left) == "$right" || side(right) == "$left" {
			b.fail(e, "a condition must name a column of each side: `$left.a == $right.b`")
			return
		}
	}
	if b.oneSided(e, j) {
		return
	}
	x := b.expr(ofSide(left), &input{columns: j.Left.Columns(), scope: s})
	y := b.expr(ofSide(right), &input{columns: j.Right.Columns(), scope: s})
	if x.Type() == value.None || y.Type() == value.None {
		return
	}
	x, y, ok := b.comparable(x, y)
	if !ok {
		b.fail(e, "the join key is %s on the left and %s on the right; convert one of them with `extend` first", typeName(x.Type()), typeName(y.Type()))
		return
	}
	j.LeftKeys, j.RightKeys = append(j.LeftKeys, x), append(j.RightKeys, y)
}

// oneSided says of a name that only one of the tables has how to join by two names.
func (b *binder) oneSided(e kql.Expr, j *plan.Join) bool {
	id, ok := alone(e)
	if !ok || isOpen(j.Left.Columns()) || isOpen(j.Right.Columns()) {
		return false
	}
	left, right := place(j.Left.Columns(), id.Name) >= 0, place(j.Right.Columns(), id.Name) >= 0
	switch {
	case left && !right:
		b.fail(e, "the right table has no column `%s`%s; keys of two names are written `$left.%s == $right.NAME`", id.Name,
			b.meantName(id.Name, &input{columns: j.Right.Columns()}), id.Name)
	case right && !left:
		b.fail(e, "the left table has no column `%s`%s; keys of two names are written `$left.NAME == $right.%s`", id.Name,
			b.meantName(id.Name, &input{columns: j.Left.Columns()}), id.Name)
	}
	return left != right
}

// comparable converts keys of two number types to the wider.
func (b *binder) comparable(x, y plan.Expr) (plan.Expr, plan.Expr, bool) {
	switch {
	case x.Type() == y.Type():
		return x, y, true
	case x.Type().IsNumber() && y.Type().IsNumber():
		t := widest(x.Type(), y.Type())
		return b.convert(x, t), b.convert(y, t), true
	case x.Type() == value.Dynamic:
		return b.convert(x, y.Type()), y, true
	case y.Type() == value.Dynamic:
		return x, b.convert(y, x.Type()), true
	}
	return x, y, false
}

// side returns $left or $right where an expression begins with it.
func side(e kql.Expr) string {
	switch e := e.(type) {
	case *kql.Ident:
		if strings.HasPrefix(e.Name, "$") {
			return e.Name
		}
	case *kql.Member:
		return side(e.X)
	case *kql.Index:
		return side(e.X)
	}
	return ""
}

// ofSide takes $left or $right off a column's name.
func ofSide(e kql.Expr) kql.Expr {
	if m, ok := e.(*kql.Member); ok {
		if id, ok := m.X.(*kql.Ident); ok && (id.Name == "$left" || id.Name == "$right") {
			return &kql.Ident{Span: m.Span, Name: m.Name}
		}
	}
	return e
}

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
