package function

import (
	"fmt"
	"regexp"
	"slices"

	"foxhound/internal/regex"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// regexes are the functions of regular expressions, which search and never need to match
// the whole text. A pattern in a column that is no regular expression matches nothing.
var regexes = []Scalar{
	{Name: "matches regex", New: matches},
	{Name: "extract", New: extract},
	{Name: "extract_all", New: extractAll},
	{Name: "extractall", New: extractAll},
	{Name: "replace_regex", New: replaceRegex(1, 2, 0)},
	{Name: "replace", New: replaceRegex(0, 1, 2)},
	{Name: "countof", New: countOf},
	{Name: "indexof_regex", New: indexOfRegex},
	{Name: "trim", New: trim(true, true)},
	{Name: "trim_start", New: trim(true, false)},
	{Name: "trim_end", New: trim(false, true)},
	{Name: "regex_quote", New: ofText(always(regexp.QuoteMeta))},
}

func matches(s Spec) (Kernel, error) {
	of, err := regexOf(s.Args[1], asWritten)
	if err != nil {
		return nil, err
	}
	return matcher(func(p string) textTest {
		r := of(p)
		return func(s string) bool { return r != nil && r.Match(s) }
	}, false)(s)
}

// extract is the text of a group in the first match, converted to the result's type.
func extract(s Spec) (Kernel, error) {
	of, err := regexOf(s.Args[0], asWritten)
	if err != nil {
		return nil, err
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		patterns, source := textColumnOf(args[0]), textColumnOf(args[2])
		out := eachRow(Spec{Result: value.String}, args[:3], n, func(i int) (string, bool) {
			r := of(patterns.row(i))
			g, ok := integerAt(args[1], i)
			if r == nil || !ok || g < 0 || g > int64(groupsOf(r)) {
				return "", true
			}
			text := source.row(i)
			return regex.Group(text, r.Find(text), int(g)), true
		})
		return converted(out, s.Result)
	}, nil
}

// converted returns a column of strings as one of another type.
func converted(v *vector.Vector, to value.Type) *vector.Vector {
	if to == value.String {
		return v
	}
	return eachRowAny(to, []*vector.Vector{v}, v.Len(), func(i int) any {
		return value.Convert(to, value.String, v.Value(i))
	})
}

// eachRowAny computes a column of any type row by row; nil is null.
func eachRowAny(result value.Type, args []*vector.Vector, n int, f func(i int) any) *vector.Vector {
	constant := allConst(args)
	rows := n
	if constant {
		rows = min(n, 1)
	}
	out := vector.New(result, rows)
	for i := range rows {
		out.Set(i, f(i))
	}
	return repeated(out, constant, n)
}

// extractAll is an array of the groups of each match: texts where there is one group,
// arrays of texts where there are several; null where there is no match.
func extractAll(s Spec) (Kernel, error) {
	of, err := regexOf(s.Args[0], asWritten)
	if err != nil {
		return nil, err
	}
	if a := s.Args[0]; a.Const && groupsOf(of("")) == 0 {
		return nil, fmt.Errorf("`%v` has no group to extract; put what is wanted in brackets", a.Value)
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		patterns, source := textColumnOf(args[0]), textColumnOf(args[len(args)-1])
		return eachRow(s, args, n, func(i int) (any, bool) {
			r, text := of(patterns.row(i)), source.row(i)
			if r == nil {
				return nil, false
			}
			groups := allGroups(r)
			if len(args) == 3 {
				groups = groupsNamed(r, args[1].Value(i))
			}
			return extracted(text, r.FindAll(text), groups)
		})
	}, nil
}

func extracted(s string, found [][]int, groups []int) (any, bool) {
	if len(found) == 0 || len(groups) == 0 {
		return nil, false
	}
	all := make([]any, len(found))
	for i, match := range found {
		parts := make([]any, len(groups))
		for j, g := range groups {
			parts[j] = regex.Group(s, match, g)
		}
		all[i] = parts
		if len(groups) == 1 {
			all[i] = parts[0]
		}
	}
	return all, true
}

// groupsOf is how many groups an expression has, but for the whole.
func groupsOf(r *regex.Regex) int { return len(r.Names()) - 1 }

func allGroups(r *regex.Regex) []int {
	groups := make([]int, groupsOf(r))
	for i := range groups {
		groups[i] = i + 1
	}
	return groups
}

// groupsNamed returns the groups that an array names by number or by name, those there are.
func groupsNamed(r *regex.Regex, list any) []int {
	var groups []int
	array, _ := list.([]any)
	for _, e := range array {
		g := -1
		switch e := e.(type) {
		case int64:
			if e >= 0 && e <= int64(groupsOf(r)) {
				g = int(e)
			}
		case string:
			if e != "" {
				g = slices.Index(r.Names(), e)
			}
		}
		if g >= 0 {
			groups = append(groups, g)
		}
	}
	return groups
}
