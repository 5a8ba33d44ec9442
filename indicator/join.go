package indicator

import (
	"cmp"
	"time"
)

// Join returns what two sources say together of one value: the widest time, the latest end, the
// highest confidence, the first reference. All else is i's.
func (i Indicator) Join(other Indicator) Indicator {
	until := later(i.Expiry(), other.Expiry())
	i.Confidence = max(i.Confidence, other.Confidence)
	if i.FirstSeen.IsZero() || !other.FirstSeen.IsZero() && other.FirstSeen.Before(i.FirstSeen) {
		i.FirstSeen = other.FirstSeen
	}
	if other.LastSeen.After(i.LastSeen) {
		i.LastSeen = other.LastSeen
	}
	if i.ValidUntil = (time.Time{}); !i.Expiry().Equal(until) {
		i.ValidUntil = until
		if until.IsZero() {
			i.ValidUntil = Forever
		}
	}
	i.Reference = cmp.Or(i.Reference, other.Reference)
	i.Compromised = i.Compromised || other.Compromised
	i.Relisted = i.Relisted || other.Relisted
	return i
}

// later is the later of two ends; zero is none, and later than any.
func later(a, b time.Time) time.Time {
	if a.IsZero() || b.IsZero() {
		return time.Time{}
	}
	if a.After(b) {
		return a
	}
	return b
}
