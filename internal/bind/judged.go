package bind

import (
	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/kql"
)

// judging reports whether the query is only bound. Then Microsoft's binder is followed where
// the engine is known to do otherwise, and what the engine at hand cannot run has a type.
func (b *binder) judging() bool { return b.Run == nil }

// signature returns what a function takes and gives, here or at Microsoft's binder.
func (b *binder) signature(g signature.Group, name string) (*signature.Signature, bool) {
	if b.judging() {
		return signature.Judged(g, name)
	}
	return signature.Of(g, name)
}

// judged binds a call to what the engine computes, as the type that the binder tells; one
// that the engine has not is of that type and no more.
func (b *binder) judged(c *kql.Call, f *function.Scalar, m *signature.Match, exprs []plan.Expr) plan.Expr {
	engines, ok := signature.Of(signature.Functions, c.Func)
	if f == nil || !ok || isOpenCall(exprs) {
		return &plan.Const{T: m.Result}
	}
	types := make([]value.Type, len(exprs))
	for i, x := range exprs {
		types[i] = x.Type()
	}
	given, ok := engines.Resolve(types)
	if !ok {
		return &plan.Const{T: m.Result}
	}
	result := m.Result
	if o := m.Overload; o.Result != given.Overload.Result {
		result = given.Result
	}
	return b.convert(b.apply(c, c.Func, result, exprs...), m.Result)
}
