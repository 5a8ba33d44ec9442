package kql

func makeSeries(op *MakeSeries) *doc {
	return cat(text("make-series "), options(op.Options), commaed(docs(op.Series, series)), text(" on "), assign(op.On),
		clause(" in ", op.In), clause(" from ", op.From), clause(" to ", op.To), clause(" step ", op.Step),
		after(" by ", assigns(op.By)))
}

func series(s Series) *doc { return cat(assign(s.Assign), clause(" default=", s.Default)) }

func nest(n Nest) *doc {
	direction := " desc"
	if n.Asc {
		direction = " asc"
	}
	return cat(text("top-nested"), clause(" ", n.Count), text(" of "), assign(n.Of), clause(" with others = ", n.Others),
		text(" by "), assign(n.By), text(direction))
}

func parseText(op *ParseText) *doc {
	verb := "parse "
	if op.Where {
		verb = "parse-where "
	}
	return cat(text(verb), options(op.Options), scalar(op.X), text(" with "), fill(docs(op.With, parsePart)...))
}

func parsePart(p ParsePart) *doc {
	switch {
	case p.Text != nil:
		return expr(p.Text)
	case p.Column != nil:
		return text(column(*p.Column))
	}
	return text("*")
}

func partition(op *Partition) *doc {
	d := cat(text("partition "), options(op.Options), text("by "), scalar(op.By), text(" "))
	if op.Body != nil {
		return cat(d, text("{"), block("", 4, true, cat(comments(commentsOf(op.Body)), pipeline(op.Body, 0, true))), text("}"))
	}
	return cat(d, applied(op.With))
}

func scan(op *Scan) *doc {
	d := cat(text("scan "), options(op.Options))
	if len(op.Declare) > 0 {
		d = cat(d, text("declare "), params(op.Declare), text(" "))
	}
	return cat(d, text("with ("), block("", 4, true, docs(op.Steps, step)...), text(")"))
}

func step(s Step) *doc {
	optional := ""
	if s.Optional {
		optional = " optional"
	}
	return cat(text("step "+identifier(s.Name)+optional), after(" ", trailing(s.Options)), text(": "), scalar(s.When),
		after(" => ", assigns(s.Set)), text(";"))
}

func branch(b Branch) *doc {
	name := ""
	if b.Name != "" {
		name = identifier(b.Name) + " = "
	}
	return cat(text(name), applied(b.Operators))
}
