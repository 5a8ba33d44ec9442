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
		return some(n.Value)
	case *Set:
		return some(n.Value)
	case *QueryParameters:
		return defaults(n.Params)
	case *Pattern:
		return cases(n)
	case *AliasDatabase:
		return some(n.Value)
	case *Restrict:
		return nodes(n.To)
	case *Pipeline:
		return append(some(n.Source), nodes(n.Operators)...)
	case Operator:
		return operands(n)
	}
	return parts(n)
}

// operands returns the expressions of an operator.
func operands(op Operator) []Node {
	switch op := op.(type) {
	case *Where:
		return some(op.Predicate)
	case *Extend:
		return assigned(op.Columns)
	case *Serialize:
		return assigned(op.Columns)
	case *Distinct:
		return append(values(op.Options), nodes(op.Columns)...)
	case *Summarize:
		return slices.Concat(values(op.Options), assigned(op.Aggregates), assigned(op.By))
	case *OrderBy:
		return sorted(op.Keys)
	case *Top:
		return append(values(op.Options), some(op.Count, op.By.Expr)...)
	case *Take:
		return some(op.Count)
	case *Sample:
		return some(op.Count)
	case *SampleDistinct:
		return some(op.Count, op.Of)
	case *GetSchema:
		return values(op.Options)
	case *Consume:
		return values(op.Options)
	case *Naming:
		return values(op.Options)
	case *PrintRow:
		return assigned(op.Columns)
	case *Range:
		return some(op.From, op.To, op.Step)
	}
	return tableOperands(op)
}

// tableOperands returns the expressions of an operator that chooses columns or takes tables.
func tableOperands(op Operator) []Node {
	switch op := op.(type) {
	case *Project:
		return assigned(op.Columns)
	case *ProjectRename:
		return assigned(op.Columns)
	case *ProjectByNames:
		return nodes(op.Names)
	case *Lookup:
		return slices.Concat(values(op.Options), some(op.Table), nodes(op.On))
	case *Join:
		return slices.Concat(values(op.Options), some(op.Table), nodes(op.On))
	case *Union:
		return append(values(op.Options), nodes(op.Tables)...)
	case *Invoke:
		return []Node{op.Call}
	case *Evaluate:
		return append(values(op.Options), op.Call)
	case *Render:
		return append(values(op.Options), values(op.With)...)
	case *Search:
		return slices.Concat(values(op.Options), nodes(op.In), some(op.Predicate))
	case *Find:
		return slices.Concat(values(op.Options), nodes(op.In), some(op.Predicate), nodes(op.Columns))
	}
	return groupOperands(op)
}

// groupOperands returns the expressions of an operator that reshapes rows or feeds them to
// subqueries.
func groupOperands(op Operator) []Node {
	switch op := op.(type) {
	case *MvExpand:
		return slices.Concat(values(op.Options), assigned(op.Columns), some(op.Limit))
	case *MvApply:
		return slices.Concat(values(op.Options), assigned(op.Columns), some(op.Limit), nodes(op.On))
	case *MakeSeries:
		return slices.Concat(values(op.Options), gather(op.Series, func(s Series) []Node { return some(s.Expr, s.Default) }),
			some(op.On.Expr, op.In, op.From, op.To, op.Step), assigned(op.By))
	case *TopNested:
		return gather(op.Levels, func(n Nest) []Node { return some(n.Count, n.Of.Expr, n.Others, n.By.Expr) })
	case *TopHitters:
		return some(op.Count, op.Of, op.By)
	case *ParseText:
		return slices.Concat(values(op.Options), some(op.X), gather(op.With, texts))
	case *ParseKv:
		return append(some(op.X), values(op.With)...)
	case *Partition:
		children := slices.Concat(values(op.Options), some(op.By), nodes(op.With))
		if op.Body != nil {
			children = append(children, op.Body)
		}
		return children
	case *Scan:
		return slices.Concat(values(op.Options), defaults(op.Declare), gather(op.Steps, func(s Step) []Node {
			return slices.Concat(values(s.Options), some(s.When), assigned(s.Set))
		}))
	case *Fork:
		return gather(op.Branches, func(b Branch) []Node { return nodes(b.Operators) })
	case *Facet:
		return append(nodes(op.By), nodes(op.With)...)
	case *Reduce:
		return slices.Concat(values(op.Options), some(op.By), values(op.With))
	}
	return nil
}

// parts returns the operands of an expression; names and literals have none.
func parts(n Node) []Node {
	switch n := n.(type) {
	case *Function:
		return append(defaults(n.Params), nodes(n.Body)...)
	case *DataTable:
		return nodes(n.Values)
	case *ExternalData:
		return append(nodes(n.Addresses), values(n.With)...)
	case *Call:
		return append(some(n.X), nodes(n.Args)...)
	case *Named:
		return some(n.Value)
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

func nodes[T Node](list []T) []Node { return gather(list, func(n T) []Node { return []Node{n} }) }

// some returns the expressions that are there.
func some(list ...Expr) []Node {
	var out []Node
	for _, e := range list {
		if e != nil {
			out = append(out, e)
		}
	}
	return out
}

// gather joins the nodes of each element of a list.
func gather[T any](list []T, of func(T) []Node) []Node {
	var out []Node
	for _, item := range list {
		out = append(out, of(item)...)
	}
	return out
}

func assigned(list []Assign) []Node {
	return gather(list, func(a Assign) []Node { return some(a.Expr) })
}

func sorted(keys []SortKey) []Node {
	return gather(keys, func(k SortKey) []Node { return some(k.Expr) })
}

func defaults(params []Param) []Node {
	return gather(params, func(p Param) []Node { return some(p.Default) })
}

func values(options []Option) []Node {
	return gather(options, func(o Option) []Node { return append(some(o.Value), nodes(o.More)...) })
}

func texts(p ParsePart) []Node {
	if p.Text == nil {
		return nil
	}
	return []Node{p.Text}
}

func cases(p *Pattern) []Node {
	return append(defaults(p.Params), gather(p.Cases, func(c PatternCase) []Node {
		return slices.Concat(nodes(c.Args), some(c.Path), nodes(c.Body))
	})...)
}
