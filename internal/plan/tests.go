package plan

import (
	"foxhound/internal/value"
)

// A Test is something that holds of a table's column in every row that a filter keeps, and
// that can be told from the text of a log alone: a row that fails it need not be read.
type Test struct {
	Place int // of the column, a string, int or long
	How   How // how a string is compared to Texts
	Texts []string
	Longs []int64 // what an int or long may be
}

// How says how a text is compared to those of a [Test], one of which must fit.
type How uint8

const (
	Is     How = iota // equal
	IsLike            // equal but for the case of ASCII letters
	Holds             // holds it, whatever the case of ASCII letters
)

// Tests returns tests of the rows that a predicate is true for, all of which hold. They may
// be fewer than could be told, but none fails for such a row.
func Tests(predicate Expr) []Test {
	c, ok := predicate.(*Call)
	if !ok {
		return nil
	}
	if c.Func.Name == "and" {
		var all []Test
		for _, a := range c.Args {
			all = append(all, Tests(a)...)
		}
		return all
	}
	x, constants := c.Args[0], c.Args[1:]
	if _, isConst := x.(*Const); isConst && len(c.Args) == 2 && (c.Func.Name == "==" || c.Func.Name == "=~") {
		x, constants = c.Args[1], c.Args[:1]
	}
	how, known := hows[c.Func.Name]
	ref, isRef := x.(*Ref)
	if !known || !isRef {
		return nil
	}
	return test(ref, how, constants)
}

// hows lists the operators that a test can stand for. One that holds a term holds its text.
var hows = map[string]How{
	"==": Is, "in": Is, "=~": IsLike, "in~": IsLike, "has": Holds, "has_cs": Holds, "contains": Holds, "contains_cs": Holds,
	"startswith": Holds, "startswith_cs": Holds, "endswith": Holds, "endswith_cs": Holds, "hasprefix": Holds, "hasprefix_cs": Holds,
	"hassuffix": Holds, "hassuffix_cs": Holds, "has_any": Holds,
}

func test(x *Ref, how How, constants []Expr) []Test {
	t := Test{Place: x.Index, How: how}
	for _, e := range constants {
		k, ok := e.(*Const)
		if !ok {
			return nil
		}
		list, isList := k.Value.([]any)
		if !isList {
			list = []any{k.Value}
		}
		for _, v := range list {
			if !t.add(x.T, v) {
				return nil
			}
		}
	}
	if len(t.Texts)+len(t.Longs) == 0 {
		return nil
	}
	return []Test{t}
}

// add adds an alternative, or reports that the test cannot have it. Where case is ignored,
// a letter that is no ASCII may stand for one that is.
func (t *Test) add(of value.Type, v any) bool {
	switch v := v.(type) {
	case string:
		t.Texts = append(t.Texts, v)
		return of == value.String && (t.How == Is || v != "" && isASCII(v))
	case int64:
		t.Longs = append(t.Longs, v)
		return t.How == Is && (of == value.Long || of == value.Int)
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
