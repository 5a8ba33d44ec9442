package proof

import (
	"fmt"
	"strings"

	"foxhound/indicator"
	"foxhound/rule"
)

// classicPlaces are where hunts of the style classic look, by table: a column for hosts or
// addresses, one for the far end's port, or columns for hashes by their algorithm.
var classicPlaces = map[string]struct{ column, member, port string }{
	"CommonSecurityLog":   {"DestinationIP", "", "DestinationPort"},
	"DeviceNetworkEvents": {"RemoteIP", "", "RemotePort"},
	"DnsEvents":           {"Name", "", ""},
	"DeviceEvents":        {"AdditionalFields", "DnsQueryString", ""},
	"UrlClickEvents":      {"Url", "", ""},
}

var hashColumns = map[indicator.Kind]string{indicator.MD5: "MD5", indicator.SHA1: "SHA1", indicator.SHA256: "SHA256"}

// classic makes the few events that hunts of the style classic are held to: they say no more of an
// event than that it is there.
func (m *maker) classic() {
	known := map[indicator.Kind]bool{}
	for i := range m.listed {
		l := &m.listed[i]
		if known[l.Kind] {
			continue
		}
		known[l.Kind] = true
		switch {
		case l.Kind.Hash():
			m.classicHash(l)
		case m.hunt.Key == rule.Addresses:
			m.classicAddress(l)
		case l.Kind == indicator.URL:
			m.classicURL(l)
		default:
			m.classicName(l)
		}
	}
	row := m.base(m.day(&m.listed[0]))
	m.take(Event{Name: "nothing listed", Verdict: Benign}, row)
}

// missed takes an event with a text in the hunt's place that looks like what is listed, where
// nothing that is listed is what it says.
func (m *maker) missed(name string, l *listed, text string, port int) {
	loc, _ := indicator.ParseLocation(text)
	for i := range m.listed {
		o := &m.listed[i]
		if o.loc.Host == loc.Host || o.Kind == indicator.Domain && !o.precise && strings.HasSuffix(loc.Host, "."+o.Value) {
			return
		}
	}
	m.shown(NearMiss, name, l, text, port)
}

// shown takes an event with a text in the hunt's place.
func (m *maker) shown(verdict Verdict, name string, l *listed, text string, port int) {
	p := classicPlaces[m.table.Name]
	if m.table.Name == "DeviceNetworkEvents" && m.hunt.Key == rule.Names {
		p.column, p.port = "RemoteUrl", ""
	}
	row := m.base(m.day(l))
	m.put(row, p.column, p.member, text)
	if p.port != "" && port > 0 {
		m.put(row, p.port, "", port)
	}
	if p.member != "" {
		m.put(row, "ActionType", "", "DnsQueryResponse")
	}
	e := Event{Name: name + " of " + l.Kind.String(), Verdict: verdict}
	if verdict == Hit {
		e.Wants = []Want{{}}
	}
	m.take(e, row)
}

func (m *maker) classicHash(l *listed) {
	for _, tt := range []struct {
		verdict    Verdict
		name, text string
	}{{Hit, "the hash", l.Value}, {Hit, "upper-case hash", upper(l.Value)}, {NearMiss, "part of the hash", l.Value[1:]}} {
		row := m.base(m.day(l))
		m.put(row, hashColumns[l.Kind], "", tt.text)
		e := Event{Name: tt.name + " in " + hashColumns[l.Kind], Verdict: tt.verdict}
		if tt.verdict == Hit {
			e.Wants = []Want{{}}
		}
		m.take(e, row)
	}
}

func (m *maker) classicAddress(l *listed) {
	port := int(l.loc.Port)
	m.shown(Hit, "the address", l, l.loc.Host, port)
	if !l.precise {
		m.shown(Hit, "another port", l, l.loc.Host, int(m.otherPort(l.loc.Host)))
	}
	if l.loc.Addr.Is4() {
		m.missed("a digit before the address", l, "1"+l.loc.Host, port)
		m.missed("a part after the address", l, l.loc.Host+".1", port)
	}
}

func (m *maker) classicName(l *listed) {
	m.shown(Hit, "the name", l, l.Value, 0)
	m.shown(Hit, "upper-case name", l, upper(l.Value), 0)
	if l.precise {
		m.missed("a name below", l, "www."+l.Value, 0)
	} else {
		m.shown(Hit, "a name below", l, "www."+l.Value, 0)
	}
	m.missed("a name that ends alike", l, "a-"+l.Value, 0)
	m.missed("the name before another domain", l, l.Value+".evil.example", 0)
}

func (m *maker) classicURL(l *listed) {
	m.shown(Hit, "the URL", l, l.Value, 0)
	m.missed("a look-alike of its host", l, fmt.Sprintf("%s://a-%s/", l.loc.Scheme, bracketed(l.loc.Host)), 0)
	m.missed("its host in a query", l, "http://portal.example/?u="+l.loc.Host, 0)
}
