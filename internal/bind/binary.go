package bind

import (
	"slices"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/kql"
)

// binary binds an infix operation.
func (b *binder) binary(e *kql.Binary, in *input) plan.Expr {
	if e.Op == "and" || e.Op == "or" {
		return b.logical(e, in)
	}
	if _, star := e.X.(*kql.Star); star {
		return b.anyColumn(e, in)
	}
	x := b.expr(e.X, in)
	before := len(b.errors)
	y := b.expr(e.Y, in)
	b.unquoted(before, e.Y)
	return b.infix(e, x, y)
}

// logical binds a chain of and, or of or, as one call: chains in hunts are thousands long.
func (b *binder) logical(e *kql.Binary, in *input) plan.Expr {
	var chain []kql.Expr
	var x kql.Expr = e
	for {
		l, ok := x.(*kql.Binary)
		if !ok || l.Op != e.Op {
			break
		}
		chain = append(chain, l.Y)
		x = l.X
	}
	chain = append(chain, x)
	slices.Reverse(chain)
	args := make([]plan.Expr, len(chain))
	ok := true
	for i, part := range chain {
		args[i] = b.truth(part, e.Op, in)
		ok = ok && !isBad(args[i])
	}
	if !ok {
		return bad
	}
	return b.apply(e, e.Op, value.Bool, args...)
}

// truth binds an operand of and, or: a bool, or a dynamic that holds one.
func (b *binder) truth(e kql.Expr, op string, in *input) plan.Expr {
	x := b.expr(e, in)
	switch t := x.Type(); t {
	case value.None, value.Bool:
		return x
	case value.Dynamic:
		return b.convert(x, value.Bool)
	default:
		b.fail(e, "`%s` takes a bool, not a %s", op, t)
		return bad
	}
}

// infix binds an operator over two values.
func (b *binder) infix(e *kql.Binary, x, y plan.Expr) plan.Expr {
	if isBad(x) || isBad(y) {
		return bad
	}
	m, ok := operation(e.Op, x.Type(), y.Type())
	switch {
	case x == openColumn || y == openColumn:
		return openResult(m.Result, ok)
	case !ok:
		b.fail(e, "`%s` does not go with %s and %s%s", e.Op, x.Type(), y.Type(), mend(e.Op, x.Type(), y.Type()))
		return bad
	}
	x, y = b.alike(b.convert(x, m.Args[0]), b.convert(y, m.Args[1]))
	return b.apply(e, e.Op, m.Result, x, y)
}

// openResult is what an operation with an open column gives: its types are not known.
func openResult(result value.Type, ok bool) plan.Expr {
	if !ok {
		return openColumn
	}
	return &plan.Const{T: result}
}

// operation returns the overload of an operator for operands of two types, if it goes
// with them.
func operation(op string, x, y value.Type) (signature.Match, bool) {
	s, ok := signature.Of(signature.Operators, op)
	if !ok {
		return signature.Match{}, false
	}
	m, ok := s.Resolve([]value.Type{x, y})
	if m == nil {
		return signature.Match{}, false
	}
	return *m, ok
}

// mend tells what to write in place of an operation that does not bind.
func mend(op string, x, y value.Type) string {
	switch {
	case x == value.String && y == value.String && op == "+":
		return "; `strcat(a, b)` joins strings"
	case x == value.Datetime && y == value.String, x == value.String && y == value.Datetime:
		return "; a time is written as `datetime(2024-12-31)`, and `todatetime(...)` reads one from a string"
	case (x == value.Datetime) != (y == value.Datetime) && strings.ContainsAny(op, "<>="):
		return written(value.Datetime)
	case x == value.String && y != value.String && !strings.ContainsAny(op, "<>+-*/%"):
		return "; put what is looked for in quotes"
	case x == value.String && y == value.String && strings.ContainsAny(op, "<>"):
		return "; `strcmp(a, b)` compares strings"
	case x != value.String && x != value.Dynamic && (y == value.String || y == value.Dynamic):
		return "; `tostring(...)` makes a string"
	}
	return ""
}

// alike widens one of two numbers to the type of the other.
func (b *binder) alike(x, y plan.Expr) (plan.Expr, plan.Expr) {
	s, t := x.Type(), y.Type()
	switch {
	case s.IsInteger() && t.IsInteger() || !s.IsNumber() || !t.IsNumber():
		return x, y
	case signature.Wider(s, t):
		return x, b.convert(y, s)
	}
	return b.convert(x, t), y
}

// anyColumn binds * op value: whether it holds of any column, each as text for an operator
// on strings. A negated operator asks that it holds of none.
func (b *binder) anyColumn(e *kql.Binary, in *input) plan.Expr {
	y := b.expr(e.Y, in)
	op, negated := strings.CutPrefix(e.Op, "!")
	if !negated {
		op, negated = strings.CutPrefix(e.Op, "not")
	}
	switch {
	case isBad(y):
		return bad
	case e.Op == "!~":
		op = "=~"
	case e.Op == "!=":
		b.fail(e, "`!=` does not go with `*`")
		return bad
	}
	plain := *e
	plain.Op = op
	any := []plan.Expr{&plan.Const{Value: false, T: value.Bool}}
	for i, c := range in.columns {
		if c.Name == open {
			continue
		}
		var x plan.Expr = &plan.Ref{Index: i, T: c.Type}
		if op != "==" {
			x = b.convert(x, value.String)
		}
		if _, ok := operation(op, x.Type(), y.Type()); ok {
			any = append(any, b.infix(&plain, x, y))
		}
	}
	if negated {
		return b.apply(e, "not", value.Bool, b.apply(e, "or", value.Bool, any...))
	}
	return b.apply(e, "or", value.Bool, any...)
}

// minus binds -x.
func (b *binder) minus(e *kql.Minus, in *input) plan.Expr {
	x := b.expr(e.X, in)
	t := x.Type()
	switch {
	case t == value.None || x == openColumn:
		return x
	case !signature.Summable.Takes(t) && t != value.Dynamic || t == value.Datetime:
		b.fail(e, "`-` does not go with a %s", t)
		return bad
	}
	if _, constant := x.(*plan.Const); t == value.Int && !constant {
		t = value.Long
	}
	return b.apply(e, "neg", t, x)
}
