package kql

import "slices"

// Walk calls visit for n and then for everything inside it, in the order of the text.
// It does not go into a node for which visit returns false.
func Walk(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	for _, child := range children(n) {
		Walk(child, visit)
	}
}

func children(n Node) []Node {
	switch n := n.(type) {
	case *Query:
		return nodes(n.Statements)
	case *Let:
		return []Node{n.Value}
	case *Pipeline:
		return append([]Node{n.Source}, nodes(n.Operators)...)
	case *DataTable:
		return nodes(n.Values)
	case Operator:
		return operands(n)
	}
	return parts(n)
}

// operands returns the expressions of an operator.
func operands(op Operator) []Node {
	switch op := op.(type) {
	case *Where:
		return []Node{op.Predicate}
	case *Extend:
		return assigned(op.Columns)
	case *Project:
		return assigned(op.Columns)
	case *Lookup:
		return append([]Node{op.Table}, nodes(op.On)...)
	case *Join:
		return append([]Node{op.Table}, nodes(op.On)...)
	case *MvExpand:
		return assigned(op.Columns)
	case *MvApply:
		return append(assigned(op.Columns), nodes(op.On)...)
	case *Summarize:
		return slices.Concat(assigned(op.Aggregates), assigned(op.By))
	case *Serialize:
		return assigned(op.Columns)
	case *OrderBy:
		return sorted(op.Keys)
	case *Top:
		return []Node{op.Count, op.By.Expr}
	case *Take:
		return []Node{op.Count}
	}
	return nil
}

// parts returns the operands of an expression; names and literals have none.
func parts(n Node) []Node {
	switch n := n.(type) {
	case *Call:
		return nodes(n.Args)
	case *Binary:
		return []Node{n.X, n.Y}
	case *In:
		return append([]Node{n.X}, nodes(n.List)...)
	case *Between:
		return []Node{n.X, n.From, n.To}
	case *Minus:
		return []Node{n.X}
	case *Member:
		return []Node{n.X}
	case *Index:
		return []Node{n.X, n.I}
	}
	return nil
}

func nodes[T Node](list []T) []Node {
	out := make([]Node, len(list))
	for i, n := range list {
		out[i] = n
	}
	return out
}

func assigned(list []Assign) []Node {
	out := make([]Node, len(list))
	for i, a := range list {
		out[i] = a.Expr
	}
	return out
}

func sorted(keys []SortKey) []Node {
	out := make([]Node, len(keys))
	for i, k := range keys {
		out[i] = k.Expr
	}
	return out
}
