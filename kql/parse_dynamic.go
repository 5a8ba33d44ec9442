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
		p.checkPart(op.With)
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

// checkPart refuses a part that leaves open where the part before it ends: only a text, or a
// type other than string, tells.
func (p *parser) checkPart(before []ParsePart) {
	if len(before) == 0 || p.isKind(0, itemString) {
		return
	}
	it := p.peek(0)
	switch last := before[len(before)-1]; {
	case last.Text != nil:
	case last.Column == nil:
		p.fail(it.Span, "a string must follow `*`, found %s", found(it))
	case !p.is("*"):
		p.fail(it.Span, "a string must stand between the column `%s` and %s", clip(last.Column.Name), found(it))
	case last.Column.Type == "" || last.Column.Type == "string":
		p.fail(it.Span, "`*` cannot follow the string `%s`, whose end it leaves open", clip(last.Column.Name))
	}
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
