package hunt

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foxhound/feed"
	"foxhound/internal/logs"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// example hunts the Remus example and returns the result and every match.
func example(t *testing.T, change func(*Options)) (*Result, []*Match) {
	t.Helper()
	page, err := os.Open("../examples/remus/page.md")
	if err != nil {
		t.Fatal(err)
	}
	defer page.Close()
	indicators, err := feed.Read("page.md", page)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := logs.Find([]string{"../examples/remus/logs"})
	if err != nil {
		t.Fatal(err)
	}
	var matches []*Match
	opts := Options{Feeds: []*feed.Result{indicators}, Sources: sources, Match: func(m *Match) error {
		matches = append(matches, m)
		return nil
	}}
	change(&opts)
	result, err := Run(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return result, matches
}

// Same bytes in, same results out, whatever the number of workers.
func TestWorkers(t *testing.T) {
	one, oneMatches := example(t, func(o *Options) { o.Workers = 1 })
	many, manyMatches := example(t, func(o *Options) { o.Workers = 8 })
	unexported := cmpopts.IgnoreUnexported(Match{})
	if diff := cmp.Diff(one, many); diff != "" {
		t.Errorf("results of 1 and 8 workers differ\n%s", diff)
	}
	if diff := cmp.Diff(oneMatches, manyMatches, unexported); diff != "" {
		t.Errorf("matches of 1 and 8 workers differ\n%s", diff)
	}
}

// Every row, match and indicator is accounted for.
func TestCountsAddUp(t *testing.T) {
	r, matches := example(t, func(*Options) {})
	s := r.Summary
	var tableRows, tableMatches, found int64
	for _, c := range s.Tables {
		tableRows, tableMatches = tableRows+c.Rows, tableMatches+c.Matches
	}
	for _, f := range r.Findings {
		found += int64(f.Matches)
	}
	for _, c := range []struct {
		name      string
		got, want int64
	}{
		{"rows by table", tableRows, s.Rows},
		{"rows and malformed rows", s.Rows + s.Malformed, recordsIn(t, "../examples/remus/logs")},
		{"matches reported", int64(len(matches)), s.Matches},
		{"matches by table", tableMatches, s.Matches},
		{"matches in findings, inbound and beyond the limit", found + s.Inbound + s.Overflow, s.Matches},
		{"malformed rows named", int64(len(s.MalformedAt)), s.Malformed},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.got, c.want)
		}
	}
}

// recordsIn counts the records of a folder of logs with one a line: all lines but headers.
func recordsIn(t *testing.T, dir string) (n int64) {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if strings.TrimSpace(line) != "" && line[0] != '#' {
				n++
			}
		}
		if filepath.Ext(path) == ".csv" {
			n--
		}
	}
	return n
}

func TestSince(t *testing.T) {
	all, _ := example(t, func(*Options) {})
	late, matches := example(t, func(o *Options) { o.Since = all.Findings[0].First })
	if late.Summary.Earlier == 0 || late.Summary.Matches+late.Summary.Earlier != all.Summary.Matches {
		t.Errorf("%d matches and %d earlier ones make not %d", late.Summary.Matches, late.Summary.Earlier, all.Summary.Matches)
	}
	for _, m := range matches {
		if !m.Time.IsZero() && m.Time.Before(all.Findings[0].First) {
			t.Errorf("%s:%d is earlier", m.File, m.Line)
		}
	}
}

// An error of Match ends the hunt; an interrupted one says what was covered.
func TestStops(t *testing.T) {
	sources, _ := logs.Find([]string{"../examples/remus/logs"})
	page, err := os.ReadFile("../examples/remus/page.md")
	if err != nil {
		t.Fatal(err)
	}
	indicators, _ := feed.Read("page.md", strings.NewReader(string(page)))
	full := errors.New("disk full")
	opts := Options{Feeds: []*feed.Result{indicators}, Sources: sources, Match: func(*Match) error { return full }}
	if _, err := Run(context.Background(), opts); !errors.Is(err, full) {
		t.Errorf("error of Match: got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	opts.Match = nil
	r, err := Run(ctx, opts)
	if !errors.Is(err, context.Canceled) || r == nil || !r.Summary.Interrupted {
		t.Errorf("interrupted: %v, %v", r, err)
	}
	for _, p := range r.Summary.Unread {
		if p.Reason != "interrupted before its end" && p.Reason != "interrupted before it was opened" {
			t.Errorf("%s was not read, since %q", p.File, p.Reason)
		}
	}
	if read := len(r.Files); len(r.Summary.Unread) < len(sources)-read {
		t.Errorf("%d files read of %d, and %d named that were not", read, len(sources), len(r.Summary.Unread))
	}
}
