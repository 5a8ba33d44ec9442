package kql

func (p *parser) readDynamic(name string) Operator {
	switch name {
	case "mv-expand", "mvexpand":
		op := &MvExpand{Options: p.options("kind", "bagexpansion", "with_itemindex"), Columns: list(p, p.element)}
		p.clause("limit", &op.Limit)
		return op
	case "mv-apply", "mvapply":
		op := &MvApply{Options: p.options("with_itemindex"), Columns: list(p, p.element)}
		p.clause("limit", &op.Limit)
		p.expect("on")
		op.On = p.subquery()
		return op
	case "parse-kv":
		op := &ParseKv{X: p.expr()}
		p.expect("as")
		op.Columns = p.columns()
		op.With = p.with()
		return op
	}
	op := &ParseText{Where: name == "parse-where", Options: p.options("kind", "flags"), X: p.expr()}
	p.expect("with")
	for !p.ends() && !p.lost {
		op.With = append(op.With, p.parsePart())
	}
	if len(op.With) == 0 {
		p.wanted("a pattern")
	}
	return op
}

// element reads an array to expand and the type of its elements.
func (p *parser) element() Assign {
	a := p.assign()
	if p.accept("to") {
		p.expect("typeof")
		p.nested("(", func() { a.To = p.typeName() }, ")")
	}
	return a
}

func (p *parser) parsePart() ParsePart {
	switch {
	case p.accept("*"):
		return ParsePart{}
	case p.isKind(0, itemString):
		return ParsePart{Text: p.str()}
	}
	c := Column{Name: p.name("a string, a column or `*`", declares)}
	if p.accept(":") {
		c.Type = p.typeName()
	}
	return ParsePart{Column: &c}
}
