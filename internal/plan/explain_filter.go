package plan

import (
	"fmt"
	"strings"
)

// filter describes a filter, what of it the scan below tries on a field as soon as it is
// read, and the texts that rows of the table below must hold.
func (x *explainer) filter(n *Filter, depth int) {
	columns := n.Input.Columns()
	x.line(depth, "filter: %s", Text(n.Predicate, columns))
	if filtersScan(n) {
		for _, t := range Tests(n.Predicate) {
			x.line(depth+1, "pushed into the scan: %s %s", columns[t.Place].Name, t)
		}
	}
	for _, need := range Needs(n.Predicate, x.values) {
		if x.reaches(n.Input, need) {
			x.line(depth+1, "a row must hold: %s", alternatives(need.Texts(), quoted))
		}
	}
	x.later(n.Predicate, n.Input, depth)
}

// later describes what a row must hold of tables that are read when the query runs.
func (x *explainer) later(predicate Expr, input Node, depth int) {
	switch e := predicate.(type) {
	case *Call:
		if e.Func.Name == "and" {
			for _, a := range e.Args {
				x.later(a, input, depth)
			}
		}
	case *InTable:
		_, needed := holds[e.Op]
		place, _, ok := ColumnOf(e.X)
		if !needed || !ok || x.values != nil && x.values(e) != nil || !x.reaches(input, Need{{Place: place}}) {
			return
		}
		which := "one"
		if e.Op == "has_all" {
			which = "each"
		}
		x.line(depth+1, "a row must hold %s of the table's values: %s", which, Text(e.X, input.Columns()))
	}
}

// reaches takes a need of a node's rows down to the table that they are rows of, or to those
// of a union; false where there is none, or where a join is in between. Of a need whose texts
// are not known the scan is not told.
func (x *explainer) reaches(n Node, need Need) (any bool) {
	switch n := n.(type) {
	case *Table:
		if need.Len() > 0 {
			x.needs[n] = append(x.needs[n], need)
		}
		return true
	case *Union:
		for _, from := range n.From {
			any = x.reaches(from, need) || any
		}
		return any
	}
	lowered, ok := Lower(n, need)
	return ok && x.reaches(n.Inputs()[0], lowered)
}

// sought describes the keys of a join that are looked for in the scan of its larger side.
func (x *explainer) sought(n *Join, depth int) {
	switch n.Kind {
	case Inner, InnerUnique, LeftSemi, RightSemi:
	default:
		return
	}
	for i := range n.LeftKeys {
		_, _, left := ColumnOf(n.LeftKeys[i])
		_, _, right := ColumnOf(n.RightKeys[i])
		switch {
		case n.Lookup && left:
			x.line(depth+1, "a row of the left side must hold one of the right side's: %s", Text(n.LeftKeys[i], n.Left.Columns()))
		case !n.Lookup && (left || right):
			x.line(depth+1, "a row of the larger side must hold one of the other's: %s", Text(n.LeftKeys[i], n.Left.Columns()))
		}
	}
}

// filtersScan reports whether nothing but filters stands between a filter and a table.
func filtersScan(n *Filter) bool {
	for {
		switch in := n.Input.(type) {
		case *Filter:
			n = in
		case *Table:
			return true
		default:
			return false
		}
	}
}

// String describes a test for people, without its column.
func (t Test) String() string {
	if len(t.Longs) > 0 {
		return "is " + alternatives(t.Longs, func(n int64) string { return fmt.Sprint(n) })
	}
	how := [...]string{Is: "is", IsLike: "is, in any case,", Holds: "holds"}[t.How]
	return how + " " + alternatives(t.Texts, quoted)
}

func quoted(text string) string { return fmt.Sprintf("%q", text) }

// alternatives joins some of a list, and says how many more there are.
func alternatives[T any](list []T, text func(T) string) string {
	shown := make([]string, 0, maxShown)
	for _, v := range list[:min(len(list), maxShown)] {
		shown = append(shown, text(v))
	}
	more := ""
	if len(list) > maxShown {
		more = fmt.Sprintf(" and %d more", len(list)-maxShown)
	}
	return strings.Join(shown, " or ") + more
}
