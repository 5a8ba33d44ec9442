// Package guard holds allow-lists: which indicators would hit the innocent, and how far
// each may be used all the same. Start with [Decide]. Guards act before any rule is
// written or log is read, and every decision carries its list and reason.
package guard

import "foxhound/indicator"

// A Level is how far an indicator may match.
type Level uint8

const (
	Pass    Level = iota // every tier
	Precise              // tiers exact and endpoint only
	Drop                 // never
)

// A Decision is what the guards say of one indicator.
type Decision struct {
	Level  Level
	List   string // the list's name, such as public-resolvers; empty for Pass
	Reason string // one sentence for a person
}

// Decide asks every built-in list and returns the strictest answer.
func Decide(ind indicator.Indicator) Decision { return Decision{} }
