package rule

import (
	"cmp"
	"slices"
	"strings"

	"foxhound/indicator"
)

// A grouped target knows which others one event could hit together with it.
type grouped struct {
	target
	group string
	needs int // of all of the group
}

// together sorts targets so that those one event could hit by one key stand side by side: the
// ports and URLs of an address, a name and the listed names below it. Parts of a hunt that
// are cut between groups give one row for such an event, as the whole would. Groups that need
// the same steps follow each other, so that few parts hold steps that few of their targets need.
func together(targets []target) []grouped {
	listed := map[string]bool{}
	for i := range targets {
		listed[hostOf(&targets[i])] = true
	}
	all := make([]grouped, len(targets))
	for i := range targets {
		all[i] = grouped{target: targets[i], group: topmost(hostOf(&targets[i]), listed)}
	}
	needs := map[string]int{}
	for i := range all {
		needs[all[i].group] |= needsOf(&all[i].target)
	}
	for i := range all {
		all[i].needs = needs[all[i].group]
	}
	slices.SortStableFunc(all, func(a, b grouped) int { return cmp.Or(cmp.Compare(a.needs, b.needs), cmp.Compare(a.group, b.group)) })
	return all
}

// The steps of a query that some targets need and others do not, the longer the greater.
const (
	needsPorts = 1 << iota
	needsSpelling
	needsParts
	needsEscapes
	needsSix
)

func needsOf(want *target) (needs int) {
	loc, _ := want.Location()
	if _, other := unicodeName(&want.Indicator); other != "" {
		needs |= needsSpelling
	}
	if loc.Addr.Is6() {
		needs |= needsSix
	}
	switch want.Kind {
	case indicator.IPPort:
		needs |= needsPorts
	case indicator.URL:
		needs |= needsPorts | needsParts
		if strings.Contains(want.Value, "%") {
			needs |= needsEscapes
		}
	}
	return needs
}

// hostOf is the name or address a target is found by, or the value of one that has none.
func hostOf(want *target) string {
	if loc, ok := want.Location(); ok {
		return loc.Host
	}
	return want.Value
}

// topmost is the shortest listed parent of a host, or the host itself. No address has one:
// a parent of it, such as 47.159, is never listed.
func topmost(host string, listed map[string]bool) string {
	top := host
	for parent := host; ; {
		_, rest, ok := strings.Cut(parent, ".")
		if !ok {
			return top
		}
		if parent = rest; listed[parent] {
			top = parent
		}
	}
}

// boundary is the largest number of the first targets, up to n, that cuts no group; it is n
// where one group alone takes more.
func boundary(all []grouped, n int) int {
	for cut := n; cut > 0; cut-- {
		if cut == len(all) || all[cut-1].group != all[cut].group {
			return cut
		}
	}
	return n
}
