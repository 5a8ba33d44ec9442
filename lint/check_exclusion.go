package lint

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/exclusion"
	"foxhound/kql"
)

var exclusionChecks = []*Check{
	{ID: "broad-exclusion", Severity: Warning, What: "an exclusion that an attacker can walk through",
		Why:  "names of files, command lines, parents' names and user agents are whatever the attacker says they are: malware called so is never seen",
		Mend: "require something besides that only administrators control: a folder under Program Files or Windows, a SID, a signature, a host", query: checkBroad},
	{ID: "exclusion-look-alike", Severity: Warning, What: "an exclusion of a domain that holds for others too",
		Why: "`!endswith \"example.com\"` also drops `notexample.com`, and `!contains` or `!has` any name with it inside: both can be registered", query: checkExcludedNames},
}

// checkBroad looks at what a filter takes away: a condition that is negated as a whole. It
// reports the first of a pipeline for all of them.
func checkBroad(q *query, f *finder) {
	firsts := make(map[*kql.Pipeline]kql.Expr)
	count := make(map[*kql.Pipeline]int)
	var order []*kql.Pipeline
	for i := range q.flow.steps {
		s := &q.flow.steps[i]
		w, ok := s.op.(*kql.Where)
		if !ok {
			continue
		}
		for _, part := range conjuncts(w.Predicate) {
			e, ok := excluded(part)
			if !ok || exclusion.Stands(e) != exclusion.Chosen || !q.flow.sparing(e) || soughtAlready(q, *s, e) {
				continue
			}
			if count[s.pipeline]++; count[s.pipeline] == 1 {
				firsts[s.pipeline] = part
				order = append(order, s.pipeline)
			}
		}
	}
	for _, p := range order {
		more := ""
		if n := count[p] - 1; n > 0 {
			more = fmt.Sprintf(", and so do %d more conditions here", n)
		}
		f.node(firsts[p], "", "%s leaves out events by what their program calls itself or is told%s", quote(q.source(firsts[p])), more)
	}
}

// excluded returns what a condition takes away.
func excluded(e kql.Expr) (kql.Expr, bool) {
	switch e := e.(type) {
	case *kql.Call:
		if e.Func == "not" && len(e.Args) == 1 {
			return e.Args[0], true
		}
	case *kql.Binary:
		if op, ok := strings.CutPrefix(e.Op, "!"); ok {
			op = map[string]string{"=": "==", "~": "=~"}[op] + map[bool]string{true: op}[op != "=" && op != "~"]
			return &kql.Binary{Span: e.Span, Op: op, X: e.X, Y: e.Y}, true
		}
	case *kql.In:
		if op, ok := strings.CutPrefix(e.Op, "!"); ok {
			return &kql.In{Span: e.Span, Op: op, X: e.X, List: e.List}, true
		}
	}
	return nil, false
}

// sparing reports whether an exclusion names programs: it compares with texts that it spells
// out, and none of them is empty.
func (f *flow) sparing(e kql.Expr) bool {
	list := f.compared(nil, e, &step{in: f.nothing()}, false)
	for _, c := range list {
		if slices.Contains(c.all(), "") {
			return false
		}
	}
	return len(list) > 0
}

// soughtAlready reports whether the same pipeline looks for names in the same column: then
// the exclusion narrows what is looked for, as `winword.exe` without `/safe` does.
func soughtAlready(q *query, s step, e kql.Expr) bool {
	columns := identsIn(e)
	return slices.ContainsFunc(q.flow.compare, func(c comparison) bool {
		return c.step.pipeline == s.pipeline && !c.negative && exclusion.PickedByAttacker(c.of.column) && len(c.all()) > 0 &&
			slices.ContainsFunc(columns, func(name string) bool { return sameProgram(name, c.of.column) })
	})
}

// sameProgram reports whether two columns are about the same process.
func sameProgram(a, b string) bool {
	return strings.HasPrefix(a, "InitiatingProcess") == strings.HasPrefix(b, "InitiatingProcess")
}

// checkExcludedNames reports the first of a filter's exclusions for all of them.
func checkExcludedNames(q *query, f *finder) {
	count := make(map[*step]int)
	firsts := make(map[*step]comparison)
	var order []*step
	for _, c := range q.named() {
		names := domainsOf(c.all())
		loose := c.op == "contains" || c.op == "has" || c.op == "has_any" || c.op == "endswith" && len(names) > 0 && !strings.HasPrefix(names[0], ".")
		if !c.negative || !loose || len(names) == 0 {
			continue
		}
		if count[c.step] == 0 {
			firsts[c.step] = c
			order = append(order, c.step)
		}
		count[c.step] += len(names)
	}
	for _, s := range order {
		c := firsts[s]
		more := ""
		if n := count[s] - 1; n > 0 {
			more = fmt.Sprintf(", and %d more of this filter", n)
		}
		f.node(c.node, "exclude at label boundaries: "+c.of.column+" =~ d or "+c.of.column+" endswith strcat(\".\", d)",
			"%s leaves out look-alikes of %s as well%s", quote(q.source(c.node)), quote(domainsOf(c.all())[0]), more)
	}
}
