package store

import (
	"context"
	"testing"
	"time"

	"foxhound/indicator"
)

// Expiry is the source's, else the feed's policy by kind, else ThreatFox's six months.
func TestExpiry(t *testing.T) {
	first := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	own := remus("own.example.com", 0)
	own.ValidUntil = first.AddDate(0, 0, 3)
	for _, tt := range []struct {
		name   string
		policy Expiry
		ind    indicator.Indicator
		want   time.Time
	}{
		{"no policy", nil, remus("a.example.com", 10), first.AddDate(0, 6, 10)},
		{"policy of the kind", Expiry{indicator.Domain: 7, 0: 1}, remus("a.example.com", 10), first.AddDate(0, 0, 17)},
		{"policy of all kinds", Expiry{0: 1}, remus("a.example.com", 10), first.AddDate(0, 0, 11)},
		{"another kind's", Expiry{indicator.URL: 7}, remus("a.example.com", 10), first.AddDate(0, 6, 10)},
		{"for ever", Expiry{0: 0}, remus("a.example.com", 10), indicator.Forever},
		{"the source's own", Expiry{0: 1}, own, own.ValidUntil},
	} {
		s := open(t, Options{})
		pull(t, s, Feed{Name: "f", Expiry: tt.policy}, tt.ind)
		if got := all(t, s, Filter{})[0].Expiry(); !got.Equal(tt.want) {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// A retraction silences its source's assertions of the value at once, and is kept; what the
// source says again afterwards stands.
func TestRetraction(t *testing.T) {
	s := open(t, Options{})
	other := remus("a.example.com", 250)
	other.Source = "list"
	again := remus("a.example.com", 250)
	again.ID, again.FirstSeen = "again", noon.AddDate(0, 0, -1)
	pull(t, s, Feed{Name: "f"}, remus("a.example.com", 250), other, again, remus("b.example.com", 250))
	p, err := s.Begin(context.Background(), Feed{Name: "fplist"})
	if err != nil {
		t.Fatal(err)
	}
	r := Retraction{Observable: other.Observable, Source: indicator.ThreatFox, ID: "7", At: noon.AddDate(0, 0, -2), By: "admin", Reason: "a site of ours"}
	for range 2 { // the second time it says nothing new
		if err := p.Retract(r); err != nil {
			t.Fatal(err)
		}
	}
	out, err := p.Commit()
	if err != nil || out.Retracted != 1 {
		t.Fatalf("Commit = %+v, %v", out, err)
	}
	got := map[string]State{}
	for _, a := range all(t, s, Filter{}) {
		got[a.Value+" "+a.Source+" "+a.ID] = a.State(noon)
	}
	same(t, "states", got, map[string]State{
		"a.example.com threatfox 1a.example.com": Retracted, "a.example.com list 1a.example.com": Current,
		"a.example.com threatfox again": Current, "b.example.com threatfox 1b.example.com": Current,
	})
	kept, err := retractions(context.Background(), s.db)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "kept", kept, []Retraction{r})
}
