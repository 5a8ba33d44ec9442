package bind

import (
	"foxhound/internal/plan"
	"foxhound/kql"
)

// query binds the statements in order and returns the plan of the one that gives rows; of
// the last, where several do and none is run.
func (b *binder) query(q *kql.Query) plan.Node {
	if !b.judging() {
		b.oneResult(q.Statements)
	}
	s := (*scope)(nil).inner()
	n := b.statements(q.Statements, s)
	if n == nil && len(b.errors) == 0 {
		b.fail(q, "the query has no statement that gives rows; end it with a table or an expression, such as `print 1`")
	}
	return n
}

// oneResult refuses a second query. The service gives a table for each; here there is one
// table of rows, and to give that of either would keep the other's from the user.
func (b *binder) oneResult(list []kql.Statement) {
	var first *kql.Pipeline
	for _, st := range list {
		p, ok := st.(*kql.Pipeline)
		switch {
		case ok && first == nil:
			first = p
		case ok:
			at := first.Pos()
			b.fail(p, "several queries in one text are not supported, and the first is at line %d, column %d; run the two apart, or name the first with `let`, or join their rows with `union`", at.Line, at.Column)
			return
		}
	}
}

// statements binds statements in a scope of their own and returns the plan of the last
// one that gives rows, or nil.
func (b *binder) statements(list []kql.Statement, s *scope) plan.Node {
	var last plan.Node
	for _, st := range list {
		switch st := st.(type) {
		case *kql.Let:
			b.let(st, s)
		case *kql.Set: // asks the service for an option; there is no service
		case *kql.QueryParameters:
			b.parameters(st, s)
		case *kql.Pattern:
			b.pattern(st, s)
		case *kql.Pipeline:
			last = b.pipeline(st, s)
		default:
			b.fail(st, "this statement is not supported: %s", statementName(st))
		}
	}
	return last
}

func statementName(st kql.Statement) string {
	if _, ok := st.(*kql.AliasDatabase); ok {
		return "`alias database`"
	}
	return "`restrict access`"
}

// let gives a name to a function, a table or a value. A table is bound once; each use of
// its name is the same plan, which is run anew.
func (b *binder) let(l *kql.Let, s *scope) {
	if _, taken := s.names[l.Name]; taken {
		b.fail(l, "`%s` is declared twice; a name may be declared once in each scope", l.Name)
		return
	}
	s.names[l.Name] = b.binding(l, s)
}

func (b *binder) binding(l *kql.Let, s *scope) *binding {
	if f, ok := l.Value.(*kql.Function); ok {
		return &binding{function: &declaredFunction{Function: f, name: l.Name, scope: s}}
	}
	if id, ok := l.Value.(*kql.Ident); ok {
		if known := s.find(id.Name); known != nil {
			return known
		}
	}
	if b.isTabular(l.Value, s) {
		n := b.tabular(l.Value, s)
		return &binding{table: func() plan.Node { return n }}
	}
	return &binding{scalar: b.expr(l.Value, &input{scope: s})}
}

// parameters declares the values that the caller of the query sets.
func (b *binder) parameters(st *kql.QueryParameters, s *scope) {
	for _, p := range st.Params {
		given, ok := b.Parameters[p.Name]
		switch {
		case ok:
			s.names[p.Name] = &binding{scalar: b.given(st, p, given)}
		case p.Default != nil:
			s.names[p.Name] = &binding{scalar: b.convert(b.expr(p.Default, &input{scope: s}), typeOf(p.Type))}
		default:
			s.names[p.Name] = &binding{scalar: &plan.Const{T: typeOf(p.Type)}}
		}
	}
}

// given reads a parameter's value as the text of its type.
func (b *binder) given(where kql.Node, p kql.Param, text string) plan.Expr {
	e := b.convert(&plan.Const{Value: text, T: typeOf("string")}, typeOf(p.Type))
	if c, ok := e.(*plan.Const); ok && c.Value == nil {
		b.fail(where, "the value %q given for `%s` is no %s", text, p.Name, p.Type)
	}
	return e
}

// isTabular reports whether an expression gives rows rather than a value.
func (b *binder) isTabular(e kql.Expr, s *scope) bool {
	switch e := e.(type) {
	case *kql.Pipeline:
		return e.Source == nil || len(e.Operators) > 0 || b.isTabular(e.Source, s)
	case *kql.DataTable, *kql.ExternalData, *kql.Wildcard:
		return true
	case *kql.Ident:
		if known := s.find(e.Name); known != nil {
			return known.table != nil
		}
		_, ok := b.table(e.Name)
		return ok
	case *kql.Member: // database("x").T
		call, ok := e.X.(*kql.Call)
		return ok && remote[call.Func]
	case *kql.Call:
		return b.isTabularCall(e, s)
	}
	return false
}

// remote are the functions that name a place other than the logs at hand.
var remote = map[string]bool{"database": true, "cluster": true, "workspace": true, "app": true, "resource": true, "adx": true, "arg": true}

func (b *binder) isTabularCall(c *kql.Call, s *scope) bool {
	if known := s.find(c.Func); known != nil && c.X == nil && (known.function != nil || known.pattern != nil) {
		return known.pattern != nil || b.givesRows(known.function)
	}
	return c.X != nil || c.Func == "materialize" || c.Func == "table" || productNamed(c.Func) != nil || remote[c.Func]
}

// givesRows reports whether a function's body ends in rows.
func (b *binder) givesRows(f *declaredFunction) bool {
	if b.depth >= maxCalls || len(f.Body) == 0 {
		return false
	}
	b.depth++
	defer func() { b.depth-- }()
	s := f.scope.inner()
	for _, p := range f.Params {
		known := &binding{scalar: &plan.Const{T: typeOf(p.Type)}}
		if p.Type == "" {
			known = &binding{table: func() plan.Node { return nil }}
		}
		s.names[p.Name] = known
	}
	for _, st := range f.Body[:len(f.Body)-1] {
		if l, ok := st.(*kql.Let); ok {
			s.names[l.Name] = b.sort(l, s)
		}
	}
	last, ok := f.Body[len(f.Body)-1].(*kql.Pipeline)
	return ok && b.isTabular(last, s)
}

// sort tells of a let whether it names a function, a table or a value, without binding it.
func (b *binder) sort(l *kql.Let, s *scope) *binding {
	if f, ok := l.Value.(*kql.Function); ok {
		return &binding{function: &declaredFunction{Function: f, name: l.Name, scope: s}}
	}
	if b.isTabular(l.Value, s) {
		return &binding{table: func() plan.Node { return nil }}
	}
	return &binding{scalar: &plan.Const{}}
}
