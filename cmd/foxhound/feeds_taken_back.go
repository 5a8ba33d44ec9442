package main

import (
	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/store"
)

// takenBack are the removals of all files, which act on what the others say as those of the
// store do.
type takenBack struct {
	values    map[indicator.Observable][]store.Retraction
	addresses map[string][]store.Retraction
	entries   map[entry]bool
}

// An entry is one that its feed has revoked.
type entry struct {
	indicator.Observable
	id string
}

// takeBack leaves out what one of the files takes back, and says so in a note; what was listed
// again since is marked for the guards.
func takeBack(feeds []*feed.Result) {
	t := takenBack{map[indicator.Observable][]store.Retraction{}, map[string][]store.Retraction{}, map[entry]bool{}}
	n := 0
	for _, r := range feeds {
		for _, rm := range r.Removals {
			t.add(rm)
			n++
		}
	}
	if n == 0 {
		return
	}
	for _, r := range feeds {
		t.from(r)
	}
}

func (t *takenBack) add(rm feed.Removal) {
	if rm.Entry != "" {
		t.entries[entry{rm.Observable, rm.Entry}] = true
		return
	}
	r := retraction(rm)
	t.values[rm.Observable] = append(t.values[rm.Observable], r)
	if loc, ok := rm.Location(); ok && loc.Addr.IsValid() {
		t.addresses[loc.Host] = append(t.addresses[loc.Host], r)
	}
}

// from takes out of a file what was taken back.
func (t *takenBack) from(r *feed.Result) {
	kept, changed := new(indicator.Pack), false
	for _, ind := range r.Pack().All() {
		if t.retracted(&ind) {
			changed = true
			continue
		}
		if t.relisted(&ind) {
			ind.Relisted, changed = true, true
		}
		kept.Add(ind)
	}
	if !changed {
		return
	}
	if n := r.Len() - kept.Len(); n > 0 {
		r.Rows -= n
		r.Notes = append(r.Notes, "left out: "+number(n)+" retracted")
	}
	r.Indicators, r.Packed = nil, kept
}

func (t *takenBack) retracted(ind *indicator.Indicator) bool {
	for _, r := range t.values[ind.Observable] {
		if r.Retracts(ind) {
			return true
		}
	}
	return ind.ID != "" && t.entries[entry{ind.Observable, ind.ID}]
}

// relisted reports whether the indicator's source has taken back its address before.
func (t *takenBack) relisted(ind *indicator.Indicator) bool {
	loc, ok := ind.Location()
	if !ok || !loc.Addr.IsValid() {
		return false
	}
	for _, r := range t.addresses[loc.Host] {
		if r.Of(ind) {
			return true
		}
	}
	return false
}
