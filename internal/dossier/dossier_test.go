package dossier

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/store"
)

var now = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// filled is a store in which two feeds say something.
func filled(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "foxhound.db"), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	first := time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC)
	put := func(feed, source, family string, confidence int, days int, values ...string) {
		p, err := s.Begin(context.Background(), store.Feed{Name: feed})
		if err != nil {
			t.Fatal(err)
		}
		defer p.Rollback()
		for _, v := range values {
			o, err := indicator.Parse(v)
			if err != nil {
				t.Fatal(err)
			}
			f, _ := indicator.FamilyByID(family)
			if err := p.Add(indicator.Indicator{Observable: o, Family: f, Confidence: confidence, FirstSeen: first.AddDate(0, 0, days), Source: source}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	put("threatfox", indicator.ThreatFox, "win.remus", 75, 0, "evil.com", "http://www.evil.com/x", "80.211.47.159:7582", "80.211.47.159:80")
	put("threatfox", indicator.ThreatFox, "win.remus", 75, -365, "old.com")
	put("list", indicator.List, "win.remus", 100, 3, "evil.com", "10.0.0.7")
	put("list", indicator.List, "", 100, 3, "a\u0301.example.com")
	return s
}

func parse(t *testing.T, value string) indicator.Observable {
	t.Helper()
	o, err := indicator.Parse(value)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// An indicator is what all feeds say of it together; queries pick by what comes of that.
func TestList(t *testing.T) {
	s := filled(t)
	for _, tt := range []struct {
		name string
		q    Query
		want []string
	}{
		{"all", Query{}, []string{"10.0.0.7 guarded", "80.211.47.159:7582 current", "80.211.47.159:80 current", "evil.com current", "http://www.evil.com/x current", "old.com expired", "xn--1ca.example.com current"}},
		{"kind", Query{Kinds: []indicator.Kind{indicator.Domain}}, []string{"evil.com current", "old.com expired", "xn--1ca.example.com current"}},
		{"source", Query{Source: "list"}, []string{"10.0.0.7 guarded", "evil.com current", "xn--1ca.example.com current"}},
		{"confidence", Query{MinConfidence: 80}, []string{"10.0.0.7 guarded", "evil.com current", "xn--1ca.example.com current"}},
		{"since", Query{Since: now.AddDate(0, 0, -8)}, []string{"10.0.0.7 guarded", "xn--1ca.example.com current"}},
		{"state", Query{States: []State{store.Expired}}, []string{"old.com expired"}},
		{"guarded", Query{OnlyGuarded: true}, []string{"10.0.0.7 guarded"}},
		{"family", Query{Filter: store.Filter{Families: []string{""}}}, []string{"xn--1ca.example.com current"}},
	} {
		tt.q.Now = now
		list, err := List(context.Background(), s, tt.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range list {
			got = append(got, e.Value+" "+string(e.State))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestJoined(t *testing.T) {
	list, err := List(context.Background(), filled(t), Query{Filter: store.Filter{Place: store.PlaceOf(parse(t, "evil.com"))}, Now: now})
	if err != nil || len(list) != 1 {
		t.Fatalf("List = %v, %v", list, err)
	}
	e := list[0]
	if e.Said != 2 || e.Confidence != 100 || e.FirstSeen.Format(time.DateOnly) != "2026-05-22" || !slices.Equal(e.Feeds, []string{"list", "threatfox"}) {
		t.Errorf("joined: %+v", e)
	}
}

// Related is what shares the host or the address, what is above or below, and the same day's.
func TestRelated(t *testing.T) {
	s := filled(t)
	for _, tt := range []struct{ value, want string }{
		{"evil.com", "below it: http://www.evil.com/x; same family and day: 10.0.0.7 80.211.47.159:7582 80.211.47.159:80"},
		{"www.evil.com", "same host: http://www.evil.com/x; parent domain: evil.com"},
		{"80.211.47.159", "same address: 80.211.47.159:7582 80.211.47.159:80"},
		{"80.211.47.159:80", "same address: 80.211.47.159:7582; same family and day: evil.com http://www.evil.com/x"},
		{"nowhere.org", ""},
	} {
		d, err := Of(context.Background(), s, parse(t, tt.value), nil, now)
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		for _, r := range d.Related {
			part := r.Why + ":"
			for _, e := range r.Entries {
				part += " " + e.Value
			}
			parts = append(parts, part)
		}
		if got := strings.Join(parts, "; "); got != tt.want {
			t.Errorf("related to %s:\n%s\nwant\n%s", tt.value, got, tt.want)
		}
	}
}

// Programs get valid JSON, whatever feeds say; people get nothing that acts on a terminal.
func TestWrite(t *testing.T) {
	s := filled(t)
	p, err := s.Begin(context.Background(), store.Feed{Name: "evil\x1b[31m"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Add(indicator.Indicator{Observable: parse(t, "evil.com"), Family: indicator.Family{Name: "=cmd\x1b[2J"}, Confidence: 1,
		Reporter: "\u202ex", Comment: "\"\n", Tags: []string{"<x>"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	write := func(w io.Writer, format string) error {
		n, err := Write(w, format, Each(context.Background(), s, Query{Now: now}))
		if n != 8 {
			t.Errorf("%s: %d indicators, want 8", format, n)
		}
		return err
	}
	d, err := Of(context.Background(), s, parse(t, "evil.com"), nil, now)
	if err != nil {
		t.Fatal(err)
	}
	families, err := Families(context.Background(), s, Query{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	var people, programs bytes.Buffer
	for _, err := range []error{write(&people, "table"), write(&people, "csv"), d.WriteText(&people), WriteFamilies(&people, families),
		families[0].WriteText(&people), write(&programs, "json"), write(&programs, "ndjson"), d.WriteJSON(&programs), WriteFamiliesJSON(&programs, families)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if i := strings.IndexAny(people.String(), "\x1b\u202e"); i >= 0 {
		t.Errorf("acts on a terminal: %q", people.String()[i:min(i+80, people.Len())])
	}
	for line := range strings.Lines(programs.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
	}
}
