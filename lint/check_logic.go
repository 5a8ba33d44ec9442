package lint

import (
	"slices"
	"strings"

	"foxhound/kql"
)

var logicChecks = []*Check{
	{ID: "contradiction", Severity: Error, What: "conditions that cannot all be true",
		Why: "every row must pass both, and none can", Mend: "join them with `or`, or take one away", query: checkContradiction},
}

// A demand is what a filter wants of a column: to be one of some texts.
type demand struct {
	of     origin
	values []string
	fold   bool // whatever their case
	at     kql.Expr
}

// checkContradiction compares the filters that one row has to pass, one behind the other in a
// pipeline, as long as the column is the same.
func checkContradiction(q *query, f *finder) {
	var last *kql.Pipeline
	var demands []demand
	for i := range q.flow.steps {
		s := &q.flow.steps[i]
		if s.pipeline != last {
			last, demands = s.pipeline, nil
		}
		switch s.op.(type) {
		case *kql.Union, *kql.MvExpand, *kql.MvApply:
			demands = nil
			continue
		case *kql.Where:
		default:
			continue
		}
		for _, e := range conjuncts(s.op.(*kql.Where).Predicate) {
			d, ok := q.flow.demand(e, s)
			if !ok {
				continue
			}
			for _, other := range demands {
				if other.of == d.of && disjoint(other, d) {
					f.node(d.at, "", "%s cannot be true where %s is", quote(q.source(d.at)), quote(q.source(other.at)))
					break
				}
			}
			demands = append(demands, d)
		}
		if len(demands) > 100 {
			demands = demands[len(demands)-100:]
		}
	}
}

// demand reads a condition that wants a column to be one of some texts.
func (f *flow) demand(e kql.Expr, s *step) (demand, bool) {
	list := f.compared(nil, e, s, false)
	if len(list) != 1 {
		return f.emptiness(e, s)
	}
	c := list[0]
	if c.node != e || c.negative || !c.equality() || !c.of.known() {
		return demand{}, false
	}
	if in, ok := e.(*kql.In); ok && len(c.values) != len(in.List) {
		return demand{}, false // some of the list is not spelled out
	}
	return demand{c.of, c.all(), !c.exactCase(), e}, true
}

// emptiness reads isempty(column).
func (f *flow) emptiness(e kql.Expr, s *step) (demand, bool) {
	c, ok := e.(*kql.Call)
	if !ok || c.Func != "isempty" || len(c.Args) != 1 {
		return demand{}, false
	}
	o := originOf(c.Args[0], s.in)
	return demand{o, []string{""}, false, e}, o.known()
}

// disjoint reports whether no text meets both demands.
func disjoint(a, b demand) bool {
	fold := func(v string) string { return v }
	if a.fold || b.fold {
		fold = strings.ToLower
	}
	in := make(map[string]bool, len(a.values))
	for _, v := range a.values {
		in[fold(v)] = true
	}
	met := slices.ContainsFunc(b.values, func(v string) bool { return in[fold(v)] })
	return !met && len(a.values)*len(b.values) > 0
}
