package indicator

import (
	"net/netip"
	"net/url"
	"strings"
)

// A Location is where a URL, or what a log has left of one, points.
type Location struct {
	Scheme string     // lower case; empty where the text has none
	Host   string     // canonical domain or address, without brackets
	Addr   netip.Addr // the host as an address, unmapped and without zone; invalid where it is a name
	Port   uint16     // 0 where the text has none
	Path   string     // path and query, case kept, without fragment; "/" where the text has none
}

// ParseLocation reads a URL as logs spell them: whole, or without scheme, port or path,
// in quotes, with user information, a host in any case with a trailing dot, or behind a scheme
// percent-encoded, an address in brackets. It reports false where no host can be told. Nothing is refanged: logs are not reports.
//
// Bytes of the path that are not printable ASCII are percent-encoded, as in a canonical [URL].
// A host in canonical form costs no allocation. The strings of the result may be substrings of
// text; nothing else of it is retained.
func ParseLocation(text string) (Location, bool) {
	text = trimLog(text)
	if text == "" {
		return Location{}, false
	}
	scheme, rest, hasScheme := cutScheme(text)
	authority, path, ok := cutAuthority(rest, hasScheme)
	if !ok {
		return Location{}, false
	}
	loc := Location{Scheme: scheme, Path: canonicalPath(path)}
	if !loc.setHost(authority, hasScheme) {
		return Location{}, false
	}
	return loc, true
}

// trimLog takes off space and one pair of quotes.
func trimLog(s string) string {
	s = strings.TrimSpace(s)
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		s = strings.TrimSpace(s[1 : n-1])
	}
	return s
}

// cutScheme splits "scheme://rest" and "//rest". It reports whether either was there.
func cutScheme(s string) (scheme, rest string, ok bool) {
	if strings.HasPrefix(s, "//") {
		return "", s[2:], true
	}
	colon := strings.IndexByte(s, ':')
	if colon <= 0 || !strings.HasPrefix(s[colon:], "://") || !validScheme(s[:colon]) {
		return "", s, false
	}
	return strings.ToLower(s[:colon]), s[colon+3:], true
}

// maxScheme is longer than any scheme in use.
const maxScheme = 32

func validScheme(s string) bool {
	if s == "" || len(s) > maxScheme || s[0]|0x20 < 'a' || s[0]|0x20 > 'z' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') && c != '+' && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

// cutAuthority splits before the path, query or fragment, and drops user information. A
// backslash ends the authority as browsers have it, which http://evil.com\@good.com counts on.
// Without a scheme, both a backslash and user information mean that the text is something else:
// a file's path, an e-mail address.
func cutAuthority(s string, hasScheme bool) (authority, path string, ok bool) {
	authority = s
	if end := strings.IndexAny(s, `/?#\`); end >= 0 {
		authority, path = s[:end], s[end:]
	}
	if path != "" && path[0] == '\\' {
		if !hasScheme {
			return "", "", false
		}
		path = "/" + path[1:]
	}
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		if !hasScheme {
			return "", "", false
		}
		authority = authority[at+1:]
	}
	return authority, path, true
}

// setHost reads host and port. An empty port is none, but only behind a scheme: C: is a drive.
func (l *Location) setHost(authority string, hasScheme bool) bool {
	host, port, hasPort := cutPort(authority)
	switch {
	case !hasPort || port == "" && hasScheme:
	case len(port) > 5 || !isDigits(port):
		return false
	default:
		n, err := parsePort(port)
		if err != nil {
			return false
		}
		l.Port = n
	}
	if hasScheme && strings.IndexByte(host, '%') >= 0 {
		host = unescapeHost(host)
	}
	return l.setName(host)
}

// unescapeHost undoes percent-encoding, which browsers read in a URL's host: evil%2ecom is
// evil.com. What is encoded wrongly stays as it is, and makes no host; a zone of an address
// is no encoding.
func unescapeHost(host string) string {
	if strings.IndexByte(host, ':') >= 0 {
		return host
	}
	plain, err := url.PathUnescape(host)
	if err != nil {
		return host
	}
	return plain
}

// cutPort splits at the colon before the port: the one behind the bracket of an address,
// or the only one there is.
func cutPort(s string) (host, port string, ok bool) {
	colon := strings.LastIndexByte(s, ':')
	if colon < 0 {
		return s, "", false
	}
	bracket := strings.LastIndexByte(s, ']')
	if bracket > colon || bracket < 0 && strings.IndexByte(s, ':') != colon {
		return s, "", false
	}
	return s[:colon], s[colon+1:], true
}

func (l *Location) setName(host string) bool {
	addr, ok := ParseAddr(host)
	if !ok {
		l.Host, ok = CanonicalHost(host)
		return ok
	}
	l.Addr = addr
	l.Host = host
	if !canonicalQuad(host, addr) {
		l.Host = addr.String()
	}
	return true
}

// canonicalQuad reports whether host is how addr prints. Only dotted quads are told without
// printing them: parseIPv4 takes no other spelling of them.
func canonicalQuad(host string, addr netip.Addr) bool {
	return addr.Is4() && strings.IndexByte(host, ':') < 0 && host[0] != '['
}

// Location takes a URL, domain, IP or IPPort apart; it reports false for other kinds.
func (o Observable) Location() (Location, bool) {
	switch o.Kind {
	case URL, Domain, IP, IPPort:
		if loc, ok := o.plainLocation(); ok { // Fast path
			return loc, true
		}
		return ParseLocation(o.Value)
	}
	return Location{}, false
}

// plainLocation is ParseLocation for names, quads and quads with a port. It is not sure of others.
func (o Observable) plainLocation() (loc Location, ok bool) {
	loc = Location{Host: o.Value, Path: "/"}
	switch o.Kind {
	case Domain:
		return loc, plainHost(o.Value) == hostCanonical
	case IP:
		loc.Addr, ok = parseIPv4(o.Value)
		return loc, ok
	case IPPort:
		host, port, _ := strings.Cut(o.Value, ":")
		if loc.Addr, ok = parseIPv4(host); !ok || len(port) > 5 || !isDigits(port) {
			return loc, false
		}
		var err error
		loc.Host = host
		loc.Port, err = parsePort(port)
		return loc, err == nil
	}
	return loc, false
}
