package proof

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"foxhound/exclusion"
	"foxhound/internal/roles"
	"foxhound/kql"
)

// applies reports whether the hunt's text names the exclusion.
func (m *maker) applies(x *exclusion.Exclusion) bool {
	return x.Active && x.AppliesTo(m.table.Name) && len(x.Missing(m.has)) == 0
}

// exclusions shows, for each active exclusion, the indicator in events that it covers, one for
// each way of its predicate to hold, and in events that lack one of the things it asks for.
func (m *maker) exclusions(l *listed) {
	for i := range m.rule.Exclusions {
		if x := &m.rule.Exclusions[i]; m.applies(x) && !m.exclusion(x, l) {
			m.unproved = append(m.unproved, "exclusion "+x.Name+": no event could be made that it covers")
		}
	}
}

func (m *maker) exclusion(x *exclusion.Exclusion, l *listed) bool {
	found := false
	for _, way := range ways(x.Predicate) {
		row, ok := covered(x, way)
		if !ok {
			continue
		}
		before := len(m.events)
		if m.beside("excluded: "+x.Name, l, row); len(m.events[before].Wants) == 0 || m.events[before].Wants[0].ExcludedBy != x.Name {
			m.events = m.events[:before] // an exclusion before it covers the event too
			continue
		}
		found = true
		m.events[before].Verdict = Excluded
		for _, lacking := range lackings(x, way, row) {
			m.beside("not quite "+x.Name, l, lacking)
		}
	}
	return found
}

// beside takes an event that shows the indicator in a column that others leave free, or in
// free text behind what they say there.
func (m *maker) beside(name string, l *listed, others map[string]string) {
	c := m.main(l)
	if others[c.Name] != "" {
		for _, other := range m.columns {
			if m.visible(l, other) && (others[other.Name] == "" || other.Holds == roles.FreeText && other.Member == "") {
				c = other
				break
			}
		}
	}
	at := m.day(l)
	row := m.base(at)
	seen := m.show(row, l.of(c))
	shown := row[c.Name]
	for column, v := range others {
		m.put(row, column, "", v)
	}
	if others[c.Name] != "" {
		row[c.Name] = fmt.Sprint(others[c.Name], " ", shown)
	}
	m.add(name, row, at, seen)
}

// A literal is a comparison of a way, and whether it must hold.
type literal struct {
	expr  kql.Expr
	holds bool
}

// maxWays bounds the ways of a predicate that are tried.
const maxWays = 64

// ways are the sets of comparisons by which a predicate holds, each enough alone.
func ways(e kql.Expr) [][]literal { return waysTo(e, true) }

func waysTo(e kql.Expr, holds bool) [][]literal {
	switch e := e.(type) {
	case *kql.Binary:
		if e.Op != "and" && e.Op != "or" {
			break
		}
		x, y := waysTo(e.X, holds), waysTo(e.Y, holds)
		if (e.Op == "or") == holds {
			return bounded(append(x, y...))
		}
		var all [][]literal
		for _, a := range x {
			for _, b := range y {
				all = append(all, slices.Concat(a, b))
			}
		}
		return bounded(all)
	case *kql.Call:
		if e.Func == "not" && len(e.Args) == 1 {
			return waysTo(e.Args[0], !holds)
		}
	case *kql.In:
		if !holds {
			break
		}
		var all [][]literal
		for _, v := range e.List {
			one := *e
			one.List = []kql.Expr{v}
			all = append(all, []literal{{&one, true}})
		}
		return bounded(all)
	}
	return [][]literal{{{e, holds}}}
}

func bounded(all [][]literal) [][]literal { return all[:min(len(all), maxWays)] }

// covered returns columns by which the exclusion holds in a way.
func covered(x *exclusion.Exclusion, way []literal) (map[string]string, bool) {
	row := map[string]string{}
	for _, l := range slices.Backward(way) { // what a regular expression asks for stands last, and first in the text
		column, value, ok := meets(l.expr)
		switch had := row[column]; {
		case !ok || !l.holds:
		case had == "":
			row[column] = value
		default:
			row[column] = had + " " + value
		}
	}
	return row, x.Holds(func(c string) string { return row[c] })
}

// lackings are rows in which one comparison of a way does not hold, and the exclusion with it.
func lackings(x *exclusion.Exclusion, way []literal, row map[string]string) []map[string]string {
	var list []map[string]string
	for _, l := range way {
		column, value, ok := meets(l.expr)
		if !ok {
			continue
		}
		for _, other := range others(l, row[column], value) {
			lacking := maps.Clone(row)
			lacking[column] = other
			if !x.Holds(func(c string) string { return lacking[c] }) {
				list = append(list, lacking)
			}
		}
	}
	return list
}

// others are values of a column near to the one that meets a comparison. One that must not
// hold is met beside what is there.
func others(l literal, has, meets string) []string {
	if !l.holds {
		return []string{has + meets, has + `\` + strings.Trim(meets, `\`) + `\x`}
	}
	without := strings.TrimSpace(strings.Replace(has, meets, "", 1)) // beside what else the column must say
	return []string{"x" + has, has + "x", `c:\users\public\` + has, without + " x"}
}

// meets returns a column and a value by which a comparison holds.
func meets(e kql.Expr) (column, value string, ok bool) {
	var x kql.Expr
	op := ""
	switch e := e.(type) {
	case *kql.Binary:
		v, isText := e.Y.(*kql.String)
		if !isText {
			return "", "", false
		}
		x, op, value = e.X, e.Op, v.Value
	case *kql.In:
		v, isText := e.List[0].(*kql.String)
		if !isText || len(e.List) != 1 {
			return "", "", false
		}
		x, op, value = e.X, e.Op, v.Value
	}
	if strings.HasPrefix(op, "startswith") && strings.HasSuffix(value, `\`) {
		value += "tool.exe"
	}
	if op == "matches regex" {
		value = sample(value)
	}
	switch x := x.(type) {
	case *kql.Ident:
		return x.Name, value, true
	case *kql.Call: // strcat(Column, "\")
		if c, isColumn := firstOf(x).(*kql.Ident); isColumn && x.Func == "strcat" {
			return c.Name, strings.TrimSuffix(value, `\`), true
		}
	}
	return "", "", false
}

func firstOf(c *kql.Call) kql.Expr {
	if len(c.Args) == 0 {
		return nil
	}
	return c.Args[0]
}
