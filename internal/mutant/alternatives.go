package mutant

import (
	"fmt"
	"slices"

	"foxhound/kql"
)

// An alternative is an expression with one thing broken in it.
type alternative struct {
	what   string
	expr   kql.Expr
	probes []probe
}

// alternatives breaks an expression, or one within it, in each way there is.
func alternatives(e kql.Expr) []alternative {
	list := own(e)
	within := func(sub kql.Expr, with func(kql.Expr) kql.Expr) {
		for _, a := range alternatives(sub) {
			list = append(list, alternative{a.what, with(a.expr), a.probes})
		}
	}
	switch e := e.(type) {
	case *kql.Binary:
		within(e.X, func(x kql.Expr) kql.Expr { return kql.Op(x, e.Op, e.Y) })
		within(e.Y, func(y kql.Expr) kql.Expr { return kql.Op(e.X, e.Op, y) })
	case *kql.Call:
		for i, arg := range e.Args {
			within(arg, func(x kql.Expr) kql.Expr {
				changed := *e
				changed.Args = slices.Clone(e.Args)
				changed.Args[i] = x
				return &changed
			})
		}
	}
	return list
}

// own are the ways to break an expression itself.
func own(e kql.Expr) []alternative {
	switch e := e.(type) {
	case *kql.Binary:
		return ofBinary(e)
	case *kql.In:
		return ofList(e)
	case *kql.Call:
		if e.Func == "case" {
			return ofCases(e)
		}
	case *kql.Ident:
		if e.Name == "TimeGenerated" || e.Name == "Timestamp" {
			return []alternative{{what: "swaps the time column for one that is empty", expr: &kql.Null{Type: "datetime"}}}
		}
	}
	return nil
}

// flipped are comparisons and their opposites.
var flipped = map[string]string{
	"==": "!=", "!=": "==", "=~": "!~", "!~": "=~", "<": ">=", ">": "<=", "<=": ">", ">=": "<",
	"has": "!has", "contains": "!contains", "startswith": "!startswith", "startswith_cs": "!startswith_cs", "endswith": "!endswith",
	"and": "or", "or": "and", "+": "-", "-": "+",
}

// loosened are comparisons and what is nearest to them that holds more often.
var loosened = map[string]string{"=~": "contains", "startswith": "contains", "startswith_cs": "startswith", "endswith": "contains"}

func ofBinary(e *kql.Binary) []alternative {
	text := short(e)
	var list []alternative
	instead := func(what string, by kql.Expr) {
		list = append(list, alternative{what, by, []probe{sameTruth(e, by)}})
	}
	if op, ok := flipped[e.Op]; ok {
		instead(fmt.Sprintf("flips `%s` to `%s` in `%s`", e.Op, op, text), kql.Op(e.X, op, e.Y))
	}
	if op, ok := loosened[e.Op]; ok {
		instead(fmt.Sprintf("loosens `%s` to `%s` in `%s`", e.Op, op, text), kql.Op(e.X, op, e.Y))
	}
	if e.Op == "and" || e.Op == "or" {
		list = append(list, dropped(e, e.X, e.Y), dropped(e, e.Y, e.X))
	}
	if isPort(e.X) || isPort(e.Y) {
		instead("drops the port: `"+text+"` always holds", &kql.Bool{Value: true})
	}
	if x, ok := e.X.(*kql.Ident); ok && x.Name == "Observed" && e.Op == "==" {
		instead("loosens the suffix: `Observed` may end in the key", kql.Op(e.X, "endswith", e.Y))
	}
	return list
}

// dropped is a conjunction or disjunction of which one part is left.
func dropped(e *kql.Binary, part, left kql.Expr) alternative {
	a := alternative{what: "drops `" + short(part) + "`", expr: left}
	if e.Op == "or" {
		a.probes = []probe{never(part), {kql.Or(kql.Not(part), left), quoted(part) + " holds only where " + quoted(left) + " does"}}
	} else {
		a.probes = []probe{{part, quoted(part) + " always holds"}, {kql.Or(part, kql.Not(left)), quoted(part) + " holds wherever " + quoted(left) + " does"}}
	}
	return a
}

func isPort(e kql.Expr) bool {
	id, ok := e.(*kql.Ident)
	return ok && id.Name == "IocPort"
}

// ofList narrows a list by each of its values, widens it by one and denies it.
func ofList(e *kql.In) []alternative {
	with := func(op string, list ...kql.Expr) *kql.In {
		changed := *e
		changed.Op, changed.List = op, list
		return &changed
	}
	denied := kql.Not(e)
	list := []alternative{{"denies `" + short(e) + "`", denied, []probe{sameTruth(e, denied)}}}
	if len(e.List) < 2 {
		return list
	}
	for i, v := range e.List {
		narrow := slices.Delete(slices.Clone(e.List), i, i+1)
		list = append(list, alternative{fmt.Sprintf("drops %s from a list", kql.PrintExpr(v)), with(e.Op, narrow...), []probe{never(with(e.Op, v))}})
	}
	return list
}

// ofCases drops a case with its result, and widens each condition by the next one.
func ofCases(e *kql.Call) []alternative {
	var list []alternative
	for i := 0; i+2 < len(e.Args); i += 2 {
		changed := *e
		changed.Args = slices.Delete(slices.Clone(e.Args), i, i+2)
		var expr kql.Expr = &changed
		if len(changed.Args) == 1 {
			expr = changed.Args[0]
		}
		list = append(list, alternative{fmt.Sprintf("drops the case `%s`", short(e.Args[i])), expr, []probe{never(e.Args[i])}})
		if i+4 < len(e.Args) && kql.PrintExpr(e.Args[i+1]) != kql.PrintExpr(e.Args[i+3]) { // of one result, the order does not matter
			wide := *e
			wide.Args = slices.Clone(e.Args)
			wide.Args[i] = kql.Or(e.Args[i], e.Args[i+2])
			list = append(list, alternative{fmt.Sprintf("widens the case `%s` by the next", short(e.Args[i])), &wide, []probe{never(e.Args[i+2])}})
		}
	}
	return list
}
