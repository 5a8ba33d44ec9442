package proof

import (
	"fmt"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/rule"
)

// everywhere shows the indicator in each column that can hold it.
func (m *maker) everywhere(l *listed) {
	for _, c := range m.columns {
		if m.shows(c, l.Kind) {
			m.alone(l.Kind.String(), l, l.of(c))
		}
	}
}

// tiers shows the indicator at each tier, and in the spellings that logs have, in the first
// column of each sort.
func (m *maker) tiers(l *listed) {
	for _, c := range m.contents(l) {
		s := l.of(c)
		switch {
		case l.Kind.Hash():
			m.spelled("upper-case hash", l, s, upper(l.Value))
			if c.Holds != roles.FreeText {
				m.spelled("hash in a list", l, s, "SHA1=0000000000000000000000000000000000000000,X="+upper(l.Value))
			}
		case l.Kind == indicator.Email:
			m.mailTiers(l, s)
		default:
			m.locationTiers(l, s)
		}
	}
}

func (m *maker) mailTiers(l *listed, s sight) {
	at := strings.LastIndexByte(l.Value, '@')
	if s.column.Holds == roles.FreeText {
		return
	}
	m.spelled("upper-case domain", l, s, l.Value[:at]+upper(l.Value[at:]))
	if local := swapped(l.Value[:at]); local != l.Value[:at] {
		s.value = local + l.Value[at:]
		m.spelled("local part in another case", l, s, s.value)
	}
}

// swapped is a text in the other case.
func swapped(s string) string {
	if up := upper(s); up != s {
		return up
	}
	return strings.ToLower(s)
}

// locationTiers varies host, port and path.
func (m *maker) locationTiers(l *listed, s sight) {
	if l.loc.Addr.IsValid() || l.Kind == indicator.IP {
		m.mapped(l, s)
	} else {
		m.subdomains(l, s)
	}
	if l.Kind != indicator.Domain && l.Kind != indicator.IP {
		m.ports(l, s)
	}
	if l.Kind == indicator.URL && (s.column.Holds == roles.URL || s.column.Holds == roles.URLs || s.column.Holds == roles.FreeText) {
		m.paths(l, s)
	}
	if s.column.Holds == roles.Host || s.column.Holds == roles.Address {
		m.hostWith(l, s)
	}
}

// hostWith shows more than a host where a host or an address should stand: its port, or a whole URL,
// of which the column says no more than host and port.
func (m *maker) hostWith(l *listed, s sight) {
	spelled := func(name, text string, port uint16) {
		at := m.day(l)
		row := m.base(at)
		seen := m.write(row, s, text)
		seen.port = port
		m.add(name+" in "+s.column.Field(), row, at, seen)
	}
	other, port := m.otherPort(s.host), l.portNumber()
	if port == 0 {
		spelled("the host with a port", fmt.Sprintf("%s:%d", bracketed(s.host), other), other)
		return
	}
	spelled("the host with its port", fmt.Sprintf("%s:%d", bracketed(s.host), port), port)
	spelled("the host with another port", fmt.Sprintf("%s:%d", bracketed(s.host), other), other)
	if scheme := schemeOf(port); scheme != "" {
		spelled("a URL by whose scheme the port is", scheme+"://"+bracketed(s.host)+"/", port)
		m.proxiedHost(l, s, scheme, port)
	}
	if l.Kind == indicator.URL {
		spelled("the whole URL", l.Value, port)
		spelled("a URL below it", strings.TrimRight(l.Value, "/")+"/below", port)
	}
}

func (m *maker) subdomains(l *listed, s sight) {
	sub := s
	sub.host = "www." + s.host
	m.alone("subdomain", l, sub)
	sub.host = "a.b-1." + s.host
	m.alone("subdomain two labels below", l, sub)
	if s.column.Holds == roles.Host {
		m.spelled("upper-case name", l, s, upper(s.host))
		m.spelled("name with a trailing dot", l, s, s.host+".")
		if u := indicator.Unicode(s.host); u != s.host && m.hunt.Form != rule.Workspace { // which has no column for it
			m.spelled("name in Unicode", l, s, u)
		}
	}
	long := s
	long.host = strings.Repeat("a", 63) + "." + s.host
	m.alone("longest label", l, long)
}

// mapped spells an IPv4 address as IPv6, and IPv6 with all its zeros.
func (m *maker) mapped(l *listed, s sight) {
	if s.column.Holds == roles.FreeText && l.loc.Addr.Is4() {
		at := m.day(l)
		row := m.base(at)
		sole := s
		sole.port, sole.scheme, sole.path, sole.sole = 0, "", "/", true
		m.add("nothing but the address in "+s.column.Field(), row, at, m.write(row, sole, s.host))
	}
	if s.column.Holds != roles.Address {
		return
	}
	seen := s
	if seen.port == 0 {
		seen.port = indicator.DefaultPort(seen.scheme)
	}
	seen.scheme, seen.path = "", ""
	if l.loc.Addr.Is4() {
		m.spelled("address as IPv6", l, seen, "::ffff:"+s.host)
		m.spelled("address as IPv6 in brackets", l, seen, "[::FFFF:"+s.host+"]")
	} else {
		m.spelled("address with all its digits", l, seen, l.loc.Addr.StringExpanded())
		m.spelled("upper-case address", l, seen, upper(s.host))
	}
}

// otherPort is a port that no indicator of the hunt has at the host.
func (m *maker) otherPort(host string) uint16 {
	port := uint16(50123)
	for again := true; again; {
		again = false
		for i := range m.listed {
			if m.listed[i].loc.Host == host && m.listed[i].loc.Port == port {
				port, again = port+1, true
			}
		}
	}
	return port
}

func (m *maker) ports(l *listed, s sight) {
	other := s
	other.port = m.otherPort(s.host)
	m.alone("another port", l, other)
	if s.column.Holds != roles.FreeText || s.scheme != "" { // an address alone in free text is no tier of a hunt
		silent := s
		silent.port, silent.scheme = 0, ""
		if s.column.Holds == roles.FreeText && len(s.path) < 2 {
			silent.path = "/x" // a word without a path is no URL
		}
		m.alone("no port", l, silent)
	}
	if scheme := schemeOf(s.port); scheme != "" {
		implied := s
		implied.port, implied.scheme, implied.path = 0, scheme, "/"
		m.alone("the port by its scheme", l, implied)
		m.proxied(l, implied)
	}
	if s.scheme != "" && s.port == 0 && indicator.DefaultPort(s.scheme) > 0 {
		implied := s
		implied.port = indicator.DefaultPort(s.scheme)
		m.alone("the scheme's port, spelled", l, implied)
		m.proxied(l, s)
	}
}

// proxiedHost shows a URL where a host should stand, beside the port of a proxy.
func (m *maker) proxiedHost(l *listed, s sight, scheme string, port uint16) {
	if s.column.Port == "" || !m.has(s.column.Port) {
		return
	}
	at := m.day(l)
	row := m.base(at)
	seen := m.write(row, s, scheme+"://"+bracketed(s.host)+"/")
	seen.port = port
	m.put(row, s.column.Port, "", int(m.otherPort(s.host)))
	m.add("a URL by whose scheme the port is, through a proxy in "+s.column.Field(), row, at, seen)
}

// proxied shows a URL beside a port of its log that is the proxy's: that of the URL is told by its
// scheme alone.
func (m *maker) proxied(l *listed, s sight) {
	if s.column.Holds != roles.URL || s.column.Port == "" || !m.has(s.column.Port) {
		return
	}
	at := m.day(l)
	row := m.base(at)
	seen := m.show(row, s)
	seen.port = m.otherPort(s.host)
	m.put(row, s.column.Port, "", int(seen.port))
	m.add("the port by its scheme, through a proxy in "+s.column.Field(), row, at, seen)
}

// schemeOf is a scheme that stands for the port, or empty.
func schemeOf(port uint16) string {
	for _, scheme := range []string{"http", "https", "ftp"} {
		if indicator.DefaultPort(scheme) == port {
			return scheme
		}
	}
	return ""
}

func (m *maker) paths(l *listed, s sight) {
	base := strings.TrimRight(s.path, "/")
	for _, tt := range []struct{ name, path string }{
		{"below the path", base + "/below"},
		{"the path with a query", base + "?q=1"},
		{"a longer last part of the path", base + "x"},
		{"another path", "/another"},
		{"the path without its last slash", base},
		{"the path in another case", swapped(s.path)},
		{"below the path in another case", swapped(base) + "/below"},
		{"the path with a query in another case", swapped(base) + "?q=1"},
	} {
		if tt.path != "" && strings.IndexByte("/?", tt.path[0]) < 0 {
			continue // it would be part of the port
		}
		seen := s
		seen.path = tt.path
		m.alone(tt.name, l, seen)
	}
}
