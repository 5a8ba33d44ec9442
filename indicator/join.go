package indicator

import "cmp"

// Join returns what two sources say together of one value: the widest time, the highest
// confidence, the first reference. All else is i's.
func (i Indicator) Join(other Indicator) Indicator {
	i.Confidence = max(i.Confidence, other.Confidence)
	if i.FirstSeen.IsZero() || !other.FirstSeen.IsZero() && other.FirstSeen.Before(i.FirstSeen) {
		i.FirstSeen = other.FirstSeen
	}
	if other.LastSeen.After(i.LastSeen) {
		i.LastSeen = other.LastSeen
	}
	if i.ValidUntil.IsZero() || !other.ValidUntil.IsZero() && other.ValidUntil.After(i.ValidUntil) {
		i.ValidUntil = other.ValidUntil
	}
	i.Reference = cmp.Or(i.Reference, other.Reference)
	i.Compromised = i.Compromised || other.Compromised
	return i
}
