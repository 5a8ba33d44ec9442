package plan

import "slices"

// Prune returns the plan with its tables told which columns are wanted of them, and which
// members of dynamics, so that the others are never decoded. What the query gives does not
// change.
func Prune(n Node) Node {
	p := &pruner{wanted: make(map[*Table][]reading), seen: make(map[Node][]reading)}
	p.node(n, all(n))
	for t, wanted := range p.wanted {
		t.Wanted, t.Members = places(wanted), membersOf(t, wanted)
	}
	return n
}

// A pruner notes, table by table, what any step reads of its columns. A table may stand in
// a plan more than once.
type pruner struct {
	wanted map[*Table][]reading
	seen   map[Node][]reading // what has been asked of a node that stands in several places
}

// asked notes what is wanted of a node, and whether all of it was asked for before.
func (p *pruner) asked(n Node, want []reading) bool {
	seen, before := p.seen[n]
	if !before {
		p.seen[n] = slices.Clone(want)
		return false
	}
	for i, w := range want {
		if !seen[i].covers(w) {
			seen[i], before = seen[i].and(w), false
		}
	}
	return before
}

// node notes what a node reads to give the wanted columns.
func (p *pruner) node(n Node, want []reading) {
	if p.asked(n, want) {
		return
	}
	switch n := n.(type) {
	case *Table:
		p.table(n, want)
	case *Filter:
		in := slices.Clone(want)
		p.exprs(in, n.Predicate)
		p.node(n.Input, in)
	case *Project:
		in := make([]reading, len(n.Input.Columns()))
		for i, e := range n.Exprs {
			p.expr(in, e, want[i])
		}
		p.node(n.Input, in)
	case *Summarize:
		in := make([]reading, len(n.Input.Columns()))
		p.exprs(in, n.Keys...)
		for _, a := range n.Aggs {
			p.exprs(in, a.Args...)
		}
		p.node(n.Input, in)
	case *Sort:
		p.sorted(n.Input, n.Keys, want)
	case *Top:
		p.exprs(nil, n.Count)
		p.sorted(n.Input, n.Keys, want)
	case *Take:
		p.exprs(nil, n.Count)
		p.node(n.Input, want)
	case *Union:
		for _, from := range n.From {
			p.node(from, want)
		}
	case *Join:
		p.join(n, want)
	case *Expand:
		p.node(n.Input, expanded(n, want))
	case *Apply:
		p.apply(n, want)
	case *Parse:
		p.node(n.Input, p.parsed(n.Input, n.X, n.Parts, want))
	case *ParsePairs:
		p.node(n.Input, p.parsed(n.Input, n.X, n.Keys, want))
	case *Given: // what was asked of it is read by the step that gives it
	default:
		p.whole(n)
	}
}

func (p *pruner) table(t *Table, want []reading) {
	have := p.wanted[t]
	if have == nil {
		have = make([]reading, len(t.Cols))
		p.wanted[t] = have
	}
	for i, w := range want {
		have[i] = have[i].and(w)
	}
}

func (p *pruner) sorted(input Node, keys []SortKey, want []reading) {
	in := slices.Clone(want)
	for _, k := range keys {
		p.exprs(in, k.Expr)
	}
	p.node(input, in)
}

func (p *pruner) join(n *Join, want []reading) {
	left, right := make([]reading, len(n.Left.Columns())), make([]reading, len(n.Right.Columns()))
	switch n.Kind {
	case LeftSemi, LeftAnti:
		copy(left, want)
	case RightSemi, RightAnti:
		copy(right, want)
	default:
		copy(left, want)
		copy(right, want[len(left):])
	}
	p.exprs(left, n.LeftKeys...)
	p.exprs(right, n.RightKeys...)
	p.node(n.Left, left)
	p.node(n.Right, right)
}

// whole notes a node that reads all columns of its inputs.
func (p *pruner) whole(n Node) {
	switch n.(type) {
	case *Table, *Filter, *Project, *Summarize, *Sort, *Top, *Take, *Union, *Join, *Expand, *Apply, *Parse, *ParsePairs, *Given: // of a subquery
		p.node(n, all(n))
		return
	}
	p.plans(n)
	for _, in := range n.Inputs() {
		p.node(in, all(in))
	}
}

func all(n Node) []reading { return slices.Repeat([]reading{whole}, len(n.Columns())) }

// exprs notes the columns that expressions read. Plans within them are noted whole.
func (p *pruner) exprs(in []reading, list ...Expr) {
	for _, e := range list {
		p.expr(in, e, whole)
	}
}

// first notes a plan of which the first column is read.
func (p *pruner) first(n Node) {
	want := make([]reading, len(n.Columns()))
	if len(want) > 0 {
		want[0] = whole
	}
	p.node(n, want)
}

// plans notes the plans within the expressions and subqueries of a node that is noted
// whole.
func (p *pruner) plans(n Node) {
	switch n := n.(type) {
	case *Series:
		p.exprs(nil, n.Keys...)
		p.exprs(nil, n.Axis, n.From, n.To, n.Step)
		for _, a := range n.Aggs {
			p.exprs(nil, a.Args...)
		}
	case *Nested:
		for _, l := range n.Levels {
			p.exprs(nil, l.Key, l.Count)
			p.exprs(nil, l.Agg.Args...)
		}
	case *Partition:
		p.exprs(nil, n.Key)
		p.whole(n.Sub)
	case *Machine:
		for _, s := range n.Steps {
			p.exprs(nil, s.When)
			p.exprs(nil, s.Set...)
		}
	case *Plugin:
		p.exprs(nil, n.Args...)
	}
}
