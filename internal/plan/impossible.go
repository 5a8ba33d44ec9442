package plan

import (
	"slices"
	"strings"

	"foxhound/internal/value"
)

// impossible reports whether a predicate is true for no row, whatever stands in it: a word is
// not in the text of a number. search looks into every column, of which many hold no texts.
func impossible(e Expr) bool {
	switch e := e.(type) {
	case *Const:
		return e.Value != true
	case *Call:
		switch e.Func.Name {
		case "and":
			return slices.ContainsFunc(e.Args, impossible)
		case "or":
			return !slices.ContainsFunc(e.Args, func(a Expr) bool { return !impossible(a) })
		}
		return lacksAll(e)
	}
	return false
}

// lacksAll reports whether a call looks in the text of a column of another type for texts that
// none of its values has.
func lacksAll(e *Call) bool {
	if _, known := holds[e.Func.Name]; !known || len(e.Args) < 2 {
		return false
	}
	spelling, ok := spellingOf(e.Args[0])
	return ok && !slices.ContainsFunc(e.Args[1:], func(a Expr) bool {
		c, ok := a.(*Const)
		if !ok {
			return true
		}
		text, ok := c.Value.(string)
		return !ok || spelling.has(text)
	})
}

// A spelling is what the texts of a type's values are made of.
type spelling struct {
	chars string // in small letters
	dots  int    // at most
}

const digits = "0123456789"

// spellings are those of the types whose texts are of few characters.
var spellings = map[value.Type]spelling{
	value.Bool:     {"truefals", 0},
	value.Int:      {digits + "-", 0},
	value.Long:     {digits + "-", 0},
	value.Real:     {digits + "+-.einftyas", 1}, // with inf and NaN
	value.Decimal:  {digits + "+-.e", 1},
	value.Datetime: {digits + "-:.tz", 1},
	value.Timespan: {digits + "-:.", 2},
	value.Guid:     {digits + "abcdef-", 0},
}

// spellingOf returns that of an expression which is the text of a value.
func spellingOf(e Expr) (spelling, bool) {
	c, ok := e.(*Call)
	if !ok || c.Func.Name != "tostring" {
		return spelling{}, false
	}
	s, ok := spellings[c.Args[0].Type()]
	return s, ok
}

// has reports whether a text may stand in one of that spelling. A character that is no ASCII may
// be one of it in another case.
func (s spelling) has(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < 0x80 && !strings.Contains(s.chars, strings.ToLower(text[i:i+1])) {
			return false
		}
	}
	return strings.Count(text, ".") <= s.dots
}
