package texthunt

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/feed"
	"foxhound/hunt"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/schema"
)

// TestEnginesAgree holds that a hunt comes to the same matches and findings whatever judges:
// with indicators that rules cannot have, related tier, expired indicators, and a beginning.
func TestEnginesAgree(t *testing.T) {
	for seed := range uint64(3) {
		w := newWorld(seed+7, schema.Sentinel, 40, false)
		for i := range w.feed.Indicators {
			switch ind := &w.feed.Indicators[i]; i % 8 {
			case 0:
				ind.Family = indicator.Family{}
			case 1:
				ind.Family = indicator.Family{Name: "Nameless"}
			case 2:
				ind.FirstSeen = day.AddDate(0, -6, 0) // expired among the events
			}
		}
		dir := t.TempDir()
		w.write(t, dir, 40)
		opts := hunt.Options{Feeds: []*feed.Result{w.feed}, Facts: facts, Related: seed == 1, Sources: sourcesOf(t, dir)}
		if seed == 2 {
			opts.Since = day
		}
		index, indexed := hunted(t, Index, opts)
		text, texted := hunted(t, KQL, opts)
		if diff := cmp.Diff(indexed, texted); diff != "" {
			t.Errorf("seed %d (-index +kql):\n%s", seed, diff)
		}
		a, b := *index.Summary, *text.Summary
		t.Logf("%d matches, %d by %d texts", b.Matches, b.ByText, b.Texts)
		if b.Texts == 0 || b.Apart > 0 || b.ByText < b.Matches/4 || b.ByText == b.Matches {
			t.Errorf("seed %d: of %d matches, %d by %d texts, %d apart", seed, b.Matches, b.ByText, b.Texts, b.Apart)
		}
		b.Texts, b.ByText = 0, 0
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("seed %d: the summaries (-index +kql):\n%s", seed, diff)
		}
	}
}

func sourcesOf(t *testing.T, dir string) []logs.Source {
	t.Helper()
	sources, err := logs.Find([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

// hunted is a hunt's result, with its matches and findings as text.
func hunted(t *testing.T, engine Engine, opts hunt.Options) (*hunt.Result, []string) {
	t.Helper()
	var list []string
	show := func(v any) {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(text))
	}
	opts.Match = func(m *hunt.Match) error { show(m); return nil }
	result, err := Run(context.Background(), engine, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		show(f)
	}
	return result, list
}
