package guard

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"foxhound/indicator"
)

// Review names an indicator that is so likely a mistake or an attack on whoever uses the feed
// that a person should look before it is kept: an address or name that means no one machine on
// the internet, a public resolver, a public suffix, a site that everybody uses. The zero
// Decision is for all others. A URL on a shared host is none of them, its host alone is.
func Review(ind indicator.Indicator) Decision { return (*Lists)(nil).Review(ind) }

// Review is [Review] by these lists.
func (l *Lists) Review(ind indicator.Indicator) Decision {
	all := l.entries()
	loc, ok := ind.Location()
	if !ok {
		return Decision{}
	}
	if d := all.decideHost(ind.Kind, loc); d.Level == Drop {
		return d
	}
	if ind.Kind != indicator.Domain {
		return Decision{}
	}
	if suffix, _ := publicsuffix.PublicSuffix(loc.Host); suffix == loc.Host && strings.Contains(suffix, ".") {
		return Decision{Drop, "public-suffixes", loc.Host + " is a public suffix: the names under it belong to many"}
	}
	if e, ok := all.names[loc.Host]; ok {
		return e.decision(Drop, loc.Host)
	}
	return Decision{}
}
