package rule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// namesOf returns n names of some length.
func namesOf(n, length int) []indicator.Indicator {
	list := make([]indicator.Indicator, n)
	for i := range list {
		name := fmt.Sprintf("h%d.evil-%d.example", i, i%97)
		if more := length - len(name); more > 0 {
			name = strings.Repeat("x", min(more, 60)) + name
		}
		list[i] = indicator.Indicator{Observable: indicator.Observable{Kind: indicator.Domain, Value: name}, Family: remus,
			ThreatType: "botnet_cc", Confidence: 100, Source: "threatfox"}
	}
	return list
}

const address = "https://lists.corp.example/win.remus/watchlist.csv"

var fitTests = []struct {
	name    string
	list    []indicator.Indicator
	dialect schema.Dialect
	style   rule.Style
	address string
	form    rule.Form
	part    bool // of the indicators is hunted
	moved   string
}{
	{"a few", namesOf(3, 0), schema.Sentinel, rule.Exact, "", rule.Full, false, ""},
	{"some hundred", namesOf(200, 0), schema.Sentinel, rule.Exact, "", rule.Compact, false, ""},
	{"more than a family may have hunts", namesOf(3_000, 0), schema.Sentinel, rule.Exact, "", rule.Watchlist, false,
		" hunts or more, and a family may have 64: its hunts read the watchlist foxhound-win.remus instead"},
	{"more than there is room for terms", namesOf(16_000, 0), schema.Sentinel, rule.Exact, "", rule.Watchlist, false, "its hunts read the watchlist"},
	{"more than a watchlist takes", namesOf(24_000, 80), schema.Sentinel, rule.Exact, "", rule.Workspace, false, "its hunts read ThreatIntelIndicators (a watchlist takes"},
	{"a dialect with a file", namesOf(3_000, 0), schema.Defender, rule.Exact, address, rule.External, false, "its hunts read the list at " + address},
	{"a dialect without another place", namesOf(3_000, 0), schema.Defender, rule.Exact, "", rule.Compact, true,
		" weakest are set aside, by confidence, then by age"},
	{"a style without one", namesOf(30_000, 0), schema.Defender, rule.Classic, "", rule.Full, true, " weakest are set aside"},
}

func TestFit(t *testing.T) {
	for _, tt := range fitTests {
		r, err := rule.Fit(remus, tt.list, rule.Options{Dialect: tt.dialect, Style: tt.style, List: rule.List{Alias: "foxhound-win.remus", Address: tt.address}})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Hunts[0].Form; got != tt.form || (r.Moved == "") != (tt.moved == "") || !strings.Contains(r.Moved, tt.moved) {
			t.Errorf("%s: form %s, moved %q; want form %s, moved %q", tt.name, got, r.Moved, tt.form, tt.moved)
		}
		if (len(r.SetAside) > 0) != tt.part || len(r.Indicators)+len(r.SetAside) != len(tt.list) {
			t.Errorf("%s: %d indicators and %d set aside, of %d", tt.name, len(r.Indicators), len(r.SetAside), len(tt.list))
		}
		if n := len(r.Hunts); n > limits.FamilyHunts.Most {
			t.Errorf("%s: %d hunts", tt.name, n)
		}
		tagged := strings.Contains(r.Hunts[0].Text, `| where tostring(Tags) has "win.remus"`)
		if tagged != (tt.form == rule.Workspace) {
			t.Errorf("%s: hunts look at tags: %t", tt.name, tagged)
		}
	}
}

// What is set aside is weaker than all that is hunted: less sure, or as sure and older.
func TestFitKeepsTheStrongest(t *testing.T) {
	list := namesOf(3_000, 0)
	for i := range list {
		list[i].Confidence, list[i].FirstSeen = 50+25*(i%3), time.Date(2026, 1, 1+i%200, 0, 0, 0, 0, time.UTC)
	}
	r, err := rule.Fit(remus, list, rule.Options{Dialect: schema.Defender, Style: rule.Exact})
	if err != nil {
		t.Fatal(err)
	}
	for _, aside := range r.SetAside {
		for _, kept := range r.Indicators {
			if a := aside.Indicator; aside.Decision.List != "room" || a.Confidence > kept.Confidence || a.Confidence == kept.Confidence && a.FirstSeen.After(kept.FirstSeen) {
				t.Fatalf("%v of confidence %d, seen on %s, is set aside (%s), and %v of %d, seen on %s, is hunted",
					a, a.Confidence, a.FirstSeen, aside.Decision.List, kept, kept.Confidence, kept.FirstSeen)
			}
		}
	}
}

// The bound is one: no rule has fewer hunts.
func TestAtLeast(t *testing.T) {
	for _, list := range [][]indicator.Indicator{remusIndicators(t), namesOf(700, 0), manyIndicators(t, 900)} {
		for _, d := range dialects {
			for _, s := range styles {
				n := rule.AtLeast(remus, list, rule.Options{Dialect: d, Style: s})
				if r := newRule(t, remus, list, d, s); len(r.Hunts) < n || n == 0 {
					t.Errorf("%d indicators, %s, %s: %d hunts, bound %d", len(list), d, s, len(r.Hunts), n)
				}
			}
		}
	}
}
