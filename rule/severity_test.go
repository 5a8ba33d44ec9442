package rule_test

import (
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// What a match is worth before doubt, a block and the indicator's time take from it: 3 is High,
// and 1, that of a mere neighbour, Low.
func TestSeverityText(t *testing.T) {
	for _, test := range []struct {
		table, values string
		want          string
	}{
		{"DnsEvents", "softandtec.com", `iff(ThreatType == "botnet_cc", 3, 2) -`}, // a subdomain of it too
		{"DnsEvents", "softandtec.com http://woodfez.biz:7582", `iff(Rank > 1 or isempty(IocPath), iff(ThreatType == "botnet_cc", 3, 2), 1) -`},
		{"EmailUrlInfo", "http://woodfez.biz:7582", `iff(Rank > 1, iff(ThreatType == "botnet_cc", 3, 2), 1) -`},
		{"CommonSecurityLog", "80.211.47.159:7582", `iff(Rank > 1, iff(ThreatType == "botnet_cc", 3, 2), 1) -`},
		{"CommonSecurityLog", "80.211.47.159", `iff(ThreatType == "botnet_cc", 3, 2) -`},
		{"UrlClickEvents", "softandtec.com", `iff(ThreatType == "botnet_cc" or tostring(IsClickedThrough) =~ "true", 3, 2) -`},
		{"DeviceProcessEvents", strings.Repeat("ab", 32), `max_of(0, 3 -`},
		{"EmailAttachmentInfo", "someone@woodfez.biz", `iff(ThreatType == "botnet_cc", 3, 2) -`},
	} {
		var list []indicator.Indicator
		for _, value := range strings.Fields(test.values) {
			list = append(list, indicator.Indicator{Observable: parse(t, value), Family: remus})
		}
		for _, h := range newRule(t, remus, list, schema.Sentinel, rule.Exact).Hunts {
			if h.Table != test.table {
				continue
			}
			text := strings.Join(strings.Fields(h.Text), " ")
			if !strings.Contains(strings.ReplaceAll(text, "( ", "("), test.want) {
				t.Errorf("%s of %s lacks %q:\n%s", test.table, test.values, test.want, h.Text)
			}
			inbound := strings.Contains(text, `Direction == "inbound" or Confidence < 50, 0,`)
			if ends := !strings.HasPrefix(h.Table, "Email"); inbound != ends {
				t.Errorf("%s: inbound matches are told apart: %t, want %t", h.Name, inbound, ends)
			}
		}
	}
}
