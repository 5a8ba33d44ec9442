package plan

import (
	"slices"

	"foxhound/internal/value"
)

// A Need is texts one of which must stand in a row, in any case, for the row to be kept.
type Need []string

// Needs returns what a predicate needs: all of the needs must be met. Without any, nothing
// can be said of the rows without looking at them. Only texts of columns of the input
// count, since what is computed need not stand in the row.
func Needs(predicate Expr) []Need {
	c, ok := predicate.(*Call)
	if !ok {
		return nil
	}
	switch c.Func.Name {
	case "and":
		var all []Need
		for _, a := range c.Args {
			all = append(all, Needs(a)...)
		}
		return all
	case "or":
		needs := Needs(c.Args[0])
		for _, a := range c.Args[1:] {
			needs = either(needs, Needs(a))
		}
		return needs
	case "==", "=~":
		if !column(c.Args[0]) {
			return one(c.Args[1], c.Args[:1])
		}
		return one(c.Args[0], c.Args[1:])
	case "has", "has_cs", "contains", "contains_cs", "startswith", "startswith_cs", "endswith", "endswith_cs",
		"hasprefix", "hasprefix_cs", "hassuffix", "hassuffix_cs", "in", "in~", "has_any":
		return one(c.Args[0], c.Args[1:])
	case "has_all":
		var all []Need
		for _, n := range one(c.Args[0], c.Args[1:]) {
			for _, text := range n {
				all = append(all, Need{text})
			}
		}
		return all
	}
	return nil
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
	return slices.MinFunc(needs, func(a, b Need) int { return len(a) - len(b) })
}

// one is the need of a comparison of a column with constants, none of which may be empty.
func one(x Expr, constants []Expr) []Need {
	if !column(x) {
		return nil
	}
	var need Need
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
			text, ok := v.(string)
			if !ok || text == "" {
				return nil
			}
			need = append(need, text)
		}
	}
	if len(need) == 0 {
		return nil
	}
	return []Need{need}
}

// column reports whether an expression is a column of text.
func column(e Expr) bool {
	r, ok := e.(*Ref)
	return ok && (r.T == value.String || r.T == value.Dynamic)
}
