package feed

import (
	"errors"
	"fmt"
	"strings"
)

// A stixTerm is one way in which an observation can match: comparisons that hold together.
type stixTerm []*stixTest

// Two lists of which one each must hold together multiply when they are written out. These
// are how many comparisons that may come to, in one pattern and in all of a file.
const (
	stixProduct  = 1_000_000
	stixProducts = 10_000_000
)

var errStixProduct = errors.New("too many comparisons when its alternatives are written out")

// terms returns the ways in which a node can match (its disjunctive normal form). What is
// written out for it is taken off left.
func (n *stixNode) terms(left *int) ([]stixTerm, error) {
	switch {
	case n.test != nil:
		return n.test.alternatives(), nil
	case n.all:
		return n.product(left)
	}
	var all []stixTerm
	for _, kid := range n.kids {
		terms, err := kid.terms(left)
		if err != nil {
			return nil, err
		}
		all = append(all, terms...)
	}
	return all, nil
}

// alternatives returns the values of a set one by one; that none of them holds is one term.
func (t *stixTest) alternatives() []stixTerm {
	if t.op != "IN" || t.not {
		return []stixTerm{{t}}
	}
	var terms []stixTerm
	for i := range t.values {
		terms = append(terms, stixTerm{{path: t.path, op: "=", values: t.values[i : i+1]}})
	}
	return terms
}

// product returns every way to take a term of each kid. What has no alternative is gathered
// first, so that a long list of conditions costs no more than its length.
func (n *stixNode) product(left *int) ([]stixTerm, error) {
	var common stixTerm
	var wide [][]stixTerm
	for _, kid := range n.kids {
		terms, err := kid.terms(left)
		switch {
		case err != nil:
			return nil, err
		case len(terms) == 1:
			common = append(common, terms[0]...)
		default:
			wide = append(wide, terms)
		}
	}
	all := []stixTerm{common}
	for _, terms := range wide {
		var err error
		if all, err = crossed(all, terms, left); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// crossed joins each term of one list with each of another, if that is within what is left.
func crossed(some, others []stixTerm, left *int) ([]stixTerm, error) {
	*left -= size(some)*len(others) + size(others)*len(some)
	if *left < 0 {
		return nil, errStixProduct
	}
	var all []stixTerm
	for _, a := range some {
		for _, b := range others {
			all = append(all, append(a[:len(a):len(a)], b...))
		}
	}
	return all, nil
}

func size(terms []stixTerm) (n int) {
	for _, term := range terms {
		n += len(term)
	}
	return n
}

// The reasons why a comparison names no value to look for.
var (
	errStixNot  = errors.New("says what a value is not")
	errStixPort = errors.New("a port without one address")
)

// equal returns the text that a comparison asks for, or why it asks for no single one.
func (t *stixTest) equal() (string, error) {
	equal, differs := t.op == "=" || t.op == "==", t.op == "!=" || t.op == "<>"
	switch {
	case t.not && !differs && (equal || t.op == "IN" || t.op == "EXISTS"), differs && !t.not:
		return "", errStixNot
	case equal, differs:
		return t.values[0].text, nil
	}
	return "", fmt.Errorf("`%s` asks for no single value", t.op)
}

// String returns the comparison as a pattern has it.
func (t *stixTest) String() string {
	var b strings.Builder
	if t.not {
		b.WriteString("NOT ")
	}
	b.WriteString(t.path + " " + t.op)
	for _, v := range t.values[:min(len(t.values), 2)] {
		if v.sort == stixString {
			b.WriteString(" '" + v.text + "'")
		} else {
			b.WriteString(" " + v.text)
		}
	}
	return b.String()
}
