package feed

import "foxhound/indicator"

// Len returns how many indicators the file gave.
func (r *Result) Len() int { return len(r.Indicators) + r.Packed.Len() }

// Pack returns the indicators in little memory: as they were read, or packed now.
func (r *Result) Pack() *indicator.Pack {
	if r.Packed != nil {
		return r.Packed
	}
	return indicator.PackOf(r.Indicators)
}
