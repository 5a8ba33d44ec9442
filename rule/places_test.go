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
		case "DnsEvents names":
			want = "\n| extend Place = 0, Field = \"Name\", Seen = Name\n"
		case "ASimFileEventLogs addresses":
			want = "\n| extend Place = 0, Field = \"TargetUrl\", Seen = TargetUrl\n"
		case "DeviceNetworkEvents addresses":
			want = "\n| mv-expand Place = range("
		}
		if !strings.Contains(h.Text, want) {
			t.Errorf("%s lacks %q:\n%s", h.Name, want, h.Text)
		}
	}
}
