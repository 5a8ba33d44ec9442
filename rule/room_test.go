package rule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/internal/schema"
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

// Whatever a site says of itself, no hunt is longer than it may be: the rule is refused, with what
// to do. None comes out without a hunt.
func TestRoomForFacts(t *testing.T) {
	few := append(namesOf(3, 0), indicator.Indicator{Observable: parse(t, "80.211.47.159:7582"), Family: remus, ThreatType: "botnet_cc"})
	many := make([]string, 400)
	for i := range many {
		many[i] = fmt.Sprintf("backup-%d.datacentre.corp.example", i)
	}
	refused, written := 0, 0
	held := func(name string, r *rule.Rule, err error) {
		if err != nil {
			if refused++; !strings.Contains(err.Error(), " characters of at most 10000: give fewer or shorter facts for exclusions") {
				t.Errorf("%s: error %v", name, err)
			}
			return
		}
		if written++; len(r.Hunts) == 0 || len(r.Hunts) > limits.FamilyHunts.Most {
			t.Errorf("%s: %d hunts", name, len(r.Hunts))
		}
		for i := range r.Hunts {
			if n := len(kql.Print(r.Hunts[i].Alerting())); n > rule.MaxLength {
				t.Errorf("%s: %s has %d characters", name, r.Hunts[i].Name, n)
			}
		}
	}
	for _, n := range []int{1, 20, 60, 400} {
		facts := exclusion.Facts{BackupHosts: many[:n]}
		for i := range n {
			facts.LogServers = append(facts.LogServers, fmt.Sprintf("10.1.%d.%d", i/200, i%200))
			facts.Admins = append(facts.Admins, fmt.Sprintf(`CORP\administrator-%d`, i))
			facts.ScriptPaths = append(facts.ScriptPaths, fmt.Sprintf(`C:\Program Files\Watch %d\`, i))
		}
		for _, d := range dialects {
			for _, style := range styles {
				r, err := rule.Fit(remus, few, rule.Options{Dialect: d, Style: style, Facts: facts, List: rule.List{Alias: "foxhound-win.remus"}})
				held(fmt.Sprintf("%d facts, %s, %s", n, d, style), r, err)
			}
		}
		r, err := rule.ByTable(few, rule.Watchlist, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, Facts: facts})
		held(fmt.Sprintf("%d facts, by table", n), r, err)
	}
	begun := time.Now()
	_, err := rule.Fit(remus, namesOf(3_000, 0), rule.Options{Dialect: schema.Defender, Style: rule.Exact, Facts: exclusion.Facts{BackupHosts: many}})
	if held("many indicators", nil, err); time.Since(begun) > time.Minute { // trying each takes far longer
		t.Errorf("refused in %s", time.Since(begun))
	}
	if refused == 0 || written == 0 {
		t.Errorf("%d rules refused, %d written", refused, written)
	}
}
