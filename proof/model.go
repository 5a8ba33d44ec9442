package proof

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/rule"
)

// The tiers, the better the higher.
const (
	none = iota
	host
	endpoint
	exact
)

var tiers = []string{"", "host", "endpoint", "exact"}

// A listed indicator is one that a hunt carries.
type listed struct {
	indicator.Indicator
	loc     indicator.Location // of what has one
	precise bool               // tiers exact and endpoint only
}

// A model judges what an event shows by the indicators of a hunt.
type model struct {
	listed  []listed
	margin  time.Duration
	rounded bool // first_seen counts from the start of its day
}

func newModel(r *rule.Rule, h *rule.Hunt) *model {
	m := &model{margin: r.Options.Margin, rounded: h.Form == rule.Compact}
	guarded := r.Precise()
	for i, ind := range h.Indicators {
		l := listed{Indicator: ind, precise: i < len(h.Precise) && h.Precise[i]}
		if h.Form != rule.Workspace { // which knows of no guards
			l.precise = l.precise || guarded[ind.Observable]
		}
		l.loc, _ = ind.Location()
		m.listed = append(m.listed, l)
	}
	return m
}

// A sight is what one place of an event shows.
type sight struct {
	column roles.Column
	value  string // of a hash or a mail address, in canonical form
	host   string // in canonical form
	port   uint16 // 0 for none
	scheme string // of a URL that spells no port
	path   string
	sole   bool // the place shows nothing else
}

// judged is an indicator that a sight hits.
type judged struct {
	*listed
	tier     int
	validity string
}

// judge returns the indicator that a row for the sight must name.
func (m *model) judge(s sight, at time.Time) (judged, bool) {
	var all []judged
	for i := range m.listed {
		l := &m.listed[i]
		tier := s.tier(l)
		if tier > none && (!l.precise || tier > host) {
			all = append(all, judged{l, tier, m.validity(l, at)})
		}
	}
	slices.SortFunc(all, func(a, b judged) int {
		return cmp.Or(cmp.Compare(b.tier, a.tier), cmp.Compare(a.validity, b.validity), cmp.Compare(b.Confidence, a.Confidence),
			cmp.Compare(len(b.Value), len(a.Value)), cmp.Compare(a.Value, b.Value))
	})
	if len(all) == 0 {
		return judged{}, false
	}
	return all[0], true
}

// since is when an indicator begins to be current.
func (m *model) since(l *listed) time.Time {
	from := l.FirstSeen
	if m.rounded {
		from = from.Truncate(24 * time.Hour)
	}
	return from.Add(-m.margin)
}

func (m *model) validity(l *listed, at time.Time) string {
	if !l.FirstSeen.IsZero() && at.Before(m.since(l)) {
		return "retro"
	}
	return "current"
}

// tier compares a sight with an indicator.
func (s sight) tier(l *listed) int {
	switch {
	case l.Kind.Hash(), l.Kind == indicator.Email:
		return when(s.value == l.Value, exact)
	case l.Kind == indicator.Domain:
		if strings.HasSuffix(s.host, "."+l.Value) {
			return host
		}
		return when(s.host == l.Value, exact)
	case s.host != l.loc.Host, s.column.Holds == roles.FreeText && l.loc.Addr.IsValid() && s.port == 0 && s.scheme == "" && !s.sole:
		return none // an address alone in free text is of the related tier
	case l.Kind == indicator.URL:
		return s.tierOfURL(l)
	case l.loc.Port == 0 || s.at(l.loc.Port):
		return exact
	}
	return host
}

func when(holds bool, tier int) int {
	if holds {
		return tier
	}
	return none
}

// at reports whether the sight shows the port, spelled or by its scheme.
func (s sight) at(port uint16) bool {
	return s.port == port && port > 0 || s.scheme != "" && indicator.DefaultPort(s.scheme) == port
}

// tierOfURL compares port and path. A log that shows neither is read with the indicator's port.
func (s sight) tierOfURL(l *listed) int {
	port := l.loc.Port
	if port == 0 {
		port = indicator.DefaultPort(l.loc.Scheme)
	}
	url := s.column.Holds == roles.URL || s.column.Holds == roles.URLs || s.column.Holds == roles.FreeText
	silent := s.port == 0 && indicator.DefaultPort(s.scheme) == 0
	base := strings.TrimRight(l.loc.Path, "/")
	switch {
	case !s.at(port) && !(url && silent):
		return host
	case !url && l.loc.Path == "/":
		return endpoint
	case !url:
		return host
	case s.path == l.loc.Path:
		return exact
	case s.path == base, strings.HasPrefix(s.path, base+"/"), strings.HasPrefix(s.path, base+"?"):
		return endpoint
	}
	return host
}

// direction is told by the end that the place names, and by what the event says of itself.
func (m *maker) direction(j judged, s sight, row fields) string {
	ends := slices.ContainsFunc(m.columns, func(c roles.Column) bool { return c.End != roles.Unclear && c.Holds != roles.FreeText })
	switch {
	case m.table.NoEnds || !ends || s.column.End == roles.Unclear || s.column.Holds == roles.FreeText:
		return "unknown"
	case s.column.End == roles.Source && j.Kind == indicator.IPPort && j.tier == exact && j.loc.Port > 0:
		return "outbound"
	case s.column.End == roles.Source:
		return "inbound"
	}
	for _, t := range m.table.Inbound {
		if m.has(t.Column) && row.passes(t) {
			return "inbound"
		}
	}
	return "outbound"
}

// outcome is by the first rule of the table that the row passes.
func outcome(table *roles.Table, row fields, has func(string) bool) string {
	for _, r := range table.Verdicts {
		if !slices.ContainsFunc(r.All, func(t roles.Test) bool { return !has(t.Column) || !row.passes(t) }) {
			return r.Verdict
		}
	}
	return "unknown"
}

func (f fields) passes(t roles.Test) bool {
	text := f.text(t.Column, t.Member)
	return slices.ContainsFunc(t.Values, func(v string) bool {
		switch t.Op {
		case roles.Words:
			return exclusion.HasTerm(text, v)
		case roles.Prefix:
			return strings.HasPrefix(strings.ToLower(text), strings.ToLower(v))
		case roles.Suffix:
			return strings.HasSuffix(strings.ToLower(text), strings.ToLower(v))
		}
		return strings.EqualFold(text, v)
	})
}
