package hunt

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"foxhound/indicator"
)

// maxFindings bounds what a hunt keeps in memory: at about 3.5 kB each, 175 MB. With it
// reached the least of them give way, so that nobody hides the grave one behind many others;
// their matches are counted in [Summary.Overflow], and were reported one by one.
const maxFindings = 50_000

// A ledger groups matches into findings.
type ledger struct {
	findings map[findingKey]*Finding
	counts   map[findingKey]map[*indicator.Indicator]int
	summary  *Summary
	limit    int
	keeper   *keeper // nil keeps no events
	floor    rank    // findings that begin no higher are not kept any more
}

// A rank is how much a finding matters.
type rank struct {
	alerting bool
	severity int
}

func (r rank) less(other rank) bool {
	if r.alerting != other.alerting {
		return other.alerting
	}
	return r.severity < other.severity
}

func (f *Finding) rank() rank { return rank{f.Alerting > 0, f.Severity.rank()} }

// A findingKey is a family (or an indicator without one), an entity and a day.
type findingKey struct {
	family string
	lone   indicator.Observable // where there is no family
	entity string
	kind   string
	day    string
}

func newLedger(s *Summary) *ledger {
	return &ledger{
		findings: map[findingKey]*Finding{}, counts: map[findingKey]map[*indicator.Indicator]int{},
		summary: s, limit: maxFindings, floor: rank{severity: -1},
	}
}

// count accounts for a match in the summary.
func (l *ledger) count(m *Match) {
	s := l.summary
	s.Matches++
	t := s.Tables[m.Table]
	t.Matches++
	s.Tables[m.Table] = t
	for _, c := range []struct {
		holds bool
		n     *int64
	}{
		{m.ExcludedBy != "", &s.Excluded}, {m.Direction == Inbound, &s.Inbound},
		{m.Validity == Retro, &s.Retro}, {m.Validity == Expired, &s.Expired}, {m.alerting(), &s.Alerting},
	} {
		if c.holds {
			*c.n++
		}
	}
	for i := range s.Exclusions {
		if s.Exclusions[i].Name == m.ExcludedBy {
			s.Exclusions[i].Matches++
		}
	}
}

// add puts a match into the finding of its entity and reports whether it did: inbound
// matches are in none, nor is what comes beyond the limit.
func (l *ledger) add(m *Match) bool {
	if m.Direction == Inbound {
		return false
	}
	key := keyOf(m)
	f := l.findings[key]
	if f == nil {
		r := rank{m.alerting(), m.Severity.rank()}
		if !l.floor.less(r) || len(l.findings) >= l.limit && !l.shed(r) {
			return false
		}
		f = newFinding(m, key)
		l.findings[key], l.counts[key] = f, map[*indicator.Indicator]int{}
	}
	l.counts[key][m.Indicator]++
	f.add(m)
	l.keeper.keep(f, m)
	return true
}

// shed makes room at the limit for a finding of rank r: all findings of the least rank there
// is go, and none of that rank comes back. It reports false where r is no higher itself.
// There are eight ranks, so that a hunt sheds seven times at most.
func (l *ledger) shed(r rank) bool {
	for _, f := range l.findings {
		l.floor = f.rank()
		break
	}
	for _, f := range l.findings {
		if f.rank().less(l.floor) {
			l.floor = f.rank()
		}
	}
	if !l.floor.less(r) {
		return false
	}
	for key, f := range l.findings {
		if f.rank() == l.floor {
			l.summary.Overflow += int64(f.Matches)
			l.summary.Found -= int64(f.Matches)
			delete(l.findings, key)
			delete(l.counts, key)
		}
	}
	return true
}

func keyOf(m *Match) findingKey {
	key := findingKey{family: m.Indicator.Family.ID, day: dayOf(m.Time)}
	if !m.Indicator.Family.Known() {
		key.lone = m.Indicator.Observable
	}
	switch {
	case m.Host != "":
		key.entity, key.kind = strings.ToLower(m.Host), "host"
	case m.User != "":
		key.entity, key.kind = strings.ToLower(m.User), "user"
	case m.Message != "":
		key.entity, key.kind = m.Message, "message"
	default:
		key.kind = "none"
	}
	return key
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return "undated"
	}
	return t.UTC().Format(time.DateOnly)
}

func newFinding(m *Match, key findingKey) *Finding {
	return &Finding{
		Family: m.Indicator.Family.ID, FamilyName: m.Indicator.Family.Name,
		Entity: cmp.Or(m.Host, m.User, m.Message), EntityKind: key.kind, Day: key.day, Severity: Informational,
		Tiers: map[Tier]int{}, Tables: map[string]int{}, Directions: map[Direction]int{},
		Verdicts: map[Verdict]int{}, Validity: map[Validity]int{}, ExcludedBy: map[string]int{},
	}
}

// add counts a match. What it shows first (severity, sample) comes from matches that are
// not excluded, as long as there is one.
func (f *Finding) add(m *Match) {
	f.Matches++
	f.span(m.Time)
	f.Tiers[m.Tier]++
	f.Tables[m.Table]++
	f.Directions[m.Direction]++
	f.Verdicts[m.Verdict]++
	f.Validity[m.Validity]++
	fresh := f.Matches-1 == f.Excluded // every match so far was excluded
	if m.ExcludedBy != "" {
		f.Excluded++
		f.ExcludedBy[m.ExcludedBy]++
	}
	if m.alerting() {
		f.Alerting++
	}
	switch {
	case m.ExcludedBy == "" && fresh:
		f.Severity, f.SampleFile, f.SampleLine = m.Severity, m.File, m.Line
	case f.Matches == 1:
		f.Severity, f.SampleFile, f.SampleLine = m.Severity, m.File, m.Line
	case (m.ExcludedBy == "" || fresh) && m.Severity.rank() > f.Severity.rank():
		f.Severity = m.Severity
	}
}

func (f *Finding) span(t time.Time) {
	if t.IsZero() {
		return
	}
	if f.First.IsZero() || t.Before(f.First) {
		f.First = t
	}
	if t.After(f.Last) {
		f.Last = t
	}
}

// list returns the findings by severity, family, entity and day.
func (l *ledger) list() []*Finding {
	var list []*Finding
	for key, f := range l.findings {
		for ind, n := range l.counts[key] {
			f.Indicators = append(f.Indicators, IndicatorCount{ind, n})
		}
		slices.SortFunc(f.Indicators, func(a, b IndicatorCount) int {
			return cmp.Or(cmp.Compare(b.Matches, a.Matches), cmp.Compare(a.Indicator.Kind, b.Indicator.Kind),
				cmp.Compare(a.Indicator.Value, b.Indicator.Value), cmp.Compare(a.Indicator.ThreatType, b.Indicator.ThreatType))
		})
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(b.Severity.rank(), a.Severity.rank()), cmp.Compare(a.Family, b.Family),
			cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Day, b.Day), cmp.Compare(a.EntityKind, b.EntityKind),
			cmp.Compare(a.Indicators[0].Indicator.Kind, b.Indicators[0].Indicator.Kind),
			cmp.Compare(a.Indicators[0].Indicator.Value, b.Indicators[0].Indicator.Value))
	})
	l.summary.Findings = len(list)
	return list
}
