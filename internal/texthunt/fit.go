package texthunt

import (
	"cmp"
	"context"
	"slices"
	"time"

	"foxhound/hunt"
	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// fitting writes the rules of those families whose texts judge as the index does.
func fitting(ctx context.Context, whose []indicator.Family, all []indicator.Indicator, opts hunt.Options) ([]*rule.Rule, error) {
	var rules []*rule.Rule
	for _, family := range whose {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		made, err := rule.New(family, all, rule.Options{
			Dialect: schema.Sentinel, Style: rule.Exact, Facts: opts.Facts, Guards: opts.Guards, Margin: opts.Margin,
		})
		if err != nil {
			return nil, err // more facts than a query has room for
		}
		if fits(made) {
			rules = append(rules, made)
		}
	}
	return rules, nil
}

// families are those that have one id and one name, whatever the feed, sorted by id: of
// others, a rule makes one and the index several.
func families(all []indicator.Indicator) []indicator.Family {
	byKey := map[string][]indicator.Family{}
	for i := range all {
		f := all[i].Family
		alike := func(other indicator.Family) bool { return other.ID == f.ID && other.Name == f.Name }
		if !slices.ContainsFunc(byKey[f.Key()], alike) {
			byKey[f.Key()] = append(byKey[f.Key()], f)
		}
	}
	var list []indicator.Family
	for _, same := range byKey {
		if len(same) == 1 && same[0].Known() {
			list = append(list, same[0])
		}
	}
	slices.SortFunc(list, func(a, b indicator.Family) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// fits reports whether a rule has all of the family's indicators, none of them in a hunt that
// was split, and all with the time they were first seen.
func fits(made *rule.Rule) bool {
	for _, s := range made.SetAside {
		if s.Decision.List == "length" {
			return false
		}
	}
	for i := range made.Hunts {
		h := &made.Hunts[i]
		if h.Parts > 1 || h.Form == rule.Compact && slices.ContainsFunc(h.Indicators, withinDay) {
			return false
		}
	}
	return true
}

// withinDay reports whether an indicator was first seen at a time of day: a compact hunt has
// the day alone.
func withinDay(ind indicator.Indicator) bool {
	return !ind.FirstSeen.Equal(ind.FirstSeen.Truncate(24 * time.Hour))
}
