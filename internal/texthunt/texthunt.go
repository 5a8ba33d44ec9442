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

// What Auto takes for little. Each text reads the files of its table once more.
const (
	littleToRun      = 40      // texts
	littleFamilies   = 5       // whose rules have to be written first
	littleIndicators = 400     // of all feeds
	littleToRead     = 8 << 20 // bytes, after decompression
)

// Run hunts as [hunt.Run] does, with the engine. Auto never fails where the index would not. What
// KQL fails to judge the index does, and [hunt.Summary.FailedTexts] tells of it.
func Run(ctx context.Context, engine Engine, opts hunt.Options) (*hunt.Result, error) {
	if engine == Index || engine == Auto && !little(opts) {
		return hunt.Run(ctx, opts)
	}
	if err := rereadable(opts.Sources); err != nil {
		return nil, err
	}
	texts, err := rulings(ctx, engine, &opts)
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

// little reports whether there are few indicators, and few bytes to look for them in, as far
// as can be told before any is read.
func little(opts hunt.Options) bool {
	n := 0
	for _, f := range opts.Feeds {
		n += f.Len()
	}
	for _, s := range opts.Sources {
		if s.Size < 0 || s.Path == "-" {
			return false
		}
	}
	return n <= littleIndicators && sizeOf(opts.Sources) <= littleToRead
}

func sizeOf(sources []logs.Source) (n int64) {
	for _, s := range sources {
		n += max(s.Size, 0)
	}
	return n
}

func rereadable(sources []logs.Source) error {
	for _, s := range sources {
		if s.Path == "-" {
			return errors.New("the text of rules reads logs more than once, and standard input can be read once only; name a file, or give --engine index")
		}
		if s.Once() {
			return fmt.Errorf("the text of rules reads logs more than once, and the pipe %s can be read once only; name a file, or give --engine index", s.Path)
		}
	}
	return nil
}

// rulings runs the texts of all families whose rules fit, and has the options' progress go on
// from there. It returns nil where there are none, and for Auto where there are more than a few.
func rulings(ctx context.Context, engine Engine, opts *hunt.Options) (*hunt.Rulings, error) {
	all := hunt.Indicators(opts.Feeds...)
	whose := families(all)
	if engine == Auto && len(whose) > littleFamilies {
		return nil, nil
	}
	rules, err := fitting(ctx, whose, all, *opts)
	if err != nil || len(rules) == 0 {
		return nil, err
	}
	r, err := newReader(ctx, opts.Sources, logs.Options{Tables: opts.Tables, Workers: opts.Workers, Now: opts.Now}, schema.Sentinel)
	if err != nil {
		return nil, err
	}
	c := collector{reader: r, found: map[place][]hunt.Ruling{}, texts: r.texts(rules)}
	if engine == Auto && (len(c.texts) > littleToRun || r.bytes > littleToRead) {
		return nil, nil
	}
	found, err := c.collect(ctx, rules, c.share(opts))
	if err == nil && engine == Auto && len(found.FailedTexts) > 0 {
		return nil, fmt.Errorf("hunt %s: %s", found.FailedTexts[0].Hunt, found.FailedTexts[0].Reason)
	}
	return found, err
}
