package kql

import "strings"

// operand reads what operators stand between.
func (p *parser) operand() Expr {
	it := p.peek(0)
	switch it.kind {
	case itemString:
		return p.str()
	case itemNumber, itemTimespan, itemTyped:
		p.next()
		return p.literal(it)
	case itemWord:
		return p.named(it)
	}
	switch {
	case p.is("(") && p.startsOperand(1):
		return p.parenthesised()
	case p.is("[") && p.isKind(1, itemString) && p.sees(2, "]"):
		return p.reference(it.Start, p.name("a name", refers))
	case p.is("*"):
		p.next()
		return &Star{Span: it.Span}
	}
	p.operandWanted()
	return &Ident{Span: it.Span}
}

// startsOperand gives an empty pair of brackets the better message.
func (p *parser) startsOperand(n int) bool { return !p.sees(n, ")") }

func (p *parser) parenthesised() (e Expr) {
	p.nested("(", func() { e = p.table() }, ")")
	return e
}

// named reads an operand that starts with a word.
func (p *parser) named(it item) Expr {
	switch {
	case it.text == "true" || it.text == "false":
		p.next()
		return &Bool{Span: it.Span, Value: it.text == "true"}
	case p.sees(1, "("):
		return p.called(it)
	case startsNone(it.text):
		p.operandWanted()
		return &Ident{Span: it.Span}
	}
	p.check(it, refers)
	p.next()
	return &Ident{Span: it.Span, Name: it.text}
}

// called reads a word with brackets behind it.
func (p *parser) called(it item) Expr {
	switch {
	case it.text == "dynamic":
		return p.dynamic()
	case it.text == "typeof":
		return p.typeOf()
	case it.text == "datatable":
		return p.dataTable()
	case it.text == "externaldata" || it.text == "external_data":
		return p.externalData()
	case startsNone(it.text):
		p.operandWanted()
		return &Ident{Span: it.Span}
	case !calls[it.text]:
		p.check(it, defines)
	}
	p.next()
	return p.reference(it.Start, it.text)
}

// reference makes a call of a name if brackets follow it.
func (p *parser) reference(start Pos, name string) Expr {
	if !p.is("(") {
		return &Ident{Span: p.since(start), Name: name}
	}
	arg := p.arg
	if calls[name] {
		arg = p.rowsArg
	}
	args := p.args(arg)
	return &Call{Span: p.since(start), Func: name, Args: args}
}

// str reads string literals, which Kusto joins where several stand side by side.
func (p *parser) str() *String {
	it := p.peek(0)
	s := &String{Verbatim: strings.HasPrefix(strings.TrimLeft(it.text, "hH"), "@")}
	for p.isKind(0, itemString) {
		s.Hidden = s.Hidden || strings.ContainsAny(p.peek(0).text[:1], "hH")
		s.Value += p.text()
	}
	s.Span = p.since(it.Start)
	return s
}

// text reads one string literal and returns its value.
func (p *parser) text() string {
	it := p.peek(0)
	if it.kind != itemString {
		p.wanted("a string")
		return ""
	}
	value, err := Unquote(it.text)
	if err != nil {
		p.fail(it.Span, "%s; a backslash is written `\\\\`, or `\\` in a string with `@` before it", err)
	}
	p.next()
	return value
}

// literal gives the node of a number, a timespan or a typed literal.
func (p *parser) literal(it item) Expr {
	e, err := readLiteral(it)
	if err != nil {
		p.fail(it.Span, "%s", err)
		return &Null{Span: it.Span, Type: "dynamic"}
	}
	e.place(it.Span)
	return e
}

func readLiteral(it item) (Expr, error) {
	switch it.kind {
	case itemNumber:
		return number(it.text)
	case itemTimespan:
		return readTimespan(it.text)
	}
	typ, text, _ := strings.Cut(it.text, "(")
	return typedLiteral(literalTypes[strings.TrimSpace(typ)], strings.TrimSpace(strings.TrimSuffix(text, ")")))
}

func (p *parser) typeOf() Expr {
	e, start := &TypeOf{}, p.next().Start
	if p.sees(1, "*") || p.sees(2, ":") || p.sees(4, ":") {
		e.Columns = p.columns()
	} else {
		p.nested("(", func() { e.Type = p.typeName() }, ")")
	}
	e.Span = p.since(start)
	return e
}

func (p *parser) dataTable() Expr {
	start := p.next().Start
	t := &DataTable{Columns: p.columns()}
	p.nested("[", func() {
		for !p.is("]") && !p.lost {
			t.Values = append(t.Values, p.constant())
			if !p.accept(",") {
				break
			}
		}
	}, "]")
	t.Span = p.since(start)
	return t
}

// constant reads a literal, which alone may stand in a datatable or as a default.
func (p *parser) constant() Expr {
	if p.isSmallestLong() {
		return p.smallestLong()
	}
	n := 0
	if p.is("-") || p.is("+") {
		n = 1
	}
	switch p.peek(n).kind {
	case itemNumber, itemTimespan, itemTyped:
		return p.unary()
	case itemString, itemWord:
		if n == 0 && (p.isKind(0, itemString) || p.is("true") || p.is("false") || p.is("dynamic") && p.sees(1, "(")) {
			return p.operand()
		}
	}
	p.wanted("a literal")
	return &Null{Span: p.since(p.pos()), Type: "dynamic"}
}

func (p *parser) externalData() Expr {
	start := p.next().Start
	t := &ExternalData{Columns: p.columns()}
	p.nested("[", func() { t.Addresses = list(p, p.expr) }, "]")
	t.With = p.with()
	t.Span = p.since(start)
	return t
}

// with reads options in brackets behind the word, if it is there.
func (p *parser) with() (options []Option) {
	if p.accept("with") {
		p.nested("(", func() { options = list(p, p.option) }, ")")
	}
	return options
}
