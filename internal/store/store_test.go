package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
)

// noon is what the tests' clock says.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// open opens a store of the test's own.
func open(t testing.TB, opts Options) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "foxhound.db"), opts)
}

func openAt(t testing.TB, path string, opts Options) *Store {
	t.Helper()
	if opts.Now == nil {
		opts.Now = func() time.Time { return noon }
	}
	s, err := Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// remus is an indicator of the family, last seen so many days after the first of May.
func remus(value string, days int) indicator.Indicator {
	o, err := indicator.Parse(value)
	if err != nil {
		panic(err)
	}
	first := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	return indicator.Indicator{
		Observable: o, Family: indicator.Family{ID: "win.remus", Name: "Remus"}, ThreatType: "botnet_cc", Confidence: 75,
		FirstSeen: first, LastSeen: first.AddDate(0, 0, days), Reporter: "anonymous", Source: indicator.ThreatFox, ID: "1" + value,
		Tags: []string{"c2", "a, b"}, Reference: "https://example.org/report",
	}
}

// pull stores indicators as what a feed brings now.
func pull(t testing.TB, s *Store, f Feed, inds ...indicator.Indicator) Outcome {
	t.Helper()
	p, err := s.Begin(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Rollback()
	for _, ind := range inds {
		if err := p.Add(ind); err != nil {
			t.Fatal(err)
		}
	}
	o, err := p.Commit()
	if err != nil {
		t.Fatal(err)
	}
	o.Pull = 0
	return o
}

// all lists what a filter picks.
func all(t testing.TB, s *Store, f Filter) []*Assertion {
	t.Helper()
	var list []*Assertion
	for a, err := range s.Assertions(context.Background(), f) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

// values lists values and states, for short expectations.
func values(t testing.TB, s *Store, f Filter) []string {
	t.Helper()
	var list []string
	for _, a := range all(t, s, f) {
		list = append(list, fmt.Sprintf("%s %s", a.Value, a.State(noon)))
	}
	return list
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// What a source says comes back as it said it.
func TestRoundTrip(t *testing.T) {
	s := open(t, Options{})
	want := []indicator.Indicator{remus("softandtec.com", 3), remus("80.211.47.159:7582", 0), remus("http://woodfez.biz:7582", 0),
		{Observable: remus("bare.example.com", 0).Observable, Confidence: indicator.UnknownConfidence, Source: indicator.List}}
	want[1].Tags, want[1].Confidence, want[1].LastSeen = nil, indicator.UnknownConfidence, time.Time{}
	want[2].Compromised, want[2].Comment, want[2].ValidUntil = true, "a line\nof a report", noon
	same(t, "outcome", pull(t, s, Feed{Name: "tf"}, want...), Outcome{Rows: 4, Added: 4})
	for _, w := range want {
		got := all(t, s, Filter{Place: PlaceOf(w.Observable)})
		if len(got) != 1 {
			t.Fatalf("%d assertions of %s, want 1", len(got), w.Value)
		}
		same(t, w.Value, *got[0], Assertion{Indicator: w, Feed: "tf", Added: noon})
	}
}

// Pulls of several batches store what they bring, whichever batch it is in.
func TestBatches(t *testing.T) {
	s := open(t, Options{Limits: Limits{Add: 1e9, Remove: 1}, Hold: func(ind indicator.Indicator) string {
		if ind.Value == "h7.example.com" {
			return "a seven"
		}
		return ""
	}})
	const n = batchSize + 100
	all := many(0, n)
	f := Feed{Name: "f", Whole: true}
	same(t, "new", pull(t, s, f, all...), Outcome{Rows: n, Added: n, Kept: 1})
	all[1].Confidence, all[n-1].Confidence = 1, 1
	same(t, "changed", pull(t, s, f, all[1:]...), Outcome{Rows: n - 1, Unchanged: n - 3, Changed: 2, Withdrawn: 1})
	if faults, err := s.Check(context.Background()); err != nil || len(faults) > 0 {
		t.Errorf("Check = %q, %v", faults, err)
	}
}

// What a feed revokes by its id is withdrawn, and nothing else of the value.
func TestRevoke(t *testing.T) {
	s := open(t, Options{})
	a, b := remus("a.example.com", 250), remus("a.example.com", 250)
	b.ID = "another"
	pull(t, s, Feed{Name: "f"}, a, b)
	pull(t, s, Feed{Name: "g"}, a)
	for _, want := range []int{1, 0} { // the second time it says nothing new
		p, err := s.Begin(context.Background(), Feed{Name: "f"})
		if err != nil {
			t.Fatal(err)
		}
		defer p.Rollback()
		if err := p.Revoke(a.Observable, a.ID); err != nil {
			t.Fatal(err)
		}
		if out, err := p.Commit(); err != nil || out.Withdrawn != want {
			t.Errorf("Commit = %+v, %v, want %d withdrawn", out, err, want)
		}
	}
	var got []string
	for _, a := range all(t, s, Filter{}) {
		got = append(got, a.Feed+" "+a.ID+" "+string(a.State(noon)))
	}
	slices.Sort(got)
	same(t, "states", got, []string{"f 1a.example.com withdrawn", "f another current", "g 1a.example.com current"})
	if faults, err := s.Check(context.Background()); err != nil || len(faults) > 0 {
		t.Errorf("Check = %q, %v", faults, err)
	}
	same(t, "again", pull(t, s, Feed{Name: "f"}, a), Outcome{Rows: 1, Returned: 1})
}

func TestPulls(t *testing.T) {
	s := open(t, Options{})
	tf := Feed{Name: "tf"}
	a, b := remus("a.example.com", 0), remus("b.example.com", 0)
	same(t, "first", pull(t, s, tf, a, b, a), Outcome{Rows: 3, Added: 2, Repeated: 1})
	same(t, "again", pull(t, s, tf, a, b), Outcome{Rows: 2, Unchanged: 2})
	same(t, "seen again", pull(t, s, tf, remus("a.example.com", 9)), Outcome{Rows: 1, Refreshed: 1})
	b.Confidence = 100
	same(t, "changed", pull(t, s, tf, b), Outcome{Rows: 1, Changed: 1})
	tf.Whole = true
	same(t, "whole without b", pull(t, s, tf, remus("a.example.com", 9)), Outcome{Rows: 1, Unchanged: 1, Withdrawn: 1})
	same(t, "states", values(t, s, Filter{}), []string{"a.example.com expired", "b.example.com withdrawn"})
	same(t, "b returns", pull(t, s, tf, remus("a.example.com", 9), b), Outcome{Rows: 2, Unchanged: 1, Returned: 1})
	f, err := s.Feed(context.Background(), "TF")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "feed", f, Feed{Name: "tf", Whole: true, Cursor: Cursor{}, Checked: noon, Stored: noon, Standing: 2, Pulls: 6})
}
