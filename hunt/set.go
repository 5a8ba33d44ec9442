package hunt

import (
	"cmp"
	"slices"
	"time"

	"foxhound/feed"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/match"
)

// A set is the indicators of a hunt: merged, guarded and indexed by key.
type set struct {
	index   *match.Index
	entries []entry
	counts  map[indicator.Kind]IndicatorCounts
	guarded []Guarded
}

// An entry is one indicator that may match. Its place in [set.entries] is its id.
type entry struct {
	*indicator.Indicator
	precise bool // tiers exact and endpoint only, by a guard
}

// newSet merges what the feeds say of the same value, asks the guards, and indexes the rest.
func newSet(feeds []*feed.Result) *set {
	s := &set{index: match.New(), counts: map[indicator.Kind]IndicatorCounts{}}
	guards := map[string]*Guarded{}
	var last indicator.Observable
	for _, ind := range merge(feeds) {
		d := guard.Decide(*ind)
		if ind.Observable != last {
			last = ind.Observable
			s.count(ind, d, guards)
		}
		if d.Level != guard.Drop {
			s.add(ind, d.Level == guard.Precise)
		}
	}
	for _, g := range guards {
		s.guarded = append(s.guarded, *g)
	}
	slices.SortFunc(s.guarded, func(a, b Guarded) int { return cmp.Compare(a.List, b.List) })
	for _, f := range feeds {
		for _, m := range f.Malformed {
			c := s.counts[m.Kind]
			c.Malformed++
			s.counts[m.Kind] = c
		}
	}
	return s
}

// count accounts for one observable.
func (s *set) count(ind *indicator.Indicator, d guard.Decision, guards map[string]*Guarded) {
	c := s.counts[ind.Kind]
	c.Loaded++
	if !ind.Family.Known() {
		c.NoFamily++
	}
	if d.Level != guard.Pass {
		c.Guarded++
		g := guards[d.List]
		if g == nil {
			g = &Guarded{List: d.List}
			guards[d.List] = g
		}
		if d.Level == guard.Drop {
			g.Dropped++
		} else {
			g.Precise++
		}
	}
	s.counts[ind.Kind] = c
}

// add indexes an indicator under its key.
func (s *set) add(ind *indicator.Indicator, precise bool) {
	id := int32(len(s.entries))
	s.entries = append(s.entries, entry{ind, precise})
	switch {
	case ind.Kind.Hash():
		s.index.AddHash(ind.Value, id)
	case ind.Kind == indicator.Email:
		s.index.AddMail(ind.Value, id)
	default:
		if loc, ok := ind.Location(); ok && loc.Addr.IsValid() {
			s.index.AddAddr(loc.Addr, id)
		} else if ok {
			s.index.AddName(loc.Host, id)
		}
	}
}

// Indicators are those of the feeds as [Run] hunts them: in a fixed order, what is said more
// than once of a value joined, before guards.
func Indicators(feeds ...*feed.Result) []indicator.Indicator {
	var list []indicator.Indicator
	for _, ind := range merge(feeds) {
		list = append(list, *ind)
	}
	return list
}

// merge brings the indicators of all feeds into one order and joins what is said more than
// once of the same value, family and threat type. A value that some source attributes to a
// known family is not hunted for the sources that know none as well.
func merge(feeds []*feed.Result) []*indicator.Indicator {
	var all []*indicator.Indicator
	for _, f := range feeds {
		for i := range f.Indicators {
			all = append(all, &f.Indicators[i])
		}
	}
	// Known families first within a value; the order of the feeds otherwise.
	slices.SortStableFunc(all, func(a, b *indicator.Indicator) int {
		return cmp.Or(
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), cmp.Compare(b.Family.ID, a.Family.ID),
			cmp.Compare(a.Family.Name, b.Family.Name), cmp.Compare(a.ThreatType, b.ThreatType))
	})
	merged := all[:0]
	for _, ind := range all {
		if n := len(merged); n > 0 && merged[n-1].Observable == ind.Observable {
			top := merged[n-1]
			same := top.Family.ID == ind.Family.ID && top.Family.Name == ind.Family.Name && top.ThreatType == ind.ThreatType
			if same || top.Family.Known() && !ind.Family.Known() {
				joined := top.Join(*ind)
				merged[n-1] = &joined
				continue
			}
		}
		merged = append(merged, ind)
	}
	return merged
}

// validity compares an event's time with an indicator's. An event without a time is current.
func validity(ind *indicator.Indicator, event time.Time, margin time.Duration) Validity {
	if event.IsZero() || ind.FirstSeen.IsZero() {
		return Current
	}
	if event.Before(ind.FirstSeen.Add(-margin)) {
		return Retro
	}
	if until := ind.Expiry(); !until.IsZero() && event.After(until) {
		return Expired
	}
	return Current
}
