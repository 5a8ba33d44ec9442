package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
)

// A FamilyCount says how many distinct indicators a family has.
type FamilyCount struct {
	Family indicator.Family // the zero Family counts those of no family
	Total  int
	Kinds  map[indicator.Kind]int
}

// Families counts the indicators of each family, sorted by name; those of no family come last.
func Families(indicators []indicator.Indicator) []FamilyCount {
	counts := map[string]*FamilyCount{}
	seen := map[string]map[indicator.Observable]bool{}
	for _, ind := range indicators {
		id := ind.Family.Key()
		if counts[id] == nil {
			counts[id] = &FamilyCount{Family: ind.Family, Kinds: map[indicator.Kind]int{}}
			seen[id] = map[indicator.Observable]bool{}
		}
		if !seen[id][ind.Observable] {
			seen[id][ind.Observable] = true
			counts[id].Total++
			counts[id].Kinds[ind.Kind]++
		}
	}
	list := make([]FamilyCount, 0, len(counts))
	for _, c := range counts {
		list = append(list, *c)
	}
	slices.SortFunc(list, byLabel)
	return list
}

func byLabel(a, b FamilyCount) int {
	x, y := a.Family, b.Family
	if (x.Key() == "") != (y.Key() == "") {
		return cmp.Compare(y.Key(), x.Key())
	}
	return cmp.Or(cmp.Compare(strings.ToLower(x.Label()), strings.ToLower(y.Label())), cmp.Compare(x.ID, y.ID))
}

func sameFamily(a, b indicator.Family) bool { return a.Key() != "" && a.Key() == b.Key() }

// Find returns the family that a person calls by id, printable name, short id or
// alias, in any case. When none or several are meant, the error says so, and the suggestions
// are their ids, the likeliest first.
func Find(name string, indicators []indicator.Indicator) (indicator.Family, []string, error) {
	families := Families(indicators)
	for _, called := range []func(indicator.Family, string) bool{byID, byName, byShortID, byAlias} {
		var found []indicator.Family
		for _, c := range families {
			if called(c.Family, name) {
				found = append(found, c.Family)
			}
		}
		if len(found) == 1 {
			return found[0], nil, nil
		}
		if len(found) > 1 {
			ids := identities(found)
			err := fmt.Errorf("family `%s` could be any of %s", shown(name), strings.Join(ids, ", "))
			return indicator.Family{}, ids, err
		}
	}
	ids := nearest(name, families)
	if len(ids) == 0 {
		return indicator.Family{}, nil, fmt.Errorf("unknown family `%s`", shown(name))
	}
	return indicator.Family{}, ids, fmt.Errorf("unknown family `%s`; did you mean %s?", shown(name), strings.Join(ids, ", "))
}

func byID(f indicator.Family, name string) bool {
	return f.ID != "" && strings.EqualFold(f.ID, name)
}

func byName(f indicator.Family, name string) bool {
	return f.Name != "" && strings.EqualFold(f.Name, name)
}

func byShortID(f indicator.Family, name string) bool {
	return name != "" && strings.EqualFold(f.ShortID(), name)
}

func byAlias(f indicator.Family, name string) bool {
	return slices.ContainsFunc(f.Aliases, func(a string) bool { return a != "" && strings.EqualFold(a, name) })
}

func identities(families []indicator.Family) []string {
	ids := make([]string, len(families))
	for i, f := range families {
		ids[i] = shown(cmp.Or(f.ID, f.Name))
	}
	return ids
}
