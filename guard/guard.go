// Package guard holds allow-lists: which indicators would hit the innocent, and how far
// each may be used all the same. Start with [Decide]. Guards act before any rule is
// written or log is read, and every decision carries its list and reason.
//
// The lists are text files in the folder lists, some of them made from the MISP warninglists
// by the command in the folder warninglists; [golang.org/x/net/publicsuffix] adds the public
// suffixes. The package reads nothing else and keeps no state. What each list would have done
// to ThreatFox is measured in docs/guards.md, and the levels follow from that.
package guard

import "foxhound/indicator"

// A Level is how far an indicator may match.
type Level uint8

const (
	Pass    Level = iota // every tier
	Label                // every tier too, but there is something to know of it
	Precise              // tiers exact and endpoint only: a domain without its subdomains, a URL without its bare host
	Drop                 // never
)

// A Decision is what the guards say of one indicator.
type Decision struct {
	Level  Level
	List   string // the list's name, such as public-resolvers; empty for Pass
	Reason string // one sentence for a person
}

// Decide asks every built-in list and returns the strictest answer.
//
// A URL on a shared host says more than the host and is only kept from matching by it; nothing
// on a resolver or an internal host is kept.
func Decide(ind indicator.Indicator) Decision {
	if ind.Kind.Hash() {
		return decideHash(ind.Value)
	}
	loc, ok := ind.Location()
	if !ok {
		return Decision{}
	}
	d := decideHost(ind.Kind, loc)
	if ind.Compromised {
		d = stricter(d, compromised(loc.Host))
	}
	return d
}

func decideHost(kind indicator.Kind, loc indicator.Location) Decision {
	if loc.Addr.IsValid() {
		return decideAddress(kind, loc.Addr)
	}
	return decideName(kind, loc.Host)
}

func decideHash(hash string) Decision {
	if e, ok := built().names[hash]; ok {
		return e.decision(e.list.of, hash)
	}
	return Decision{}
}

func compromised(host string) Decision {
	return Decision{Precise, "compromised-sites", host + " is a legitimate site that was abused: the rest of it is innocent"}
}

// stricter prefers the first of equals.
func stricter(a, b Decision) Decision {
	if b.Level > a.Level {
		return b
	}
	return a
}
