package rule

import (
	"fmt"

	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/internal/schema"
)

// AtLeast is a lower bound on the hunts that [New] writes, told from the lengths of values alone:
// it takes no time where New would take a great deal.
func AtLeast(family indicator.Family, indicators []indicator.Indicator, opts Options) int {
	r := &Rule{Family: family, Options: opts}
	targets := r.sortOut(ofFamily(family, indicators))
	n := 0
	for _, w := range writers(r, targets) {
		room := MaxLength
		if opts.Style == Exact {
			room -= leastFrame
		}
		n += (bare(w.targets) + len(w.targets)*len(`"",`) + room - 1) / room
	}
	return n
}

// leastFrame is what every exact hunt takes beside its values, and most take more.
const leastFrame = 3_000

// Fit writes the family's rule so that a workspace has room for it: by [New], and where that
// takes more hunts than a workspace may have rules enabled, by [ByTable] over the family's own
// watchlist, or over the workspace's table of indicators where a watchlist has no room either. The
// reason says why, and is empty where the rule carries its indicators. alias is the watchlist's
// name. Defender and the classic style know no such place: their rules are split, whatever it takes.
func Fit(family indicator.Family, indicators []indicator.Indicator, alias string, opts Options) (r *Rule, reason string, err error) {
	if err := opts.check(); err != nil {
		return nil, "", err
	}
	movable := opts.Dialect == schema.Sentinel && opts.Style == Exact
	own := ofFamily(family, indicators)
	n := AtLeast(family, own, opts)
	if !movable || n <= limits.Rules.Most {
		r, err = New(family, own, opts)
		if err != nil || !movable || len(r.Hunts) <= limits.Rules.Most {
			return r, "", err
		}
		n = len(r.Hunts)
	}
	form, where := Watchlist, "the watchlist "+alias
	size := 0
	for i := range own {
		size += len(own[i].Value) + rowOverhead
	}
	if len(own) > limits.WatchlistItems.Most || size > limits.WatchlistBytes.Most {
		form, where = Workspace, fmt.Sprintf("ThreatIntelIndicators (a watchlist takes %d bytes at once and %d changes a month)",
			limits.WatchlistBytes.Most, limits.WatchlistItems.Most)
	}
	r, err = ByTable(family, own, form, alias, opts)
	return r, fmt.Sprintf("%d indicators take %d hunts or more, and a workspace may have %d rules enabled: the hunts read %s instead",
		len(own), n, limits.Rules.Most, where), err
}

// rowOverhead is what a watchlist's line takes beside the value, more or less.
const rowOverhead = 80
