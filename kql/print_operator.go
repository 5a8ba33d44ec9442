package kql

// operator gives the text behind the pipe.
func operator(op Operator) *doc {
	switch op := op.(type) {
	case *Where:
		return cat(text("where "), expr(op.Predicate))
	case *Extend:
		return cat(text("extend "), assigns(op.Columns))
	case *Project:
		return cat(text("project "), assigns(op.Columns))
	case *ProjectAway:
		return cat(text("project-away "), wildcards(op.Names))
	case *Lookup:
		return joined("lookup", op.Kind, op.Table, op.On)
	case *Join:
		return joined("join", op.Kind, op.Table, op.On)
	case *MvExpand:
		return cat(text("mv-expand "), expanded(op.Columns, op.To))
	case *MvApply:
		return cat(text("mv-apply "), expanded(op.Columns, op.To), text(" on ("), applied(op.On), text(")"))
	case *Summarize:
		return summarize(op)
	case *Serialize:
		return serialize(op)
	case *OrderBy:
		return cat(text("order by "), commaed(docs(op.Keys, sortKey)))
	case *Top:
		return cat(text("top "), expr(op.Count), text(" by "), sortKey(op.By))
	case *Take:
		return cat(text("take "), expr(op.Count))
	}
	return text("")
}

func assigns(list []Assign) *doc { return commaed(docs(list, assign)) }

func assign(a Assign) *doc {
	if a.Name == "" {
		return expr(a.Expr)
	}
	return cat(text(identifier(a.Name)+" = "), expr(a.Expr))
}

// joined prints lookup and join, which are spelled alike.
func joined(verb, kind string, table Expr, on []Expr) *doc {
	t := expr(table)
	if _, ok := table.(*Pipeline); ok {
		t = cat(text("("), t, text(")"))
	}
	return cat(text(verb+" kind="+kind+" "), t, text(" on "), commaed(docs(on, expr)))
}

func expanded(columns []Assign, to string) *doc {
	return commaed(docs(columns, func(a Assign) *doc {
		if to == "" {
			return assign(a)
		}
		return cat(assign(a), text(" to typeof("+to+")"))
	}))
}

// applied prints the operators inside mv-apply, the first of which has no pipe.
func applied(ops []Operator) *doc {
	parts := make([]*doc, len(ops))
	for i, op := range ops {
		pipe := "| "
		if i == 0 {
			pipe = ""
		}
		parts[i] = cat(comments(commentsOf(op)), text(pipe), operator(op))
	}
	return block("", 4, true, parts...)
}

func summarize(op *Summarize) *doc {
	parts := []*doc{text("summarize")}
	if len(op.Aggregates) > 0 {
		parts = append(parts, text(" "), assigns(op.Aggregates))
	}
	if len(op.By) > 0 {
		parts = append(parts, text(" by "), assigns(op.By))
	}
	return cat(parts...)
}

func serialize(op *Serialize) *doc {
	if len(op.Columns) == 0 {
		return text("serialize")
	}
	return cat(text("serialize "), assigns(op.Columns))
}

func sortKey(k SortKey) *doc {
	direction := " desc"
	if k.Asc {
		direction = " asc"
	}
	return cat(expr(k.Expr), text(direction))
}

func wildcards(names []string) *doc { return commaed(docs(names, wildcard)) }

// docs maps a list.
func docs[T any](list []T, print func(T) *doc) []*doc {
	out := make([]*doc, len(list))
	for i, item := range list {
		out[i] = print(item)
	}
	return out
}

// commaed is a list that needs no brackets.
func commaed(parts []*doc) *doc {
	if len(parts) == 1 {
		return parts[0]
	}
	return fill(punctuate(parts)...)
}

// bracketed is a list between brackets, behind which a line may be broken too.
func bracketed(parts []*doc) *doc {
	d := fill(punctuate(parts)...)
	d.bracketed = true
	return d
}

// punctuate puts a comma behind every part but the last.
func punctuate(parts []*doc) []*doc {
	for i := range max(0, len(parts)-1) {
		parts[i] = cat(parts[i], text(","))
	}
	return parts
}
