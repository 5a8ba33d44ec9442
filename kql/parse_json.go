package kql

import "strings"

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
	case it.kind == itemWord && jsonBools[it.text]:
		p.next()
		return strings.EqualFold(it.text, "true")
	case it.kind == itemTyped:
		return p.jsonTyped(it)
	case p.is("-") && p.isKind(1, itemNumber) || it.kind == itemNumber || it.kind == itemTimespan:
		return p.jsonNumber()
	}
	p.wanted("a JSON value")
	return nil
}

var jsonBools = words("true True TRUE false False FALSE")

// jsonNumber reads a number with its sign, or a timespan.
func (p *parser) jsonNumber() any {
	negative := p.accept("-")
	switch e := p.literal(p.next()).(type) {
	case *Long:
		if negative {
			return -e.Value
		}
		return e.Value
	case *Real:
		if negative {
			return -e.Value
		}
		return e.Value
	default:
		return e
	}
}

// jsonTyped reads a typed literal, but not one of a type that dynamics have not.
func (p *parser) jsonTyped(it item) any {
	typ, _, _ := strings.Cut(it.text, "(")
	switch typ = literalTypes[strings.TrimSpace(typ)]; typ {
	case "int", "decimal":
		p.fail(it.Span, "no dynamic holds a %s; `dynamic(...)` takes the number alone", typ)
	}
	p.next()
	return jsonValue(p.literal(it))
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
