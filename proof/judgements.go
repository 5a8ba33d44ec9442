package proof

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"foxhound/indicator"
	"foxhound/internal/roles"
)

// main is the first column that can hold the indicator, and one that names the far end where
// there is one.
func (m *maker) main(l *listed) roles.Column {
	var first []roles.Column
	for _, c := range m.columns {
		if m.visible(l, c) {
			first = append(first, c)
		}
	}
	if len(first) == 0 { // a guard keeps it to tiers that no column here tells
		first = slices.DeleteFunc(slices.Clone(m.columns), func(c roles.Column) bool { return !m.shows(c, l.Kind) })
	}
	if at := slices.IndexFunc(first, func(c roles.Column) bool { return c.End == roles.Remote && c.Holds != roles.FreeText }); at >= 0 {
		return first[at]
	}
	return first[0]
}

// visible reports whether the indicator is a hit in a column.
func (m *maker) visible(l *listed, c roles.Column) bool {
	if !m.shows(c, l.Kind) {
		return false
	}
	at := m.day(l)
	_, ok := m.judge(m.show(m.base(at), l.of(c)), at)
	return ok
}

// varied takes an event that shows the indicator in the main column, and says something more.
func (m *maker) varied(name string, l *listed, more func(row fields)) {
	at := m.day(l)
	row := m.base(at)
	seen := m.show(row, l.of(m.main(l)))
	more(row)
	m.add(name, row, at, seen)
}

// directions lets the far end start the session.
func (m *maker) directions(l *listed) {
	for _, t := range m.table.Inbound {
		for _, v := range t.Values {
			m.varied("inbound: "+t.Column+" is "+v, l, func(row fields) { m.put(row, t.Column, t.Member, v) })
			m.varied("outbound: "+t.Column+" is No"+v, l, func(row fields) { m.put(row, t.Column, t.Member, "No"+v) })
		}
	}
}

// answers lets the far end talk from another port than its listed one, which is no answer, and from
// its listed one where the log has no column for it.
func (m *maker) answers(l *listed) {
	for _, c := range m.columns {
		if c.End != roles.Source || !m.shows(c, l.Kind) {
			continue
		}
		s := l.of(c)
		switch {
		case c.Port != "" && m.has(c.Port):
			s.port = m.otherPort(s.host)
			m.alone("from another port", l, s)
		default:
			at := m.day(l)
			row := m.base(at)
			if seen, ok := m.spellPort(row, l, c); ok {
				m.add("from its port, spelled in "+c.Field(), row, at, seen)
			}
		}
	}
}

// spellPort shows the indicator with its port, spelled in a column of addresses or hosts that has
// none beside it.
func (m *maker) spellPort(row fields, l *listed, c roles.Column) (seen sight, ok bool) {
	if !ported(l) || c.Holds != roles.Address && c.Holds != roles.Host || c.Port != "" && m.has(c.Port) || !m.shows(c, l.Kind) {
		return seen, false
	}
	seen = m.write(row, l.of(c), l.Value)
	seen.port = l.loc.Port
	return seen, true
}

// twoKeys shows two listed things in one event, or a listed name and one below it: an event
// counts once for each. Where a guard keeps hosts to their ports, another may be a hit only in the
// column of the first, or with its port spelled.
func (m *maker) twoKeys(l *listed) {
	first := m.main(l)
	columns := m.together(first)
	for _, shown := range []func(c roles.Column) bool{
		func(c roles.Column) bool { return m.pair(l, first, c) },
		func(c roles.Column) bool { return m.visible(l, c) && m.pair(l, c, first) },
		func(c roles.Column) bool { return m.pairWithPort(l, first, c) },
	} {
		if slices.ContainsFunc(columns, shown) {
			return
		}
	}
}

// pair shows the indicator in a column and another in a second one, if there is any.
func (m *maker) pair(l *listed, first, second roles.Column) bool {
	other, ok := m.another(l, first, second)
	if ok {
		at := m.day(l)
		row := m.base(at)
		m.add("two keys, in "+first.Field()+" and "+second.Field(), row, at, m.show(row, l.of(first)), m.show(row, other))
	}
	return ok
}

// pairWithPort shows the indicator in a column and another with its port in a second one.
func (m *maker) pairWithPort(l *listed, first, second roles.Column) bool {
	at := m.day(l)
	for i := range m.listed {
		o, row := &m.listed[i], m.base(at)
		if o.loc.Host == l.loc.Host {
			continue
		}
		if seen, ok := m.spellPort(row, o, second); ok {
			m.add("two keys, in "+first.Field()+" and with its port in "+second.Field(), row, at, m.show(row, l.of(first)), seen)
			return true
		}
	}
	return false
}

// together are the columns that stand in one event with another, those without its port first.
func (m *maker) together(first roles.Column) (list []roles.Column) {
	for _, port := range []bool{false, true} {
		for _, c := range m.columns {
			if c.Name != first.Name && shares(c, first) == port {
				list = append(list, c)
			}
		}
	}
	return list
}

// shares reports whether two columns have one port.
func shares(a, b roles.Column) bool { return a.Port != "" && a.Port == b.Port }

// another is something else than the indicator that is listed too and that is a hit in a column, beside
// the first one.
func (m *maker) another(l *listed, first, c roles.Column) (sight, bool) {
	if l.Kind == indicator.Domain && m.shows(c, l.Kind) {
		s := l.of(c)
		s.host = "www." + s.host
		return s, true
	}
	for i := range m.listed {
		o := &m.listed[i]
		differs := o.loc.Host != l.loc.Host
		if o.Kind.Hash() || o.Kind == indicator.Email {
			differs = o.Value != l.Value
		}
		if differs && m.visible(o, c) && (!shares(c, first) || o.portNumber() == l.portNumber()) {
			return o.of(c), true
		}
	}
	return sight{}, false
}

// portNumber is the port that a log shows beside the indicator, or 0.
func (l *listed) portNumber() uint16 { return cmp.Or(l.loc.Port, indicator.DefaultPort(l.loc.Scheme)) }

// twoPlaces shows an indicator in two columns of one event, once as it is listed and, where they
// have no port in common, once less precisely: the event counts once.
func (m *maker) twoPlaces(l *listed) {
	at := m.day(l)
	first := m.main(l)
	for _, c := range m.together(first) {
		if !m.shows(c, l.Kind) {
			continue
		}
		row := m.base(at)
		a := l.of(first)
		if a.port > 0 && !shares(c, first) {
			a.port = m.otherPort(a.host)
		}
		one, two := m.show(row, a), m.show(row, l.of(c))
		best := m.better(one, two, at)
		m.add("in "+first.Field()+" and "+c.Field(), row, at, best)
		return
	}
}

// better is the sight that an event with both counts by.
func (m *maker) better(one, two sight, at time.Time) sight {
	a, _ := m.judge(one, at)
	b, ok := m.judge(two, at)
	if ok && b.tier > a.tier {
		return two
	}
	return one
}

// outcomes gives each value that tells what came of an event, one that tells nothing, and two
// that the order of the table's rules decides between.
func (m *maker) outcomes(l *listed) {
	for _, r := range m.table.Verdicts {
		for i, t := range r.All {
			for _, v := range t.Values {
				m.varied(r.Verdict+": "+t.Column+" is "+v, l, func(row fields) {
					for j, other := range r.All {
						if i != j {
							m.put(row, other.Column, other.Member, other.Values[0])
						}
					}
					m.put(row, t.Column, t.Member, v)
				})
			}
			m.varied("unknown: "+t.Column+" tells nothing", l, func(row fields) { m.put(row, t.Column, t.Member, "Other"+t.Values[0]+"s") })
		}
	}
	m.pairs(l)
	if m.table.RecipientsApart {
		m.deliveries(l)
	}
}

// deliveryTable knows who got a mail, and whether.
const deliveryTable = "EmailEvents"

// deliveries gives each value that tells what became of a mail, of which the table of its
// deliveries knows.
func (m *maker) deliveries(l *listed) {
	for _, r := range roles.Of(deliveryTable).Verdicts {
		for _, t := range r.All {
			for _, v := range t.Values {
				m.delivered(r.Verdict, l, t.Column, v)
			}
			m.delivered("unknown", l, t.Column, "Other"+t.Values[0]+"s")
		}
	}
}

// delivered takes an event whose delivery says more.
func (m *maker) delivered(verdict string, l *listed, column, value string) {
	m.varied(verdict+": "+deliveryTable+"."+column+" is "+value, l, func(fields) {})
	e := &m.events[len(m.events)-1]
	var delivery fields
	if json.Unmarshal(e.Beside[0].Row, &delivery) != nil {
		return // it was written from fields
	}
	delivery[column] = value
	e.Beside[0].Row = delivery.raw()
	has := func(column string) bool { return delivery[column] != nil }
	for i := range e.Wants {
		e.Wants[i].Verdict = outcome(roles.Of(deliveryTable), delivery, has)
	}
}

// pairs lets an event pass two rules of the table: the first of them holds.
func (m *maker) pairs(l *listed) {
	rules := m.table.Verdicts
	for i := range rules {
		for j := i + 1; j < len(rules); j++ {
			a, b := rules[i].All[0], rules[j].All[0]
			m.varied(rules[i].Verdict+" rather than "+rules[j].Verdict+": "+a.Values[0], l, func(row fields) {
				if m.put(row, a.Column, a.Member, a.Values[0]); a.Column != b.Column {
					m.put(row, b.Column, b.Member, b.Values[0])
				} else if a.Op == roles.Words {
					m.put(row, a.Column, a.Member, b.Values[0]+" "+a.Values[0])
				}
			})
		}
	}
}

// times moves an event to the edges of an indicator's validity and of the period.
func (m *maker) times(l *listed) {
	c := m.main(l)
	at := func(name string, t time.Time) {
		row := m.base(t)
		m.add(name, row, t, m.show(row, l.of(c)))
	}
	if !l.FirstSeen.IsZero() {
		at("retro: long before it was first seen", m.since(l).AddDate(-1, 0, 0))
		at("retro: a second before it is current", m.since(l).Add(-time.Second))
		at("current from the margin on", m.since(l))
		at("current: before it was first seen", l.FirstSeen.Truncate(24*time.Hour).Add(-time.Hour))
	}
	row := m.base(far)
	m.show(row, l.of(c))
	m.take(Event{Name: "before the period of the hunt", Verdict: NearMiss}, row)
}
