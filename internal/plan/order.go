package plan

import "slices"

// Filtered returns the rows of a node for which the predicate is true. Rows are put into
// order only once it is known which are left, so that a log's scan can leave out the others.
// A predicate that is [Windowed] is for a [Project] to compute first.
func Filtered(n Node, predicate Expr) Node {
	if s, ok := n.(*Sort); ok {
		return &Sort{Input: Filtered(s.Input, predicate), Keys: s.Keys}
	}
	return &Filter{Input: n, Predicate: predicate}
}

// FirstOf returns the first rows of a node: of rows that a sort puts into order, also where
// columns are computed from them on the way, it is a [Top], which holds no more than those.
func FirstOf(n Node, count Expr) Node {
	if top, ok := topOf(n, count); ok {
		return top
	}
	return &Take{Input: n, Count: count}
}

func topOf(n Node, count Expr) (Node, bool) {
	switch n := n.(type) {
	case *Sort:
		return &Top{Input: n.Input, Keys: n.Keys, Count: count}, true
	case *Project:
		if in, ok := topOf(n.Input, count); ok && !slices.ContainsFunc(n.Exprs, Windowed) {
			return &Project{Input: in, Cols: n.Cols, Exprs: n.Exprs}, true
		}
	}
	return nil, false
}

// Windowed reports whether an expression looks at other rows.
func Windowed(e Expr) bool {
	c, ok := e.(*Call)
	return ok && (c.Func.Window || slices.ContainsFunc(c.Args, Windowed))
}
