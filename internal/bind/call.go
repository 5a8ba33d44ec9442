package bind

import (
	"slices"

	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/signature"
	"foxhound/internal/spell"
	"foxhound/internal/value"
	"foxhound/kql"
)

// scalarCall binds a call that gives a value: of a function of the query's own, of one
// that the binder knows itself, or of one that package function has.
func (b *binder) scalarCall(c *kql.Call, in *input) plan.Expr {
	if b.count(c) {
		return bad
	}
	if c.X != nil {
		b.fail(c, "functions of other databases and services are not supported")
		return bad
	}
	if known := in.scope.find(c.Func); known != nil && known.function != nil {
		return b.userCall(known.function, c, in)
	}
	if _, ok := signature.Of(signature.Aggregates, c.Func); ok {
		if _, both := signature.Of(signature.Functions, c.Func); !both || in.aggregates != nil {
			return b.aggregateCall(c, in)
		}
	}
	if f := special(c.Func); f != nil {
		return f(b, c, in)
	}
	return b.builtin(c, in)
}

// builtin binds a call of a function that has a signature.
func (b *binder) builtin(c *kql.Call, in *input) plan.Expr {
	s, ok := b.signature(signature.Functions, c.Func)
	if !ok {
		b.fail(c, "unknown function `%s`%s", c.Func, b.meantFunction(c.Func, in))
		return bad
	}
	if !b.stars(c, s) {
		return bad
	}
	args, exprs, ok := b.arguments(c, in)
	if !ok {
		return bad
	}
	m, ok := b.resolve(c, s, args, exprs)
	if !ok {
		return bad
	}
	f, ok := function.Lookup(c.Func)
	switch {
	case b.judging():
		return b.judged(c, f, m, exprs)
	case !ok:
		b.fail(c, "the function `%s` is not supported", c.Func)
		return bad
	case f.Window && in.alone:
		b.fail(c, "`%s` looks at other rows: compute it as a column first, with `extend`", c.Func)
		return bad
	case f.Window && !in.window:
		b.fail(c, "`%s` needs rows in an order: put `serialize` or `sort by` before it", c.Func)
		return bad
	case isOpenCall(exprs):
		return &plan.Const{T: m.Result}
	}
	return b.apply(c, c.Func, m.Result, exprs...)
}

// arguments binds the arguments of a call. A star stands for all columns, and a typeof
// for the name of its type. ok is false where one is in error.
func (b *binder) arguments(c *kql.Call, in *input) (args []kql.Expr, exprs []plan.Expr, ok bool) {
	ok = true
	for _, a := range c.Args {
		switch a := a.(type) {
		case *kql.Star:
			for _, column := range in.columns {
				args = append(args, &kql.Ident{Span: a.Span, Name: column.Name})
			}
		default:
			args = append(args, a)
		}
	}
	for _, a := range args {
		var x plan.Expr
		if t, is := a.(*kql.TypeOf); is {
			x = &plan.Const{Value: t.Type, T: value.String}
		} else {
			x = b.expr(a, in)
		}
		ok = ok && !isBad(x)
		exprs = append(exprs, x)
	}
	return args, exprs, ok
}

// resolve chooses the overload of a call, and converts its arguments in place.
func (b *binder) resolve(c *kql.Call, s *signature.Signature, args []kql.Expr, exprs []plan.Expr) (*signature.Match, bool) {
	types := make([]value.Type, len(exprs))
	for i, x := range exprs {
		types[i] = x.Type()
		if x == openColumn || isTypeOf(args[i]) {
			types[i] = value.None
		}
	}
	m, ok := s.Resolve(types)
	if m == nil {
		b.fail(c, "`%s` takes %s, not %d", c.Func, counts(s), len(args))
		return nil, false
	}
	if !ok {
		b.misfit(c, s, m, args, types)
		return nil, false
	}
	if !b.branches(c, m, args, types) {
		return nil, false
	}
	for i, p := range m.Params {
		switch {
		case (p.Kind == signature.TypeName) != isTypeOf(args[i]):
			b.fail(args[i], "`%s` takes %s here", c.Func, p.Describe())
			return nil, false
		case p.Constant && !isConstant(exprs[i]):
			b.fail(args[i], "`%s` takes a constant here", c.Func)
			return nil, false
		}
		if exprs[i] != openColumn {
			exprs[i] = b.convert(exprs[i], m.Args[i])
		}
	}
	m.Result = b.result(c, m, args, exprs)
	if m.Result == value.None && isOpenCall(exprs) {
		m.Result = value.Dynamic
	}
	return m, true
}

// isOpenCall reports whether an argument is a column that only an open one could mean: of
// such a call no more than the type is known, and it cannot be run.
func isOpenCall(exprs []plan.Expr) bool { return slices.Contains(exprs, plan.Expr(openColumn)) }

func isTypeOf(e kql.Expr) bool {
	_, ok := e.(*kql.TypeOf)
	return ok
}

// isConstant reports whether an expression is the same for every row.
func isConstant(e plan.Expr) bool {
	switch e.(type) {
	case *plan.Const, *plan.Scalar:
		return true
	}
	return false
}

// result is the type that a call gives, where it hangs on more than the arguments' types.
func (b *binder) result(c *kql.Call, m *signature.Match, args []kql.Expr, exprs []plan.Expr) value.Type {
	switch {
	case m.Overload.Result == "ParameterNLiteral":
		if t, ok := args[len(args)-1].(*kql.TypeOf); ok {
			return typeOf(t.Type)
		}
	case c.Func == "datetime_diff" && !b.judging():
		if k, ok := exprs[0].(*plan.Const); ok && k.Value == "week" { // as measured
			return value.Real
		}
	}
	return m.Result
}

// misfit says which argument does not fit, and what would.
func (b *binder) misfit(c *kql.Call, s *signature.Signature, m *signature.Match, args []kql.Expr, types []value.Type) {
	if len(s.Overloads) == 1 {
		for i, p := range m.Params {
			if !p.Fits(types[i]) {
				b.fail(args[i], "`%s` takes %s here, not %s", c.Func, p.Describe(), typeName(types[i]))
				return
			}
		}
	}
	b.fail(c, "`%s` does not take (%s)", c.Func, typeList(types))
}

func typeList(types []value.Type) string {
	list := ""
	for i, t := range types {
		if i > 0 {
			list += ", "
		}
		list += t.String()
	}
	return list
}

// meantFunction asks for the function that was meant by a mistyped name.
func (b *binder) meantFunction(name string, in *input) string {
	names := signature.Names(signature.Functions)
	if in.aggregates != nil {
		names = append(names, signature.Names(signature.Aggregates)...)
	}
	for s := in.scope; s != nil; s = s.outer {
		for n, known := range s.names {
			if known.function != nil {
				names = append(names, n)
			}
		}
	}
	slices.Sort(names)
	return meant(spell.Nearest(name, names, 1))
}
