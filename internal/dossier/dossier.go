// Package dossier says what the store knows: of one value ([Of]), of all that a person asks
// for ([Each]), of a family ([Families]), each in forms for people and for programs.
//
// An [Entry] is an indicator: a value and a family, with what all feeds say of it together.
// Forms for people defang; forms for programs hold values as they are. The package changes
// nothing in the store.
package dossier

import (
	"context"
	"iter"
	"slices"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/store"
)

// Guarded is the state of an indicator that would count, were it not for a guard that drops it.
const Guarded store.State = "guarded"

// States are those of an [Entry]; where assertions differ, the first of them stands.
func States() []store.State {
	return []store.State{store.Silenced, Guarded, store.Current, store.Expired, store.Held, store.Retracted, store.Withdrawn}
}

// An Entry is an indicator: a value and a family, with what all feeds say of it together.
type Entry struct {
	indicator.Indicator
	State State
	Feeds []string // sorted
	Said  int      // assertions
	Guard guard.Decision
	Added time.Time // when the store first heard it
}

// A State is that of an assertion, or [Guarded].
type State = store.State

// add joins an assertion. What stands says more than what does not.
func (e *Entry) add(a *store.Assertion, state State) {
	switch better := rank(state) - rank(e.State); {
	case e.Said == 0:
		e.Indicator, e.State, e.Added = a.Indicator, state, a.Added
	case better < 0:
		e.Indicator, e.State = a.Indicator.Join(e.Indicator), state
	default:
		e.Indicator = e.Indicator.Join(a.Indicator)
	}
	e.Said++
	if a.Added.Before(e.Added) {
		e.Added = a.Added
	}
	if i, ok := slices.BinarySearch(e.Feeds, a.Feed); !ok {
		e.Feeds = slices.Insert(e.Feeds, i, a.Feed)
	}
}

func rank(s State) int { return slices.Index(States(), s) }

// stateOf is the state of an assertion, guards considered.
func stateOf(a *store.Assertion, d guard.Decision, now time.Time) State {
	if state := a.State(now); d.Level != guard.Drop || state != store.Current && state != store.Expired {
		return state
	}
	return Guarded
}

// Seen is the last time that a source saw the indicator; where none says, when the store heard
// of it.
func (e *Entry) Seen() time.Time {
	switch {
	case !e.LastSeen.IsZero():
		return e.LastSeen
	case !e.FirstSeen.IsZero():
		return e.FirstSeen
	}
	return e.Added
}

// A Query picks indicators. What is left zero picks all.
type Query struct {
	store.Filter
	Kinds         []indicator.Kind
	Source        string // a feed's name, or a source that assertions name
	MinConfidence int
	Since         time.Time // seen since then
	States        []State
	Guards        *guard.Lists // nil means the embedded ones
	OnlyGuarded   bool         // what a guard drops, or keeps from matching by host
	Now           time.Time
}

// takes reports whether assertions of the sort are asked for.
func (q *Query) takes(a *store.Assertion) bool {
	return (len(q.Kinds) == 0 || slices.Contains(q.Kinds, a.Kind)) && (q.Source == "" || q.Source == a.Feed || q.Source == a.Source)
}

// picks reports whether an indicator is asked for.
func (q *Query) picks(e *Entry) bool {
	return (q.MinConfidence == 0 || e.Confidence >= q.MinConfidence) && (q.Since.IsZero() || !e.Seen().Before(q.Since)) &&
		(len(q.States) == 0 || slices.Contains(q.States, e.State)) && (!q.OnlyGuarded || e.Guard.Level == guard.Drop || e.Guard.Level == guard.Precise)
}

// Each yields the indicators that a query picks: by family, those of none last, and in a family
// what has a host or an address in common together.
func Each(ctx context.Context, s *store.Store, q Query) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for all, err := range s.Joined(ctx, q.Filter) {
			if err != nil {
				yield(nil, err)
				return
			}
			if e := q.entry(all); e.Said > 0 && q.picks(e) && !yield(e, nil) {
				return
			}
		}
	}
}

// entry joins what feeds say of one value and family, as far as it is asked for.
func (q *Query) entry(all []*store.Assertion) *Entry {
	e := &Entry{}
	for _, a := range all {
		if !q.takes(a) {
			continue
		}
		if a.Compromised || a.Relisted || e.Said == 0 {
			e.Guard = q.Guards.Decide(a.Indicator)
		}
		e.add(a, stateOf(a, e.Guard, q.Now))
	}
	return e
}

// List returns what [Each] yields.
func List(ctx context.Context, s *store.Store, q Query) ([]*Entry, error) {
	var list []*Entry
	for e, err := range Each(ctx, s, q) {
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}
