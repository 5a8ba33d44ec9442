package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"foxhound/indicator"
)

// many are n indicators of one family, from number first on.
func many(first, n int) (all []indicator.Indicator) {
	for i := range n {
		all = append(all, remus(fmt.Sprintf("h%d.example.com", first+i), 0))
	}
	return all
}

// A pull that would change too much of its feed is held, and stored when it is approved.
func TestHold(t *testing.T) {
	ctx := context.Background()
	s := open(t, Options{Limits: Limits{Add: 1, Remove: 0.5, Floor: 10}})
	f := Feed{Name: "f", Whole: true, Cursor: Cursor{"etag": "1"}}
	same(t, "first", pull(t, s, f, many(0, 20)...), Outcome{Rows: 20, Added: 20})

	f.Cursor = Cursor{"etag": "2"}
	same(t, "poisoned", pull(t, s, f, many(15, 6)...), Outcome{Rows: 6, Added: 1, Unchanged: 5, Withdrawn: 15, Held: 1,
		Reason: "it would withdraw 15 of 20 assertions: more than 50%"})
	if got := len(values(t, s, Filter{})); got != 20 {
		t.Errorf("%d assertions stand, want all 20", got)
	}
	holds, err := s.Holds(ctx)
	if err != nil || len(holds) != 1 || holds[0].Feed != "f" || holds[0].Withdrawn != 15 || holds[0].Added != 1 {
		t.Fatalf("Holds = %+v, %v", holds, err)
	}
	kept, err := s.Feed(ctx, "f")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "cursor", kept.Cursor, Cursor{"etag": "1"})

	out, err := s.Approve(ctx, holds[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	out.Pull = 0
	same(t, "approved", out, Outcome{Rows: 1, Added: 1, Withdrawn: 15})
	kept, err = s.Feed(ctx, "f")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "cursor", kept.Cursor, Cursor{"etag": "2"})
	if kept.Standing != 6 {
		t.Errorf("%d stand, want 6", kept.Standing)
	}
	if _, err := s.Approve(ctx, holds[0].ID); !errors.Is(err, ErrNoHold) {
		t.Errorf("second Approve = %v", err)
	}
}

// A flood is held too, discarded on demand, and a pull that is stored lets an older hold go.
func TestFlood(t *testing.T) {
	ctx := context.Background()
	s := open(t, Options{Limits: Limits{Add: 1, Remove: 0.5, Floor: 10}})
	f := Feed{Name: "f"}
	pull(t, s, f, many(0, 20)...)
	out := pull(t, s, f, many(20, 21)...)
	same(t, "reason", out.Reason, "it would add 21 assertions to the 20 there are: more than 100%")
	if err := s.Discard(ctx, out.Held); err != nil {
		t.Fatal(err)
	}
	if err := s.Discard(ctx, out.Held); !errors.Is(err, ErrNoHold) {
		t.Errorf("second Discard = %v", err)
	}
	pull(t, s, f, many(20, 21)...)
	pull(t, s, f, many(20, 1)...)
	if holds, err := s.Holds(ctx); err != nil || len(holds) != 0 {
		t.Errorf("Holds = %v, %v, want none", holds, err)
	}
}

// A list of retractions cannot silence the store.
func TestHeldRetractions(t *testing.T) {
	ctx := context.Background()
	s := open(t, Options{Limits: Limits{Add: 1, Remove: 0.5, Floor: 10}})
	pull(t, s, Feed{Name: "f"}, many(0, 20)...)
	p, err := s.Begin(ctx, Feed{Name: "fplist"})
	if err != nil {
		t.Fatal(err)
	}
	for i, ind := range many(0, 11) {
		if err := p.Retract(Retraction{Observable: ind.Observable, Source: indicator.ThreatFox, ID: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	out, err := p.Commit()
	if err != nil {
		t.Fatal(err)
	}
	same(t, "reason", out.Reason, "it would retract 11 of 20 assertions of all feeds: more than 50%")
	if out, err = s.Approve(ctx, out.Held); err != nil || out.Retracted != 11 {
		t.Fatalf("Approve = %+v, %v", out, err)
	}
	n := 0
	for _, a := range all(t, s, Filter{}) {
		if a.State(noon) == Retracted {
			n++
		}
	}
	if n != 11 {
		t.Errorf("%d are retracted, want 11", n)
	}
}

// A single indicator that looks like a mistake stands for nothing until it is approved.
func TestReview(t *testing.T) {
	s := open(t, Options{Hold: func(ind indicator.Indicator) string {
		if ind.Value == "8.8.8.8" {
			return "a resolver"
		}
		return ""
	}})
	google := remus("8.8.8.8", 250)
	same(t, "outcome", pull(t, s, Feed{Name: "f"}, google, remus("a.example.com", 250)), Outcome{Rows: 2, Added: 2, Kept: 1})
	same(t, "held", values(t, s, Filter{Held: true}), []string{"8.8.8.8 held"})
	if err := s.Judge(context.Background(), Verdict{Observable: google.Observable, Verdict: Approved}); err != nil {
		t.Fatal(err)
	}
	same(t, "approved", values(t, s, Filter{Place: PlaceOf(google.Observable)}), []string{"8.8.8.8 current"})
	google.ID = "another"
	same(t, "once approved", pull(t, s, Feed{Name: "g"}, google), Outcome{Rows: 1, Added: 1})
	if err := s.Judge(context.Background(), Verdict{Observable: google.Observable, Verdict: Benign}); err != nil {
		t.Fatal(err)
	}
	same(t, "benign", values(t, s, Filter{Place: PlaceOf(google.Observable)}), []string{"8.8.8.8 benign", "8.8.8.8 benign"})
}
