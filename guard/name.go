package guard

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"foxhound/indicator"
)

func (l *entries) decideName(kind indicator.Kind, host string) Decision {
	if !strings.Contains(host, ".") {
		return Decision{Drop, "internal-names", host + " is a single label: it means another machine on every network"}
	}
	e, ok := l.parent(host)
	switch {
	case !ok:
		return decideSuffix(host)
	case kind == indicator.URL:
		return e.decision(e.list.url, host)
	}
	return e.decision(e.list.of, host)
}

// decideSuffix guards what many parties share by registration: the suffixes themselves, and
// the hosts that a company lets its customers name.
func decideSuffix(host string) Decision {
	suffix, icann := publicsuffix.PublicSuffix(host)
	switch {
	case suffix == host:
		return Decision{Precise, "public-suffixes", host + " is a public suffix: the names under it belong to many"}
	case !icann && strings.Contains(suffix, "."): // without a dot, the suffix is only a guess for an unknown TLD
		return Decision{Precise, "public-suffixes", host + " is a customer's name under " + suffix + ", which many share"}
	}
	return Decision{}
}
