package bind

import (
	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// tuple binds a call of a function that gives several columns, and returns them with
// their names; ok is false for any other expression.
func (b *binder) tuple(e kql.Expr, in *input) (exprs []plan.Expr, names []string, ok bool) {
	c, ok := e.(*kql.Call)
	if !ok || c.X != nil || in.scope.find(c.Func) != nil {
		return nil, nil, false
	}
	if c.Func == "array_sort_asc" || c.Func == "array_sort_desc" {
		return b.sorted(c, in)
	}
	parts := function.Tuple(c.Func)
	if parts == nil {
		return nil, nil, false
	}
	whole := b.builtin(c, in)
	prefix := c.Func + "_"
	if len(c.Args) > 0 {
		prefix += b.columnName(c.Args[0], in)
	}
	for i, p := range parts {
		exprs = append(exprs, b.convert(b.element(whole, i), p.Type))
		names = append(names, prefix+"_"+p.Name)
	}
	return exprs, names, true
}

// sorted binds the sort of one array or several side by side, a column for each.
func (b *binder) sorted(c *kql.Call, in *input) (exprs []plan.Expr, names []string, ok bool) {
	whole := b.builtin(c, in)
	var arrays []kql.Expr
	for _, a := range c.Args {
		if _, flag := a.(*kql.Bool); !flag {
			arrays = append(arrays, a)
		}
	}
	for i, a := range arrays {
		name := b.columnName(a, in)
		if name == "" {
			name = "array" + string(rune('0'+i%10))
		}
		x := whole
		if len(arrays) > 1 && whole.Type() == value.Dynamic {
			x = b.element(whole, i)
		}
		exprs, names = append(exprs, x), append(names, name+"_sorted")
	}
	return exprs, names, len(exprs) > 0
}
