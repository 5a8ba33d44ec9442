package lint

import (
	"strings"

	"foxhound/internal/roles"
	"foxhound/kql"
)

var nameChecks = []*Check{
	{ID: "case-sensitive-name", Severity: Warning, What: "host names are compared with regard to case",
		Why: "DNS has no case, and logs keep the spelling that a program asked for: malware that mixes it is missed", query: checkNameCase},
	{ID: "subdomains-lost", Severity: Warning, What: "only the name itself is matched, and none below it",
		Why: "who holds a domain makes names below it at will, and a host:port or URL in the same column is not equal either", query: checkSubdomains},
	{ID: "look-alike-names", Severity: Warning, What: "names that only look alike are matched too",
		Why: "a substring knows no label: `evil.com` is in `notevil.com` and in `evil.com.example.net`", query: checkLookAlike},
	{ID: "whole-url", Severity: Warning, What: "URLs are matched as they are spelled, scheme, port and all",
		Why:  "a log may have host, port and path in columns of their own, no scheme, a default port written out, or the other scheme: none of these is matched",
		Mend: "compare the host, then the port, then the path", query: checkWholeURL},
	{ID: "join-on-names", Severity: Warning, What: "a join by names that loses those below a listed one",
		Why:  "a join is an equality that minds case: subdomains, a dot at the end and other case are lost",
		Mend: "join on each parent of the name at label boundaries, in lower case", query: checkJoinNames},
}

// named lists the comparisons of columns that carry names or URLs.
func (q *query) named() []comparison {
	var list []comparison
	for _, c := range q.flow.compare {
		if h := c.of.holds(); h == roles.Host || h == roles.URL {
			list = append(list, c)
		}
	}
	return list
}

func domainsOf(values []string) []string {
	var list []string
	for _, v := range values {
		if isDomain(strings.TrimSpace(v)) {
			list = append(list, v)
		}
	}
	return list
}

func checkNameCase(q *query, f *finder) {
	for _, c := range q.named() {
		names := domainsOf(c.all())
		if c.negative || !c.exactCase() || c.of.fold != "" || len(names) == 0 {
			continue
		}
		f.node(c.node, "compare with `"+map[string]string{"==": "=~", "in": "in~"}[c.op]+"`", "`%s` is compared with %s in one case only", c.of.column, several(names))
	}
}

func checkSubdomains(q *query, f *finder) {
	all := q.named()
	loose := make(map[columnOfStep]bool) // columns that a filter matches in a looser way as well
	for _, c := range all {
		if !c.equality() && !c.negative {
			loose[columnOfStep{c.step, c.of.column}] = true
		}
	}
	for _, c := range all {
		names := domainsOf(c.all())
		if c.negative || !c.equality() || len(names) == 0 || loose[columnOfStep{c.step, c.of.column}] {
			continue
		}
		f.node(c.node, "add a match at label boundaries: "+c.of.column+" =~ d or "+c.of.column+" endswith strcat(\".\", d)", "`%s` must be %s itself", c.of.column, several(names))
	}
}

// A columnOfStep is a column in one filter.
type columnOfStep struct {
	step   *step
	column string
}

// checkLookAlike looks at filters that no later step narrows: a cheap filter before an exact
// one is how hunts should be. Of a filter with many names one is reported for all.
func checkLookAlike(q *query, f *finder) {
	type place struct {
		step   *step
		column string
		op     string
	}
	seen := make(map[place]bool)
	for _, c := range q.named() {
		names := domainsOf(c.all())
		at := place{c.step, c.of.column, c.op}
		if c.negative || len(names) == 0 || seen[at] || confirmedLater(c) {
			continue
		}
		seen[at] = true
		switch {
		case c.op == "contains" || c.op == "contains_cs":
			f.node(c.node, belowMend(c), "`contains` matches %s anywhere in `%s`", several(names), c.of.column)
		case (c.op == "endswith" || c.op == "endswith_cs") && !strings.HasPrefix(names[0], "."):
			f.node(c.node, belowMend(c), "`endswith` matches any name that ends in %s, such as `not%s`", several(names), oneLine(names[0]))
		case c.op == "has" || c.op == "has_any":
			f.graded(Note, c.node, belowMend(c), "`%s` matches %s at any dot or hyphen: `my-%s` and `%s.example.net` too", c.op, several(names), oneLine(names[0]), oneLine(names[0]))
		}
	}
}

func belowMend(c comparison) string {
	return "keep it as a cheap filter if you like, and confirm: " + c.of.column + " =~ d or " + c.of.column + " endswith strcat(\".\", d)"
}

// confirmedLater reports whether rows go on to a step that compares again: a join, an
// expansion, or another filter on the same column.
func confirmedLater(c comparison) bool {
	for _, op := range c.step.pipeline.Operators[min(c.step.at+1, len(c.step.pipeline.Operators)):] {
		switch op := op.(type) {
		case *kql.Join, *kql.Lookup, *kql.MvApply, *kql.MvExpand:
			return true
		case *kql.Where:
			again := false
			kql.Walk(op, func(n kql.Node) bool {
				id, ok := n.(*kql.Ident)
				again = again || ok && id.Name == c.of.column
				return true
			})
			if again {
				return true
			}
		}
	}
	return false
}

func checkWholeURL(q *query, f *finder) {
	for _, c := range q.named() {
		if c.negative || c.of.holds() != roles.URL || confirmedLater(c) {
			continue
		}
		var urls []string
		for _, v := range c.all() {
			if isURL(v) && len(v) > len("https://") {
				urls = append(urls, v)
			}
		}
		if len(urls) > 0 {
			f.node(c.node, "", "`%s` is compared with the spelling %s", c.of.column, several(urls))
		}
	}
}

// checkJoinNames looks at joins of a log with indicators: of two logs the names agree.
func checkJoinNames(q *query, f *finder) {
	for i := range q.flow.steps {
		s := &q.flow.steps[i]
		for _, k := range joinKeys(s) {
			name, other := k.left, k.right
			if name.holds() != roles.Host {
				name, other = other, name
			}
			if name.holds() == roles.Host && strings.HasPrefix(other.table, "ThreatIntel") {
				f.node(k.at, "", "`%s` of `%s` must be equal to `%s` of `%s`", name.column, name.table, other.column, other.table)
			}
		}
	}
}
