package kql

func (p *parser) readSort(name string) Operator {
	switch name {
	case "top":
		op := &Top{Options: p.options(), Count: p.expr()}
		p.expect("by")
		op.By = p.sortKey()
		return op
	case "top-nested":
		return p.topNested()
	case "top-hitters":
		op := &TopHitters{Count: p.expr()}
		p.expect("of")
		op.Of = p.expr()
		if p.accept("by") {
			op.By = p.expr()
		}
		return op
	}
	p.options()
	p.expect("by")
	return &OrderBy{Keys: list(p, p.sortKey)}
}

func (p *parser) sortKey() SortKey {
	var k SortKey
	if p.startsAssign() && !p.is("(") {
		k.Name = p.name("a name", declares)
		p.expect("=")
	}
	k.Expr, k.Asc = p.expr(), p.ascending()
	if p.accept("nulls") {
		if !p.is("first") && !p.is("last") {
			p.wanted("`first` or `last`")
		}
		k.Nulls = p.next().text
	}
	return k
}

func (p *parser) ascending() bool { return p.accept("asc") || p.accept("desc") && false }

func (p *parser) topNested() Operator {
	op := &TopNested{Levels: []Nest{p.nest()}}
	for p.accept(",") {
		if name := p.verb(); name != "top-nested" {
			p.wanted("`top-nested`")
		}
		op.Levels = append(op.Levels, p.nest())
	}
	return op
}

func (p *parser) nest() Nest {
	var n Nest
	if !p.is("of") {
		n.Count = p.expr()
	}
	p.expect("of")
	n.Of = p.assign()
	if p.accept("with") {
		p.expect("others")
		p.expect("=")
		n.Others = p.expr()
	}
	p.expect("by")
	n.By = p.assign()
	n.Asc = p.ascending()
	return n
}

func (p *parser) readGroup(name string) Operator {
	switch name {
	case "summarize":
		return p.summarize()
	case "make-series":
		return p.makeSeries()
	case "reduce":
		op := &Reduce{Options: p.options("kind")}
		p.expect("by")
		op.By = p.expr()
		if p.accept("with") {
			op.With = list(p, p.option)
		}
		return op
	case "facet":
		p.expect("by")
		op := &Facet{By: list(p, p.expr)}
		if p.accept("with") {
			op.With = p.subquery()
		}
		return op
	case "partition":
		return p.partition()
	case "scan":
		return p.scan()
	}
	return p.fork()
}

func (p *parser) summarize() Operator {
	op := &Summarize{Options: p.options()}
	if !p.is("by") {
		op.Aggregates = p.optional(p.assigns)
	}
	if p.accept("by") {
		op.By = p.assigns()
	}
	return op
}

func (p *parser) makeSeries() Operator {
	op := &MakeSeries{Options: p.options("kind"), Series: list(p, p.series)}
	p.expect("on")
	op.On = p.axis()
	p.clause("in", &op.In)
	p.clause("from", &op.From)
	p.clause("to", &op.To)
	p.clause("step", &op.Step)
	if p.accept("by") {
		op.By = p.assigns()
	}
	return op
}

// clause reads a word and the expression behind it, if it is there.
func (p *parser) clause(word string, e *Expr) {
	if p.accept(word) {
		*e = p.expr()
	}
}

// axis reads a column, and stops before an `in` that is no comparison here.
func (p *parser) axis() Assign {
	var a Assign
	if p.startsAssign() {
		a.Name = p.name("a name", declares)
		p.expect("=")
	}
	a.Expr = p.expression(levelRelation)
	return a
}

func (p *parser) series() Series {
	s := Series{Assign: p.assign()}
	if p.accept("default") {
		p.expect("=")
		s.Default = p.expr()
	}
	return s
}

func (p *parser) partition() Operator {
	op := &Partition{Options: p.options()}
	p.expect("by")
	op.By = p.path()
	if !p.is("{") {
		op.With = p.subquery()
		return op
	}
	p.nested("{", func() { op.Body = p.pipelineStatement() }, "}")
	return op
}

// path reads a column or a member of one, which brackets may follow without making a call.
func (p *parser) path() Expr {
	start := p.pos()
	var e Expr = &Ident{Name: p.name("the name of a column", refers)}
	e.place(p.since(start))
	for p.accept(".") {
		name := p.name("the name of a member", refers)
		e = &Member{Span: p.since(start), X: e, Name: name}
	}
	return e
}

func (p *parser) fork() Operator {
	op := &Fork{}
	for more := true; more; more = p.is("(") || p.isKind(0, itemWord) {
		var b Branch
		if !p.is("(") {
			b.Name = p.name("a name or `(`", defines)
			p.expect("=")
		}
		b.Operators = p.subquery()
		op.Branches = append(op.Branches, b)
	}
	return op
}

func (p *parser) scan() Operator {
	op := &Scan{Options: p.options("with_match_id")}
	if p.accept("declare") {
		op.Declare = p.params()
	}
	p.expect("with")
	p.nested("(", func() {
		for p.is("step") {
			op.Steps = append(op.Steps, p.step())
			p.expect(";")
		}
	}, ")")
	return op
}

func (p *parser) step() Step {
	p.next()
	s := Step{Name: p.name("the name of a step", declares), Optional: p.accept("optional"), Options: p.options("output")}
	p.expect(":")
	s.When = p.expr()
	if p.accept("=>") {
		s.Set = p.assigns()
	}
	return s
}
