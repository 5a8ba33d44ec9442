package rule_test

import (
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// Addresses and ports are put together as indicators spell them: only IPv6 needs brackets.
func TestClassicEndpoints(t *testing.T) {
	for _, test := range []struct{ listed, pair string }{
		{"80.211.47.159:7582", `strcat(DestinationIP, ":", DestinationPort)`},
		{"[2a02:cf40:1::5]:443",
			`strcat(iff(DestinationIP contains ":", strcat("[", DestinationIP, "]"), DestinationIP), ":", DestinationPort)`},
	} {
		list := []indicator.Indicator{{Observable: parse(t, test.listed), Family: remus}}
		text := newRule(t, remus, list, schema.Sentinel, rule.Classic).Hunts[0].Text
		for _, want := range []string{`let malicious_endpoints = dynamic(["` + test.listed + `"])`, test.pair + " in ("} {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
				t.Errorf("%s: the hunt lacks %s:\n%s", test.listed, want, text)
			}
		}
	}
}
