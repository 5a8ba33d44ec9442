package rule

import (
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/kql"
)

// Reference is the page of its own that an indicator refers to. It is empty where the search
// for the value says as much, and for a reference that is too long to carry.
func Reference(ind *indicator.Indicator) string {
	ref := ind.Reference
	if strings.HasPrefix(ref, indicator.ThreatFoxSearch) || len(ref) > 300 || !strings.Contains(ref, "://") {
		return ""
	}
	return ref
}

// link is the page to read on at: the indicator's own, or ThreatFox's search for its value.
func link(t traits) kql.Expr {
	search := kql.Fn("strcat", kql.Str(indicator.ThreatFoxSearch), kql.Fn("url_encode_component", kql.Name("Value")))
	if !t.reference {
		return search
	}
	own := kql.Name("Reference")
	return kql.Fn("iff", kql.Fn("isempty", own), search, own)
}

// sources names where the targets come from, for a comment.
func sources(targets []target) string {
	var names []string
	for i := range targets {
		name := printable(indicator.SourceName(targets[i].Source))
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) > 3 || len(names) == 0 {
		return "indicators"
	}
	return strings.Join(names, ", ")
}
