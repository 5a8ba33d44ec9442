package kql

// operator gives the text behind the pipe.
func operator(op Operator) *doc {
	switch op := op.(type) {
	case *Where:
		return cat(text("where "), scalar(op.Predicate))
	case *Extend:
		return cat(text("extend "), assigns(op.Columns))
	case *Serialize:
		return cat(text("serialize"), after(" ", assigns(op.Columns)))
	case *Distinct:
		return cat(text("distinct "), options(op.Options), scalars(op.Columns))
	case *Summarize:
		return summarize(op)
	case *OrderBy:
		return cat(text("order by "), commaed(docs(op.Keys, sortKey)))
	case *Top:
		return cat(text("top "), options(op.Options), scalar(op.Count), text(" by "), sortKey(op.By))
	case *Take:
		return cat(text("take "), scalar(op.Count))
	case *Sample:
		return cat(text("sample "), scalar(op.Count))
	case *SampleDistinct:
		return cat(text("sample-distinct "), scalar(op.Count), text(" of "), scalar(op.Of))
	case *Count:
		return countRows(op)
	case *GetSchema:
		return cat(text("getschema"), after(" ", trailing(op.Options)))
	case *Consume:
		return cat(text("consume"), after(" ", trailing(op.Options)))
	case *Naming:
		return cat(text("as "), options(op.Options), text(identifier(op.Name)))
	case *AssertSchema:
		return cat(text("assert-schema "), columns(op.Columns))
	case *PrintRow:
		return cat(text("print "), assigns(op.Columns))
	case *Range:
		return cat(text("range "+identifier(op.Name)), clause(" from ", op.From), clause(" to ", op.To), clause(" step ", op.Step))
	}
	return tableOperator(op)
}

// tableOperator prints the operators that choose columns, and those that take tables.
func tableOperator(op Operator) *doc {
	switch op := op.(type) {
	case *Project:
		return cat(text("project"), after(" ", assigns(op.Columns)))
	case *ProjectAway:
		return cat(text("project-away "), wildcards(op.Names))
	case *ProjectKeep:
		return cat(text("project-keep "), wildcards(op.Names))
	case *ProjectRename:
		return cat(text("project-rename"), after(" ", assigns(op.Columns)))
	case *ProjectReorder:
		return cat(text("project-reorder "), commaed(docs(op.Keys, reorderKey)))
	case *ProjectByNames:
		return cat(text("project-by-names "), scalars(op.Names))
	case *Lookup:
		return joined("lookup", op.Kind, op.Options, op.Table, op.On)
	case *Join:
		return joined("join", op.Kind, op.Options, op.Table, op.On)
	case *Union:
		return cat(text("union "), options(op.Options), commaed(docs(op.Tables, table)))
	case *Invoke:
		return cat(text("invoke "), expr(op.Call))
	case *Evaluate:
		return evaluate(op)
	case *Render:
		return render(op)
	case *Search:
		return cat(text("search "), options(op.Options), inTables(op.In), scalar(op.Predicate))
	case *Find:
		return find(op)
	}
	return groupOperator(op)
}

// groupOperator prints the operators that reshape rows or feed them to subqueries.
func groupOperator(op Operator) *doc {
	switch op := op.(type) {
	case *MvExpand:
		return cat(text("mv-expand "), options(op.Options), expanded(op.Columns, op.To), clause(" limit ", op.Limit))
	case *MvApply:
		return cat(text("mv-apply "), options(op.Options), expanded(op.Columns, op.To), clause(" limit ", op.Limit), text(" on "), applied(op.On))
	case *MakeSeries:
		return makeSeries(op)
	case *TopNested:
		return commaed(docs(op.Levels, nest))
	case *TopHitters:
		return cat(text("top-hitters "), scalar(op.Count), text(" of "), scalar(op.Of), clause(" by ", op.By))
	case *ParseText:
		return parseText(op)
	case *ParseKv:
		return cat(text("parse-kv "), scalar(op.X), text(" as "), columns(op.Columns), with(op.With))
	case *Partition:
		return partition(op)
	case *Scan:
		return scan(op)
	case *Fork:
		return cat(text("fork"), block(" ", 4, true, docs(op.Branches, branch)...))
	case *Facet:
		return cat(text("facet by "), scalars(op.By), subqueryAfter(" with ", op.With))
	case *Reduce:
		return cat(text("reduce "), options(op.Options), text("by "), scalar(op.By), after(" with ", commaed(docs(op.With, option))))
	}
	return text("")
}

func summarize(op *Summarize) *doc {
	return cat(text("summarize"), after(" ", trailing(op.Options)), after(" ", assigns(op.Aggregates)), after(" by ", assigns(op.By)))
}

func countRows(op *Count) *doc {
	switch {
	case op.As == "":
		return text("count")
	case namesCount(op.As):
		return text("count as " + op.As)
	}
	return text("count as " + identifier(op.As))
}

// after prints before and d, or nothing where d is empty.
func after(before string, d *doc) *doc {
	if d.width == 0 {
		return d
	}
	return cat(text(before), d)
}

func scalars(list []Expr) *doc { return commaed(docs(list, scalar)) }

func assigns(list []Assign) *doc { return commaed(docs(list, assign)) }

func assign(a Assign) *doc {
	switch {
	case len(a.Names) > 0:
		names := docs(a.Names, func(name string) *doc { return text(identifier(name)) })
		return cat(text("("), bracketed(names), text(") = "), scalar(a.Expr))
	case a.Name == "":
		return scalar(a.Expr)
	}
	return cat(text(identifier(a.Name)+" = "), scalar(a.Expr))
}

func expanded(columns []Assign, to string) *doc {
	return commaed(docs(columns, func(a Assign) *doc {
		if a.To == "" {
			a.To = to
		}
		if a.To == "" {
			return assign(a)
		}
		return cat(assign(a), text(" to typeof("+a.To+")"))
	}))
}

// applied puts each operator of a subquery on a line of its own.
func applied(ops []Operator) *doc {
	parts := make([]*doc, len(ops))
	for i, op := range ops {
		pipe := "| "
		if i == 0 {
			pipe = ""
		}
		parts[i] = cat(comments(*op.lines()), text(pipe), operator(op))
	}
	return cat(text("("), block("", 4, true, parts...), text(")"))
}

// subqueryAfter prints before and a subquery, or nothing where it has no operators.
func subqueryAfter(before string, ops []Operator) *doc {
	if len(ops) == 0 {
		return text("")
	}
	return cat(text(before), applied(ops))
}

func sortKey(k SortKey) *doc {
	direction := " desc"
	if k.Asc {
		direction = " asc"
	}
	if k.Nulls != "" {
		direction += " nulls " + k.Nulls
	}
	return cat(assign(Assign{Name: k.Name, Expr: k.Expr}), text(direction))
}

func wildcards(names []string) *doc { return commaed(docs(names, wildcard)) }

func reorderKey(k ReorderKey) *doc {
	if k.Order == "" {
		return wildcard(k.Name)
	}
	return cat(wildcard(k.Name), text(" "+k.Order))
}
