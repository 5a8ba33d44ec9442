package guard

import (
	"net/netip"

	"foxhound/indicator"
)

func decideAddress(kind indicator.Kind, addr netip.Addr) Decision {
	addr = embedded(addr.WithZone("").Unmap())
	if class, ok := nonGlobal().block(addr); ok {
		return Decision{Drop, "non-global-addresses", addr.String() + " is a " + class + " address: it means no one machine on the internet"}
	}
	if operator, ok := resolvers().addrs[addr]; ok {
		return Decision{Drop, "public-resolvers", addr.String() + " is a public DNS resolver of " + operator}
	}
	if operator, ok := sharedHosts().block(addr); ok {
		return Decision{unlessURL(kind), "shared-hosts", addr.String() + " serves everything of " + operator + ", not one customer"}
	}
	return Decision{}
}

// embedded returns the IPv4 address that a translated (NAT64) or tunneled (6to4) IPv6
// address leads to, which is the one to judge.
func embedded(addr netip.Addr) netip.Addr {
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
