package indicator

import "time"

// DefaultMargin is how long before an indicator was first seen an event of its is still
// current: feeds learn late.
const DefaultMargin = 30 * 24 * time.Hour

// Forever is the [Indicator.ValidUntil] of what never expires: later than any event.
var Forever = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// Expiry returns when the indicator stops being current: at ValidUntil where that is set; for
// ThreatFox six months after the later of first and last seen, as ThreatFox itself has
// withdrawn its entries since 2025-05-01. It is zero, never, for other sources and where first
// seen is not known.
func (i *Indicator) Expiry() time.Time {
	if !i.ValidUntil.IsZero() {
		return i.ValidUntil
	}
	seen := i.FirstSeen
	if i.LastSeen.After(seen) {
		seen = i.LastSeen
	}
	if i.Source != ThreatFox || i.FirstSeen.IsZero() {
		return time.Time{}
	}
	return seen.AddDate(0, 6, 0)
}
