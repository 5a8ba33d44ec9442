package feed

import (
	"errors"
	"fmt"
)

// A stixPattern is a parsed pattern: the expressions in its square brackets, each about one
// observation.
type stixPattern struct {
	observations []*stixNode
	together     bool // whether it wants several observations, or one several times
}

// A stixNode is a comparison, or joins several.
type stixNode struct {
	test *stixTest   // nil of one that joins
	all  bool        // whether all of kids hold, or any
	kids []*stixNode // of one that joins
}

// A stixTest compares a property of an object.
type stixTest struct {
	path   string // such as network-traffic:dst_ref.value, without quotes; of a list's elements [*]
	op     string
	not    bool
	values []stixToken // one, or those of a set
}

const (
	stixDepth = 64      // brackets within brackets
	stixTests = 100_000 // values that one pattern may compare with
)

// A stixParser reads the pattern language of STIX 2.0 and 2.1 by recursive descent.
type stixParser struct {
	lexer   stixLexer
	token   stixToken // the next one, not yet taken
	pattern stixPattern
	depth   int
	tests   int
}

func parseStixPattern(text string) (*stixPattern, error) {
	p := &stixParser{lexer: stixLexer{text: text}}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if err := p.observations(); err != nil {
		return nil, err
	}
	if p.token.sort != stixEnd {
		return nil, p.unexpected("the end")
	}
	return &p.pattern, nil
}

func (p *stixParser) advance() (err error) {
	p.token, err = p.lexer.next()
	return err
}

// take takes the token if it is the keyword or mark.
func (p *stixParser) take(text string) (bool, error) {
	if !p.token.is(text) {
		return false, nil
	}
	return true, p.advance()
}

func (p *stixParser) expect(text string) error {
	if ok, err := p.take(text); ok || err != nil {
		return err
	}
	return p.unexpected("`" + text + "`")
}

func (p *stixParser) unexpected(want string) error {
	return stixErrorAt(p.token.at, fmt.Errorf("found %s where %s belongs", p.token, want))
}

// within runs parse one level deeper.
func (p *stixParser) within(parse func() error) error {
	if p.depth++; p.depth > stixDepth {
		return stixErrorAt(p.token.at, fmt.Errorf("brackets nested more than %d deep", stixDepth))
	}
	err := parse()
	p.depth--
	return err
}

// observations reads observations with what joins them. Their precedence does not matter
// here: each is taken by itself.
func (p *stixParser) observations() error {
	for {
		if err := p.observation(); err != nil {
			return err
		}
		joined := p.token.is("AND") || p.token.is("FOLLOWEDBY")
		if !joined && !p.token.is("OR") {
			return nil
		}
		p.pattern.together = p.pattern.together || joined
		if err := p.advance(); err != nil {
			return err
		}
	}
}

// observation reads [comparisons], or observations in round brackets, and their qualifiers.
func (p *stixParser) observation() error {
	if ok, err := p.take("("); err != nil {
		return err
	} else if ok {
		if err := p.within(p.observations); err != nil {
			return err
		}
		if err := p.expect(")"); err != nil {
			return err
		}
		return p.qualifiers()
	}
	if err := p.expect("["); err != nil {
		return err
	}
	node, err := p.comparisons()
	if err != nil {
		return err
	}
	p.pattern.observations = append(p.pattern.observations, node)
	if err := p.expect("]"); err != nil {
		return err
	}
	return p.qualifiers()
}

// qualifiers reads START and STOP, WITHIN, REPEATS.
func (p *stixParser) qualifiers() error {
	for {
		var err error
		switch {
		case p.token.is("START"):
			err = p.sequence("START", stixOther, "STOP", stixOther)
		case p.token.is("WITHIN"):
			err = p.sequence("WITHIN", stixNumber, "SECONDS", stixEnd)
		case p.token.is("REPEATS"):
			err = p.sequence("REPEATS", stixNumber, "TIMES", stixEnd)
		default:
			return nil
		}
		if err != nil {
			return err
		}
		p.pattern.together = true
	}
}

// sequence reads a keyword and a literal, twice; a literal of the sort stixEnd is none.
func (p *stixParser) sequence(first string, a stixSort, second string, b stixSort) error {
	for _, part := range []struct {
		word string
		sort stixSort
	}{{first, a}, {second, b}} {
		if err := p.expect(part.word); err != nil {
			return err
		}
		if part.sort == stixEnd {
			continue
		}
		if p.token.sort != part.sort && !(part.sort == stixOther && p.token.sort == stixString) {
			return p.unexpected("a time or number")
		}
		if err := p.advance(); err != nil {
			return err
		}
	}
	return nil
}

// comparisons reads comparisons joined by OR, and by AND, which binds closer.
func (p *stixParser) comparisons() (*stixNode, error) {
	return p.joined("OR", func() (*stixNode, error) { return p.joined("AND", p.comparison) })
}

func (p *stixParser) joined(word string, operand func() (*stixNode, error)) (*stixNode, error) {
	node := &stixNode{all: word == "AND"}
	for {
		kid, err := operand()
		if err != nil {
			return nil, err
		}
		node.kids = append(node.kids, kid)
		ok, err := p.take(word)
		if err != nil {
			return nil, err
		}
		if !ok && len(node.kids) == 1 {
			return kid, nil
		}
		if !ok {
			return node, nil
		}
	}
}

// count holds a pattern to its limit.
func (p *stixParser) count() error {
	if p.tests++; p.tests > stixTests {
		return stixErrorAt(p.token.at, errStixTests)
	}
	return nil
}

var errStixTests = errors.New("more values than one pattern may compare with")
