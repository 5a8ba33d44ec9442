package exclusion

import (
	"fmt"

	"foxhound/kql"
)

// shorthands are what a predicate in a file may call besides KQL, each written out in KQL
// before anybody sees it. They say precisely what is easily said wrong.
var shorthands = map[string]func(args [][]string) kql.Expr{
	"device":  func(a [][]string) kql.Expr { return onDevice(a[0]) },
	"account": func(a [][]string) kql.Expr { return account(a[0]) },
	"remote":  func(a [][]string) kql.Expr { return remote(a[0]) },
	"script":  func(a [][]string) kql.Expr { return runsScript(a[0]) },
	"under":   func(a [][]string) kql.Expr { return under(join(a)...) },
	"at":      func(a [][]string) kql.Expr { return at(a[0], join(a[1:])...) },
}

// least is how many arguments a shorthand takes at least; all but under and at take no more.
var least = map[string]int{"device": 1, "account": 1, "remote": 1, "script": 1, "under": 1, "at": 2}

func join(lists [][]string) []string {
	var all []string
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// expand writes a predicate out as KQL alone: shorthands and parameters replaced. The result
// is of the part of KQL that [Exclusion.Holds] evaluates, or an error says what is not.
func expand(e kql.Expr, lists map[string][]string) (kql.Expr, error) {
	switch e := e.(type) {
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return expand(e.Source, lists)
		}
	case *kql.Binary:
		if e.Op != "and" && e.Op != "or" {
			return e, evaluable(e)
		}
		x, err := expand(e.X, lists)
		if err != nil {
			return nil, err
		}
		y, err := expand(e.Y, lists)
		return kql.Op(x, e.Op, y), err
	case *kql.In:
		in, err := expandList(e, lists)
		if err != nil {
			return nil, err
		}
		return in, evaluable(in)
	case *kql.Call:
		return expandCall(e, lists)
	}
	return nil, fmt.Errorf("`%s` is no condition", kql.PrintExpr(e))
}

// expandList puts the values of parameters into a list.
func expandList(e *kql.In, lists map[string][]string) (*kql.In, error) {
	var values []kql.Expr
	for _, v := range e.List {
		texts, err := texts(v, lists)
		if err != nil {
			return nil, err
		}
		values = append(values, rawStrs(texts)...)
	}
	return kql.Among(e.X, e.Op, values...), nil
}

func expandCall(c *kql.Call, lists map[string][]string) (kql.Expr, error) {
	if c.Func == "not" && len(c.Args) == 1 {
		x, err := expand(c.Args[0], lists)
		return kql.Not(x), err
	}
	write, ok := shorthands[c.Func]
	if !ok {
		return c, evaluable(c)
	}
	n := least[c.Func]
	if len(c.Args) < n || len(c.Args) > n && c.Func != "under" && c.Func != "at" {
		return nil, fmt.Errorf("`%s` takes %d arguments, not %d", c.Func, n, len(c.Args))
	}
	var args [][]string
	for _, a := range c.Args {
		list, err := texts(a, lists)
		if err != nil {
			return nil, err
		}
		args = append(args, list)
	}
	return write(args), nil
}

// texts reads a text, a parameter, or pack_array of such.
func texts(e kql.Expr, lists map[string][]string) ([]string, error) {
	switch e := e.(type) {
	case *kql.String:
		return []string{e.Value}, nil
	case *kql.Ident:
		if list, ok := lists[e.Name]; ok {
			return list, nil
		}
		return nil, fmt.Errorf("`%s` is no parameter; declare it, or put a text in quotes", e.Name)
	case *kql.Call:
		if e.Func == "pack_array" {
			var all []string
			for _, a := range e.Args {
				list, err := texts(a, lists)
				if err != nil {
					return nil, err
				}
				all = append(all, list...)
			}
			return all, nil
		}
	}
	return nil, fmt.Errorf("`%s` is neither a text nor a parameter", kql.PrintExpr(e))
}

// evaluable reports what in a predicate [Exclusion.Holds] would refuse.
func evaluable(e kql.Expr) error {
	_, err := row(func(string) string { return "" }).truth(e)
	return err
}
