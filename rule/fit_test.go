package rule_test

import (
	"fmt"
	"strings"
	"testing"

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

var fitTests = []struct {
	name    string
	list    []indicator.Indicator
	dialect schema.Dialect
	form    rule.Form
	reason  string
}{
	{"a few", namesOf(3, 0), schema.Sentinel, rule.Full, ""},
	{"some hundred", namesOf(200, 0), schema.Sentinel, rule.Compact, ""},
	{"more than there may be rules", namesOf(16_000, 0), schema.Sentinel, rule.Watchlist,
		" hunts or more, and a workspace may have 512 rules enabled: the hunts read the watchlist foxhound-win.remus instead"},
	{"more than a watchlist takes", namesOf(24_000, 80), schema.Sentinel, rule.Workspace, "the hunts read ThreatIntelIndicators (a watchlist takes"},
	{"a dialect without another place", namesOf(3_000, 0), schema.Defender, rule.Compact, ""},
}

func TestFit(t *testing.T) {
	for _, tt := range fitTests {
		r, reason, err := rule.Fit(remus, tt.list, "foxhound-win.remus", rule.Options{Dialect: tt.dialect, Style: rule.Exact})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Hunts[0].Form; got != tt.form || (reason == "") != (tt.reason == "") || !strings.Contains(reason, tt.reason) {
			t.Errorf("%s: form %s, reason %q; want form %s, reason %q", tt.name, got, reason, tt.form, tt.reason)
		}
		if len(r.Indicators) != len(tt.list) {
			t.Errorf("%s: %d indicators of %d", tt.name, len(r.Indicators), len(tt.list))
		}
		if tt.dialect == schema.Sentinel && len(r.Hunts) > limits.Rules.Most {
			t.Errorf("%s: %d hunts", tt.name, len(r.Hunts))
		}
		tagged := strings.Contains(r.Hunts[0].Text, `| where tostring(Tags) has "win.remus"`)
		if tagged != (tt.form == rule.Workspace) {
			t.Errorf("%s: hunts look at tags: %t", tt.name, tagged)
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
