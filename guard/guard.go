// Package guard holds allow-lists: which indicators would hit the innocent, and how far
// each may be used all the same. Start with [Decide], or with [Renewed] where there are newer lists. Guards act before any rule is
// written or log is read, and every decision carries its list and reason.
//
// The lists are text files in the folder lists, some of them made from the MISP warninglists
// by the package warninglists; [golang.org/x/net/publicsuffix] adds the public
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

// Decide asks the embedded lists: see [Lists.Decide].
func Decide(ind indicator.Indicator) Decision { return (*Lists)(nil).Decide(ind) }

// Decide asks every list and returns the strictest answer.
//
// A URL on a shared host says more than the host and is only kept from matching by it; nothing
// on a resolver or an internal host is kept.
func (l *Lists) Decide(ind indicator.Indicator) Decision {
	e := l.entries()
	if ind.Kind.Hash() {
		return e.decideHash(ind.Value)
	}
	loc, ok := ind.Location()
	if !ok {
		return Decision{}
	}
	d := e.decideHost(ind.Kind, loc)
	if ind.Compromised {
		d = stricter(d, compromised(loc.Host))
	}
	if ind.Relisted && loc.Addr.IsValid() { // of names nothing is measured
		d = stricter(d, relisted(loc.Addr.String()))
	}
	return d
}

func (e *entries) decideHost(kind indicator.Kind, loc indicator.Location) Decision {
	if loc.Addr.IsValid() {
		return e.decideAddress(kind, loc.Addr)
	}
	return e.decideName(kind, loc.Host)
}

func (e *entries) decideHash(hash string) Decision {
	if found, ok := e.names[hash]; ok {
		return found.decision(found.list.of, hash)
	}
	return Decision{}
}

func compromised(host string) Decision {
	return Decision{Precise, "compromised-sites", host + " is a legitimate site that was abused: the rest of it is innocent"}
}

func relisted(addr string) Decision {
	return Decision{Precise, "retracted-before", addr + " was listed by mistake before, its source said: it may be one again"}
}

// stricter prefers the first of equals.
func stricter(a, b Decision) Decision {
	if b.Level > a.Level {
		return b
	}
	return a
}
