package rule

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/internal/schema"
)

// Fit writes the family's rule so that it has no more hunts than [limits.FamilyHunts]: by [New]
// where that does, with full rows, compact ones or several parts. Where it does not, the hunts
// read their indicators from a list elsewhere: in the sentinel dialect from the family's
// watchlist, or from the workspace's table where a watchlist has no room; in the defender
// dialect from a file, where [Options.List] names one. Classic hunts, and those of the defender
// dialect without a file, carry the strongest indicators, and the others are set aside.
//
// The rule's field Moved says what was done and why, and is empty for a rule of New.
func Fit(family indicator.Family, indicators []indicator.Indicator, opts Options) (*Rule, error) {
	r, own, err := begin(family, indicators, opts)
	if err != nil {
		return nil, err
	}
	targets := r.sortOut(own)
	n := atLeast(r, targets)
	if n <= limits.FamilyHunts.Most {
		r, err := New(family, own, opts)
		if err != nil || len(r.Hunts) <= limits.FamilyHunts.Most {
			return r, err
		}
		n = len(r.Hunts)
	}
	why := fmt.Sprintf("%d indicators take %d hunts or more, and a family may have %d", len(targets), n, limits.FamilyHunts.Most)
	if from, where := carrierFor(r, targets); from != nil {
		r.Moved = why + ": its hunts read " + where + " instead"
		return r, r.move(targets, *from)
	}
	aside := r.strongest(targets)
	r.Moved = fmt.Sprintf("%s: the %d weakest are set aside, by confidence, then by age", why, aside)
	return r, r.checkLengths()
}

// AtLeast is a lower bound on the hunts that [New] writes, told from the lengths of values alone:
// it takes no time where New would take a great deal.
func AtLeast(family indicator.Family, indicators []indicator.Indicator, opts Options) int {
	r := &Rule{Family: family, Options: opts}
	return atLeast(r, r.sortOut(ofFamily(family, indicators)))
}

func atLeast(r *Rule, targets []target) int {
	n := 0
	for _, w := range writers(r, targets) {
		room := MaxLength
		if r.Options.Style == Exact {
			room -= leastFrame
		}
		n += (bare(w.targets) + len(w.targets)*len(`"",`) + room - 1) / room
	}
	return n
}

// leastFrame is what every exact hunt takes beside its values, and most take more.
const leastFrame = 2_000

// carrierFor is the place that has room for a list of the targets, and what it is called; nil
// where hunts of the dialect and style can read none.
func carrierFor(r *Rule, targets []target) (*carrier, string) {
	list, opts := r.Options.List, r.Options
	size := 0
	for i := range targets {
		size += len(targets[i].Value) + rowOverhead
	}
	tag := printable(r.Family.Key())
	switch {
	case opts.Style != Exact:
		return nil, ""
	case opts.Dialect == schema.Defender && (list.Address == "" || size > limits.ExternalBytes.Most):
		return nil, ""
	case opts.Dialect == schema.Defender:
		return &carrier{form: External, name: list.Address, family: tag}, "the list at " + list.Address
	case len(targets) > limits.WatchlistItems.Most || size > limits.WatchlistBytes.Most:
		return &carrier{form: Workspace, family: tag}, fmt.Sprintf("ThreatIntelIndicators (a watchlist takes %d bytes at once and %d changes a month)",
			limits.WatchlistBytes.Most, limits.WatchlistItems.Most)
	}
	return &carrier{form: Watchlist, name: list.Alias, family: tag}, "the watchlist " + list.Alias
}

// rowOverhead is what a list's line takes beside the value, more or less.
const rowOverhead = 80

// move writes hunts that read the targets from elsewhere. As many of them as has_any takes make
// a list of terms, and then the hunts are those that the family would have, to the column; of
// more, they are those of [ByTable].
func (r *Rule) move(targets []target, from carrier) error {
	from.terms = len(targets) <= limits.HasAny.Most/2 // of an address there may be two terms
	if !from.terms {
		r.byTable(targets, from)
		return r.checkLengths()
	}
	for _, w := range writers(r, targets) {
		r.Hunts = append(r.Hunts, w.over(from, w.targets))
	}
	return r.checkLengths()
}

// strongest writes hunts of as many of the targets as fit, those of the greatest confidence and
// then the newest, and sets aside the others. It returns how many those are.
func (r *Rule) strongest(targets []target) (aside int) {
	most := limits.FamilyHunts.Most
	order := make([]int, len(targets))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &targets[i], &targets[j]
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), b.FirstSeen.Compare(a.FirstSeen))
	})
	first := func(n int) []target {
		kept := slices.Sorted(slices.Values(order[:n]))
		list := make([]target, n)
		for i, at := range kept {
			list[i] = targets[at]
		}
		return list
	}
	n := len(targets)
	for over := atLeast(r, targets); over > most; over = atLeast(r, first(n)) {
		n = min(n-1, n*most/over)
	}
	for r.Hunts = r.write(first(n)); len(r.Hunts) > most; r.Hunts = r.write(first(n)) {
		n = min(n-1, n*most/len(r.Hunts))
	}
	r.setAsideWeak(first(n), targets)
	r.BlindSpots = blindSpots(r.Options, first(n), r.Hunts)
	return len(targets) - n
}

// setAsideWeak accounts for the targets that are not hunted.
func (r *Rule) setAsideWeak(kept, all []target) {
	r.Indicators = nil
	for i := range all {
		if len(kept) > 0 && kept[0].same(&all[i]) {
			r.Indicators, kept = append(r.Indicators, kept[0].Indicator), kept[1:]
			continue
		}
		r.SetAside = append(r.SetAside, SetAside{all[i].Indicator, guard.Decision{Level: guard.Drop, List: noRoom, Reason: weakness(&all[i].Indicator)}})
	}
}

// noRoom is the list of those set aside that a family's hunts have no room for.
const noRoom = "room"

func (t *target) same(other *target) bool {
	return t.Observable == other.Observable && t.ThreatType == other.ThreatType
}

func weakness(i *indicator.Indicator) string {
	confidence, seen := "unknown", "an unknown day"
	if i.Confidence != indicator.UnknownConfidence {
		confidence = fmt.Sprint(i.Confidence)
	}
	if !i.FirstSeen.IsZero() {
		seen = i.FirstSeen.UTC().Format(time.DateOnly)
	}
	return fmt.Sprintf("the family's %d hunts are full of stronger ones; its confidence is %s, first seen on %s", limits.FamilyHunts.Most, confidence, seen)
}
