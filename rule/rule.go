// Package rule writes a family's hunts: from indicators to KQL syntax trees, one hunt per
// table and sort of key, in the matching model that hunt applies locally. Start with [New].
// What a rule looks like as a page or a Sentinel file is export's business.
package rule

import (
	"fmt"
	"time"

	"foxhound/exclusion"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/internal/schema"
	"foxhound/kql"
)

// A Style is a way to write hunts.
type Style string

const (
	Exact   Style = "exact"   // the whole matching model: tiers, direction, verdict, validity, exclusions
	Classic Style = "classic" // the short form of the old pages, made correct
)

// Options are for [New]; Dialect and Style must be set.
type Options struct {
	Dialect schema.Dialect
	Style   Style
	Facts   exclusion.Facts
	Guards  *guard.Lists  // nil means the embedded ones
	Now     time.Time     // indicators expired by then are left out and listed; zero judges none
	Margin  time.Duration // a match this long before first_seen is still current; zero means [indicator.DefaultMargin]
	List    List          // where hunts can read what they have no room for, see [Fit]
}

// A List says by which names hunts can read a list of the family's indicators, see [Rule.List].
type List struct {
	Alias   string // of the watchlist, for the sentinel dialect
	Address string // of a file in CSV, for the defender dialect; empty where there is none
}

// A Rule is everything one family's page or files are made of.
type Rule struct {
	Family     indicator.Family
	Options    Options
	Indicators []indicator.Indicator // those hunted, sorted by kind, then value
	SetAside   []SetAside            // those not hunted, or not at every tier, and why
	Hunts      []Hunt
	Exclusions []exclusion.Exclusion
	Twin       *Rule       // the same rule in the other dialect, where it has been written; [Rule.In] returns it
	Proved     int         // how many proofs the hunts have passed; 0 where none were run
	BlindSpots []BlindSpot // kinds of indicator that the dialect or style shows in part or not at all
	Moved      string      // what [Fit] did for the rule to fit, and why; empty where it had to do nothing
}

// SetAside is an indicator that guards, expiry, its length or the number of others keep from
// some or all tiers.
type SetAside struct {
	Indicator indicator.Indicator
	Decision  guard.Decision // List "expired" for one past its validity, "length" and "room" for what [New] and [Fit] have no room for
}

// Precise are the indicators that guards keep from matching by their mere host.
func (r *Rule) Precise() map[indicator.Observable]bool {
	precise := map[indicator.Observable]bool{}
	for i := range r.SetAside {
		if s := &r.SetAside[i]; s.Decision.Level == guard.Precise {
			precise[s.Indicator.Observable] = true
		}
	}
	return precise
}

// Key is what a hunt's rows are about: an event counts once per key.
type Key string

const (
	Addresses Key = "addresses" // ip, ip:port and URLs on addresses
	Names     Key = "names"     // domains and URLs on names
	Hashes    Key = "hashes"
	Mail      Key = "mail"
)

// A Hunt is one query over one table.
type Hunt struct {
	Name        string // remus-dnsevents-names, with -2 for a second part: unique in the rule, [a-z0-9-]
	Title       string // names in DNS queries
	Table       string
	Key         Key
	Indicators  []indicator.Indicator
	Precise     []bool // of each indicator that the text itself carries: no match at tier host, by a guard or because an earlier part has it
	Query       *kql.Query
	Text        string // the printed query, at most [MaxLength] characters, and so is its alerting form
	Form        Form
	Part, Parts int                 // 1 of 1, or the part of a hunt that had to be split
	Lacks       map[string][]string // exclusions that cannot apply here: name to the columns the table lacks
}

// Form is how a hunt carries its indicators.
type Form string

const (
	Full    Form = "full"    // a row of metadata for each indicator
	Compact Form = "compact" // a row for each threat type, confidence and day
)

// MaxLength is how many characters the query of a Sentinel analytics rule may have.
const MaxLength = limits.QueryLength

// New writes the family's rule, whatever the number of hunts that it takes: [Fit] bounds them.
// Indicators of other families are ignored. The error is for a family that has no indicator at
// all, and for options that name no dialect or style or hold more facts than a query has room for.
func New(family indicator.Family, indicators []indicator.Indicator, opts Options) (*Rule, error) {
	r, own, err := begin(family, indicators, opts)
	if err != nil {
		return nil, err
	}
	targets := r.sortOut(own)
	r.Hunts = r.write(targets)
	if err := r.checkLengths(); err != nil {
		return nil, err
	}
	r.BlindSpots = blindSpots(r.Options, targets, r.Hunts)
	return r, nil
}

// begin is the family's rule without hunts, and its indicators.
func begin(family indicator.Family, indicators []indicator.Indicator, opts Options) (*Rule, []indicator.Indicator, error) {
	if err := opts.check(); err != nil {
		return nil, nil, err
	}
	if opts.Margin == 0 {
		opts.Margin = indicator.DefaultMargin
	}
	own := ofFamily(family, indicators)
	if len(own) == 0 {
		return nil, nil, fmt.Errorf("no indicators of family `%s`", shown(family.Label()))
	}
	return &Rule{Family: family, Options: opts, Exclusions: exclusion.Builtins(opts.Facts)}, own, nil
}

// write writes all hunts of the targets.
func (r *Rule) write(targets []target) []Hunt {
	var hunts []Hunt
	for _, w := range writers(r, targets) {
		hunts = append(hunts, w.hunts()...)
	}
	return hunts
}

func (o Options) check() error {
	if o.Dialect != schema.Sentinel && o.Dialect != schema.Defender {
		return fmt.Errorf("unknown dialect `%s`: want sentinel or defender", shown(string(o.Dialect)))
	}
	if o.Style != Exact && o.Style != Classic {
		return fmt.Errorf("unknown style `%s`: want exact or classic", shown(string(o.Style)))
	}
	return nil
}

// checkLengths fails where not even one indicator fits, which takes a great many facts.
func (r *Rule) checkLengths() error {
	for i := range r.Hunts {
		if n := len(kql.Print(r.Hunts[i].Alerting())); n > MaxLength {
			return fmt.Errorf("hunt %s has %d characters of at most %d: give fewer or shorter facts for exclusions",
				r.Hunts[i].Name, n, MaxLength)
		}
	}
	return nil
}
