package indicator

import "net/netip"

// A Location is where a URL, or what a log has left of one, points.
type Location struct {
	Scheme string     // lower case; empty where the text has none
	Host   string     // canonical domain or address, without brackets
	Addr   netip.Addr // the host as an address, unmapped and without zone; invalid where it is a name
	Port   uint16     // 0 where the text has none
	Path   string     // path and query, case kept, without fragment; "/" where the text has none
}

// ParseLocation reads a URL as logs spell them: whole, or without scheme, port or path,
// in quotes, with user information, a host in any case with a trailing dot, an address in
// brackets. It reports false where no host can be told. Nothing is refanged: logs are not reports.
func ParseLocation(text string) (Location, bool) { return Location{}, false }

// CanonicalHost returns a host name in the form of a [Domain]: lower case, IDNA in its ASCII
// form, no trailing dot. It reports false for addresses and for text that is no host name.
// Single labels (localhost) are host names; a leading "*." is not.
func CanonicalHost(text string) (string, bool) { return "", false }

// ParseAddr reads an address as logs spell them: brackets, a zone and an IPv4-mapped IPv6
// prefix are taken off. It reports false for anything else.
func ParseAddr(text string) (netip.Addr, bool) { return netip.Addr{}, false }

// Unicode returns an ASCII (xn--) host name in its Unicode spelling, or the name itself.
func Unicode(host string) string { return host }
