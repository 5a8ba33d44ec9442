package bind

import (
	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// path binds a member of parse_json of a text, or of such a member, as one search of the
// text, which need not build what it steps over. It gives the same (see
// [function.JSONPath]). ok is false where x is neither, or the key is not known yet.
func (b *binder) path(x, key plan.Expr) (found plan.Expr, ok bool) {
	k, isConst := key.(*plan.Const)
	call, isCall := x.(*plan.Call)
	if !isConst || !isCall || !isStep(k.Value) || call.Args[0].Type() != value.String {
		return nil, false
	}
	switch call.Func.Name {
	case "parse_json", "todynamic", "parsejson", function.JSONPath:
	default:
		return nil, false
	}
	args := append(append(make([]plan.Expr, 0, len(call.Args)+1), call.Args...), key)
	return b.use(function.JSONPath, value.Dynamic, args...), true
}

// isStep reports whether a key needs nothing known of what it is looked up in: a place
// from the end needs the array's length.
func isStep(key any) bool {
	switch key := key.(type) {
	case string:
		return true
	case int64:
		return key >= 0
	}
	return false
}
