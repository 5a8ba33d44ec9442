package rule

import (
	"foxhound/exclusion"
	"foxhound/kql"
)

// excludedBy names the active exclusion that covers the event, or is empty. Inactive ones
// have no place in the text: their facts are unknown, or their time is over.
func (w *writer) excludedBy() kql.Expr {
	var cases []kql.Expr
	for i := range w.rule.Exclusions {
		if x := &w.rule.Exclusions[i]; x.Active && x.AppliesTo(w.table.Name) && len(x.Missing(w.has)) == 0 {
			cases = append(cases, x.Predicate, kql.Str(x.Name))
		}
	}
	return choose(append(cases, kql.Str("")))
}

// lacks says which exclusions cannot apply to the table for its columns, and those they miss.
// What an exclusion's own list of tables leaves out is no lack.
func lacks(exclusions []exclusion.Exclusion, has func(string) bool) map[string][]string {
	list := map[string][]string{}
	for i := range exclusions {
		if missing := exclusions[i].Missing(has); len(missing) > 0 && len(exclusions[i].Tables) == 0 {
			list[exclusions[i].Name] = missing
		}
	}
	return list
}
