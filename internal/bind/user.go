package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/kql"
)

// userCall binds a call of a function of the query's own that gives a value: its body
// stands for it, with the arguments for the parameters.
func (b *binder) userCall(f *declaredFunction, c *kql.Call, in *input) plan.Expr {
	if b.depth++; b.depth > maxCalls {
		b.depth--
		b.fail(c, "functions call each other more than %d deep", maxCalls)
		return bad
	}
	defer func(columns int) { b.depth, b.columns = b.depth-1, columns }(b.columns)
	b.columns = 0
	inner := f.scope.inner()
	body := &input{scope: inner, over: in, window: in.window, alone: in.alone}
	if !b.bindParams(f, c, in, inner) {
		return bad
	}
	return b.body(f, c, body)
}

// body binds the statements of a function that gives a value.
func (b *binder) body(f *declaredFunction, c *kql.Call, in *input) plan.Expr {
	for i, st := range f.Body {
		switch st := st.(type) {
		case *kql.Let:
			b.innerLet(st, in)
		case *kql.Pipeline:
			if i == len(f.Body)-1 {
				return b.expr(st, in)
			}
		}
	}
	b.fail(c, "the function `%s` gives no value", f.name)
	return bad
}

// innerLet binds a let of a function's body: a value may depend on the row of the call.
func (b *binder) innerLet(l *kql.Let, in *input) {
	if _, isFunction := l.Value.(*kql.Function); isFunction || b.isTabular(l.Value, in.scope) {
		b.let(l, in.scope)
		return
	}
	if _, taken := in.scope.names[l.Name]; taken {
		b.fail(l, "`%s` is declared twice; a name may be declared once in each scope", l.Name)
		return
	}
	in.scope.names[l.Name] = valueOf(b.expr(l.Value, in), in)
}

// valueOf is what a name stands for that is given a value.
func valueOf(x plan.Expr, in *input) *binding {
	known := &binding{scalar: x}
	if !isConstant(x) {
		known.row, known.size = in.origin(), size(x, maxNodes)
	}
	return known
}

// size counts the calls of an expression, up to a limit.
func size(x plan.Expr, limit int) int {
	c, ok := x.(*plan.Call)
	if !ok {
		return 1
	}
	n := 1
	for _, a := range c.Args {
		if n >= limit {
			break
		}
		n += size(a, limit-n)
	}
	return n
}

// call binds a call of a function of the query's own that gives rows; n is the rows that
// invoke passes as the first argument, or nil.
func (b *binder) call(f *declaredFunction, c *kql.Call, n plan.Node, s *scope) plan.Node {
	if b.count(c) {
		return nil
	}
	if b.depth++; b.depth > maxCalls {
		b.depth--
		b.fail(c, "functions call each other more than %d deep", maxCalls)
		return nil
	}
	defer func(columns int) { b.depth, b.columns = b.depth-1, columns }(b.columns)
	inner := f.scope.inner()
	if n != nil {
		rest := *f.Function
		if len(f.Params) == 0 || f.Params[0].Type != "" {
			b.fail(c, "`%s` takes no table, which `invoke` passes", f.name)
			return nil
		}
		if !b.takesTable(c, f.name, f.Params[0], n) {
			return nil
		}
		inner.names[f.Params[0].Name] = &binding{table: func() plan.Node { return n }}
		rest.Params = f.Params[1:]
		f = &declaredFunction{Function: &rest, name: f.name, scope: f.scope}
	}
	if !b.bindParams(f, c, &input{scope: s}, inner) {
		return nil
	}
	b.columns = 0
	return b.statements(f.Body, inner)
}

// takesTable reports whether rows have the columns that a parameter declares. They keep
// their others, as with Kusto.
func (b *binder) takesTable(where kql.Node, name string, p kql.Param, n plan.Node) bool {
	if isOpen(n.Columns()) {
		return true
	}
	for _, c := range p.Columns {
		at := place(n.Columns(), c.Name)
		switch {
		case c.Name == "*":
		case at < 0:
			b.fail(where, "`%s` takes a table with the column `%s`, and this has none%s", name, c.Name, b.meantName(c.Name, &input{columns: n.Columns()}))
			return false
		case n.Columns()[at].Type != typeOf(c.Type):
			b.fail(where, "`%s` takes a table whose column `%s` is %s, and here it is %s", name, c.Name, typeName(typeOf(c.Type)), typeName(n.Columns()[at].Type))
			return false
		}
	}
	return true
}

// bindParams gives the parameters of a function the arguments of a call, by place or by
// name, or their defaults.
func (b *binder) bindParams(f *declaredFunction, c *kql.Call, in *input, inner *scope) bool {
	given, ok := b.placed(f, c)
	if !ok {
		return false
	}
	for i, p := range f.Params {
		known := b.parameter(f, c, p, given[i], in)
		ok = ok && known != nil
		inner.names[p.Name] = known
	}
	return ok
}

// parameter is what a parameter stands for in a call, or nil where that is in error.
func (b *binder) parameter(f *declaredFunction, c *kql.Call, p kql.Param, given kql.Expr, in *input) *binding {
	switch {
	case given == nil && p.Default == nil:
		b.fail(c, "`%s` needs the argument `%s`", f.name, p.Name)
		return nil
	case given == nil:
		return &binding{scalar: b.convert(b.expr(p.Default, &input{scope: f.scope}), typeOf(p.Type))}
	case p.Type == "":
		n := b.tabular(given, in.scope)
		if n == nil || !b.takesTable(given, f.name, p, n) {
			return nil
		}
		return &binding{table: func() plan.Node { return n }}
	}
	x := b.convert(b.expr(given, in), typeOf(p.Type))
	if isBad(x) {
		return nil
	}
	return valueOf(x, in)
}

// placed puts the arguments of a call in the order of the parameters.
func (b *binder) placed(f *declaredFunction, c *kql.Call) ([]kql.Expr, bool) {
	given := make([]kql.Expr, len(f.Params))
	for i, a := range c.Args {
		at, value := i, a
		if n, ok := a.(*kql.Named); ok {
			at = slices.IndexFunc(f.Params, func(p kql.Param) bool { return p.Name == n.Name })
			value = n.Value
			if at < 0 {
				b.fail(a, "`%s` has no parameter `%s`", f.name, n.Name)
				return given, false
			}
		}
		switch {
		case at >= len(given):
			b.fail(a, "`%s` takes %s, not %d", f.name, plural(len(f.Params), "argument"), len(c.Args))
			return given, false
		case given[at] != nil:
			b.fail(a, "the argument `%s` is given twice", f.Params[at].Name)
			return given, false
		}
		given[at] = value
	}
	return given, true
}
