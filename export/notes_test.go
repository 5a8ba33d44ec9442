package export

import (
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/rule"
)

// ruleWith has n hunts in full form.
func ruleWith(n int, more ...rule.Hunt) *rule.Rule {
	r := &rule.Rule{Family: remus, Hunts: more}
	for range n {
		r.Hunts = append(r.Hunts, rule.Hunt{Form: rule.Full, Part: 1, Parts: 1})
	}
	return r
}

var notesTests = []struct {
	name   string
	rule   *rule.Rule
	format Format
	want   string
}{
	{"what fits needs no word", ruleWith(20), FormatSentinel, ""},
	{"compact", ruleWith(1, rule.Hunt{Form: rule.Compact, Part: 1, Parts: 1}), FormatKQL,
		"1 hunt is in compact form, because a query may have 10000 characters"},
	{"split", ruleWith(0, rule.Hunt{Form: rule.Compact, Part: 1, Parts: 2}, rule.Hunt{Form: rule.Compact, Part: 2, Parts: 2}), FormatDefender,
		"1 hunt is split into 2, because a query may have 10000 characters"},
	{"a page says so itself", ruleWith(1, rule.Hunt{Form: rule.Compact, Part: 1, Parts: 1}), FormatPage, ""},
	{"too many to run every minute", ruleWith(limits.NRTRules.Most + 1), FormatNRT, "51 NRT rules, and a workspace may have 50 enabled"},
	{"too many", ruleWith(limits.Rules.Most + 1), FormatARM, "513 scheduled rules, and a workspace may have 512 enabled"},
	{"too many, but not deployed", ruleWith(limits.Rules.Most + 1), FormatKQL, ""},
	{"a list too long", &rule.Rule{Family: remus, Indicators: make([]indicator.Indicator, limits.WatchlistItems.Most+1)}, FormatWatchlist,
		"the watchlist has 100001 items, and 100000 may change in a month: ThreatIntelIndicators takes any number"},
}

func TestNotes(t *testing.T) {
	for _, tt := range notesTests {
		if got := strings.Join(Notes(tt.rule, tt.format), "\n"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
