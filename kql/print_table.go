package kql

// joined prints lookup and join, which are spelled alike.
func joined(verb, kind string, hints []Option, with Expr, on []Expr) *doc {
	if kind != "" {
		kind = "kind=" + kind + " "
	}
	return cat(text(verb+" "+kind), options(hints), table(with), text(" on "), scalars(on))
}

// table prints what a join or a union reads: names and calls as they are, all else in brackets.
func table(e Expr) *doc {
	switch e.(type) {
	case *Ident, *Wildcard, *Star, *Call, *Member:
		return expr(e)
	}
	return cat(text("("), expr(e), text(")"))
}

func inTables(tables []Expr) *doc {
	if len(tables) == 0 {
		return text("")
	}
	return cat(text("in ("), bracketed(docs(tables, table)), text(") "))
}

func evaluate(op *Evaluate) *doc {
	d := cat(text("evaluate "), options(op.Options), expr(op.Call))
	if op.Schema == nil {
		return d
	}
	return cat(d, text(" : "), columns(op.Schema))
}

func render(op *Render) *doc {
	return cat(text("render"), after(" ", text(op.Chart)), after(" ", trailing(op.Options)), with(op.With))
}

func find(op *Find) *doc {
	d := cat(text("find "), options(op.Options), inTables(op.In), text("where "), scalar(op.Predicate))
	if op.Smart {
		return cat(d, text(" project-smart"))
	}
	return cat(d, after(" project ", scalars(op.Columns)))
}
