package lint

import (
	"strings"

	"foxhound/kql"
)

// A literal is texts that a query spells out, and where.
type literal struct {
	values []string
	at     kql.Node
}

// literals reads a text or a list of texts.
func (f *flow) literals(e kql.Expr) (literal, bool) {
	switch e := e.(type) {
	case *kql.String:
		return literal{[]string{e.Value}, e}, true
	case *kql.Dynamic:
		list, ok := e.Value.([]any)
		l := literal{at: e}
		for _, v := range list {
			if s, is := v.(string); is {
				l.values = append(l.values, s)
			}
		}
		return l, ok && len(l.values) > 0
	case *kql.Ident:
		l, ok := f.lists[e.Name]
		return l, ok
	case *kql.Call:
		if e.X == nil && (e.Func == "pack_array" || e.Func == "todynamic" || e.Func == "dynamic") {
			l := literal{at: e}
			for _, a := range e.Args {
				if one, ok := f.literals(a); ok {
					l.values = append(l.values, one.values...)
				}
			}
			return l, len(l.values) > 0
		}
	}
	return literal{}, false
}

// A comparison holds a value against texts.
type comparison struct {
	step     *step
	node     kql.Expr // the whole of it
	x        kql.Expr
	of       origin // of x
	op       string // without a ! before it
	values   []literal
	negative bool // rows pass for which it is not so
}

// all returns every text that is compared with.
func (c *comparison) all() []string {
	var list []string
	for _, l := range c.values {
		list = append(list, l.values...)
	}
	return list
}

// equality reports whether the whole value must be the text, whatever its case where folds.
func (c *comparison) equality() bool {
	return c.op == "==" || c.op == "=~" || c.op == "in" || c.op == "in~"
}

// exactCase reports whether it is an equality that minds the case.
func (c *comparison) exactCase() bool { return c.op == "==" || c.op == "in" }

// comparisons gathers what filters compare.
func (f *flow) comparisons() {
	for i := range f.steps {
		if w, ok := f.steps[i].op.(*kql.Where); ok {
			f.compare = f.compared(f.compare, w.Predicate, &f.steps[i], false)
		}
	}
}

func (f *flow) compared(all []comparison, e kql.Expr, s *step, negative bool) []comparison {
	if f.budget <= 0 {
		return all
	}
	switch e := e.(type) {
	case *kql.Binary:
		if e.Op == "and" || e.Op == "or" {
			return f.compared(f.compared(all, e.X, s, negative), e.Y, s, negative)
		}
		c := f.comparison(e, e.X, e.Op, s, negative)
		if l, ok := f.literals(e.Y); ok {
			c.values = []literal{l}
			f.budget -= len(l.values)
			return append(all, c)
		}
	case *kql.In:
		c := f.comparison(e, e.X, e.Op, s, negative)
		for _, v := range e.List {
			if l, ok := f.literals(v); ok {
				c.values = append(c.values, l)
				f.budget -= len(l.values)
			}
		}
		if len(c.values) > 0 {
			return append(all, c)
		}
	case *kql.Call:
		if e.Func == "not" && len(e.Args) == 1 {
			return f.compared(all, e.Args[0], s, !negative)
		}
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return f.compared(all, e.Source, s, negative)
		}
	}
	return all
}

func (f *flow) comparison(e kql.Expr, x kql.Expr, op string, s *step, negative bool) comparison {
	if rest, not := strings.CutPrefix(op, "!"); not {
		negative = !negative
		if op = rest; op == "=" {
			op = "=="
		} else if op == "~" {
			op = "=~"
		}
	}
	return comparison{step: s, node: e, x: x, of: originOf(x, s.in), op: op, negative: negative}
}
