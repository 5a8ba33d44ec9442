package guard

import (
	"net/netip"

	"foxhound/indicator"
)

func (l *entries) decideAddress(kind indicator.Kind, addr netip.Addr) Decision {
	addr = embedded(addr.WithZone("").Unmap())
	e, ok := l.blocks.find(addr)
	if !ok {
		return Decision{}
	}
	if kind == indicator.URL {
		return e.decision(e.list.url, addr.String())
	}
	return e.decision(e.list.host, addr.String())
}

func (e entry) decision(level Level, value string) Decision {
	return Decision{level, e.list.name, e.list.why(value, e.label)}
}

// embedded returns the IPv4 address that a translated (NAT64) or tunneled (6to4) IPv6
// address leads to, which is the one to judge.
func embedded(addr netip.Addr) netip.Addr {
	if addr.Is4() {
		return addr
	}
	b := addr.As16()
	switch {
	case nat64.Contains(addr):
		return netip.AddrFrom4([4]byte(b[12:]))
	case sixToFour.Contains(addr):
		return netip.AddrFrom4([4]byte(b[2:6]))
	}
	return addr
}

var (
	nat64     = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour = netip.MustParsePrefix("2002::/16")
)
