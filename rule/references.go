package rule

import (
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/kql"
)

// reference is how the full form writes the page an indicator refers to: ThreatFox's own by
// its number, others whole. It is empty where the search for the value says as much, and for
// a reference that is too long to carry.
func reference(ind *indicator.Indicator) string {
	switch ref := ind.Reference; {
	case ref == threatFoxPage+ind.ID+"/" && numeric(ind.ID):
		return ind.ID
	case strings.HasPrefix(ref, threatFoxSearch), len(ref) > 300, !strings.Contains(ref, "://"):
		return ""
	default:
		return ref
	}
}

const (
	threatFoxPage   = "https://threatfox.abuse.ch/ioc/"
	threatFoxSearch = "https://threatfox.abuse.ch/browse.php?search=ioc%3A"
)

func numeric(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// link is the page to read on at: the indicator's own, or ThreatFox's search for its value.
func link(t traits) kql.Expr {
	search := kql.Fn("strcat", kql.Str(threatFoxSearch), kql.Fn("url_encode_component", kql.Name("Value")))
	if !t.reference {
		return search
	}
	own := kql.Name("Reference")
	cases := []kql.Expr{kql.Fn("isempty", own), search}
	if t.pages {
		cases = append(cases, kql.Op(own, "matches regex", kql.Raw(`^\d+$`)), kql.Fn("strcat", kql.Str(threatFoxPage), own, kql.Str("/")))
	}
	return kql.Fn("case", append(cases, own)...)
}

// sources names where the targets come from, for a comment.
func sources(targets []target) string {
	var names []string
	for i := range targets {
		name := printable(targets[i].Source)
		if name == "threatfox" {
			name = "ThreatFox"
		}
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
