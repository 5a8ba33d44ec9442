package kql

import "slices"

// Print returns the text of a query, formatted as foxhound ships it: one operator a line,
// statements joined by semicolons, ASCII only, and a newline at the end.
//
// Values and names cannot change the query's structure whatever they hold. Operators,
// kinds, types and function names are the builder's own words and are printed as they are.
func Print(q *Query) string {
	var w writer
	for _, d := range q.Directives {
		w.text("#" + escape(d, "") + "\n")
	}
	w.comments(q.Comments)
	for i, s := range q.Statements {
		if i > 0 {
			w.text(";\n")
		}
		w.comments(commentsOf(s))
		w.put(statement(s), 0)
	}
	w.text("\n")
	w.comments(q.Trailing)
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
	case *Set:
		return cat(text("set "+identifier(s.Name)), clause(" = ", s.Value))
	case *QueryParameters:
		return cat(text("declare query_parameters"), params(s.Params))
	case *Pattern:
		return pattern(s)
	case *AliasDatabase:
		return cat(text("alias database "+identifier(s.Name)+" = "), scalar(s.Value))
	case *Restrict:
		return cat(text("restrict access to ("), bracketed(docs(s.To, table)), text(")"))
	case *Pipeline:
		return pipeline(s, 0, true)
	}
	return text("")
}

func pattern(s *Pattern) *doc {
	d := text("declare pattern " + identifier(s.Name))
	if s.Cases == nil && s.Params == nil {
		return d
	}
	parts := []*doc{d, text(" = "), params(s.Params)}
	if s.Path != nil {
		parts = append(parts, text("["), param(*s.Path), text("]"))
	}
	parts = append(parts, text(" {"), block("", 4, true, docs(s.Cases, patternCase)...), block("", 0, true, text("}")))
	return cat(parts...)
}

func patternCase(c PatternCase) *doc {
	return cat(text("("), bracketed(docs(c.Args, scalar)), text(")"), enclosed(".[", c.Path, "]"), text(" = "), body(c.Body), text(";"))
}

func function(f *Function) *doc {
	view := ""
	if f.View {
		view = "view "
	}
	return cat(text(view), params(f.Params), text(" "), body(f.Body))
}

func params(list []Param) *doc { return cat(text("("), bracketed(docs(list, param)), text(")")) }

func param(p Param) *doc {
	if p.Type == "" {
		return cat(text(identifier(p.Name)+":"), columns(p.Columns))
	}
	return cat(text(identifier(p.Name)+":"+p.Type), clause(" = ", p.Default))
}

// body puts each statement on lines of its own.
func body(list []Statement) *doc {
	parts := make([]*doc, len(list))
	for i, s := range list {
		semicolon := ";"
		if i == len(list)-1 {
			semicolon = ""
		}
		parts[i] = cat(comments(commentsOf(s)), statement(s), text(semicolon))
	}
	return cat(text("{"), block("", 4, true, parts...), block("", 0, true, text("}")))
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
	first, rest := source(p)
	if len(rest) == 0 {
		return first
	}
	ops := make([]*doc, len(rest))
	for i, op := range rest {
		ops[i] = cat(comments(*op.lines()), text("| "), operator(op))
	}
	return cat(first, block(" ", indent, must, ops...))
}

// source prints what stands before the first pipe, and returns the operators behind it.
func source(p *Pipeline) (*doc, []Operator) {
	switch {
	case p.Source == nil && len(p.Operators) == 0:
		return text(""), nil
	case p.Source == nil:
		return operator(p.Operators[0]), p.Operators[1:]
	}
	return scalar(p.Source), p.Operators
}

// commentsOf returns the comment lines that belong above a statement: those of the pipeline
// in a let too, and of an operator that a pipeline starts with.
func commentsOf(n Node) []string {
	switch n := n.(type) {
	case *Let:
		if p, ok := n.Value.(*Pipeline); ok {
			return slices.Concat(n.Comments, commentsOf(p))
		}
	case *Pipeline:
		if n.Source == nil && len(n.Operators) > 0 {
			return slices.Concat(n.Comments, *n.Operators[0].lines())
		}
	}
	if s, ok := n.(Statement); ok {
		return *s.lines()
	}
	return nil
}
