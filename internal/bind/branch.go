package bind

import (
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/kql"
)

// branches refuses iff and case of a query that is to be run if one branch gives a whole
// number and another does not: Microsoft's binder would widen it, and the engine does not.
func (b *binder) branches(c *kql.Call, m *signature.Match, args []kql.Expr, types []value.Type) bool {
	if b.Run == nil {
		return true
	}
	first := value.None
	for i, p := range m.Params {
		t := types[i]
		switch {
		case p.Kind != signature.CommonScalarOrDynamic || !t.IsNumber():
		case first == value.None:
			first = t
		case t != first && !(t.IsInteger() && first.IsInteger()):
			b.fail(args[i], "`%s` gives values of one type, not of %s and %s; convert one, as with `to%s(...)`", c.Func, first, t, wider(first, t))
			return false
		}
	}
	return true
}

func wider(s, t value.Type) value.Type {
	if signature.Wider(s, t) {
		return s
	}
	return t
}
