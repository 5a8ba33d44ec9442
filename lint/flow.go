package lint

import (
	"slices"
	"strings"

	"foxhound/internal/schema"
	"foxhound/internal/signature"
	"foxhound/kql"
)

// A flow is a query followed from its tables to its result: what names mean at each step.
type flow struct {
	dialect   schema.Dialect
	steps     []step
	reads     []*kql.Ident       // names of tables of the logs, as often as they stand there
	unknown   []string           // those of them that no reference has
	functions []string           // functions that give rows and that only a workspace can have
	lists     map[string]literal // values that let statements name
	tables    map[string]*frame  // rows that let statements name
	declared  map[string]bool    // every name that the query gives, wherever
	result    *frame
	compare   []comparison // of all filters, in the order of the text
	budget    int          // how many more values comparisons may have, all together
}

// A step is an operator with the columns that it sees.
type step struct {
	pipeline *kql.Pipeline
	at       int // its place in the pipeline
	op       kql.Operator
	in       *frame
	right    *frame // of a join or lookup: the other table
}

// maxValues is how many values are looked at in all filters together: a list may stand in
// many of them.
const maxValues = 1_000_000

// maxSteps is how many steps are followed; no query of a person has so many.
const maxSteps = 5000

func followed(q *kql.Query, d schema.Dialect) *flow {
	f := &flow{dialect: d, lists: map[string]literal{}, tables: map[string]*frame{}, declared: map[string]bool{}, budget: maxValues}
	kql.Walk(q, func(n kql.Node) bool {
		switch n := n.(type) {
		case *kql.Let:
			f.declared[n.Name] = true
		case *kql.Function:
			for _, p := range n.Params {
				f.declared[p.Name] = true
			}
		case *kql.Naming:
			f.declared[n.Name] = true
		case *kql.QueryParameters:
			for _, p := range n.Params {
				f.declared[p.Name] = true
			}
		}
		return true
	})
	f.statements(q.Statements)
	f.unknown = distinct(f.unknown)
	f.comparisons()
	return f
}

func (f *flow) statements(list []kql.Statement) *frame {
	var last *frame
	for _, s := range list {
		switch s := s.(type) {
		case *kql.Let:
			f.let(s)
		case *kql.Pipeline:
			last = f.pipeline(s, nil)
			f.result = last
		}
	}
	if last == nil {
		last = f.nothing()
	}
	return last
}

func (f *flow) let(s *kql.Let) {
	switch v := s.Value.(type) {
	case *kql.Pipeline:
		if len(v.Operators) == 0 {
			if list, ok := f.literals(v.Source); ok {
				f.lists[s.Name] = list
				return
			}
		}
		f.tables[s.Name] = f.pipeline(v, nil)
	case *kql.Function:
		f.tables[s.Name] = f.statements(v.Body)
	default:
		if list, ok := f.literals(v); ok {
			f.lists[s.Name] = list
			return
		}
		f.tables[s.Name] = f.table(s.Value)
	}
}

// nothing is a frame that knows no column.
func (f *flow) nothing() *frame { return &frame{d: f.dialect} }

// table follows what stands for rows.
func (f *flow) table(e kql.Expr) *frame {
	switch e := e.(type) {
	case *kql.Pipeline:
		return f.pipeline(e, nil)
	case *kql.Ident:
		return f.named(e)
	case *kql.Call:
		return f.call(e)
	case nil:
	default:
		f.within(e)
	}
	return f.nothing()
}

// named follows the name of a table, of the query's own or of the logs.
func (f *flow) named(id *kql.Ident) *frame {
	if t, ok := f.tables[id.Name]; ok {
		return t
	}
	if f.declared[id.Name] {
		return f.nothing()
	}
	f.reads = append(f.reads, id)
	if _, ok := schema.Lookup(f.dialect, id.Name); !ok {
		f.unknown = append(f.unknown, id.Name)
		return f.nothing()
	}
	return &frame{tables: []string{id.Name}, d: f.dialect}
}

// call follows a call that gives rows. materialize and its like pass what they are given;
// a name that Kusto does not have is a function of the workspace.
func (f *flow) call(c *kql.Call) *frame {
	switch {
	case c.X != nil:
		return f.nothing()
	case f.tables[c.Func] != nil && f.declared[c.Func]:
		f.arguments(c)
		return f.tables[c.Func]
	case (c.Func == "materialize" || c.Func == "view") && len(c.Args) == 1:
		return f.table(c.Args[0])
	}
	f.arguments(c)
	if _, known := signature.Of(signature.Functions, c.Func); !known && !f.declared[c.Func] && !strings.HasPrefix(c.Func, "_GetWatchlist") && c.Func != "table" {
		if !slices.Contains(f.functions, c.Func) {
			f.functions = append(f.functions, c.Func)
		}
		f.unknown = append(f.unknown, c.Func)
	}
	return f.nothing()
}

func (f *flow) arguments(c *kql.Call) {
	for _, a := range c.Args {
		f.within(a)
	}
}

// within follows the tables that stand inside an expression.
func (f *flow) within(n kql.Node) {
	kql.Walk(n, func(n kql.Node) bool {
		if p, ok := n.(*kql.Pipeline); ok {
			f.pipeline(p, nil)
			return false
		}
		return true
	})
}

// pipeline follows a source through its operators; given is the frame of a subquery that
// starts from rows handed to it.
func (f *flow) pipeline(p *kql.Pipeline, given *frame) *frame {
	in := given
	if in == nil {
		in = f.table(p.Source)
	}
	return f.operators(p, p.Operators, in)
}

func (f *flow) operators(p *kql.Pipeline, ops []kql.Operator, in *frame) *frame {
	for i, op := range ops {
		if len(f.steps) >= maxSteps {
			return f.nothing()
		}
		f.steps = append(f.steps, step{pipeline: p, at: i, op: op, in: in})
		in = f.operator(p, op, in, len(f.steps)-1)
	}
	return in
}
