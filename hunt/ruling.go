package hunt

import (
	"cmp"
	"slices"

	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/roles"
)

// A Ruling is what the text of a family's rule said of one event and key: a row of a hunt.
type Ruling struct {
	Family     string // id
	Table      string // that the hunt reads
	Key        string // the address, host, hash or mailbox that was met, as the text spells it
	Value      string // of the indicator
	ThreatType string
	Field      string
	Tier       Tier
	Direction  Direction
	Verdict    Verdict
	Validity   Validity
	Severity   Severity
	ExcludedBy string
}

// Rulings are the rows that the texts of rules gave over the sources of a hunt. What they
// rule stands; the index judges the rest: families whose texts were not run, the related
// tier, tables that no rule reads, what a text that failed would have judged, and events past the
// expiry of an indicator, of which texts know nothing.
type Rulings struct {
	Families    map[string]bool // by id: those whose texts were run
	Hunts       int             // texts that were run to their end
	FailedTexts []FailedText    // texts that failed: there are no rulings on their families' events of their tables
	At          func(file string, line int64) []Ruling
	Shared      func(file string, line int64) bool // several events begin in the line, which is all that a ruling knows of its own
	Failed      string                             // why the texts were not run after all, where the index judges in their place
}

// A FailedText is a text of a rule that could not be run to its end.
type FailedText struct {
	Hunt   string // its name
	Family string // id
	Table  string
	Reason string
}

// A scope is what a text judges: the events of a table, for a family.
type scope struct{ family, table string }

// failedScopes are those of texts that failed.
func (t *Rulings) failedScopes() map[scope]bool {
	scopes := map[scope]bool{}
	for _, f := range t.FailedTexts {
		scopes[scope{f.Family, f.Table}] = true
	}
	return scopes
}

// byText reports whether the texts' word on a match counts, also that there is none.
func (j *judge) byText(m *Match) bool {
	family := m.Indicator.Family.ID
	return j.texts.Families[family] && !j.failed[scope{family, m.Table}]
}

// rulings are those of one event, and which were taken.
type rulings struct {
	list  []Ruling
	taken []bool
	none  bool // texts have no say: it cannot be told which event of the line they mean
}

func (w *bench) rulingsAt(file string, line int64) rulings {
	if w.texts == nil || w.texts.At == nil {
		return rulings{}
	}
	if w.texts.Shared(file, line) {
		return rulings{none: true}
	}
	list := w.texts.At(file, line)
	return rulings{list: list, taken: make([]bool, len(list))}
}

// of takes the ruling on a match of the index: the one of the same family and key, or one
// that says the same of a key that it spells in another way.
func (r *rulings) of(m *Match, key string) *Ruling {
	var found *Ruling
	for _, same := range []func(*Ruling) bool{
		func(t *Ruling) bool { return t.Key == key },
		func(t *Ruling) bool { return t.Value == m.Indicator.Value && t.Field == m.Field && t.Tier == m.Tier },
	} {
		for i := range r.list {
			if t := &r.list[i]; found == nil && !r.taken[i] && t.Family == m.Indicator.Family.ID && same(t) {
				found = t
			}
		}
	}
	if found != nil {
		r.take(found.Family, found.Key)
	}
	return found
}

// take marks the rulings on a family and key: of mail there is one for each recipient.
func (r *rulings) take(family, key string) {
	for i := range r.list {
		r.taken[i] = r.taken[i] || r.list[i].Family == family && r.list[i].Key == key
	}
}

// rule has the text's word on a group of hits stand in the match that the index made of it.
func (w *bench) rule(m *Match, group []hit, texts *rulings, table *roles.Table) {
	if w.texts == nil || texts.none || !w.byText(m) || m.Tier == TierRelated || m.plain {
		return
	}
	t := texts.of(m, group[0].key)
	if slices.ContainsFunc(group, func(h hit) bool { return h.validity == Expired }) {
		return
	}
	if t == nil {
		w.out.apart++
		return
	}
	before := *m
	w.put(t, m, table)
	m.Also = others(group, m.Indicator)
	w.out.ruled++
	if before.Indicator != m.Indicator || before.judged() != m.judged() {
		w.out.apart++
	}
}

// judged is what a match and a ruling can differ in, beside the indicator.
func (m *Match) judged() Ruling {
	return Ruling{Field: m.Field, Tier: m.Tier, Direction: m.Direction, Verdict: m.Verdict, Validity: m.Validity, Severity: m.Severity, ExcludedBy: m.ExcludedBy}
}

// put writes a ruling into a match. A mail's verdict is each recipient's own, told when it is
// delivered.
func (w *bench) put(t *Ruling, m *Match, table *roles.Table) {
	m.Indicator = cmp.Or(w.named(t), m.Indicator)
	m.Tier, m.Field, m.Direction, m.Validity, m.ExcludedBy = t.Tier, t.Field, t.Direction, t.Validity, t.ExcludedBy
	if table.RecipientsApart {
		m.Severity = severityOf(m)
		return
	}
	m.Verdict, m.Severity = t.Verdict, t.Severity
}

// alone makes matches of the rulings that the index has no hit for.
func (w *bench) alone(texts *rulings, m Match, r *logs.Record, table *roles.Table, early bool) {
	for i := range texts.list {
		t := &texts.list[i]
		ind := w.named(t)
		if texts.taken[i] || ind == nil {
			continue
		}
		texts.take(t.Family, t.Key)
		if early {
			w.out.earlier++
			continue
		}
		found := m
		found.Indicator, found.Observed = ind, t.Key
		w.put(t, &found, table)
		found.Host, found.User = entityOf(table, eventOf(r), endOf(table, t.Field))
		w.out.matches = append(w.out.matches, &found)
		w.out.ruled++
		w.out.apart++
	}
}

func endOf(table *roles.Table, field string) roles.End {
	for _, c := range table.Columns {
		if c.Field() == field {
			return c.End
		}
	}
	return roles.Unclear
}

// A listing tells an indicator from all others of a hunt.
type listing struct{ family, value, threatType string }

// listings finds the indicators that rulings name: of families that differ by their name alone,
// the last.
func (s *set) listings() map[listing]*indicator.Indicator {
	all := map[listing]*indicator.Indicator{}
	for id := range s.index.All() {
		ind := s.at(id)
		key := listing{ind.Family.ID, ind.Value, ind.ThreatType}
		if known := all[key]; known == nil || ind.Family.Name > known.Family.Name {
			all[key] = ind
		}
	}
	return all
}

// named is the indicator that a ruling names, or nil.
func (j *judge) named(t *Ruling) *indicator.Indicator {
	return j.listings[listing{t.Family, t.Value, t.ThreatType}]
}
