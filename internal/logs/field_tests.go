package logs

import (
	"bytes"
	"slices"

	"foxhound/internal/value"
)

// A Test is what a field's text has to be like. It fails no text whose value, in a column
// of strings or numbers, a query could find equal to, or holding, one of those given; others
// it may pass.
type Test struct {
	How   How
	Texts []string // one of which has to fit, in a column of strings
	Longs []int64  // one of which it has to be, in a column of ints or longs

	set map[string]bool // Texts, where [Test.Prepared] made it
}

// manyTexts is from how many texts on they are looked up in a set.
const manyTexts = 9

// Prepared returns the test with what all blocks of a scan can share.
func (t Test) Prepared() Test {
	if t.How == Is && len(t.Texts) >= manyTexts && t.set == nil {
		t.set = make(map[string]bool, len(t.Texts))
		for _, s := range t.Texts {
			t.set[s] = true
		}
	}
	return t
}

// How says how a field's text is compared to those of a [Test].
type How uint8

const (
	Is     How = iota // equal
	IsLike            // equal but for the case of ASCII letters; the texts are ASCII
	Holds             // holds it, whatever the case of ASCII letters; the texts are ASCII
)

// tests are those of a table's fields by their names.
type tests struct {
	table  string
	fields map[string][]fieldTest
}

// A fieldTest tells of a field's text whether its row may be wanted.
type fieldTest func(text []byte) bool

// testsOf compiles the tests of columns; nil where there are none.
func testsOf(table string, columns []Column) *tests {
	t := &tests{table: table, fields: make(map[string][]fieldTest)}
	for _, c := range columns {
		for _, test := range c.Tests {
			if c.Of == OfField {
				t.fields[c.Name] = append(t.fields[c.Name], test.compile(c.Type))
			}
		}
	}
	if len(t.fields) == 0 {
		return nil
	}
	return t
}

// of returns the tests of a field of a table.
func (t *tests) of(table, name string) []fieldTest {
	if t == nil || t.table != table {
		return nil
	}
	return t.fields[name]
}

func (t Test) compile(of value.Type) fieldTest {
	switch {
	case of == value.Int:
		return t.number(ParseInt)
	case of == value.Long:
		return t.number(parseLong)
	case t.How == Is && len(t.Texts) >= manyTexts:
		set := t.Prepared().set
		return func(text []byte) bool { return set[string(text)] }
	case t.How == Is:
		return func(text []byte) bool {
			return slices.ContainsFunc(t.Texts, func(s string) bool { return string(text) == s })
		}
	case t.How == IsLike:
		return t.any(func(text, of []byte) bool { return len(text) == len(of) && sameLetters(text, of) })
	}
	return t.any(holdsLetters)
}

// number is the test of a column of numbers, which the text becomes as it does in a column.
func (t Test) number(parse func([]byte) (int64, bool)) fieldTest {
	return func(text []byte) bool {
		n, ok := parse(text)
		return ok && slices.Contains(t.Longs, n)
	}
}

// any is the test that one of the texts fits. What is not ASCII passes: other letters have
// more cases.
func (t Test) any(fits func(text, of []byte) bool) fieldTest {
	lower := make([][]byte, len(t.Texts))
	for i, s := range t.Texts {
		lower[i] = bytes.ToLower([]byte(s))
	}
	return func(text []byte) bool {
		for _, of := range lower {
			if fits(text, of) {
				return true
			}
		}
		return slices.ContainsFunc(text, func(c byte) bool { return c >= 0x80 })
	}
}

// sameLetters reports whether text starts with lower, which is in lower case.
func sameLetters(text, lower []byte) bool {
	for i, c := range lower {
		if lowerLetter(text[i]) != c {
			return false
		}
	}
	return true
}

// holdsLetters reports whether text holds lower, which is in lower case and not empty.
func holdsLetters(text, lower []byte) bool {
	for i := 0; i+len(lower) <= len(text); i++ {
		if lowerLetter(text[i]) == lower[0] && sameLetters(text[i:], lower) {
			return true
		}
	}
	return false
}

func lowerLetter(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c | 0x20
	}
	return c
}
