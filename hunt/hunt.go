// Package hunt applies the matching model to logs: which events an indicator hit, at which
// tier, in which direction, with what verdict, and what that makes of hosts and users.
// Start with [Run].
//
// A row's way through it: observe (the columns that can hold an observable), match.Index
// (what is listed under it), tier, direction, verdict, validity and severity (what it is
// worth), judge (one match per family and key), finding (matches by family, entity and day).
package hunt

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"foxhound/exclusion"
	"foxhound/feed"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/match"
)

// Options are for [Run].
type Options struct {
	Feeds    []*feed.Result
	Sources  []logs.Source
	Tables   []logs.TableGlob
	Facts    exclusion.Facts
	Guards   *guard.Lists  // nil means the embedded ones
	Margin   time.Duration // a match this long before first_seen is still current; zero means [indicator.DefaultMargin], less none
	Since    time.Time     // events before it are not matched; zero looks at all
	Related  bool          // report the related tier too, not only count it
	Keep     bool          // keep events in findings
	Workers  int           // goroutines that judge; 0 means one a core
	Now      time.Time     // times without a year are taken to be before it; zero means before their file's own time
	Stdin    io.Reader
	Texts    *Rulings                   // what the texts of rules say of the same sources; nil has the index judge alone
	Match    func(*Match) error         // called in file order for every match; may be nil
	Progress func(bytes, matches int64) // called now and then with bytes read and matches so far; may be nil

	everyRow bool // of tests: no row is ruled out by the sweep
}

// A Result is what a hunt found.
type Result struct {
	Findings []*Finding // by severity, family, entity, day
	Cleared  []*Finding // those that somebody cleared before, where findings are kept
	Summary  *Summary
	Files    []logs.FileStats // what was read of each source, in their order
}

// Run hunts the sources for the feeds' indicators. On cancellation it returns what was
// covered, with [Summary.Interrupted] set, and the context's error. An error of
// Options.Match ends the hunt and is returned likewise.
func Run(ctx context.Context, opts Options) (*Result, error) {
	if opts.Margin == 0 {
		opts.Margin = indicator.DefaultMargin
	}
	opts.Margin = max(opts.Margin, 0)
	exclusions := exclusion.Builtins(opts.Facts)
	set, err := newSet(ctx, opts.Feeds, opts.Guards)
	if err != nil {
		return unready(opts, exclusions), err
	}
	summary := newSummary(set, opts.Feeds, exclusions)
	c := &collector{ledger: newLedger(summary), report: opts.Match, opaque: map[string]bool{}}
	if opts.Keep {
		c.ledger.keeper = &keeper{}
	}
	j := &judge{set: set, exclusions: active(exclusions), margin: opts.Margin, since: opts.Since, related: opts.Related,
		texts: opts.Texts, mail: set.index.Has(match.NameSort) || set.index.Has(match.AddrSort)}
	if !opts.everyRow {
		j.listed = set.listed
	}
	if opts.Texts != nil {
		summary.Texts, summary.TextFailed, summary.FailedTexts = opts.Texts.Hunts, opts.Texts.Failed, opts.Texts.FailedTexts
		j.failed, j.listings = opts.Texts.failedScopes(), set.listings()
	}
	files, err := logs.Scan(ctx, opts.Sources, scanOptions(opts, c), j.block, c.collect)
	c.finish()
	summary.read(files)
	j.explain(files, c.opaque)
	if summary.Interrupted = ctx.Err() != nil; summary.Interrupted {
		summary.unopened(opts.Sources, files)
	}
	summary.Blind = blind(summary)
	return &Result{Findings: c.ledger.list(), Summary: summary, Files: files}, err
}

// unready is what a hunt found that was interrupted before its indicators were ready: nothing,
// for it looked for none.
func unready(opts Options, exclusions []exclusion.Exclusion) *Result {
	s := newSummary(&set{}, opts.Feeds, exclusions)
	s.Merged, s.Interrupted = 0, true
	s.unopened(opts.Sources, nil)
	return &Result{Summary: s}
}

func active(all []exclusion.Exclusion) []exclusion.Exclusion {
	var on []exclusion.Exclusion
	for _, x := range all {
		if x.Active {
			on = append(on, x)
		}
	}
	return on
}

func scanOptions(opts Options, c *collector) logs.Options {
	o := logs.Options{Tables: opts.Tables, Text: true, Workers: opts.Workers, Stdin: opts.Stdin, Now: opts.Now}
	if opts.Progress != nil {
		o.Progress = func(n int64) { opts.Progress(c.bytes.Add(n), c.matches.Load()) }
	}
	return o
}

// A collector takes the blocks' results in order.
type collector struct {
	ledger  *ledger
	mail    postOffice
	report  func(*Match) error
	bytes   atomic.Int64
	matches atomic.Int64
	parts   partLedger
	opaque  map[string]bool // files whose rows the sweep cannot rule out
}

// collect reports a block's matches and puts them into findings.
func (c *collector) collect(b blockResult) error {
	c.ledger.summary.undated(b)
	c.ledger.summary.Earlier += b.earlier
	c.ledger.summary.ByText += b.ruled
	c.ledger.summary.Apart += b.apart
	if b.opaque != "" {
		c.opaque[b.opaque] = true
	}
	c.mail.file(b.messages)
	for _, m := range b.matches {
		if !c.parts.first(m) {
			continue
		}
		if m.withheld {
			c.ledger.summary.Withheld++
			continue
		}
		deliveries := c.mail.deliver(m)
		c.ledger.count(deliveries[0])
		c.matches.Add(1)
		if c.report != nil {
			if err := c.report(deliveries[0]); err != nil {
				return err
			}
		}
		if !c.mail.hold(deliveries[0]) {
			c.find(deliveries)
		}
	}
	return nil
}

// find puts a match into the finding of each recipient, and counts it once.
func (c *collector) find(deliveries []*Match) {
	found := false
	for _, m := range deliveries {
		found = c.ledger.add(m) || found
	}
	switch {
	case found:
		c.ledger.summary.Found++
	case deliveries[0].Direction != Inbound:
		c.ledger.summary.Overflow++
	}
}

// finish settles the mail whose recipient came late, or never.
func (c *collector) finish() {
	for _, m := range c.mail.waiting {
		c.find(c.mail.deliver(m))
	}
	c.ledger.summary.Unfiled = c.mail.unfiled
}
