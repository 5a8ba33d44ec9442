package exclusion

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"foxhound/kql"
)

// row gives the text of a column.
type row func(column string) string

// truth evaluates a predicate as Kusto does over string columns, which have no null. It
// refuses what it does not know rather than guess.
func (r row) truth(e kql.Expr) (bool, error) {
	switch e := e.(type) {
	case *kql.Bool:
		return e.Value, nil
	case *kql.Binary:
		return r.binary(e)
	case *kql.In:
		return r.in(e)
	case *kql.Call:
		if e.Func == "not" && len(e.Args) == 1 {
			holds, err := r.truth(e.Args[0])
			return !holds, err
		}
	}
	return false, fmt.Errorf("cannot evaluate `%s` as a predicate", kql.PrintExpr(e))
}

func (r row) binary(e *kql.Binary) (bool, error) {
	if e.Op == "and" || e.Op == "or" {
		holds, err := r.truth(e.X)
		if err != nil || holds == (e.Op == "or") {
			return holds, err
		}
		return r.truth(e.Y)
	}
	x, err := r.text(e.X)
	if err != nil {
		return false, err
	}
	y, err := r.text(e.Y)
	if err != nil {
		return false, err
	}
	return compare(e.Op, x, y)
}

// lists are the list operators: the comparison each makes, and whether all values must pass.
var lists = map[string]struct {
	op  string
	all bool
}{
	"in": {"==", false}, "in~": {"=~", false}, "!in": {"!=", true}, "!in~": {"!~", true},
	"has_any": {"has", false}, "has_all": {"has", true},
}

func (r row) in(e *kql.In) (bool, error) {
	list, ok := lists[e.Op]
	if !ok {
		return false, fmt.Errorf("cannot evaluate the operator `%s`", e.Op)
	}
	x, err := r.text(e.X)
	if err != nil {
		return false, err
	}
	for _, v := range e.List {
		y, err := r.text(v)
		if err != nil {
			return false, err
		}
		if holds, err := compare(list.op, x, y); err != nil || holds != list.all {
			return holds, err
		}
	}
	return list.all, nil
}

// text evaluates an expression that gives a string.
func (r row) text(e kql.Expr) (string, error) {
	switch e := e.(type) {
	case *kql.String:
		return e.Value, nil
	case *kql.Ident:
		return r(e.Name), nil
	case *kql.Call:
		if e.Func == "strcat" {
			return r.strcat(e.Args)
		}
	}
	return "", fmt.Errorf("cannot evaluate `%s` as a string", kql.PrintExpr(e))
}

func (r row) strcat(args []kql.Expr) (string, error) {
	var b strings.Builder
	for _, a := range args {
		s, err := r.text(a)
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

func compare(op, x, y string) (bool, error) {
	if positive, negated := strings.CutPrefix(op, "!"); negated && op != "!=" && op != "!~" {
		holds, err := compare(positive, x, y)
		return !holds && err == nil, err
	}
	switch op {
	case "contains_cs":
		return strings.Contains(x, y), nil
	case "startswith_cs":
		return strings.HasPrefix(x, y), nil
	case "endswith_cs":
		return strings.HasSuffix(x, y), nil
	case "==":
		return x == y, nil
	case "!=":
		return x != y, nil
	case "=~":
		return fold(x) == fold(y), nil
	case "!~":
		return fold(x) != fold(y), nil
	case "has":
		return HasTerm(x, y), nil
	case "contains":
		return strings.Contains(fold(x), fold(y)), nil
	case "startswith":
		return strings.HasPrefix(fold(x), fold(y)), nil
	case "endswith":
		return strings.HasSuffix(fold(x), fold(y)), nil
	case "matches regex":
		re, err := regexp.Compile(y)
		return err == nil && re.MatchString(x), err
	}
	return false, fmt.Errorf("cannot evaluate the operator `%s`", op)
}

// fold makes strings that differ in case alone equal, character by character.
func fold(s string) string { return strings.ToLower(s) }

// HasTerm is Kusto's has: some occurrence of the term in the text, whatever the case of
// either, does not cut a run of letters and digits at one of its ends.
func HasTerm(text, term string) bool {
	s, t := fold(text), fold(term)
	for from := 0; from <= len(s); from++ {
		i := strings.Index(s[from:], t)
		if i < 0 {
			return false
		}
		from += i
		if !inOneTerm(s[:from], t) && !inOneTerm(t, s[from+len(t):]) {
			return true
		}
	}
	return false
}

// inOneTerm reports whether a term runs across the border between two texts.
func inOneTerm(left, right string) bool {
	last, _ := utf8.DecodeLastRuneInString(left)
	first, _ := utf8.DecodeRuneInString(right)
	return alphanumeric(last) && alphanumeric(first)
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
