package rule_test

import (
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/rule"
)

var remus = indicator.Family{ID: "win.remus", Name: "Remus"}

// remusIndicators are the six of the bundled example.
func remusIndicators(tb testing.TB) []indicator.Indicator {
	tb.Helper()
	day := time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC)
	var list []indicator.Indicator
	for _, i := range []struct {
		value, threatType string
		confidence        int
	}{
		{"http://it-solutions-bayern.com:6431", "payload_delivery", 50},
		{"http://woodfez.biz:7582", "payload_delivery", 50},
		{"http://firewai.biz:48261", "payload_delivery", 50},
		{"softandtec.com", "botnet_cc", 100},
		{"genuskox.biz", "botnet_cc", 100},
		{"80.211.47.159:7582", "botnet_cc", 100},
	} {
		list = append(list, indicator.Indicator{Observable: parse(tb, i.value), Family: remus, ThreatType: i.threatType,
			Confidence: i.confidence, FirstSeen: day, Source: "threatfox"})
	}
	return list
}

func parse(tb testing.TB, value string) indicator.Observable {
	tb.Helper()
	o, err := indicator.Parse(value)
	if err != nil {
		tb.Fatal(err)
	}
	return o
}

func newRule(tb testing.TB, f indicator.Family, list []indicator.Indicator, d schema.Dialect, s rule.Style) *rule.Rule {
	tb.Helper()
	r, err := rule.New(f, list, rule.Options{Dialect: d, Style: s})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}
