package kql

func (p *parser) readTables(name string) Operator {
	switch name {
	case "union":
		return &Union{Options: p.options("kind", "withsource", "with_source", "isfuzzy"), Tables: list(p, p.tableName)}
	case "invoke":
		return &Invoke{Call: p.call()}
	case "evaluate":
		op := &Evaluate{Options: p.options(), Call: p.call()}
		if p.accept(":") {
			op.Schema = p.columns()
		}
		return op
	case "render":
		return p.render()
	case "search":
		op := &Search{Options: p.options("kind"), In: p.inTables()}
		op.Predicate = p.expr()
		return op
	case "find":
		return p.find()
	case "lookup":
		kind, hints := p.kind("lookup", "inner leftouter")
		op := &Lookup{Kind: kind, Options: hints, Table: p.joinedTable()}
		p.expect("on")
		op.On = list(p, p.expr)
		return op
	}
	kind, hints := p.kind("join", `inner innerunique leftouter rightouter fullouter leftanti leftantisemi leftsemi
		rightanti rightantisemi rightsemi anti`)
	op := &Join{Kind: kind, Options: hints, Table: p.joinedTable()}
	if !p.accept("where") {
		p.expect("on")
	}
	op.On = list(p, p.expr)
	return op
}

// kind takes the kind, which must be one of the names, out of the options.
func (p *parser) kind(verb, names string) (kind string, hints []Option) {
	for _, o := range p.options("kind") {
		id, ok := o.Value.(*Ident)
		switch {
		case o.Name != "kind":
			hints = append(hints, o)
		case ok && words(names)[id.Name]:
			kind = id.Name
		default:
			p.fail(Span{o.Value.Pos(), o.Value.End()}, "unknown kind of %s `%s`%s", verb, clip(PrintExpr(o.Value)), meant(PrintExpr(o.Value), words(names)))
		}
	}
	return kind, hints
}

// joinedTable reads a table up to the condition of a join.
func (p *parser) joinedTable() Expr { return p.postfix() }

// tableName reads a table, a path to one, or a subquery; names may hold stars.
func (p *parser) tableName() Expr {
	start := p.pos()
	if p.is("*") || p.isKind(0, itemWord) && p.sees(1, "*") {
		return p.wild(start)
	}
	x := p.postfix()
	if p.is("*") && p.pos() == p.stop { // database("x").Device*
		p.next()
		if m, ok := x.(*Member); ok {
			m.Name, m.Span = m.Name+"*", p.since(start)
		}
	}
	return x
}

func (p *parser) wild(start Pos) Expr {
	pattern := p.wildcard("a table")
	return &Wildcard{Span: p.since(start), Pattern: pattern}
}

func (p *parser) call() *Call {
	it := p.peek(0)
	c, ok := p.postfix().(*Call)
	if !ok {
		p.fail(it.Span, "expected the call of a function, found %s", found(it))
		return &Call{Span: it.Span}
	}
	return c
}

func (p *parser) inTables() (tables []Expr) {
	if p.accept("in") {
		p.nested("(", func() { tables = list(p, p.tableName) }, ")")
	}
	return tables
}

func (p *parser) find() Operator {
	op := &Find{Options: p.options("withsource", "datascope"), In: p.inTables()}
	p.accept("where")
	op.Predicate = p.expr()
	switch {
	case !p.is("project"):
	case p.sees(1, "-"):
		p.verb()
		op.Smart = true
	default:
		p.next()
		op.Columns = list(p, p.findColumn)
	}
	return op
}

func (p *parser) findColumn() Expr {
	start := p.pos()
	if p.sees(1, "(") {
		return p.expr()
	}
	name := p.name("the name of a column", refers)
	if !p.accept(":") {
		return &Ident{Span: p.since(start), Name: name}
	}
	typ := p.typeName()
	return &TypedName{Span: p.since(start), Column: Column{Name: name, Type: typ}}
}
