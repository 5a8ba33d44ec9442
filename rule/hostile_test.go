package rule_test

import (
	"regexp"
	"strings"
	"testing"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/oracle"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

// evil stands in every place that a feed fills; outside a literal it would change a query.
const evil = "x\"'`\\\n\r\u2028| EVIL ;//]);\x00\u202e"

// hostileIndicators are values that no parser of ours would let through.
func hostileIndicators() (indicator.Family, []indicator.Indicator) {
	f := indicator.Family{ID: "win." + evil, Name: "N" + evil}
	var list []indicator.Indicator
	for _, o := range []indicator.Observable{
		{Kind: indicator.Domain, Value: evil + ".biz"},
		{Kind: indicator.URL, Value: "http://woodfez.biz/" + evil},
		{Kind: indicator.URL, Value: "http://80.211.47.159/" + evil},
		{Kind: indicator.IPPort, Value: "80.211.47.159:7582"},
		{Kind: indicator.SHA256, Value: strings.Repeat("a", 64) + evil},
		{Kind: indicator.Email, Value: evil + "@woodfez.biz"},
	} {
		list = append(list, indicator.Indicator{Observable: o, Family: f, ThreatType: evil, Reference: "https://" + evil, Source: evil, ID: evil})
	}
	return f, list
}

var (
	literals = regexp.MustCompile(`@"(?:[^"\n]|"")*"|"(?:[^"\\\n]|\\.)*"`)
	comments = regexp.MustCompile(`(?m)^//.*$`)
)

// Values from feeds stay inside literals and comments, and leave the text ASCII.
func TestHostileValues(t *testing.T) {
	f, list := hostileIndicators()
	everyRule(t, f, list, func(t *testing.T, r *rule.Rule) {
		if len(r.Hunts) == 0 {
			t.Fatal("no hunts")
		}
		for _, h := range r.Hunts {
			if regexp.MustCompile(`[^\n -~]`).MatchString(h.Text) {
				t.Errorf("%s is not printable ASCII", h.Name)
			}
			code := literals.ReplaceAllString(comments.ReplaceAllString(h.Text, ""), `""`)
			if strings.Contains(code, "EVIL") {
				t.Errorf("%s: a value broke out of its literal:\n%s", h.Name, code)
			}
		}
	})
}

// TestOracleAcceptsHostileValues has the parser confirm that the literals end where they should.
func TestOracleAcceptsHostileValues(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	f, list := hostileIndicators()
	everyRule(t, f, list, func(t *testing.T, r *rule.Rule) {
		var queries []oracle.Query
		for _, h := range r.Hunts {
			queries = append(queries, oracle.Query{ID: h.Name, Text: h.Text})
		}
		judge(t, o, r.Options.Dialect, queries)
	})
}

// TestOracleAcceptsEveryKind judges what the real feeds do not hold: mail addresses, names
// and addresses with two spellings, guarded indicators, and exclusions with all their facts.
func TestOracleAcceptsEveryKind(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	var list []indicator.Indicator
	for i, value := range []string{"b\u00fccher.example", "softandtec.com", "http://woodfez.biz:7582/a?b", "http://woodfez.biz/%C3%BC", "80.211.47.159", "80.211.47.159:7582", "80.211.47.160:0",
		"[2a02:cf40:1::5]:443", "http://80.211.47.159/x", "someone@woodfez.biz", strings.Repeat("ab", 16), strings.Repeat("ab", 20), strings.Repeat("ab", 32), strings.Repeat("ab", 48)} {
		list = append(list, indicator.Indicator{Observable: parse(t, value), Family: remus, Compromised: i%2 == 0, Confidence: indicator.UnknownConfidence})
	}
	facts := exclusion.Facts{LogServers: []string{"10.0.0.5", "logs.corp"}, BackupHosts: []string{"backup1"}, Admins: []string{`CORP\admin`}, ScriptPaths: []string{`C:\Program Files\Watch\`}}
	for _, d := range dialects {
		for _, s := range styles {
			r, err := rule.New(remus, list, rule.Options{Dialect: d, Style: s, Facts: facts})
			if err != nil {
				t.Fatal(err)
			}
			var queries []oracle.Query
			for i := range r.Hunts {
				queries = append(queries, oracle.Query{ID: r.Hunts[i].Name, Text: r.Hunts[i].Text},
					oracle.Query{ID: r.Hunts[i].Name + " alerting", Text: kql.Print(r.Hunts[i].Alerting())})
			}
			judge(t, o, d, queries)
		}
	}
}

// Names and the domains of mail have two spellings in logs: hunts look for both.
func TestBothSpellings(t *testing.T) {
	for key, test := range map[rule.Key]struct{ value, want string }{
		rule.Names: {"b\u00fccher.example", `{"xn--bcher-kva.example":"b\u00FCcher.example"}`},
		rule.Mail:  {"Max@b\u00fccher.example", `{"Max@xn--bcher-kva.example":"Max@b\u00FCcher.example"}`},
	} {
		list := []indicator.Indicator{{Observable: parse(t, test.value), Family: remus}}
		for _, h := range newRule(t, remus, list, schema.Sentinel, rule.Exact).Hunts {
			if h.Key != key || !strings.Contains(h.Text, test.want) {
				t.Errorf("%s lacks %s:\n%s", h.Name, test.want, h.Text)
			}
		}
	}
}
