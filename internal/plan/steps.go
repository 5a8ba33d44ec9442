package plan

import "slices"

// Steps counts the steps that a plan takes when it is run, up to the number most: those
// of a node that stands in several places once for each, since each is run anew; those of
// what is computed once ([Shared], [Scalar] and [InTable]) once.
func Steps(n Node, most int) int {
	c := &stepCounter{most: most, nodes: make(map[Node]int), once: make(map[any]bool)}
	return c.plus(c.node(n), c.apart)
}

// A stepCounter counts the steps of each node once.
type stepCounter struct {
	most  int
	nodes map[Node]int
	once  map[any]bool // what is computed once and was counted
	apart int          // the steps of that
}

func (c *stepCounter) plus(a, b int) int { return min(a+b, c.most) }

func (c *stepCounter) node(n Node) int {
	if steps, ok := c.nodes[n]; ok {
		return steps
	}
	steps := 1
	if s, ok := n.(*Shared); ok {
		c.aside(s.ID, s.Input)
	} else {
		for _, in := range append(subqueries(n), n.Inputs()...) {
			steps = c.plus(steps, c.node(in))
		}
	}
	for _, e := range expressions(n) {
		c.expr(e)
	}
	c.nodes[n] = steps
	return steps
}

// aside counts the plan of what is computed once, known by its key.
func (c *stepCounter) aside(key any, n Node) {
	if !c.once[key] {
		c.once[key] = true
		c.apart = c.plus(c.apart, c.node(n))
	}
}

func (c *stepCounter) expr(e Expr) {
	switch e := e.(type) {
	case *Call:
		for _, a := range e.Args {
			c.expr(a)
		}
	case *Scalar:
		c.aside(e, e.Input)
	case *InTable:
		c.expr(e.X)
		c.aside(e, e.Input)
	}
}

// Spelled reports whether a query spells the rows of a plan, so that no others are read for them.
func Spelled(n Node) bool {
	switch n := n.(type) {
	case *Rows:
		return true
	case *Filter, *Project, *Shared:
		return Spelled(n.Inputs()[0]) && !slices.ContainsFunc(expressions(n), reads)
	}
	return false
}

// reads reports whether an expression holds a plan of its own.
func reads(e Expr) bool {
	switch e := e.(type) {
	case *Call:
		return slices.ContainsFunc(e.Args, reads)
	case *Scalar, *InTable:
		return true
	}
	return false
}

// subqueries returns the plans that a node runs over parts of its rows.
func subqueries(n Node) []Node {
	switch n := n.(type) {
	case *Apply:
		return []Node{n.Elements, n.Sub}
	case *Partition:
		return []Node{n.Sub}
	}
	return nil
}

// expressions returns the expressions of a node; some may be nil.
func expressions(n Node) []Expr {
	switch n := n.(type) {
	case *Range:
		return []Expr{n.From, n.To, n.Step}
	case *Filter:
		return []Expr{n.Predicate}
	case *Project:
		return n.Exprs
	case *Parse:
		return []Expr{n.X}
	case *ParsePairs:
		return []Expr{n.X}
	case *Join:
		return append(n.LeftKeys[:len(n.LeftKeys):len(n.LeftKeys)], n.RightKeys...)
	case *Sort:
		return ofKeys(n.Keys)
	case *Top:
		return append(ofKeys(n.Keys), n.Count)
	case *Take:
		return []Expr{n.Count}
	case *Partition:
		return []Expr{n.Key}
	case *Plugin:
		return n.Args
	}
	return groupExpressions(n)
}

func groupExpressions(n Node) (list []Expr) {
	switch n := n.(type) {
	case *Summarize:
		list = append(list, n.Keys...)
		list = append(list, ofAggregates(n.Aggs)...)
	case *Series:
		list = append(list, n.Keys...)
		list = append(append(list, n.Axis, n.From, n.To, n.Step), ofAggregates(n.Aggs)...)
		list = append(list, n.Defaults...)
	case *Nested:
		for _, l := range n.Levels {
			list = append(append(list, l.Count, l.Key, l.Others), l.Agg.Args...)
		}
	case *Machine:
		list = append(list, n.Declared...)
		for _, s := range n.Steps {
			list = append(append(list, s.When), s.Set...)
		}
	}
	return list
}

func ofKeys(keys []SortKey) []Expr {
	list := make([]Expr, len(keys), len(keys)+1)
	for i, k := range keys {
		list[i] = k.Expr
	}
	return list
}

func ofAggregates(aggs []Aggregate) (list []Expr) {
	for _, a := range aggs {
		list = append(list, a.Args...)
	}
	return list
}
