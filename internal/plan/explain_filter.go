package plan

import (
	"fmt"
	"strings"
)

// filter describes a filter, what of it the scan below tries on a field as soon as it is
// read, and the texts that a prefilter of the scan can look for.
func (x *explainer) filter(n *Filter, depth int) {
	columns := n.Input.Columns()
	x.line(depth, "filter: %s", Text(n.Predicate, columns))
	if !filtersScan(n) {
		return
	}
	for _, t := range Tests(n.Predicate) {
		x.line(depth+1, "pushed into the scan: %s %s", columns[t.Place].Name, t)
	}
	for _, need := range Needs(n.Predicate) {
		x.line(depth+1, "a row must hold: %s", alternatives(need, quoted))
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
