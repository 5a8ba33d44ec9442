package proof

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
	"foxhound/internal/roles"
)

// of is what a place shows that holds the indicator itself.
func (l *listed) of(c roles.Column) sight {
	s := sight{column: c}
	switch {
	case l.Kind.Hash(), l.Kind == indicator.Email:
		s.value = l.Value
	case l.Kind == indicator.Domain:
		s.host = l.Value
	default:
		s.host, s.port, s.path = l.loc.Host, l.loc.Port, l.loc.Path
		if s.scheme = l.loc.Scheme; l.Kind != indicator.URL {
			s.scheme, s.path = "", ""
		}
		if c.Holds == roles.FreeText && s.scheme == "" && s.port == 0 {
			s.port = 8443 // an address alone in free text is no tier of a hunt
		}
	}
	return s
}

// wordPath is a path that stands in free text as one word, its end included.
var wordPath = lazyregexp.New(`^/?(?:[0-9A-Za-z/_?=&-]|\.[0-9A-Za-z])*$`)

// spells returns the text of a place. What the place does not carry is taken out of the sight.
func (s *sight) spells() string {
	if s.value != "" {
		return s.inText(s.value)
	}
	switch s.column.Holds {
	case roles.Address, roles.Host, roles.Addresses:
		s.hide()
		return s.host
	case roles.FreeText:
		if !wordPath.MatchString(s.path) {
			s.path = "/"
		}
	}
	return s.inText(s.url())
}

// hide leaves of a sight what stands in a column for hosts and another for ports.
func (s *sight) hide() {
	if s.port == 0 {
		s.port = indicator.DefaultPort(s.scheme)
	}
	s.scheme, s.path = "", ""
}

// url is the sight as a URL, or what there is of it.
func (s *sight) url() string {
	text := bracketed(s.host)
	if s.port > 0 {
		text = fmt.Sprintf("%s:%d", text, s.port)
	}
	path := s.path
	if s.path == "" {
		s.path = "/"
	}
	if s.scheme != "" {
		text = s.scheme + "://" + text
	}
	if s.port > 0 {
		s.scheme = "" // a spelled port goes before the scheme's
	}
	return text + path
}

func (s *sight) inText(text string) string {
	switch s.column.Holds {
	case roles.FreeText:
		return "get -q " + text + " now"
	case roles.URLs:
		list, _ := json.Marshal([]string{"https://portal.example/", text}) // texts are no error
		return string(list)
	}
	return text
}

// show writes a sight into a row, and returns what can be seen of it there.
func (m *maker) show(row fields, s sight) sight {
	text := s.spells()
	return m.write(row, s, text)
}

// write puts a text in the place of a sight, and its port beside it.
func (m *maker) write(row fields, s sight, text string) sight {
	m.put(row, s.column.Name, s.column.Member, text)
	if s.column.Holds == roles.Address || s.column.Holds == roles.Host || s.column.Holds == roles.Addresses {
		s.hide()
	}
	beside := s.column.Port != "" && m.has(s.column.Port)
	port := s.port
	if port == 0 && beside {
		port = indicator.DefaultPort(s.scheme)
	}
	switch url := s.column.Holds == roles.URL || s.column.Holds == roles.URLs || s.column.Holds == roles.FreeText; {
	case beside && port > 0:
		m.put(row, s.column.Port, "", int(port))
		s.port = port
	case !url:
		s.port = 0
	}
	return s
}

// alone takes an event that shows the indicator as a sight.
func (m *maker) alone(name string, l *listed, s sight) {
	at := m.day(l)
	row := m.base(at)
	seen := m.show(row, s)
	m.add(name+" in "+s.column.Field(), row, at, seen)
}

// spelled takes an event that shows a sight in a text of its own.
func (m *maker) spelled(name string, l *listed, s sight, text string) {
	at := m.day(l)
	row := m.base(at)
	seen := m.write(row, s, s.inText(text))
	m.add(name+" in "+s.column.Field(), row, at, seen)
}

// contents are the first columns of each sort that can hold the indicator.
func (m *maker) contents(l *listed) []roles.Column {
	var list []roles.Column
	known := map[roles.Holds]bool{}
	for _, c := range m.columns {
		if m.shows(c, l.Kind) && !known[c.Holds] {
			known[c.Holds] = true
			list = append(list, c)
		}
	}
	return list
}

func upper(s string) string { return strings.ToUpper(s) }

// far is a time that is before any event of a proof.
var far = time.Date(1985, time.January, 1, 0, 0, 0, 0, time.UTC)
