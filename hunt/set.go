package hunt

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"foxhound/feed"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/match"
	"foxhound/internal/sweep"
)

// A set is the indicators of a hunt: merged, guarded and indexed by key. They stay packed, as
// the feeds have them; an indicator that is hit is taken out.
//
// An indicator's id is its number among those of all feeds, one feed behind the other, and
// behind them the ones that were joined.
type set struct {
	guards  *guard.Lists
	packs   []*indicator.Pack
	firsts  []int          // the id of each pack's first indicator
	joined  indicator.Pack // what several sources say together
	marks   []mark         // by id
	lists   listNames
	index   *match.Index
	listed  *sweep.Index
	counts  map[indicator.Kind]IndicatorCounts
	guarded []Guarded

	expanded sync.Map // by id: indicators that were hit, each once, for matches are compared by them
}

// A mark is what is known of an indicator without taking it out.
type mark struct {
	kind       indicator.Kind
	level      guard.Level
	list       uint8 // that the guard's decision is of
	attributed bool  // to a known family
}

// newSet merges what the feeds say of the same value, asks the guards, and indexes the rest,
// for look-ups and for the sweep at the same time. On cancellation there is no set.
func newSet(ctx context.Context, feeds []*feed.Result, guards *guard.Lists) (*set, error) {
	s, read := readSet(ctx, feeds, guards)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	keys := joined(read.shares)
	var wg sync.WaitGroup
	var err error
	wg.Go(func() { s.listed, err = sweep.New(ctx, keys) })
	s.merge(read.places)
	wg.Wait()
	if err != nil {
		return nil, err
	}
	return s, nil
}

// A reading is what is found of every indicator at once, on all cores.
type reading struct {
	places []match.Place // where in the index it belongs
	shares []keysOfShare // what they are listed under, for the sweep
}

// readSet asks the guards and finds what the indicators are listed under. [set.merge] makes
// the set ready, unless the context is done.
func readSet(ctx context.Context, feeds []*feed.Result, guards *guard.Lists) (*set, reading) {
	s := &set{guards: guards, counts: map[indicator.Kind]IndicatorCounts{}}
	n := 0
	for _, f := range feeds {
		p := f.Pack()
		s.packs, s.firsts = append(s.packs, p), append(s.firsts, n)
		n += p.Len()
		for _, m := range f.Malformed {
			c := s.counts[m.Kind]
			c.Malformed++
			s.counts[m.Kind] = c
		}
	}
	s.marks, s.index = make([]mark, n), match.New(n, s.key)
	read := reading{make([]match.Place, n), make([]keysOfShare, n/share+1)}
	s.each(ctx, func(id int, m indicator.Mark) {
		key := listedUnder(m.Observable)
		s.marks[id], read.places[id] = s.mark(m), s.index.Place(key)
		if s.marks[id].level != guard.Drop {
			read.shares[id/share].add(key)
		}
	})
	return s, read
}

// merge indexes the indicators, joins those of one value, and counts them.
func (s *set) merge(places []match.Place) {
	for _, p := range places {
		s.index.Add(p)
	}
	m := &merger{set: s, guards: map[string]*Guarded{}}
	s.index.Revise(m.key)
	for _, g := range m.guards {
		s.guarded = append(s.guarded, *g)
	}
	slices.SortFunc(s.guarded, func(a, b Guarded) int { return cmp.Compare(a.List, b.List) })
}

// share is how many indicators a goroutine takes at once.
const share = 16 << 10

// each calls visit with the mark of every indicator of the feeds, on all cores, until the context
// is done.
func (s *set) each(ctx context.Context, visit func(id int, m indicator.Mark)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(s.marks)/share+1) {
		wg.Go(func() {
			for {
				first := int(next.Add(share)) - share
				if first >= len(s.marks) || ctx.Err() != nil {
					return
				}
				for k, p := range s.packs {
					for i, m := range p.Marks(max(0, first-s.firsts[k]), first+share-s.firsts[k]) {
						visit(s.firsts[k]+i, m)
					}
				}
			}
		})
	}
	wg.Wait()
}

// mark asks the guards.
func (s *set) mark(m indicator.Mark) mark {
	d := s.guards.Decide(indicator.Indicator{Observable: m.Observable, Compromised: m.Compromised, Relisted: m.Relisted})
	return mark{m.Kind, d.Level, s.lists.number(d.List), m.Attributed}
}

// listNames number the guards' lists, of which there are few.
type listNames struct {
	sync.Mutex
	names []string
}

func (l *listNames) number(name string) uint8 {
	if name == "" {
		return 0
	}
	l.Lock()
	defer l.Unlock()
	if n := slices.Index(l.names, name); n >= 0 {
		return uint8(n)
	}
	l.names = append(l.names, name)
	return uint8(len(l.names) - 1)
}

// listedUnder returns the key that an observable is listed under.
func listedUnder(o indicator.Observable) match.Key {
	if o.Kind.Hash() {
		return match.Hash(o.Value)
	}
	if o.Kind == indicator.Email {
		return match.Mail(o.Value)
	}
	loc, ok := o.Location()
	switch {
	case ok && loc.Addr.IsValid():
		return match.Addr(loc.Addr)
	case ok:
		return match.Name(loc.Host)
	}
	return match.Key{}
}

// key returns the key of an id.
func (s *set) key(id int32) match.Key { return listedUnder(s.observable(id)) }

// find returns the pack that holds an id, and its number there.
func (s *set) find(id int32) (*indicator.Pack, int) {
	k := sort.Search(len(s.firsts), func(k int) bool { return s.firsts[k] > int(id) }) - 1
	if k >= 0 {
		if i := int(id) - s.firsts[k]; i < s.packs[k].Len() {
			return s.packs[k], i
		}
	}
	return &s.joined, int(id) - (len(s.marks) - s.joined.Len())
}

func (s *set) observable(id int32) indicator.Observable {
	p, i := s.find(id)
	return p.Observable(i)
}

// expand takes an indicator out.
func (s *set) expand(id int32) indicator.Indicator {
	p, i := s.find(id)
	return p.At(i)
}

// at returns an indicator, the same for the same id.
func (s *set) at(id int32) *indicator.Indicator {
	if ind, ok := s.expanded.Load(id); ok {
		return ind.(*indicator.Indicator)
	}
	ind := s.expand(id)
	first, _ := s.expanded.LoadOrStore(id, &ind)
	return first.(*indicator.Indicator)
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
