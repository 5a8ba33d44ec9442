// Package hunt applies the matching model to logs: which events an indicator hit, at which
// tier, in which direction, with what verdict, and what that makes of hosts and users.
// Start with [Run].
package hunt

import (
	"context"
	"io"
	"time"

	"foxhound/exclusion"
	"foxhound/feed"
	"foxhound/internal/logs"
)

// Options are for [Run].
type Options struct {
	Feeds    []*feed.Result
	Sources  []logs.Source
	Tables   []logs.TableGlob
	Facts    exclusion.Facts
	Margin   time.Duration // a match this long before first_seen is still current; zero means 30 days
	Since    time.Time     // events before it are not looked at; zero looks at all
	Related  bool          // report the related tier too
	Workers  int
	Stdin    io.Reader
	Match    func(*Match) error // called in file order for every match; may be nil
	Progress func(bytes, matches int64)
}

// A Result is what a hunt found.
type Result struct {
	Findings []*Finding // by severity, family, entity, day
	Summary  *Summary
}

// Run hunts the sources for the feeds' indicators. On cancellation it returns what was
// covered, with [Summary.Interrupted] set, and the context's error.
func Run(ctx context.Context, opts Options) (*Result, error) { return nil, nil }
