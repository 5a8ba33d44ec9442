package rule

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/kql"
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
	slices.SortStableFunc(own, inOrder)
	joined := own[:0]
	for _, ind := range own {
		if n := len(joined); n > 0 && joined[n-1].Observable == ind.Observable && joined[n-1].ThreatType == ind.ThreatType {
			joined[n-1] = joined[n-1].Join(ind)
			continue
		}
		joined = append(joined, ind)
	}
	return joined
}

// inOrder is how a rule sorts its indicators.
func inOrder(a, b indicator.Indicator) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), cmp.Compare(a.ThreatType, b.ThreatType))
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

// maxRoom is how many characters of a query an indicator may take: what the longest of them
// leaves free, and more than any value worth hunting needs.
const maxRoom = 500

// room is how many characters a query's text needs for the indicator's words.
func room(ind *indicator.Indicator) int {
	key, other := unicodeName(ind)
	sum := 0
	for _, word := range []string{ind.Value, ind.ThreatType, key, other} {
		sum += len(kql.PrintExpr(kql.Str(word)))
	}
	return sum
}

func (r *Rule) decide(ind indicator.Indicator) guard.Decision {
	until := ind.Expiry()
	if now := r.Options.Now; !now.IsZero() && !until.IsZero() && now.After(until) {
		return guard.Decision{Level: guard.Drop, List: "expired",
			Reason: fmt.Sprintf("the indicator was valid until %s", until.Format(time.DateOnly))}
	}
	if n := room(&ind); n > maxRoom {
		return guard.Decision{Level: guard.Drop, List: "length",
			Reason: fmt.Sprintf("the indicator takes %d characters of a query; a rule has room for %d", n, maxRoom)}
	}
	return r.Options.Guards.Decide(ind)
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
