package exec

import (
	"fmt"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/regex"
	"foxhound/internal/value"
)

// groupName is the name of a column's group; the pattern's own groups count as well.
const groupName = "foxhoundcolumn"

// regexMatcher makes the matcher of parse kind=regex: one regular expression of the
// pattern's expressions, with a group for each column.
func regexMatcher(n *plan.Parse) (matcher, error) {
	if strings.Trim(n.Flags, "imsU") != "" {
		return nil, fmt.Errorf("`parse` knows the flags i, m, s and U, not `%s`", n.Flags)
	}
	re, err := regex.Compile(regexOf(n))
	if err != nil {
		return nil, err
	}
	var groups []int
	for i, name := range re.Names() {
		if strings.HasPrefix(name, groupName) {
			groups = append(groups, i)
		}
	}
	return func(s string, texts []text) bool {
		at := re.Find(s)
		if at == nil {
			return false
		}
		for c, g := range groups {
			if texts[c].ok = at[2*g] >= 0; texts[c].ok {
				texts[c].s = s[at[2*g]:at[2*g+1]]
			}
		}
		return true
	}, nil
}

func regexOf(n *plan.Parse) string {
	var b strings.Builder
	if n.Flags != "" {
		b.WriteString("(?" + n.Flags + ")")
	}
	b.WriteString(`\A`)
	columns := 0
	for _, p := range n.Parts {
		switch {
		case p.Column:
			fmt.Fprintf(&b, "(?P<%s%d>%s)", groupName, columns, regexOfType(p.Type))
			columns++
		case p.Text == "":
			b.WriteString(`.*?`)
		default:
			b.WriteString("(?:" + p.Text + ")")
		}
	}
	return b.String()
}

// regexOfType is what a column of a type takes: numbers have a form of their own, whatever
// the flags; the others are as long as may be, and are read then.
func regexOfType(t value.Type) string {
	switch t {
	case value.Int, value.Long:
		return `(?-U:[-+]?[0-9]+)`
	case value.Real, value.Decimal:
		return `(?-U:[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)`
	}
	return `.*`
}
