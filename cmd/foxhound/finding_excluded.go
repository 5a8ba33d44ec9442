package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/store"
)

// An eclipse is what exclusions, as they are now, cover of a stored finding. Nothing of it is
// stored: with other exclusions the finding is as it was.
type eclipse struct {
	by      map[string]int // matches, by the exclusion's name
	matches int            // covered, of the finding's
	unkept  int            // of the finding's, whose events were not kept: nothing is said of them
}

// eclipseOf holds exclusions against the events of a finding. Of one whose events were not kept,
// what the hunt said stands.
func eclipseOf(list []exclusion.Exclusion, f *store.Finding) eclipse {
	c := eclipse{by: map[string]int{}, unkept: f.Matches}
	for i := range f.Events {
		e := &f.Events[i]
		c.unkept -= e.Matches
		if x := covering(list, e); x != nil {
			c.by[x.Name] += e.Matches
			c.matches += e.Matches
		}
	}
	if len(f.Events) == 0 {
		var facts struct {
			ExcludedBy map[string]int `json:"excluded_by"`
		}
		_ = json.Unmarshal(f.Facts, &facts) // finding show complains of what cannot be read
		maps.Copy(c.by, facts.ExcludedBy)
		c.matches, c.unkept = f.Excluded, f.Matches-f.Excluded
	}
	return c
}

// covering is the first exclusion that covers an event, or nil.
func covering(list []exclusion.Exclusion, e *store.Event) *exclusion.Exclusion {
	get := e.Columns()
	for i := range list {
		if x := &list[i]; covers(x, e.Table, get) {
			return x
		}
	}
	return nil
}

func covers(x *exclusion.Exclusion, table string, get func(string) string) bool {
	return x.Active && x.AppliesTo(table) && len(x.Missing(hasColumn(table))) == 0 && x.Holds(get)
}

// whole reports whether nothing of the finding is left.
func (c *eclipse) whole(f *store.Finding) bool { return c.matches > 0 && c.matches == f.Matches }

// words name the exclusions and what they cover; empty where that is nothing.
func (c *eclipse) words(f *store.Finding) string {
	names := indicator.Printable(strings.Join(slices.Sorted(maps.Keys(c.by)), ", "), 60)
	switch {
	case c.matches == 0:
		return ""
	case c.whole(f):
		return "excluded by " + names
	}
	return fmt.Sprintf("%s of %s excluded by %s", number(c.matches), number(f.Matches), names)
}

// A standing is a stored finding with what exclusions cover of it.
type standing struct {
	store.Finding
	eclipse eclipse
}

func stands(list []exclusion.Exclusion, f store.Finding) standing {
	return standing{f, eclipseOf(list, &f)}
}

// standings are all findings, the newest day first.
func standings(ctx context.Context, s *store.Store, facts exclusion.Facts) (all []standing, err error) {
	list := exclusion.Builtins(facts)
	err = s.Events(ctx, func(f *store.Finding) error {
		all = append(all, stands(list, *f))
		all[len(all)-1].Events = nil // of many findings they are too much to hold
		return nil
	})
	return all, err
}

// state is open, excluded or cleared: what a person said goes before what exclusions say.
func (f *standing) state() string {
	switch {
	case !f.Cleared.IsZero():
		return "cleared"
	case f.eclipse.whole(&f.Finding):
		return "excluded"
	}
	return "open"
}

// word is the state for people, with its reason.
func (f *standing) word() string {
	words := f.eclipse.words(&f.Finding)
	switch {
	case !f.Cleared.IsZero():
		return "cleared " + f.Cleared.Format("2006-01-02") + ": " + indicator.Printable(f.Reason, 60)
	case f.eclipse.whole(&f.Finding):
		return words
	case words != "":
		return "open, " + words
	}
	return "open"
}

// An eclipseObject is an eclipse as the JSON contract has it.
type eclipseObject struct {
	Matches int            `json:"matches"`
	By      map[string]int `json:"by"`
	NotKept int            `json:"not_kept"`
}
