package proof

import (
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/rule"
)

// most is how many indicators of a list stand in the proofs of hunts that read it, and drawn how
// many of each shape are taken of a longer one, beside those that one event could hit as well.
const (
	most       = 1000
	ofOneShape = 10
)

// drawn is a rule whose hunts read a list, with fewer indicators where there are a great many. The
// text of such hunts is the same whatever is listed, so that some of each shape tell as much as all.
func drawn(r *rule.Rule) *rule.Rule {
	elsewhere := func(h rule.Hunt) bool { return h.Form.Elsewhere() }
	if len(r.Indicators) <= most || !slices.ContainsFunc(r.Hunts, elsewhere) {
		return r
	}
	out := *r
	kept := draw(r)
	out.Indicators = slices.DeleteFunc(slices.Clone(r.Indicators), func(i indicator.Indicator) bool { return !kept[i.Observable] })
	out.Hunts = slices.Clone(r.Hunts)
	for n := range out.Hunts {
		h := &out.Hunts[n]
		h.Indicators = slices.DeleteFunc(slices.Clone(h.Indicators), func(i indicator.Indicator) bool { return !kept[i.Observable] })
	}
	return &out
}

// draw chooses the first indicators of each shape, and those whose host is one of theirs, below it
// or above it.
func draw(r *rule.Rule) map[indicator.Observable]bool {
	type shape struct {
		kind                                       indicator.Kind
		six, port, path, escaped, precise, spelled bool
	}
	precise := r.Precise()
	counts := map[shape]int{}
	kept, hosts, above := map[indicator.Observable]bool{}, map[string]bool{}, map[string]bool{}
	for i := range r.Indicators {
		ind := &r.Indicators[i]
		loc, _ := ind.Location()
		s := shape{ind.Kind, loc.Addr.Is6(), loc.Port > 0, len(loc.Path) > 1, strings.Contains(ind.Value, "%"), precise[ind.Observable], strings.Contains(ind.Value, "xn--")}
		if counts[s]++; counts[s] > ofOneShape {
			continue
		}
		kept[ind.Observable] = true
		if loc.Host != "" {
			hosts[loc.Host] = true
			eachParent(loc.Host, func(p string) { above[p] = true })
		}
	}
	for i := range r.Indicators {
		ind := &r.Indicators[i]
		loc, ok := ind.Location()
		if !ok || kept[ind.Observable] {
			continue
		}
		near := hosts[loc.Host] || above[loc.Host]
		eachParent(loc.Host, func(p string) { near = near || hosts[p] })
		kept[ind.Observable] = near
	}
	return kept
}

// eachParent names the names above a host.
func eachParent(host string, do func(string)) {
	for {
		_, rest, ok := strings.Cut(host, ".")
		if !ok {
			return
		}
		do(rest)
		host = rest
	}
}
