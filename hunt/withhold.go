package hunt

import (
	"slices"
	"time"

	"foxhound/internal/logs"
)

// withhold takes the hits of the related tier out of the row's, and makes a match that is only
// counted of each family and key that has no other hit. Of the row nothing is kept for it: lists
// of addresses, which are all of that tier, have millions.
func (w *bench) withhold(file string, r *logs.Record, when time.Time) {
	if !slices.ContainsFunc(w.hits, func(h hit) bool { return h.tier == TierRelated }) {
		return
	}
	slices.SortFunc(w.hits, better)
	kept := w.hits[:0] // behind the group that is looked at
	for group := range groups(w.hits) {
		switch best := &group[0]; {
		case best.tier != TierRelated:
			kept = append(kept, precise(group)...)
		case !w.early(when):
			w.out.matches = append(w.out.matches,
				&Match{File: file, Line: r.Line, Tier: TierRelated, withheld: true, partKey: partKey(r, best)})
		}
	}
	w.hits = kept
}

// precise is what is before the hits of the related tier in a group, the best first.
func precise(group []hit) []hit {
	for i := range group {
		if group[i].tier == TierRelated {
			return group[:i]
		}
	}
	return group
}
