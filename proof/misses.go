package proof

import (
	"slices"
	"strings"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/rule"
)

// nearMisses shows what looks like the indicator, in the first column of each sort.
func (m *maker) nearMisses(l *listed) {
	if l.Kind.Hash() {
		m.otherAlgorithm(l)
	}
	for _, c := range m.contents(l) {
		s := l.of(c)
		switch {
		case l.Kind.Hash():
			m.otherHashes(l, s)
		case l.Kind == indicator.Email:
			m.otherMail(l, s)
		case l.loc.Addr.IsValid():
			m.otherAddresses(l, s)
		default:
			m.otherNames(l, s)
		}
	}
}

func (m *maker) otherHashes(l *listed, s sight) {
	last := "0"
	if strings.HasSuffix(l.Value, last) {
		last = "1"
	}
	for _, tt := range []struct{ name, value string }{
		{"another hash", l.Value[:len(l.Value)-1] + last},
		{"part of the hash", l.Value[:len(l.Value)-1]},
		{"a longer hash", "0" + l.Value},
		{"hash within a word", l.Value + "-" + last},
	} {
		s.value = tt.value
		m.spelled(tt.name, l, s, tt.value)
	}
	if s.column.Holds == roles.FreeText {
		s.value = "name-" + l.Value
		m.spelled("hash in the name of a file", l, s, s.value+".bin")
		m.spelled("hash in the query of a URL", l, s, "http://portal.example/?h="+l.Value)
	}
}

// otherAlgorithm shows the hash in a column of hashes of another sort.
func (m *maker) otherAlgorithm(l *listed) {
	for _, c := range m.columns {
		if slices.Contains([]roles.Holds{roles.MD5, roles.SHA1, roles.SHA256}, c.Holds) && !m.shows(c, l.Kind) {
			m.unseen("hash of another algorithm", l, sight{column: c}, l.Value)
			return
		}
	}
}

func (m *maker) otherMail(l *listed, s sight) {
	for _, tt := range []struct{ name, value string }{
		{"a longer local part", "a-" + l.Value},
		{"a local part in front", "a." + l.Value},
		{"a longer domain", l.Value + ".evil.example"},
		{"the address within another", l.Value + "@evil.example"},
	} {
		s.value = tt.value
		m.spelled(tt.name, l, s, tt.value)
	}
}

func (m *maker) otherNames(l *listed, s sight) {
	for _, tt := range []struct{ name, host string }{
		{"a name that ends alike", "a-" + s.host},
		{"a name that ends alike, without a hyphen", "a" + s.host},
		{"the name before another domain", s.host + ".evil.example"},
		{"the name as a label", strings.ReplaceAll(s.host, ".", "-") + ".example"},
		{"a parent of the name", parent(s.host)},
		{"a wildcard for names below it", "*." + s.host},
		{"a label that is too long", strings.Repeat("a", 64) + "." + s.host},
		{"a name that is too long", strings.Repeat("abcdefg.", 32) + s.host},
	} {
		if tt.host == "" {
			continue
		}
		seen := s
		seen.host = tt.host
		if !validHost(tt.host) {
			seen.host = ""
			text := seen.inText(tt.host)
			if s.column.Holds != roles.Host {
				text = seen.inText("http://" + tt.host + "/")
			}
			m.unseen(tt.name, l, seen, text)
			continue
		}
		m.alone(tt.name, l, seen)
	}
	if s.column.Holds == roles.Host {
		s.host = ""
		m.unseen("the name behind a blank", l, s, "see "+l.of(s.column).host)
		return
	}
	m.elsewhere(l, s)
}

// validHost reports whether a name is short enough to be one.
func validHost(host string) bool {
	_, ok := indicator.CanonicalHost(host)
	return ok
}

// elsewhere shows a host where a URL does not lead to.
func (m *maker) elsewhere(l *listed, s sight) {
	at := bracketed(s.host)
	s.host, s.port, s.scheme = "portal.example", 0, "http"
	for _, tt := range []struct{ name, text string }{
		{"the host in a query", "http://portal.example/?u=" + at},
		{"the host in a path", "http://portal.example/" + at + "/x"},
		{"the host as user information", "http://" + at + "@portal.example/"},
	} {
		if s.column.Holds != roles.FreeText {
			m.spelled(tt.name, l, s, tt.text)
		}
	}
}

func (m *maker) otherAddresses(l *listed, s sight) {
	if l.loc.Addr.Is4() {
		for _, tt := range []struct{ name, host string }{
			{"a digit before the address", "1" + s.host},
			{"a digit after the address", s.host + "1"},
			{"a part after the address", s.host + ".1"},
		} {
			text := tt.host
			if s.column.Holds != roles.Address && s.column.Holds != roles.Host {
				text = "http://" + tt.host + "/"
			}
			seen := s
			seen.host = ""
			m.unseen(tt.name, l, seen, seen.inText(text))
		}
	}
	if (s.column.Holds == roles.Address || s.column.Holds == roles.Host) && l.loc.Addr.Is4() {
		seen := s
		seen.host = ""
		m.unseen("a digit before the address and its port", l, seen, "1"+s.host+":443")
		m.unseen("a letter after the port", l, seen, s.host+":443x")
	}
	if s.column.Holds == roles.FreeText {
		seen := s
		seen.host = ""
		m.unseen("the address alone", l, seen, seen.inText(s.host))
	}
	if s.column.Holds == roles.URL || s.column.Holds == roles.URLs {
		m.elsewhere(l, s)
	}
}

// unseen takes an event whose text shows no host at all.
func (m *maker) unseen(name string, l *listed, s sight, text string) {
	at := m.day(l)
	row := m.base(at)
	m.write(row, s, text)
	m.add(name+" in "+s.column.Field(), row, at)
}

func parent(host string) string {
	_, rest, _ := strings.Cut(host, ".")
	if !strings.Contains(rest, ".") {
		return ""
	}
	return rest
}

// expired shows an indicator that was set aside because its time is over.
func (m *maker) expired() {
	for _, aside := range m.rule.SetAside {
		if aside.Decision.List != "expired" || aside.Decision.Level != guard.Drop || !m.keyed(aside.Indicator.Kind) {
			continue
		}
		l := &listed{Indicator: aside.Indicator}
		l.loc, _ = l.Location()
		if (l.loc.Addr.IsValid()) != (m.hunt.Key == rule.Addresses) && !l.Kind.Hash() && l.Kind != indicator.Email {
			continue
		}
		for _, c := range m.columns {
			if m.shows(c, l.Kind) {
				m.alone("an indicator that has expired", l, l.of(c))
				return
			}
		}
	}
}

// keyed reports whether hunts like this one look for indicators of the kind.
func (m *maker) keyed(kind indicator.Kind) bool {
	switch m.hunt.Key {
	case rule.Hashes:
		return kind.Hash()
	case rule.Mail:
		return kind == indicator.Email
	}
	return kind <= indicator.URL
}

// benign shows what has nothing to do with the indicators, in each column.
func (m *maker) benign() {
	at := m.day(&m.listed[0])
	row := m.base(at)
	m.take(Event{Name: "nothing listed", Verdict: Benign}, row)
	for _, c := range m.columns {
		text, ok := harmless[c.Holds]
		if !ok {
			continue
		}
		row := m.base(at)
		m.put(row, c.Name, c.Member, text)
		m.take(Event{Name: "what is not listed in " + c.Field(), Verdict: Benign}, row)
	}
}

var harmless = map[roles.Holds]string{
	roles.Address: "192.0.2.10", roles.Host: "www.portal.example", roles.URL: "https://www.portal.example/a?b=c",
	roles.URLs: `["https://www.portal.example/"]`, roles.FreeText: "ping -n 1 192.0.2.10 www.portal.example",
	roles.Email: "help@portal.example", roles.MD5: strings.Repeat("0", 32), roles.SHA1: strings.Repeat("0", 40), roles.SHA256: strings.Repeat("0", 64),
	roles.Hash: strings.Repeat("0", 64),
}
