package store

import (
	"time"

	"foxhound/indicator"
)

// until is when a policy lets an indicator end; zero where the policy says nothing of it.
func (e Expiry) until(ind *indicator.Indicator) time.Time {
	days, ok := e[ind.Kind]
	if !ok {
		days, ok = e[0]
	}
	seen := ind.FirstSeen
	if ind.LastSeen.After(seen) {
		seen = ind.LastSeen
	}
	switch {
	case !ok, seen.IsZero():
		return time.Time{}
	case days == 0:
		return indicator.Forever
	}
	return seen.AddDate(0, 0, days)
}
