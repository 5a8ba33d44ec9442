package kql

import "slices"

// query reads statements to the end of the text.
func (p *parser) query() *Query {
	start := p.pos()
	q := &Query{Statements: p.statements()}
	for !p.isKind(0, itemEnd) {
		p.wanted("`;` or the end of the query")
		p.resume(";")
		p.accept(";")
		q.Statements = append(q.Statements, p.statements()...)
	}
	p.note(p.items[len(p.items)-1], true)
	q.Span, q.Directives, q.Trailing = p.since(start), p.directives, p.taken(0)
	return q
}

// statements reads statements to the end of the text or of the body they are in.
func (p *parser) statements() []Statement {
	var out []Statement
	for !p.isKind(0, itemEnd) && !p.is("}") {
		if p.is(";") {
			p.wanted("a statement")
			p.resume(";")
			p.accept(";")
			continue
		}
		mark := len(p.notes)
		s := p.statement()
		p.resume(";")
		more := p.accept(";")
		*s.lines() = slices.Concat(*s.lines(), p.taken(mark))
		out = append(out, s)
		if !more {
			break
		}
	}
	return out
}

func (p *parser) statement() Statement {
	start := p.pos()
	switch {
	case p.is("let") && !p.sees(1, "|"):
		return p.let()
	case p.is("set"):
		return p.set()
	case p.is("declare") && p.sees(1, "query_parameters"):
		p.next()
		p.next()
		s := &QueryParameters{Params: p.params()}
		s.Span = p.since(start)
		return s
	case p.is("declare") && p.sees(1, "pattern"):
		return p.declarePattern()
	case p.is("alias"):
		return p.alias()
	case p.is("restrict"):
		return p.restrict()
	case p.is("."):
		p.fail(p.peek(0).Span, "`.%s` is a control command; foxhound reads queries only", clip(p.peek(1).text))
	}
	return p.pipelineStatement()
}

func (p *parser) pipelineStatement() *Pipeline {
	start := p.pos()
	e := p.table()
	if q, ok := e.(*Pipeline); ok && q.Start == start {
		return q
	}
	return &Pipeline{Span: p.since(start), Source: e}
}

func (p *parser) let() *Let {
	start := p.next().Start
	s := &Let{Name: p.name("a name", defines)}
	p.expect("=")
	if p.startsFunction() {
		s.Value = p.function()
	} else {
		s.Value = p.table()
	}
	s.Span = p.since(start)
	return s
}

func (p *parser) set() *Set {
	start := p.next().Start
	s := &Set{Name: p.label("the name of an option")}
	if p.accept("=") {
		s.Value = p.optionValue()
	}
	s.Span = p.since(start)
	return s
}

func (p *parser) alias() *AliasDatabase {
	start := p.next().Start
	p.expect("database")
	s := &AliasDatabase{Name: p.name("a name", defines)}
	p.expect("=")
	s.Value = p.unary()
	s.Span = p.since(start)
	return s
}

func (p *parser) restrict() *Restrict {
	start := p.next().Start
	p.expect("access")
	p.expect("to")
	s := &Restrict{}
	p.nested("(", func() { s.To = list(p, p.tableName) }, ")")
	s.Span = p.since(start)
	return s
}

func (p *parser) declarePattern() *Pattern {
	start := p.next().Start
	p.next()
	s := &Pattern{Name: p.name("a name", defines)}
	if p.accept("=") {
		s.Params = p.params()
		if p.is("[") {
			p.nested("[", func() { path := p.param(); s.Path = &path }, "]")
		}
		p.nested("{", func() { s.Cases = p.patternCases() }, "}")
	}
	s.Span = p.since(start)
	return s
}

func (p *parser) patternCases() []PatternCase {
	var cases []PatternCase
	for p.is("(") {
		var c PatternCase
		p.nested("(", func() { c.Args = list(p, p.unary) }, ")")
		if p.accept(".") {
			p.nested("[", func() { c.Path = p.unary() }, "]")
		}
		p.expect("=")
		c.Body = p.body()
		cases = append(cases, c)
		if !p.accept(";") {
			break
		}
	}
	return cases
}

// startsFunction tells a function from an expression in brackets.
func (p *parser) startsFunction() bool {
	n := 0
	if p.is("view") {
		n = 1
	}
	if !p.sees(n, "(") {
		return false
	}
	if p.sees(n+1, ")") {
		return p.sees(n+2, "{")
	}
	if p.sees(n+1, "[") { // ['odd name']
		n += 2
	}
	return n == 1 && p.is("view") || p.sees(n+2, ":") && (p.isKind(n+3, itemWord) || p.sees(n+3, "("))
}

func (p *parser) function() *Function {
	start := p.pos()
	f := &Function{View: p.accept("view"), Params: p.params()}
	f.Body = p.body()
	f.Span = p.since(start)
	return f
}

func (p *parser) body() (body []Statement) {
	p.nested("{", func() { body = p.statements() }, "}")
	p.oneResult(body)
	return body
}

// oneResult refuses a query before the end of a body, which gives its last one alone.
func (p *parser) oneResult(body []Statement) {
	for _, s := range body[:max(0, len(body)-1)] {
		if q, ok := s.(*Pipeline); ok {
			p.complain(q.Span, "a function gives one result, its last; name this one with `let`")
			return
		}
	}
}

func (p *parser) params() (params []Param) {
	p.nested("(", func() {
		if !p.is(")") {
			params = list(p, p.param)
		}
	}, ")")
	return params
}

func (p *parser) param() Param {
	a := Param{Name: p.name("the name of a parameter", declares)}
	p.expect(":")
	if p.is("(") {
		a.Columns = p.columns()
		return a
	}
	a.Type = p.typeName()
	if p.accept("=") {
		a.Default = p.constant()
	}
	return a
}

// columns reads declarations in brackets; a comma may stand behind the last.
func (p *parser) columns() (columns []Column) {
	p.nested("(", func() {
		for !p.is(")") && !p.lost {
			columns = append(columns, p.column())
			if !p.accept(",") {
				break
			}
		}
	}, ")")
	return columns
}

func (p *parser) column() Column {
	if p.accept("*") {
		return Column{Name: "*"}
	}
	c := Column{Name: p.name("the name of a column", declares)}
	p.expect(":")
	c.Type = p.typeName()
	return c
}

// types are the scalar types in all their spellings.
var types = map[string]bool{"string": true, "dynamic": true, "object": true, "float": true,
	"bigint": true, "uint": true, "ulong": true, "uint32": true, "uint64": true,
	"int8": true, "uint8": true, "char": true, "short": true, "int16": true, "ushort": true, "uint16": true, "byte": true}

func (p *parser) typeName() string {
	it := p.peek(0)
	switch {
	case it.kind != itemWord:
		p.wanted("a type")
		return ""
	case literalTypes[it.text] == "" && !types[it.text]:
		p.fail(it.Span, "unknown type `%s`", clip(it.text))
		return ""
	}
	p.next()
	return it.text
}
