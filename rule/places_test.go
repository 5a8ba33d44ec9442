package rule_test

import (
	"strings"
	"testing"

	"foxhound/internal/schema"
	"foxhound/rule"
)

// Rows are multiplied only where a table has several places for a key.
func TestPlaces(t *testing.T) {
	for _, h := range newRule(t, remus, remusIndicators(t), schema.Sentinel, rule.Exact).Hunts {
		var want string
		switch h.Table + " " + string(h.Key) {
		case "EmailEvents names":
			want = "\n| mv-expand Place = range("
		case "DeviceImageLoadEvents names":
			want = "\n| extend Place = 0, Field = \"InitiatingProcessCommandLine\", Seen = InitiatingProcessCommandLine\n"
		case "DeviceNetworkEvents addresses":
			want = "\n| mv-expand Place = range("
		}
		if !strings.Contains(h.Text, want) {
			t.Errorf("%s lacks %q:\n%s", h.Name, want, h.Text)
		}
	}
}
