package rule

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
)

// A target is an indicator as a hunt carries it.
type target struct {
	indicator.Indicator
	precise bool // by a guard: tiers exact and endpoint only
}

// ofFamily returns the family's indicators, sorted by kind, value and threat type, with what
// was said twice of the same value and threat type joined.
func ofFamily(family indicator.Family, all []indicator.Indicator) []indicator.Indicator {
	var own []indicator.Indicator
	for _, ind := range all {
		if sameFamily(ind.Family, family) {
			own = append(own, ind)
		}
	}
	slices.SortStableFunc(own, func(a, b indicator.Indicator) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), cmp.Compare(a.ThreatType, b.ThreatType))
	})
	joined := own[:0]
	for _, ind := range own {
		if n := len(joined); n > 0 && joined[n-1].Observable == ind.Observable && joined[n-1].ThreatType == ind.ThreatType {
			joined[n-1] = join(joined[n-1], ind)
			continue
		}
		joined = append(joined, ind)
	}
	return joined
}

// join returns what two records say together: the widest time, the highest confidence. The
// first record's wording stays.
func join(a, b indicator.Indicator) indicator.Indicator {
	a.Confidence = max(a.Confidence, b.Confidence)
	if a.FirstSeen.IsZero() || !b.FirstSeen.IsZero() && b.FirstSeen.Before(a.FirstSeen) {
		a.FirstSeen = b.FirstSeen
	}
	if b.LastSeen.After(a.LastSeen) {
		a.LastSeen = b.LastSeen
	}
	a.Reference = cmp.Or(a.Reference, b.Reference)
	a.Compromised = a.Compromised || b.Compromised
	return a
}

// sortOut asks guards and expiry, fills in Indicators and SetAside, and returns what is hunted.
func (r *Rule) sortOut(own []indicator.Indicator) []target {
	var targets []target
	for _, ind := range own {
		d := r.decide(ind)
		if d.Level != guard.Pass {
			r.SetAside = append(r.SetAside, SetAside{ind, d})
		}
		if d.Level != guard.Drop {
			r.Indicators = append(r.Indicators, ind)
			targets = append(targets, target{ind, d.Level == guard.Precise})
		}
	}
	return targets
}

// maxValue is how many characters a value may have in a rule: twice as many, for those that
// need an escape, still leave room for the query around it.
const maxValue = 1500

func (r *Rule) decide(ind indicator.Indicator) guard.Decision {
	until := ind.Expiry()
	if now := r.Options.Now; !now.IsZero() && !until.IsZero() && now.After(until) {
		return guard.Decision{Level: guard.Drop, List: "expired",
			Reason: fmt.Sprintf("The indicator was valid until %s.", until.Format(time.DateOnly))}
	}
	if len(ind.Value) > maxValue {
		return guard.Decision{Level: guard.Drop, List: "length",
			Reason: fmt.Sprintf("The value has %d characters; a rule carries values of at most %d.", len(ind.Value), maxValue)}
	}
	return guard.Decide(ind)
}

// keyOf says in which hunts an indicator is looked for.
func keyOf(ind *indicator.Indicator) (Key, bool) {
	switch ind.Kind {
	case indicator.IP, indicator.IPPort:
		return Addresses, true
	case indicator.Domain:
		return Names, true
	case indicator.Email:
		return Mail, true
	case indicator.URL:
		loc, ok := ind.Location()
		if loc.Addr.IsValid() {
			return Addresses, ok
		}
		return Names, ok
	}
	return Hashes, ind.Kind.Hash()
}

// validUntil is the end of the indicator's validity, zero for never. Without first_seen an
// indicator is always current.
func validUntil(ind *indicator.Indicator) time.Time {
	if ind.FirstSeen.IsZero() {
		return time.Time{}
	}
	return ind.Expiry()
}
