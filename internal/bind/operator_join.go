package bind

import (
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
