// Package texthunt hunts with the text of rules: it writes the rules of the families that are
// listed, runs the KQL that they ship over the logs, and has package hunt make matches and
// findings of the rows. Start with [Run].
//
// A family's texts are run only where they judge as the index does to the letter: where a
// hunt had to be split, or rounds the day an indicator was first seen, the family is left to
// the index, and so is what has no family. The index also reads every row that the texts
// found, so that the two are compared on each hunt; what they do not agree on is counted.
package texthunt

import (
	"context"
	"errors"
	"fmt"

	"foxhound/hunt"
	"foxhound/internal/logs"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// An Engine is what judges events.
type Engine string

const (
	Auto  Engine = "auto"  // KQL where there is little to run and to read, otherwise the index
	Index Engine = "index" // the match index, whatever the indicators
	KQL   Engine = "kql"   // the text of rules for each family whose rule fits, the index for the rest
)

// Engines lists them, the default first.
func Engines() []string { return []string{string(Auto), string(Index), string(KQL)} }

// What Auto takes for little. Each text reads its table once more.
const (
	littleToRun      = 40
	littleIndicators = 400
	littleToRead     = 32 << 20
)

// maxRows bounds the rows that are kept of all texts, at about 300 bytes each.
const maxRows = 1_000_000

// Run hunts as [hunt.Run] does, with the engine. Auto never fails where the index would not.
func Run(ctx context.Context, engine Engine, opts hunt.Options) (*hunt.Result, error) {
	if engine == Index || engine == Auto && !little(opts) {
		return hunt.Run(ctx, opts)
	}
	if err := rereadable(opts.Sources); err != nil {
		return nil, err
	}
	texts, err := rulings(ctx, engine, opts)
	switch {
	case err == nil:
		opts.Texts = texts
	case ctx.Err() != nil: // hunt.Run says what was covered, which is nothing
	case engine == KQL:
		return nil, err
	default:
		opts.Texts = &hunt.Rulings{Failed: err.Error()}
	}
	return hunt.Run(ctx, opts)
}

// little reports whether there are few indicators, and few bytes to look for them in.
func little(opts hunt.Options) bool {
	n := 0
	for _, f := range opts.Feeds {
		n += len(f.Indicators)
	}
	var bytes int64
	for _, s := range opts.Sources {
		bytes += s.Size
		if s.Size < 0 || s.Path == "-" {
			return false
		}
	}
	return n <= littleIndicators && bytes <= littleToRead
}

func rereadable(sources []logs.Source) error {
	for _, s := range sources {
		if s.Path == "-" {
			return errors.New("the text of rules reads logs more than once, and standard input can be read once only; name a file, or give --engine index")
		}
	}
	return nil
}

// A place is where an event stands.
type place struct {
	file string
	line int64
}

// rulings runs the texts of all families whose rules fit. It returns nil where there are none,
// and for Auto where there are more than a few.
func rulings(ctx context.Context, engine Engine, opts hunt.Options) (*hunt.Rulings, error) {
	rules, err := fitting(opts)
	if err != nil || len(rules) == 0 {
		return nil, err
	}
	r, err := newReader(ctx, opts.Sources, logs.Options{Tables: opts.Tables, Workers: opts.Workers, Now: opts.Now}, schema.Sentinel)
	if err != nil || engine == Auto && r.count(rules) > littleToRun {
		return nil, err
	}
	found := map[place][]hunt.Ruling{}
	texts := &hunt.Rulings{Families: map[string]bool{}, At: func(file string, line int64) []hunt.Ruling { return found[place{file, line}] }}
	n := 0
	for _, made := range rules {
		texts.Families[made.Family.ID] = true
		for i := range made.Hunts {
			if !r.holds(&made.Hunts[i]) {
				continue
			}
			texts.Hunts++
			err := r.rows(ctx, &made.Hunts[i], func(row Row) error {
				if n++; n > maxRows {
					return fmt.Errorf("hunt %s: the texts of rules gave more than %d rows; give --engine index", made.Hunts[i].Name, maxRows)
				}
				at := place{row.File, row.Line}
				found[at] = append(found[at], row.ruling(made))
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return texts, nil
}

func (r Row) ruling(made *rule.Rule) hunt.Ruling {
	return hunt.Ruling{
		Family: made.Family.ID, Key: r.Key, Value: r.Value, ThreatType: r.Threat, Field: r.Field,
		Tier: hunt.Tier(r.Tier), Direction: hunt.Direction(r.Direction), Verdict: hunt.Verdict(r.Verdict),
		Validity: hunt.Validity(r.Validity), Severity: hunt.Severity(r.Severity), ExcludedBy: r.Excluded,
	}
}
