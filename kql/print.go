package kql

// Print returns the text of a query, formatted as foxhound ships it: one operator a line,
// statements joined by semicolons, ASCII only, and a newline at the end.
//
// Values and names cannot change the query's structure whatever they hold. Operators,
// kinds, types and function names are the builder's own words and are printed as they are.
func Print(q *Query) string {
	var w writer
	w.comments(q.Comments)
	for i, s := range q.Statements {
		if i > 0 {
			w.text(";\n")
		}
		w.comments(commentsOf(s))
		w.put(statement(s), 0)
	}
	w.text("\n")
	return w.buf.String()
}

// PrintExpr returns the text of one expression on one line. Comments inside a subquery
// are left out, for they would end the line.
func PrintExpr(e Expr) string {
	var w writer
	w.flat(expr(e))
	return w.buf.String()
}

func statement(s Statement) *doc {
	switch s := s.(type) {
	case *Let:
		return cat(text("let "+identifier(s.Name)+" = "), letValue(s.Value))
	case *Pipeline:
		return pipeline(s, 0, true)
	}
	return text("")
}

// letValue indents a let's operators, but not behind the closing bracket of a table that
// is written out: there they already stand apart.
func letValue(e Expr) *doc {
	p, ok := e.(*Pipeline)
	if !ok {
		return expr(e)
	}
	if _, ok := p.Source.(*DataTable); ok {
		return pipeline(p, 0, true)
	}
	return pipeline(p, 4, false)
}

// pipeline breaks before every pipe when it must, or when it is too long for one line.
func pipeline(p *Pipeline, indent int, must bool) *doc {
	source := expr(p.Source)
	if _, ok := p.Source.(*Pipeline); ok {
		source = cat(text("("), source, text(")"))
	}
	if len(p.Operators) == 0 {
		return source
	}
	ops := make([]*doc, len(p.Operators))
	for i, op := range p.Operators {
		ops[i] = cat(comments(commentsOf(op)), text("| "), operator(op))
	}
	return cat(source, block(" ", indent, must, ops...))
}

// commentsOf returns the comment lines that belong above a node.
func commentsOf(n Node) []string {
	switch n := n.(type) {
	case *Let:
		return append(n.Comments[:len(n.Comments):len(n.Comments)], pipelineComments(n.Value)...)
	case *Pipeline:
		return n.Comments
	case *Where:
		return n.Comments
	case *Extend:
		return n.Comments
	case *Project:
		return n.Comments
	case *ProjectAway:
		return n.Comments
	case *Lookup:
		return n.Comments
	case *Join:
		return n.Comments
	case *MvExpand:
		return n.Comments
	case *MvApply:
		return n.Comments
	case *Summarize:
		return n.Comments
	case *Serialize:
		return n.Comments
	case *OrderBy:
		return n.Comments
	case *Top:
		return n.Comments
	case *Take:
		return n.Comments
	}
	return nil
}

// pipelineComments lifts the comments of a let's pipeline above the let.
func pipelineComments(e Expr) []string {
	if p, ok := e.(*Pipeline); ok {
		return p.Comments
	}
	return nil
}
