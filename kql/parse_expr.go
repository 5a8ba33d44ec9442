package kql

import "math"

// table reads an expression, and the operators behind it where a table may stand.
func (p *parser) table() Expr {
	start, mark := p.pos(), len(p.notes)
	var source Expr
	var ops []Operator
	if p.startsOperator() {
		ops = append(ops, p.operator())
		p.resume("|")
	} else {
		source = p.expr()
	}
	above := p.taken(mark)
	if source != nil && !p.is("|") {
		p.notes = append(p.notes, above...)
		return source
	}
	ops = append(ops, p.piped()...)
	return &Pipeline{Span: p.since(start), Comments: above, Source: source, Operators: ops}
}

// startsOperator reports whether the next item is an operator that makes rows itself.
func (p *parser) startsOperator() bool {
	switch p.peek(0).text {
	case "range":
		return p.isKind(0, itemWord) && (p.isKind(1, itemWord) || p.sees(1, "["))
	case "print", "union", "search", "find":
		return p.isKind(0, itemWord) && !p.standsAlone(1)
	}
	return false
}

// standsAlone reports whether the item n places ahead shows that the word before it is a
// name.
func (p *parser) standsAlone(n int) bool {
	it := p.peek(n)
	switch it.text {
	case "|", ")", ",", ".", "=", "==", ";", "]":
		return it.kind == itemMark
	}
	return false
}

// A level says how tightly an infix operator binds in Kusto's grammar, loosest first.
// String operators bind tighter there than arithmetic.
type level uint8

const (
	levelOr level = iota + 1
	levelAnd
	levelEquality
	levelRelation
	levelSum
	levelProduct
	levelMatch
	levelNone // tighter than any
)

var levels = grammar(map[level]string{
	levelOr:       "or",
	levelAnd:      "and",
	levelEquality: "== != <> in in~ !in !in~ has_any has_all between !between",
	levelRelation: "< <= > >=",
	levelSum:      "+ -",
	levelProduct:  "* / %",
	levelMatch: `=~ !~ : matches has has_cs hasprefix hasprefix_cs hassuffix hassuffix_cs contains contains_cs
		startswith startswith_cs endswith endswith_cs !has !has_cs !hasprefix !hasprefix_cs !hassuffix !hassuffix_cs
		!contains !contains_cs !startswith !startswith_cs !endswith !endswith_cs
		like notlike likecs notlikecs notcontains containscs notcontainscs`,
})

func grammar(levels map[level]string) map[string]level {
	byName := make(map[string]level)
	for l, names := range levels {
		for name := range words(names) {
			byName[name] = l
		}
	}
	return byName
}

// chains reports whether operators of a level may follow each other.
func (l level) chains() bool {
	return l == levelOr || l == levelAnd || l == levelSum || l == levelProduct
}

// infix returns the level of the operator at the next item, or 0 if there is none.
func (p *parser) infix() level {
	it := p.peek(0)
	if it.kind != itemWord && it.kind != itemMark {
		return 0
	}
	return levels[it.text]
}

// expr reads a scalar expression.
func (p *parser) expr() Expr { return p.expression(levelOr) }

// expression reads operands joined by operators of level least and tighter.
func (p *parser) expression(least level) Expr {
	start := p.pos()
	x := p.unary()
	for most, n := levelNone, 1; ; n++ {
		l := p.infix()
		if l < least || l > most || l == 0 {
			return x
		}
		if n > maxChain {
			p.fail(p.peek(0).Span, "more than %d operands in a row", maxChain)
		}
		x = p.operation(start, x, l)
		if most = l; !l.chains() {
			most--
		}
	}
}

// operation reads an operator and what stands right of it.
func (p *parser) operation(start Pos, x Expr, l level) Expr {
	switch op := p.next().text; op {
	case "between", "!between":
		e := &Between{X: x, Not: op == "!between"}
		p.nested("(", func() {
			e.From = p.expr()
			p.expect("..")
			e.To = p.expr()
		}, ")")
		e.Span = p.since(start)
		return e
	case "in", "in~", "!in", "!in~", "has_any", "has_all":
		e := &In{Op: op, X: x}
		p.nested("(", func() { e.List = list(p, p.table) }, ")")
		e.Span = p.since(start)
		return e
	case "<>":
		return p.binary(start, x, "!=", l)
	case "matches":
		p.expect("regex")
		return p.binary(start, x, "matches regex", l)
	default:
		return p.binary(start, x, op, l)
	}
}

func (p *parser) binary(start Pos, x Expr, op string, l level) Expr {
	y := p.expression(l + 1)
	return &Binary{Span: p.since(start), Op: op, X: x, Y: y}
}

// beyondLong are the digits of the smallest long. In an expression they are read before the
// sign is, and then are one too many; where nothing but a literal may stand, they are not.
const beyondLong = "9223372036854775808"

func (p *parser) isSmallestLong() bool { return p.is("-") && p.peek(1).text == beyondLong }

func (p *parser) smallestLong() *Long {
	start := p.next().Start
	p.next()
	return &Long{Span: p.since(start), Value: math.MinInt64}
}

// unary reads a sign and an operand. The sign of a number becomes part of it.
func (p *parser) unary() Expr {
	start := p.pos()
	switch {
	case p.accept("+"):
		return p.postfix()
	case !p.accept("-"):
		return p.postfix()
	case p.peek(0).text == beyondLong:
		p.fail(p.since(start), "the digits of `-%[1]s` are out of the range of a long; write `long(-%[1]s)`", beyondLong)
	}
	x := p.postfix()
	where := p.since(start)
	switch x := x.(type) {
	case *Long:
		if x.Value > 0 {
			return &Long{Span: where, Value: -x.Value}
		}
	case *Real:
		if x.Value > 0 {
			return &Real{Span: where, Value: -x.Value}
		}
	case *Timespan:
		if x.Value > 0 {
			return &Timespan{Span: where, Value: -x.Value}
		}
	}
	return &Minus{Span: where, X: x}
}

// postfix reads an operand and its members and elements.
func (p *parser) postfix() Expr {
	start := p.pos()
	x := p.operand()
	for n := 1; ; n++ {
		if n > maxChain {
			p.fail(p.peek(0).Span, "more than %d members in a row", maxChain)
		}
		switch {
		case p.accept("."):
			x = p.member(start, x)
		case p.is("["):
			e := &Index{X: x}
			p.nested("[", func() { e.I = p.expr() }, "]")
			e.Span = p.since(start)
			x = e
		default:
			return x
		}
	}
}

func (p *parser) member(start Pos, x Expr) Expr {
	if p.is("[") && !(p.isKind(1, itemString) && p.sees(2, "]")) {
		e := &Index{X: x}
		p.nested("[", func() { e.I = p.expr() }, "]")
		e.Span = p.since(start)
		return e
	}
	name := p.name("the name of a member", refers)
	if !p.is("(") {
		return &Member{Span: p.since(start), X: x, Name: name}
	}
	args := p.args(p.arg)
	return &Call{Span: p.since(start), X: x, Func: name, Args: args}
}

func (p *parser) args(arg func() Expr) (args []Expr) {
	p.nested("(", func() {
		if !p.is(")") {
			args = list(p, arg)
		}
	}, ")")
	return args
}

// arg reads an argument of a function. Rows stand in brackets of their own.
func (p *parser) arg() Expr {
	return p.maybeNamed(func() Expr {
		it := p.peek(0)
		e := p.table()
		if q, ok := e.(*Pipeline); ok && q.Start == it.Start {
			p.fail(q.Span, "rows that a function takes stand in brackets of their own, as in `f((T | where ...))`")
		}
		return e
	})
}

// rowsArg reads an argument of a function of the language itself, which takes rows as they are.
func (p *parser) rowsArg() Expr { return p.maybeNamed(p.table) }

// maybeNamed reads an expression that may be given a name.
func (p *parser) maybeNamed(read func() Expr) Expr {
	start := p.pos()
	if !p.startsAssign() || p.is("(") {
		return read()
	}
	a := &Named{Name: p.name("a name", declares)}
	p.expect("=")
	a.Value = read()
	a.Span = p.since(start)
	return a
}

// startsAssign reports whether name = or (name, name) = comes next.
func (p *parser) startsAssign() bool {
	n := 0
	switch {
	case p.isKind(0, itemWord):
		n = 1
	case p.sees(0, "[") && p.isKind(1, itemString) && p.sees(2, "]"):
		n = 3
	case p.is("("):
		for n = 1; p.isKind(n, itemWord) || p.isKind(n, itemString) || p.sees(n, ",") || p.sees(n, "[") || p.sees(n, "]"); n++ {
		}
		if !p.sees(n, ")") {
			return false
		}
		n++
	}
	return n > 0 && p.sees(n, "=")
}

// assign reads an expression and the name it may be given.
func (p *parser) assign() Assign {
	var a Assign
	if p.startsAssign() {
		if p.is("(") {
			p.nested("(", func() { a.Names = list(p, func() string { return p.name("a name", declares) }) }, ")")
		} else {
			a.Name = p.name("a name", declares)
		}
		p.expect("=")
	}
	a.Expr = p.expr()
	return a
}

func (p *parser) assigns() []Assign { return list(p, p.assign) }

// name reads a plain or a bracketed name for a use.
func (p *parser) name(what string, u use) string {
	p.check(p.peek(0), u)
	return p.label(what)
}

// label reads a name that may be any word.
func (p *parser) label(what string) string {
	switch it := p.peek(0); {
	case it.kind == itemWord:
		p.next()
		return it.text
	case p.is("[") && p.isKind(1, itemString) && p.sees(2, "]"):
		p.next()
		name := p.text()
		p.next()
		return name
	}
	p.wanted(what)
	return ""
}

// wildcard reads a name with stars, whose pieces touch each other.
func (p *parser) wildcard(what string) string {
	if p.is("[") {
		return p.label(what)
	}
	name := ""
	for end := p.pos(); p.pos() == end && (p.isKind(0, itemWord) || p.isKind(0, itemNumber) || p.is("*")); end = p.stop {
		p.check(p.peek(0), defines)
		name += p.next().text
	}
	if name == "" {
		p.wanted(what)
	}
	return name
}
