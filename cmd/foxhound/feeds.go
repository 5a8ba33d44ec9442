package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/report"
)

// readFeeds reads the indicator files. One that cannot be read is complained of and the
// others go on; ok is then false. What was read before the error counts. On cancellation no
// more is read of any, which is for the caller to say.
func readFeeds(ctx context.Context, e *env, args []string) (feeds []*feed.Result, ok bool) {
	ok = true
	for _, src := range feedSources(args) {
		r, err := readFeed(ctx, e, src)
		switch {
		case err == nil:
		case ctx.Err() != nil:
			ok = false
			r.Notes = append(r.Notes, cutShort+"interrupted")
		default:
			ok = false
			e.complain(fmt.Errorf("indicators of %s: %w", src.Path, err))
			r.Notes = append(r.Notes, cutShort+err.Error())
		}
		feeds = append(feeds, r)
	}
	takeBack(feeds)
	return feeds, ok
}

// cutShort opens the note on a file that was complained of when it was read.
const cutShort = "not read to its end: "

// feedSources turns arguments into sources, one that names nothing into one with an error.
func feedSources(args []string) []logs.Source {
	var all []logs.Source
	for _, arg := range args {
		sources, err := logs.Find([]string{arg})
		if err != nil {
			sources = []logs.Source{{Path: arg, Err: cmp.Or(errors.Unwrap(err), err)}}
		}
		all = append(all, sources...)
	}
	return all
}

// readFeed reads one indicator file. The result is never nil.
func readFeed(ctx context.Context, e *env, src logs.Source) (*feed.Result, error) {
	none := &feed.Result{Name: src.Path}
	if src.Err != nil {
		return none, src.Err
	}
	in := e.in
	if src.Path != "-" {
		f, err := os.Open(src.Path)
		if err != nil {
			return none, err
		}
		defer f.Close()
		in = f
	}
	r, err := feed.Options{Packed: true, Columns: e.columns}.Read(ctx, src.Path, in)
	if r == nil {
		r = none
	}
	return r, err
}

// complainOfFeeds names the records that gave no indicator, the first few of each file, and
// what else a file leaves to say, for commands that have no summary to say it in.
func complainOfFeeds(e *env, feeds []*feed.Result) {
	const shown = 3
	for _, f := range feeds {
		for i, m := range f.Malformed {
			if i == shown {
				e.complain(fmt.Errorf("%s: and %s more malformed records", f.Name, number(len(f.Malformed)-shown)))
				break
			}
			e.complain(fmt.Errorf("%s:%d: malformed, no indicator: %s", f.Name, m.Line, report.Sentence(m.Err.Error())))
		}
		for _, note := range f.Notes {
			if !strings.HasPrefix(note, cutShort) {
				e.complain(fmt.Errorf("%s: %s", f.Name, report.Sentence(note)))
			}
		}
	}
}

// indicatorsOf lists the indicators of all feeds.
func indicatorsOf(feeds []*feed.Result) []indicator.Indicator {
	var all []indicator.Indicator
	for _, f := range feeds {
		for _, ind := range f.Pack().All() {
			all = append(all, ind)
		}
	}
	return all
}

// countOf counts the indicators of all feeds.
func countOf(feeds []*feed.Result) (n int) {
	for _, f := range feeds {
		n += f.Len()
	}
	return n
}

// newest is the newest date in the indicators: what "now" means to a rule, so that the
// same files give the same rule for ever.
func newest(all []indicator.Indicator) (t time.Time) {
	for _, ind := range all {
		for _, seen := range []time.Time{ind.FirstSeen, ind.LastSeen} {
			if seen.After(t) {
				t = seen
			}
		}
	}
	return t
}
