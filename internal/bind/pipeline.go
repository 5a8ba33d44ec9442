package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/spell"
	"foxhound/internal/value"
	"foxhound/kql"
)

// Limits on what a query may unfold to. Functions call functions, and each use of a let's
// name stands for all that it names.
const (
	maxCalls = 64
	maxNodes = 100_000
	maxSteps = 10_000 // of the plan, those of names that stand for rows unfolded
)

// tabular binds an expression that gives rows. It returns nil where it could not, which
// has been said.
func (b *binder) tabular(e kql.Expr, s *scope) plan.Node {
	switch e := e.(type) {
	case *kql.Pipeline:
		return b.pipeline(e, s)
	case *kql.Ident:
		return b.named(e, s)
	case *kql.Call:
		return b.tabularCall(e, s)
	case *kql.DataTable:
		return b.dataTable(e, s)
	case *kql.ExternalData:
		return b.externalData(e, s)
	case *kql.Wildcard:
		return b.union(&kql.Union{Span: e.Span, Tables: []kql.Expr{e}}, nil, s)
	case *kql.Member:
		b.fail(e, "tables of other databases, clusters and workspaces are not supported; name the table alone")
	default:
		b.fail(e, "a table is needed here")
	}
	return nil
}

// pipeline binds a source and the operators behind it.
func (b *binder) pipeline(p *kql.Pipeline, s *scope) plan.Node {
	var n plan.Node
	rest := p.Operators
	switch {
	case p.Source == nil:
		n, rest = b.first(rest[0], s), rest[1:]
	case len(rest) == 0 && !b.isTabular(p.Source, s) && b.isScalar(p.Source, s):
		return b.single(p.Source, s)
	default:
		n = b.tabular(p.Source, s)
	}
	return b.operators(n, rest, s)
}

// operators binds operators behind a node. The names that as gives hold from there on.
func (b *binder) operators(n plan.Node, list []kql.Operator, s *scope) plan.Node {
	s = s.inner()
	for _, op := range list {
		if n == nil {
			return nil
		}
		if b.count(op) || b.tooLong(op) {
			return nil
		}
		n = b.operator(op, n, s)
	}
	return n
}

// count notes a step, and whether there are too many of them.
func (b *binder) count(where kql.Node) bool {
	if b.nodes++; b.nodes < maxNodes {
		return false
	}
	if b.nodes == maxNodes {
		b.fail(where, "the query unfolds to more than %d steps", maxNodes)
	}
	return true
}

// tooLong notes an operator, and whether there are too many of them.
func (b *binder) tooLong(where kql.Node) bool {
	if b.operatorCount++; b.operatorCount <= maxSteps {
		return false
	}
	if b.operatorCount == maxSteps+1 {
		b.fail(where, "the query has more than %d operators", maxSteps)
	}
	return true
}

// unfolds reports whether a plan has few enough steps to be gone through, one by one.
func (b *binder) unfolds(where kql.Node, n plan.Node) bool {
	if plan.Steps(n, maxSteps+1) <= maxSteps {
		return true
	}
	b.fail(where, "the query unfolds to more than %d steps, for names of tables that are used more than once stand for what they name each time; put `materialize(...)` around those", maxSteps)
	return false
}

// isScalar reports whether an expression that stands alone is a value: Kusto prints it.
func (b *binder) isScalar(e kql.Expr, s *scope) bool {
	if id, ok := e.(*kql.Ident); ok {
		known := s.find(id.Name)
		return known != nil && known.scalar != nil
	}
	return true
}

// single is a value that stands alone as a query.
func (b *binder) single(e kql.Expr, s *scope) plan.Node {
	x := b.expr(e, &input{scope: s})
	return b.ordered(&plan.Project{Input: oneRow(), Cols: []plan.Column{{Name: "print_0", Type: x.Type()}}, Exprs: []plan.Expr{x}})
}

// named binds a name that stands for rows.
func (b *binder) named(id *kql.Ident, s *scope) plan.Node {
	if known := s.find(id.Name); known != nil {
		switch {
		case known.table != nil:
			if b.count(id) {
				return nil
			}
			return known.table()
		case known.function != nil && len(known.function.Params) == 0:
			return b.call(known.function, &kql.Call{Span: id.Span, Func: id.Name}, nil, s)
		}
		b.fail(id, "`%s` is no table", id.Name)
		return nil
	}
	if t, ok := b.table(id.Name); ok {
		return t
	}
	b.fail(id, "unknown table `%s`%s", id.Name, b.suggest(id.Name, s))
	return nil
}

// table returns the table of the logs of that name.
func (b *binder) table(name string) (plan.Node, bool) {
	if b.Tables == nil {
		return nil, false
	}
	columns, ok := b.Tables.Table(name)
	if !ok {
		return nil, false
	}
	if !slices.Contains(b.read, name) {
		b.read = append(b.read, name)
	}
	if len(columns) > 0 {
		b.tableOf[&columns[0]] = name
	}
	return &plan.Table{Name: name, Cols: columns}, true
}

// suggest names the table that was meant, if one is near.
func (b *binder) suggest(name string, s *scope) string {
	var names []string
	for ; s != nil; s = s.outer {
		for n, known := range s.names {
			if known.table != nil {
				names = append(names, n)
			}
		}
	}
	if b.Tables != nil && b.Hint == nil {
		names = append(names, b.Tables.Names()...)
	}
	slices.Sort(names)
	if near := meant(spell.Nearest(name, names, 1)); near != "" || b.Hint == nil {
		return near
	}
	return b.Hint(name, nil)
}

// meant asks whether the first of the names was meant; it is empty without one.
func meant(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "; did you mean `" + names[0] + "`?"
}

// first binds an operator that makes rows of nothing.
func (b *binder) first(op kql.Operator, s *scope) plan.Node {
	switch op := op.(type) {
	case *kql.PrintRow:
		return b.print(op, s)
	case *kql.Range:
		return b.rangeRows(op, s)
	case *kql.Union:
		return b.union(op, nil, s)
	case *kql.Search:
		return b.search(op, nil, s)
	case *kql.Find:
		return b.find(op, s)
	}
	b.fail(op, "this operator needs rows to work on: put a table and a pipe before it")
	return nil
}

// inputOf is what an expression behind a node sees. Whether rows have an order is for the
// engine to refuse, not for the binder, as at Microsoft's.
func (b *binder) inputOf(n plan.Node, s *scope) *input {
	return &input{columns: n.Columns(), scope: s, window: b.isOrdered(n) || b.Run == nil}
}

// rowOf is inputOf for a step that looks at each row alone, in whatever order they are.
func (b *binder) rowOf(n plan.Node, s *scope) *input {
	in := b.inputOf(n, s)
	in.window, in.alone = false, b.isOrdered(n)
	return in
}

// ordered notes that a node's rows have an order that the query may rely on.
func (b *binder) ordered(n plan.Node) plan.Node {
	b.serial[n] = true
	return n
}

func (b *binder) isOrdered(n plan.Node) bool { return b.serial[n] }

// keepOrder notes that a step keeps the order of its input.
func (b *binder) keepOrder(n, input plan.Node) plan.Node {
	if b.isOrdered(input) {
		return b.ordered(n)
	}
	return n
}

// place returns where a column is, or -1.
func place(columns []plan.Column, name string) int {
	return slices.IndexFunc(columns, func(c plan.Column) bool { return c.Name == name })
}

func typeOf(name string) value.Type {
	t, _ := value.TypeNamed(name)
	return t
}
