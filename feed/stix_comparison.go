package feed

import (
	"slices"
	"strings"
)

// comparison reads one comparison, or several in round brackets.
func (p *stixParser) comparison() (*stixNode, error) {
	not, err := p.take("NOT")
	if err != nil {
		return nil, err
	}
	if ok, err := p.take("("); err != nil {
		return nil, err
	} else if ok {
		return p.bracketed(not)
	}
	test := &stixTest{not: not}
	if ok, err := p.take("EXISTS"); err != nil {
		return nil, err
	} else if ok {
		test.op = "EXISTS"
		if test.path, err = p.path(); err == nil {
			err = p.count()
		}
		return &stixNode{test: test}, err
	}
	if test.path, err = p.path(); err == nil {
		err = p.operation(test)
	}
	return &stixNode{test: test}, err
}

// bracketed reads comparisons up to their closing bracket.
func (p *stixParser) bracketed(not bool) (node *stixNode, err error) {
	err = p.within(func() error {
		node, err = p.comparisons()
		return err
	})
	if err != nil {
		return nil, err
	}
	if not {
		negate(node)
	}
	return node, p.expect(")")
}

// negate turns a node around: what was any of several is all of their opposites.
func negate(n *stixNode) {
	if n.test != nil {
		n.test.not = !n.test.not
		return
	}
	n.all = !n.all
	for _, kid := range n.kids {
		negate(kid)
	}
}

// path reads an object type, a colon and the way to a property.
func (p *stixParser) path() (string, error) {
	var b strings.Builder
	if err := p.step(&b, false); err != nil {
		return "", err
	}
	if err := p.expect(":"); err != nil {
		return "", err
	}
	b.WriteByte(':')
	if err := p.step(&b, true); err != nil {
		return "", err
	}
	for {
		switch {
		case p.token.is("."):
			b.WriteByte('.')
			if err := p.advance(); err != nil {
				return "", err
			}
			if err := p.step(&b, true); err != nil {
				return "", err
			}
		case p.token.is("["):
			b.WriteString("[*]")
			if err := p.element(); err != nil {
				return "", err
			}
		default:
			return b.String(), nil
		}
	}
}

// step takes one name of a path.
func (p *stixParser) step(b *strings.Builder, quoted bool) error {
	if p.token.sort != stixName && (!quoted || p.token.sort != stixString) {
		return p.unexpected("the name of a property, such as domain-name:value,")
	}
	b.WriteString(p.token.text)
	return p.advance()
}

// element takes the brackets behind the name of a list: whichever element it is, the path
// is of its elements.
func (p *stixParser) element() error {
	if err := p.advance(); err != nil {
		return err
	}
	if p.token.sort != stixNumber && !p.token.is("*") {
		return p.unexpected("`*` or the number of an element")
	}
	if err := p.advance(); err != nil {
		return err
	}
	return p.expect("]")
}

// stixOperators are the operators with one literal behind them; IN has a set.
var stixOperators = []string{"=", "==", "!=", "<>", "<", "<=", ">", ">=", "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"}

// operation reads an operator and what it compares with.
func (p *stixParser) operation(test *stixTest) error {
	if ok, err := p.take("NOT"); err != nil {
		return err
	} else if ok {
		test.not = !test.not
	}
	test.op = p.token.text
	switch {
	case p.token.is("IN"):
		if err := p.advance(); err != nil {
			return err
		}
		return p.set(test)
	case p.token.sort != stixEnd && p.token.is(test.op) && slices.Contains(stixOperators, test.op):
		if err := p.advance(); err != nil {
			return err
		}
		return p.literal(test)
	}
	return p.unexpected("an operator, such as `=`,")
}

// set reads literals in round brackets.
func (p *stixParser) set(test *stixTest) error {
	if err := p.expect("("); err != nil {
		return err
	}
	for {
		if err := p.literal(test); err != nil {
			return err
		}
		if comma, err := p.take(","); err != nil {
			return err
		} else if !comma {
			return p.expect(")")
		}
	}
}

func (p *stixParser) literal(test *stixTest) error {
	switch {
	case p.token.sort == stixString, p.token.sort == stixNumber, p.token.sort == stixOther:
	case p.token.is("true"), p.token.is("false"):
	default:
		return p.unexpected("a value, such as 'text',")
	}
	test.values = append(test.values, p.token)
	if err := p.count(); err != nil {
		return err
	}
	return p.advance()
}
