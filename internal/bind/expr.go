package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/kql"
)

// bad stands for an expression that could not be bound, which has been said.
var bad = &plan.Const{T: value.None}

func isBad(e plan.Expr) bool { return e.Type() == value.None }

// expr binds a scalar expression.
func (b *binder) expr(e kql.Expr, in *input) plan.Expr {
	if k, ok := literal(e); ok {
		return k
	}
	switch e := e.(type) {
	case *kql.Ident:
		return b.name(e, in)
	case *kql.Member:
		return b.member(e, in)
	case *kql.Index:
		return b.index(e, in)
	case *kql.Minus:
		return b.minus(e, in)
	case *kql.Binary:
		return b.binary(e, in)
	case *kql.In:
		return b.among(e, in)
	case *kql.Between:
		return b.between(e, in)
	case *kql.Call:
		return b.scalarCall(e, in)
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return b.expr(e.Source, in)
		}
		b.fail(e, "a value is needed here, not a table; `toscalar(...)` takes the first value of a table")
	case *kql.Star:
		b.fail(e, "`*` cannot stand here")
	case *kql.TypeOf:
		b.fail(e, "`typeof` can only stand where a function asks for a type")
	case *kql.Named:
		b.fail(e, "a name is given to a value here, where none can be; to compare, write `==`")
	default:
		b.fail(e, "a value is needed here, not a table")
	}
	return bad
}

// typed binds an expression that must be of a type, or of one that widens to it.
func (b *binder) typed(e kql.Expr, in *input, want value.Type) plan.Expr {
	x := b.expr(e, in)
	switch {
	case isBad(x):
		return x
	case x == openColumn:
		return &plan.Const{T: want}
	}
	if t := x.Type(); t != want && !signature.Wider(want, t) {
		b.fail(e, "this must be %s, not %s%s", typeName(want), typeName(t), written(want))
		return bad
	}
	return b.convert(x, want)
}

// constant returns the value of an expression that is the same for every row and known
// before there are rows. ok is false for others, and for those in error, which has been
// said.
func (b *binder) constant(e kql.Expr, in *input) (v any, t value.Type, ok bool) {
	k, ok := b.expr(e, in).(*plan.Const)
	if !ok || isBad(k) {
		return nil, value.None, false
	}
	return k.Value, k.T, true
}
