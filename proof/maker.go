package proof

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

// A maker makes the events of one hunt.
type maker struct {
	rule    *rule.Rule
	hunt    *rule.Hunt
	table   *roles.Table
	schema  *schema.Table
	columns []roles.Column // that can hold one of the hunt's indicators
	*model

	events   []Event
	named    map[string]bool
	unproved []string
}

// Of returns the hunts of a rule with their proofs. Of a hunt's indicators some stand for all:
// the first of each kind and shape, so that a hunt of a thousand has no more events than one
// of ten. Rules by table are proved with samples in the place of what will be listed. Hunts of
// the style classic, which do not follow the matching model, have a few events that they give or do not.
func Of(r *rule.Rule) []Hunt {
	if r.Family.Key() == rule.AllFamilies.Key() {
		r = sampled(r)
	}
	r = drawn(r)
	var hunts []Hunt
	list := &List{Tag: r.Family.Key(), Rows: r.List()}
	for i := range r.Hunts {
		h := &r.Hunts[i]
		out := Hunt{Name: h.Name, Text: h.Text, Alerting: kql.Print(h.Alerting()), Dialect: r.Options.Dialect}
		if h.Form.Elsewhere() {
			out.List = list
		}
		if len(h.Indicators) > 0 {
			m := newMaker(r, h)
			if r.Options.Style == rule.Classic {
				m.classic()
			} else {
				m.make()
			}
			out.Events, out.Unproved = m.events, m.unproved
		}
		hunts = append(hunts, out)
	}
	return hunts
}

func newMaker(r *rule.Rule, h *rule.Hunt) *maker {
	m := &maker{rule: r, hunt: h, table: roles.Of(h.Table), model: newModel(r, h), named: map[string]bool{}}
	m.schema, _ = schema.Lookup(r.Options.Dialect, h.Table)
	for _, c := range m.table.Columns {
		if m.has(c.Name) && !c.Related && m.reads(c) && slices.ContainsFunc(m.listed, func(l listed) bool { return m.shows(c, l.Kind) }) {
			m.columns = append(m.columns, c)
		}
	}
	return m
}

// reads reports whether the hunt looks at columns like this one: a hunt without a list of terms
// to filter by leaves free text alone.
func (m *maker) reads(c roles.Column) bool {
	return c.Holds != roles.FreeText || !m.hunt.Form.Elsewhere() || strings.Contains(m.hunt.Text, "Terms")
}

// make makes all events.
func (m *maker) make() {
	chosen := m.choose()
	for _, l := range chosen {
		m.everywhere(l)
		m.tiers(l)
		m.nearMisses(l)
		m.answers(l)
	}
	l := chosen[0]
	if at := slices.IndexFunc(chosen, func(l *listed) bool { return !l.precise }); at > 0 {
		l = chosen[at]
	}
	m.directions(l)
	if at := slices.IndexFunc(chosen, ported); at >= 0 && !ported(l) {
		m.directions(chosen[at])
	}
	m.twoPlaces(l)
	m.twoKeys(l)
	m.outcomes(l)
	m.times(l)
	m.exclusions(l)
	m.expired()
	m.benign()
}

// ported reports whether an indicator is an address with its port, by which a listed source answers.
func ported(l *listed) bool { return l.Kind == indicator.IPPort && l.loc.Port > 0 }

func (m *maker) has(column string) bool {
	_, ok := m.schema.Column(column)
	return ok
}

// shows reports whether a column can hold an indicator of the kind in this hunt.
func (m *maker) shows(c roles.Column, kind indicator.Kind) bool {
	switch c.Holds {
	case roles.FreeText:
		return true
	case roles.Address:
		return m.hunt.Key == rule.Addresses
	case roles.Host, roles.URL, roles.URLs, roles.Addresses:
		return kind <= indicator.URL
	case roles.MD5:
		return kind == indicator.MD5
	case roles.SHA1:
		return kind == indicator.SHA1
	case roles.SHA256:
		return kind == indicator.SHA256
	case roles.Hash:
		return kind.Hash()
	}
	return c.Holds == roles.Email && kind == indicator.Email
}

// choose returns an indicator of each shape that hunts tell apart, in the hunt's order.
func (m *maker) choose() []*listed {
	type shape struct {
		kind                  indicator.Kind
		six, port, path, bare bool
		scheme                string // that stands for the port
	}
	var list []*listed
	known := map[shape]bool{}
	for i := range m.listed {
		l := &m.listed[i]
		s := shape{l.Kind, l.loc.Addr.Is6(), l.loc.Port > 0, len(l.loc.Path) > 1, l.precise, schemeOf(l.loc.Port)}
		if !known[s] && m.provable(l) {
			known[s] = true
			list = append(list, l)
		}
	}
	if len(list) == 0 {
		list = append(list, &m.listed[0])
	}
	return list
}

// provable reports whether the columns of the table can hold the indicator.
func (m *maker) provable(l *listed) bool {
	return slices.ContainsFunc(m.columns, func(c roles.Column) bool { return m.shows(c, l.Kind) })
}

// day is a time at which an indicator is current.
func (m *maker) day(l *listed) time.Time {
	if l.FirstSeen.IsZero() {
		return time.Date(2026, time.January, 1, 12, 0, 0, 0, time.UTC)
	}
	return l.FirstSeen.Truncate(24 * time.Hour).Add(36 * time.Hour)
}

// add takes an event that shows one thing in one place; what it must get is the model's word.
func (m *maker) add(name string, row fields, at time.Time, sights ...sight) {
	var wants []Want
	for _, s := range sights {
		if j, ok := m.judge(s, at); ok {
			wants = append(wants, m.want(j, s, row))
		}
	}
	verdict := Hit
	if len(wants) == 0 {
		verdict = NearMiss
	}
	m.take(Event{Name: name, Verdict: verdict, Wants: wants}, row)
}

func (m *maker) want(j judged, s sight, row fields) Want {
	w := Want{Tier: tiers[j.tier], Direction: m.direction(j, s, row), Validity: j.validity, Indicator: j.Value}
	w.Verdict = outcome(m.table, row, m.has)
	if m.table.RecipientsApart {
		w.Verdict = "allowed" // what the delivery beside it says
	}
	for i := range m.rule.Exclusions {
		if x := &m.rule.Exclusions[i]; w.ExcludedBy == "" && m.applies(x) && x.Holds(func(c string) string { return row.text(c, "") }) {
			w.ExcludedBy = x.Name
		}
	}
	return w
}

// take gives an event its table and rows. Names that occur again are numbered.
func (m *maker) take(e Event, row fields) {
	base := e.Name
	for n := 2; m.named[e.Name]; n++ {
		e.Name = fmt.Sprintf("%s (%d)", base, n)
	}
	m.named[e.Name] = true
	e.Table = m.table.Name
	if m.table.RecipientsApart {
		id := fmt.Sprintf("00000000-0000-0000-0000-%012d", len(m.events)+1)
		row["NetworkMessageId"] = id
		e.Beside = []Beside{{"EmailEvents", fields{m.schema.Time: row[m.schema.Time], "NetworkMessageId": id,
			"RecipientEmailAddress": "ann@corp.example", "SenderFromAddress": "bob@mail.example", "DeliveryAction": "Delivered"}.raw()}}
	}
	e.Row = row.raw()
	m.events = append(m.events, e)
}
