package plan

import (
	"slices"

	"foxhound/internal/function"
	"foxhound/internal/value"
)

// A Need is what a row must hold to be kept: one of the holdings.
type Need []Holding

// A Holding is texts of which a column's value must hold one, in any case.
type Holding struct {
	Place  int // of the column, a string or a dynamic
	Texts  []string
	Whole  bool // the value must be one
	Inside bool // it may begin within a run of letters and digits
	Loose  bool // the value is JSON, or within it, whose numbers and escapes a log may spell in other ways
}

// Needs returns what a predicate needs: all of the needs must be met. Without any, nothing
// can be said of the rows without looking at them. Only texts of columns of the input
// count, since what is computed need not stand in the row. values gives the values of a table
// that a predicate names; nil, or what it gives nil for, is not known.
func Needs(predicate Expr, values func(*InTable) []any) []Need {
	switch e := predicate.(type) {
	case *InTable:
		if values == nil {
			return nil
		}
		return needsOf(e.Op, e.X, values(e))
	case *Call:
		switch e.Func.Name {
		case "and":
			var all []Need
			for _, a := range e.Args {
				all = append(all, Needs(a, values)...)
			}
			return all
		case "or":
			var needs []Need
			for i, a := range slices.DeleteFunc(slices.Clone(e.Args), impossible) {
				if own := Needs(a, values); i == 0 {
					needs = own
				} else {
					needs = either(needs, own)
				}
			}
			return needs
		}
		return comparison(e)
	}
	return nil
}

// comparison returns the needs of an operator between a column and constants.
func comparison(c *Call) []Need {
	if len(c.Args) < 2 {
		return nil
	}
	x, constants := c.Args[0], c.Args[1:]
	if _, isConst := x.(*Const); isConst && (c.Func.Name == "==" || c.Func.Name == "=~") {
		x, constants = c.Args[1], c.Args[:1]
	}
	var list []any
	for _, e := range constants {
		k, ok := e.(*Const)
		if !ok {
			return nil
		}
		if values, isList := k.Value.([]any); isList {
			list = append(list, values...)
		} else {
			list = append(list, k.Value)
		}
	}
	return needsOf(c.Func.Name, x, list)
}

// holds lists the operators whose left side must hold a text of the right one's: whether that
// may begin within a word.
var holds = map[string]bool{
	"==": false, "=~": false, "in": false, "in~": false, "has": false, "has_cs": false, ":": false, "has_any": false, "has_all": false,
	"startswith": false, "startswith_cs": false, "hasprefix": false, "hasprefix_cs": false,
	"endswith": true, "endswith_cs": true, "hassuffix": true, "hassuffix_cs": true, "contains": true, "contains_cs": true, "containscs": true,
}

// equal lists those whose left side must be one of the texts, but for case.
var equal = map[string]bool{"==": true, "=~": true, "in": true, "in~": true}

// needsOf is the needs of an operator between an expression and values, none of which may be
// empty.
func needsOf(op string, x Expr, values []any) []Need {
	inside, known := holds[op]
	place, loose, ok := ColumnOf(x)
	if !known || !ok || len(values) == 0 {
		return nil
	}
	h := Holding{Place: place, Whole: equal[op], Inside: inside, Loose: loose, Texts: make([]string, 0, len(values))}
	for _, v := range values {
		text, ok := v.(string)
		if !ok || text == "" {
			return nil
		}
		h.Texts = append(h.Texts, text)
	}
	if op != "has_all" {
		return []Need{{h}}
	}
	all := make([]Need, len(h.Texts))
	for i := range h.Texts {
		all[i] = Need{{Place: place, Loose: loose, Texts: h.Texts[i : i+1 : i+1]}}
	}
	return all
}

// ColumnOf returns the column whose value has the texts that an expression's value has, but
// for their case: the column itself, a member of it, or it in other case or as another type.
// loose says that JSON was read on the way.
func ColumnOf(e Expr) (place int, loose, ok bool) {
	switch e := e.(type) {
	case *Ref:
		return e.Index, e.T == value.Dynamic, e.T == value.String || e.T == value.Dynamic
	case *Call:
		reads, known := keeps[e.Func.Name]
		if !known || len(e.Args) == 0 {
			return 0, false, false
		}
		place, loose, ok = ColumnOf(e.Args[0])
		return place, loose || reads, ok && (e.T == value.String || e.T == value.Dynamic)
	}
	return 0, false, false
}

// keeps lists the functions whose result has no text that their first argument has not, but
// for case, and whether they read JSON.
var keeps = map[string]bool{
	"tolower": false, "toupper": false, "tostring": false,
	"[]": true, "parse_json": true, function.JSONPath: true,
}

// either is the needs of two predicates of which one must be true: the shorter need of
// each side, together.
func either(x, y []Need) []Need {
	if len(x) == 0 || len(y) == 0 {
		return nil
	}
	return []Need{slices.Concat(shortest(x), shortest(y))}
}

func shortest(needs []Need) Need {
	return slices.MinFunc(needs, func(a, b Need) int { return a.Len() - b.Len() })
}

// Len returns how many texts there are.
func (n Need) Len() (texts int) {
	for _, h := range n {
		texts += len(h.Texts)
	}
	return texts
}

// Texts returns the texts of all holdings, each once.
func (n Need) Texts() (list []string) {
	seen := make(map[string]bool)
	for _, h := range n {
		for _, text := range h.Texts {
			if !seen[text] {
				seen[text], list = true, append(list, text)
			}
		}
	}
	return list
}

// Lower returns a need of the rows that a step gives as one of the rows that the step is given,
// where the step makes each row of one alone; of a join use [Join] itself. It reports false
// where a column is made by the step. What is empty in every row, as a column is that another
// table of a union has, is no way to meet a need.
func Lower(n Node, need Need) (Need, bool) {
	lowered := make(Need, 0, len(need))
	for _, h := range need {
		if isEmpty(n, h.Place) {
			continue
		}
		low, ok := lower(n, h)
		if !ok {
			return nil, false
		}
		lowered = append(lowered, low)
	}
	return lowered, len(lowered) > 0
}

func isEmpty(n Node, place int) bool {
	p, ok := n.(*Project)
	if !ok {
		return false
	}
	c, ok := p.Exprs[place].(*Const)
	return ok && (c.Value == nil || c.Value == "")
}

func lower(n Node, h Holding) (Holding, bool) {
	switch n := n.(type) {
	case *Filter:
		return h, true
	case *Project:
		place, loose, ok := ColumnOf(n.Exprs[h.Place])
		h.Place, h.Loose = place, h.Loose || loose
		return h, ok
	case *Expand:
		h.Loose = h.Loose || slices.Contains(n.Places, h.Place)
		return h, h.Place < len(n.Input.Columns())
	case *Apply:
		if h.Place >= len(n.Kept) {
			return h, false
		}
		h.Place = n.Kept[h.Place]
		return h, true
	case *Parse:
		return h, h.Place < len(n.Input.Columns()) && !makes(n.Parts, h.Place)
	case *ParsePairs:
		return h, h.Place < len(n.Input.Columns()) && !makes(n.Keys, h.Place)
	}
	return h, false
}

func makes(parts []ParsePart, place int) bool {
	return slices.ContainsFunc(parts, func(p ParsePart) bool { return p.Column && p.Place == place })
}
