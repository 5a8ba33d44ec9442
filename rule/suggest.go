package rule

import (
	"slices"

	"foxhound/indicator"
	"foxhound/internal/spell"
)

// maxSuggestions is how many families a message names that could have been meant.
const maxSuggestions = 3

// nearest returns the ids of the families that name could have been meant for, the likeliest first.
func nearest(name string, families []FamilyCount) []string {
	var names []string
	called := map[string][]indicator.Family{}
	for _, c := range families {
		for _, known := range namesOf(c.Family) {
			if called[known] == nil {
				names = append(names, known)
			}
			called[known] = append(called[known], c.Family)
		}
	}
	var ids []string
	for _, near := range spell.Nearest(name, names, len(names)) {
		for _, id := range identities(called[near]) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids[:min(len(ids), maxSuggestions)]
}

// namesOf are all the names by which [Find] knows a family.
func namesOf(f indicator.Family) []string {
	return append([]string{f.ID, f.Name, f.ShortID()}, f.Aliases...)
}
