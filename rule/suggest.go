package rule

import (
	"cmp"
	"slices"
	"strings"

	"foxhound/indicator"
)

// nearest returns the ids of at most three families that name could have been meant for.
func nearest(name string, families []FamilyCount) []string {
	type candidate struct {
		family   indicator.Family
		distance int
	}
	var near []candidate
	name = strings.ToLower(printable(name))
	for _, c := range families {
		if c.Family.Key() == "" || name == "" {
			continue
		}
		if d := distanceTo(c.Family, name); d <= (len(name)+2)/3 {
			near = append(near, candidate{c.Family, d})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var list []indicator.Family
	for _, c := range near[:min(len(near), 3)] {
		list = append(list, c.family)
	}
	return identities(list)
}

// distanceTo is that of the family's nearest name; a name that begins with what was typed
// is as near as one slip.
func distanceTo(f indicator.Family, name string) int {
	best := len(name) + 1
	for _, known := range append([]string{f.ID, f.ShortID(), f.Name}, f.Aliases...) {
		known = strings.ToLower(printable(known))
		switch {
		case known == "":
		case len(name) > 2 && strings.HasPrefix(known, name):
			best = min(best, 1)
		default:
			best = min(best, distance(known, name))
		}
	}
	return best
}

// distance is how many letters have to be put in, taken out or changed to make one of the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
