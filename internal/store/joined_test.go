package store

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"foxhound/indicator"
)

// Joined yields what Assertions yields, together what is of one value and family, whatever the
// filter.
func TestJoined(t *testing.T) {
	s := open(t, Options{Hold: func(ind indicator.Indicator) string {
		if strings.HasPrefix(ind.Value, "h7.") {
			return "a seven"
		}
		return ""
	}})
	rnd := rand.New(rand.NewPCG(1, 2))
	families := []indicator.Family{{}, {ID: "win.remus", Name: "Remus"}, {Name: "Vidar"}, {Name: "a"}}
	for feed := range 4 {
		var inds []indicator.Indicator
		for n := range 200 {
			value := fmt.Sprintf("h%d.example.com", rnd.IntN(30))
			if n%3 == 0 {
				value = "http://" + value + "/x"
			}
			ind := remus(value, 0)
			ind.Family, ind.ID = families[rnd.IntN(len(families))], fmt.Sprint(rnd.IntN(3))
			inds = append(inds, ind)
		}
		pull(t, s, Feed{Name: fmt.Sprint("f", feed)}, inds...)
	}
	for _, f := range []Filter{{}, {Feeds: []string{"f1", "f2"}}, {Families: []string{"", "vidar"}}, {Place: "com.example.h7."},
		{Place: "com.example.", Below: true}, {Held: true}, {Feeds: []string{"f3"}, Families: []string{"a"}, Place: "com.example.h8."}, {Place: "org."}} {
		var got []string
		last := ""
		for all, err := range s.Joined(context.Background(), f) {
			if err != nil {
				t.Fatal(err)
			}
			key := all[0].Family.Key() + " " + all[0].Observable.Value
			if place := all[0].Family.Key() + " " + PlaceOf(all[0].Observable); place < last && all[0].Family.Key() != "" {
				t.Errorf("%+v: %s comes behind %s", f, place, last)
			} else if last = place; all[0].Family.Key() == "" {
				last = "~"
			}
			for _, a := range all {
				if k := a.Family.Key() + " " + a.Observable.Value; k != key {
					t.Errorf("%+v: %s is among those of %s", f, k, key)
				}
				got = append(got, line(a))
			}
		}
		want := all(t, s, f)
		if len(got) != len(want) {
			t.Errorf("%+v: %d assertions, want %d", f, len(got), len(want))
		}
		slices.Sort(got)
		slices.SortFunc(want, func(a, b *Assertion) int { return cmp.Compare(line(a), line(b)) })
		for i, w := range want {
			if i < len(got) && got[i] != line(w) {
				t.Fatalf("%+v: %s, want %s", f, got[i], line(w))
			}
		}
	}
}

// line is all that there is to an assertion.
func line(a *Assertion) string { return fmt.Sprintf("%+v", *a) }
