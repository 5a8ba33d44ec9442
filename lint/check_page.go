package lint

import (
	"slices"
	"strings"
	"sync"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/roles"
	"foxhound/kql"
)

var pageChecks = []*Check{
	{ID: "port-dropped", Severity: Warning, What: "an address that the text lists with a port is hunted without it",
		Why:  "one address serves many, on other ports: without the port every one of them is a hit",
		Mend: "compare the port too, or show it as a column that tells a sure hit from a weak one", query: checkPorts},
	{ID: "direction-mixed", Severity: Note, What: "both ends of a connection are looked at as one",
		Why:  "a listed source is mostly the Internet's noise knocking, a listed destination is one of ours calling: as one they drown each other",
		Mend: "keep both, and say in a column which it was", query: checkDirection},
	{ID: "exclusion-in-prose", Severity: Note, What: "a filter that is told and not written",
		Why:  "everybody translates it differently, and nobody tests it",
		Mend: "write the exclusion as KQL, with something in it that an attacker cannot choose", document: checkProse},
}

// addressPort is an address with its port, defanged or not.
var addressPort = lazyregexp.New(`\b\d{1,3}(?:\[?\.\]?\d{1,3}){3}\[?:\]?\d{1,5}\b`)

var unbracket = strings.NewReplacer("[", "", "]", "")

// listedPorts are the addresses that a text lists with their ports.
func listedPorts(text string) map[string]string {
	ports := make(map[string]string)
	for _, m := range addressPort.FindAllString(text, -1) {
		address, port, _ := strings.Cut(unbracket.Replace(m), ":")
		if isAddress(address) && ports[address] == "" {
			ports[address] = port
		}
	}
	return ports
}

func checkPorts(q *query, f *finder) {
	if f.document.ports == nil {
		f.document.ports = listedPorts(f.document.text)
	}
	if len(f.document.ports) == 0 {
		return
	}
	for _, c := range q.flow.compare {
		column, ok := c.of.role()
		if !ok || c.negative || column.Holds != roles.Address || column.Port == "" || q.mentions(column.Port) {
			continue
		}
		for _, l := range c.values {
			for _, v := range l.values {
				if port := f.document.ports[v]; port != "" {
					f.node(c.node, "", "%s is listed with port %s, and no condition looks at `%s`", quote(v), port, column.Port)
					return
				}
			}
		}
	}
}

// role returns what the matching model knows of a column.
func (o origin) role() (roles.Column, bool) {
	if t := roles.Of(o.table); t != nil {
		for _, c := range t.Columns {
			if c.Name == o.column && c.Member == "" {
				return c, true
			}
		}
	}
	return roles.Column{}, false
}

// mentions reports whether a column stands in a condition or is computed with, rather than
// only shown.
func (q *query) mentions(column string) bool {
	for _, s := range q.flow.steps {
		switch s.op.(type) {
		case *kql.Where, *kql.Extend, *kql.Join, *kql.Lookup:
			if slices.Contains(identsIn(s.op), column) {
				return true
			}
		}
	}
	return false
}

func identsIn(n kql.Node) []string {
	var list []string
	kql.Walk(n, func(n kql.Node) bool {
		if id, ok := n.(*kql.Ident); ok {
			list = append(list, id.Name)
		}
		return true
	})
	return list
}

func checkDirection(q *query, f *finder) {
	shown := sync.OnceValue(q.shown)
	for i, c := range q.flow.compare {
		a, ok := c.of.role()
		if !ok || c.negative || a.Holds != roles.Address || i+1 == len(q.flow.compare) {
			continue
		}
		other := q.flow.compare[i+1]
		b, ok := other.of.role()
		if !ok || other.negative || other.step != c.step || b.Holds != roles.Address {
			continue
		}
		ends := a.End == roles.Source && b.End == roles.Remote || a.End == roles.Remote && b.End == roles.Source
		if ends && alternatives(c.step, c.node, other.node) && slices.Equal(c.all(), other.all()) && !tells(shown(), &c, &other) {
			f.node(c.node, "", "`%s` and `%s` are compared with the same values", a.Name, b.Name)
		}
	}
}

// tells reports whether one of the conditions that columns show says which of two comparisons was
// true: it holds one of them, and not the other.
func tells(conditions [][]comparison, a, b *comparison) bool {
	return slices.ContainsFunc(conditions, func(list []comparison) bool {
		holds := func(as *comparison) bool {
			return slices.ContainsFunc(list, func(c comparison) bool { return c.of == as.of && slices.Equal(c.all(), as.all()) })
		}
		return holds(a) != holds(b)
	})
}

// shown are the conditions that columns of a query show, each as what it compares.
func (q *query) shown() (conditions [][]comparison) {
	for i := range q.flow.steps {
		s := &q.flow.steps[i]
		var columns []kql.Assign
		switch op := s.op.(type) {
		case *kql.Extend:
			columns = op.Columns
		case *kql.Project:
			columns = op.Columns
		}
		for _, c := range columns {
			for _, e := range deciding(c.Expr) {
				if list := q.flow.compared(nil, e, s, false); len(list) > 0 {
					conditions = append(conditions, list)
				}
			}
		}
	}
	return conditions
}

// deciding are the conditions that a column's value shows: those of a choice between texts, or the
// column itself.
func deciding(e kql.Expr) []kql.Expr {
	c, ok := e.(*kql.Call)
	if !ok || !slices.Contains([]string{"iff", "iif", "case"}, c.Func) {
		return []kql.Expr{e}
	}
	var list []kql.Expr
	for i := 0; i+1 < len(c.Args); i += 2 {
		if _, text := c.Args[i+1].(*kql.String); text {
			list = append(list, c.Args[i])
		}
	}
	return list
}

// alternatives reports whether two comparisons stand side by side in an or.
func alternatives(s *step, a, b kql.Expr) bool {
	found := false
	kql.Walk(s.op, func(n kql.Node) bool {
		e, ok := n.(*kql.Binary)
		found = found || ok && e.Op == "or" && within(e, a) && within(e, b)
		return !found
	})
	return found
}

func within(outer, inner kql.Node) bool {
	return outer.Pos().Offset <= inner.Pos().Offset && inner.End().Offset <= outer.End().Offset
}

// told is a line of an old page that says what to leave out.
var told = lazyregexp.New(`^[*_\s]*Filter/Exclusion[*_\s]*:[*_\s]*(.+)`)

// picks are words for what attackers choose.
var picks = lazyregexp.New(`(?i)process name|command[- ]line|processes? (?:initiated|with)|parent process|\.exe|traffic originating from`)

func checkProse(d *document, f *finder) {
	if d.form != Page && d.form != Markdown {
		return
	}
	line := 0
	for l := range strings.Lines(d.text) {
		line++
		m := told.FindStringSubmatch(strings.TrimSpace(l))
		if m == nil {
			continue
		}
		what := "the filter is prose: " + quote(m[1])
		if picks.MatchString(m[1]) {
			what += "; it rests on names and command lines, which attackers choose"
		}
		f.add(line, 1, "", "", what)
	}
}
