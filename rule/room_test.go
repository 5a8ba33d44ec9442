package rule_test

import (
	"slices"
	"strings"
	"testing"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/kql"
	"foxhound/rule"
)

// The longest indicators that a rule takes fit into every hunt, also beside what makes a hunt
// long: a guard, a path with escapes, exclusions with their facts.
func TestRoomForLongIndicators(t *testing.T) {
	long := strings.Repeat("a", 415)
	var list []indicator.Indicator
	for _, value := range []string{"http://woodfez.biz:7582/%20" + long, "https://80.211.47.159:7582/%20" + long, "http://[2a02:cf40:1::5]/" + long,
		"softandtec.com", "b\u00fccher.example", "80.211.47.160:0", "80.211.47.161", "[2a02:cf40:1::5]:443", strings.Repeat("ab", 16), strings.Repeat("ab", 20)} {
		list = append(list, indicator.Indicator{Observable: parse(t, value), Family: remus, ThreatType: "payload_delivery", Compromised: true})
	}
	facts := exclusion.Facts{LogServers: []string{"10.0.0.5"}, BackupHosts: []string{"backup1.corp.example"}, Admins: []string{`CORP\admin`},
		ScriptPaths: []string{`C:\Program Files\Watch\`}}
	for _, d := range dialects {
		for _, s := range styles {
			r, err := rule.New(remus, list, rule.Options{Dialect: d, Style: s, Facts: facts})
			if err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(r.SetAside, func(s rule.SetAside) bool { return s.Decision.List == "length" }) {
				t.Fatal("an indicator is too long to tell")
			}
			for i := range r.Hunts {
				if n := len(kql.Print(r.Hunts[i].Alerting())); n > rule.MaxLength {
					t.Errorf("%s has %d characters", r.Hunts[i].Name, n)
				}
			}
		}
	}
}
