package kql

// dynamic reads a literal over JSON.
func (p *parser) dynamic() Expr {
	d, start := &Dynamic{}, p.next().Start
	p.nested("(", func() { d.Value = p.json() }, ")")
	d.Span = p.since(start)
	return d
}

func (p *parser) json() any {
	it := p.peek(0)
	switch {
	case it.kind == itemString:
		return p.str().Value
	case p.is("["):
		return p.jsonArray()
	case p.is("{"):
		return p.jsonBag()
	case p.is("null"):
		p.next()
		return nil
	case it.kind == itemWord && p.is("dynamic") && p.sees(1, "("):
		return p.dynamic().(*Dynamic).Value
	case p.isSmallestLong():
		return p.smallestLong().Value
	case p.is("-") || p.is("true") || p.is("false") || it.kind == itemNumber || it.kind == itemTimespan || it.kind == itemTyped:
		return jsonValue(p.unary())
	}
	p.wanted("a JSON value")
	return nil
}

// jsonValue gives the plain value of a literal that JSON has, and others as they are.
func jsonValue(e Expr) any {
	switch e := e.(type) {
	case *Long:
		return e.Value
	case *Real:
		return e.Value
	case *Bool:
		return e.Value
	}
	return e
}

func (p *parser) jsonArray() any {
	array := []any{}
	p.nested("[", func() {
		if !p.is("]") {
			array = list(p, p.json)
		}
	}, "]")
	return array
}

func (p *parser) jsonBag() any {
	bag := Bag{}
	p.nested("{", func() {
		if !p.is("}") {
			bag = list(p, p.jsonEntry)
		}
	}, "}")
	return bag
}

func (p *parser) jsonEntry() Entry {
	e := Entry{Key: p.text()}
	p.expect(":")
	e.Value = p.json()
	return e
}
