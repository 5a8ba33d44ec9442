package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/kql"
)

// between binds x between (from .. to), both ends included. A span for the end of a time
// is how long after the start it is.
func (b *binder) between(e *kql.Between, in *input) plan.Expr {
	x, from, to := b.expr(e.X, in), b.expr(e.From, in), b.expr(e.To, in)
	op := "between"
	if e.Not {
		op = "!between"
	}
	t, f, u := x.Type(), from.Type(), to.Type()
	switch {
	case isBad(x) || isBad(from) || isBad(to):
		return bad
	case x == openColumn || from == openColumn || to == openColumn:
		return &plan.Const{T: value.Bool}
	case t == value.Datetime && f == t && u == value.Timespan:
		to = b.apply(e, "+", value.Datetime, from, to)
	case t.IsNumber() && f.IsNumber() && u.IsNumber():
		x, from = b.alike(x, from)
		x, to = b.alike(x, to)
		x, from = b.alike(x, from)
	case t == value.Dynamic && f.IsNumber() && f == u:
	case !signature.Summable.Takes(t) || f != t || u != t:
		b.fail(e, "`%s` does not go with %s, from %s to %s", op, typeName(t), typeName(f), typeName(u))
		return bad
	}
	return b.apply(e, op, value.Bool, x, from, to)
}
