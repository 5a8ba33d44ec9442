package texthunt

import (
	"cmp"
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/rule"
)

// cutHosts are, by table, the hosts that one query had no room for: hunts in several parts
// name them, or names below them, in more than one. docs/matching.md says what follows.
func cutHosts(made *rule.Rule) map[string]map[string]bool {
	type name struct {
		host string
		hunt *rule.Hunt
	}
	byKey := map[string][]name{}
	for i := range made.Hunts {
		h := &made.Hunts[i]
		for j := range h.Indicators {
			key := h.Table + " " + string(h.Key)
			byKey[key] = append(byKey[key], name{hostOf(h.Indicators[j].Value), h})
		}
	}
	cut := map[string]map[string]bool{}
	for _, names := range byKey {
		for _, a := range names {
			for _, b := range names {
				if a.hunt != b.hunt && (a.host == b.host || strings.HasSuffix(a.host, "."+b.host)) {
					if cut[a.hunt.Table] == nil {
						cut[a.hunt.Table] = map[string]bool{}
					}
					cut[a.hunt.Table][a.host], cut[a.hunt.Table][b.host] = true, true
				}
			}
		}
	}
	return cut
}

func hostOf(value string) string {
	if loc, ok := indicator.ParseLocation(value); ok {
		return loc.Host
	}
	return value
}

// A partRow is a row of a part, with the confidence of its indicator.
type partRow struct {
	Row
	confidence int
}

// confidences are those of a rule's indicators, by value and threat type.
func confidences(made *rule.Rule) map[[2]string]int {
	sure := map[[2]string]int{}
	for i := range made.Hunts {
		for _, ind := range made.Hunts[i].Indicators {
			sure[[2]string{ind.Value, ind.ThreatType}] = ind.Confidence
		}
	}
	return sure
}

// bestOfParts is of an event's rows, which several parts gave, the one for each key that a
// query of all of them would have given.
func bestOfParts(rows []partRow) []partRow {
	slices.SortFunc(rows, func(a, b partRow) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Recipient, b.Recipient),
			cmp.Compare(tierRank(a.Tier), tierRank(b.Tier)), cmp.Compare(a.Validity, b.Validity),
			cmp.Compare(placeOf(a.Row), placeOf(b.Row)), cmp.Compare(b.confidence, a.confidence),
			cmp.Compare(len(b.Value), len(a.Value)), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Threat, b.Threat))
	})
	return slices.CompactFunc(rows, func(a, b partRow) bool { return a.Key == b.Key && a.Recipient == b.Recipient })
}

// placeOf is the place of a row's field among its table's columns: the better first.
func placeOf(r Row) int {
	return slices.IndexFunc(roles.Of(r.Table).Columns, func(c roles.Column) bool { return c.Field() == r.Field })
}

func tierRank(tier string) int { return slices.Index([]string{"exact", "endpoint", "host"}, tier) }
