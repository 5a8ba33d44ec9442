package dossier

import (
	"context"
	"slices"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/store"
)

// A Dossier is all that the store knows of one value.
type Dossier struct {
	indicator.Observable
	Now        time.Time
	Assertions []*store.Assertion
	Guard      guard.Decision
	Verdicts   []store.Verdict
	Changes    []store.Change
	Related    []Relation
	Findings   []store.Finding

	guards *guard.Lists
}

// A Relation is indicators that have something in common with a value.
type Relation struct {
	Why     string   // same host, same address, below it, parent domain, same family and day
	Entries []*Entry // the first of them
	Total   int
}

// maxRelated is how many related indicators of a sort a dossier has.
const maxRelated = 10

// Of gathers what the store knows of an observable.
func Of(ctx context.Context, s *store.Store, o indicator.Observable, guards *guard.Lists, now time.Time) (*Dossier, error) {
	d := &Dossier{Observable: o, Now: now, guards: guards, Guard: guards.Decide(indicator.Indicator{Observable: o})}
	for a, err := range s.Assertions(ctx, store.Filter{Place: store.PlaceOf(o)}) {
		if err != nil {
			return nil, err
		}
		if a.Observable == o {
			d.Assertions = append(d.Assertions, a)
			if a.Compromised || a.Relisted {
				d.Guard = guards.Decide(a.Indicator)
			}
		}
	}
	var err error
	if d.Verdicts, err = s.Verdicts(ctx, o); err != nil {
		return nil, err
	}
	if d.Changes, err = s.Changes(ctx, o); err != nil {
		return nil, err
	}
	if d.Findings, err = s.Sightings(ctx, o); err != nil {
		return nil, err
	}
	return d, d.relate(ctx, s)
}

// State is that of the value: of its assertions the one that says most.
func (d *Dossier) State() State {
	e := Entry{}
	for _, a := range d.Assertions {
		e.add(a, stateOf(a, d.Guard, d.Now))
	}
	return e.State
}

// relate finds what has the host or address in common, what is below the domain and above it,
// and what the same families did on the same days.
func (d *Dossier) relate(ctx context.Context, s *store.Store) error {
	if d.Kind.Hash() {
		return d.sameDay(ctx, s)
	}
	place := store.PlaceOf(d.Observable)
	why := "same host"
	if loc, ok := d.Location(); ok && loc.Addr.IsValid() {
		why = "same address"
	}
	if err := d.list(ctx, s, why, store.Filter{Place: place}, nil); err != nil {
		return err
	}
	if d.Kind == indicator.Domain {
		below := func(e *Entry) bool { return store.PlaceOf(e.Observable) != place }
		if err := d.list(ctx, s, "below it", store.Filter{Place: place, Below: true}, below); err != nil {
			return err
		}
	}
	for _, parent := range store.Parents(place) {
		if err := d.list(ctx, s, "parent domain", store.Filter{Place: parent}, nil); err != nil {
			return err
		}
	}
	return d.sameDay(ctx, s)
}

// sameDay finds what the families of the value were first seen with on the same days.
func (d *Dossier) sameDay(ctx context.Context, s *store.Store) error {
	var families []string
	days := map[string]bool{}
	for _, a := range d.Assertions {
		if key := a.Family.Key(); key != "" && !a.FirstSeen.IsZero() && !indicator.UnknownFamily(key) {
			days[key+" "+day(a.FirstSeen)] = true
			if !slices.Contains(families, key) {
				families = append(families, key)
			}
		}
	}
	if families == nil {
		return nil
	}
	near := func(e *Entry) bool {
		return !e.FirstSeen.IsZero() && days[e.Family.Key()+" "+day(e.FirstSeen)] && !d.has(e.Observable)
	}
	return d.list(ctx, s, "same family and day", store.Filter{Families: families}, near)
}

// has reports whether a relation has an observable already.
func (d *Dossier) has(o indicator.Observable) bool {
	return slices.ContainsFunc(d.Related, func(r Relation) bool {
		return slices.ContainsFunc(r.Entries, func(e *Entry) bool { return e.Observable == o })
	})
}

// list adds a relation: what a filter picks, the value itself left out.
func (d *Dossier) list(ctx context.Context, s *store.Store, why string, f store.Filter, keep func(*Entry) bool) error {
	all, err := List(ctx, s, Query{Filter: f, Now: d.Now, Guards: d.guards})
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(e *Entry) bool { return e.Observable == d.Observable || keep != nil && !keep(e) })
	if len(all) == 0 {
		return nil
	}
	d.Related = append(d.Related, Relation{why, all[:min(len(all), maxRelated)], len(all)})
	return nil
}
