package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// judgedCondition reports whether Microsoft's binder takes a condition of a join: a name of
// both sides and of one type, or $left.a == $right.b, in this order.
func (b *binder) judgedCondition(e kql.Expr, j *plan.Join) bool {
	if p, ok := e.(*kql.Pipeline); ok && len(p.Operators) == 0 && p.Source != nil {
		return b.judgedCondition(p.Source, j)
	}
	if id, ok := e.(*kql.Ident); ok {
		return b.commonColumn(id, j)
	}
	eq, ok := e.(*kql.Binary)
	switch {
	case !ok:
		b.fail(e, "a condition is the name of a column of both sides, or `$left.a == $right.b`; compute a key with `extend` first")
		return false
	case eq.Op != "==": // said by the caller
		return true
	}
	x, y := b.sideColumn(eq.X, "$left"), b.sideColumn(eq.Y, "$right")
	return x && y && b.comparableKeys(eq, j)
}

// commonColumn reports whether a name is that of a column of both sides and of one type.
func (b *binder) commonColumn(id *kql.Ident, j *plan.Join) bool {
	left, right := j.Left.Columns(), j.Right.Columns()
	x, y := place(left, id.Name), place(right, id.Name)
	if x < 0 || y < 0 { // said by the caller
		return true
	}
	if s, t := left[x].Type, right[y].Type; s != t {
		b.fail(id, "the join key `%s` is %s on the left and %s on the right; convert one of them with `extend` first", id.Name, typeName(s), typeName(t))
		return false
	}
	return true
}

// sideColumn reports whether an operand is a column of a side.
func (b *binder) sideColumn(e kql.Expr, want string) bool {
	m, ok := e.(*kql.Member)
	if ok {
		id, is := m.X.(*kql.Ident)
		ok = is && id.Name == want
	}
	if !ok {
		b.fail(e, "this side of a condition must be a column of the %s table, as in `$left.a == $right.b`", map[string]string{"$left": "left", "$right": "right"}[want])
	}
	return ok
}

// comparableKeys reports whether two columns of the sides may be keys: they are not dynamic,
// and of one type, but for int and long.
func (b *binder) comparableKeys(eq *kql.Binary, j *plan.Join) bool {
	left, right := j.Left.Columns(), j.Right.Columns()
	x, y := place(left, eq.X.(*kql.Member).Name), place(right, eq.Y.(*kql.Member).Name)
	if x < 0 || y < 0 { // said by the caller
		return true
	}
	s, t := left[x].Type, right[y].Type
	switch {
	case s == value.Dynamic || t == value.Dynamic:
		b.fail(eq, "a join key cannot be a dynamic; convert it with `extend` first, with `tostring()` for instance")
		return false
	case s == t || s.IsInteger() && t.IsInteger():
		return true
	}
	b.fail(eq, "the join key is %s on the left and %s on the right; convert one of them with `extend` first", typeName(s), typeName(t))
	return false
}

// typeName returns a type with its article.
func typeName(t value.Type) string {
	if t == value.Int {
		return "an int"
	}
	return "a " + t.String()
}
