package rule_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foxhound/exclusion"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

// everyRule calls do with the family's rule in each dialect and style.
func everyRule(t *testing.T, f indicator.Family, list []indicator.Indicator, do func(t *testing.T, r *rule.Rule)) {
	for _, d := range dialects {
		for _, s := range styles {
			t.Run(fmt.Sprintf("%s-%s", d, s), func(t *testing.T) { do(t, newRule(t, f, list, d, s)) })
		}
	}
}

// manyIndicators are n of each kind that hunts tell apart.
func manyIndicators(tb testing.TB, n int) []indicator.Indicator {
	var list []indicator.Indicator
	add := func(i int, format string, args ...any) {
		list = append(list, indicator.Indicator{Observable: parse(tb, fmt.Sprintf(format, args...)), Family: remus, Source: "threatfox",
			ThreatType: "botnet_cc", Confidence: 50 + i%3*25, FirstSeen: time.Date(2026, 5, 1+i%20, i%24, 0, 0, 0, time.UTC)})
	}
	for i := range n {
		add(i, "host%d.woodfez.biz", i)
		add(i, "80.211.%d.%d:%d", i/250, 1+i%250, 1+i)
		add(i, "http://host%d.genuskox.biz:%d/a/%d.exe?x=%d", i/3, 1+i, i, i)
		add(i, "%064x", i+1)
	}
	return list
}

func TestHuntsFit(t *testing.T) {
	list := manyIndicators(t, 200)
	everyRule(t, remus, list, func(t *testing.T, r *rule.Rule) {
		names := map[string]bool{}
		for i := range r.Hunts {
			h := &r.Hunts[i]
			if n := len(h.Text); n > rule.MaxLength {
				t.Errorf("%s has %d characters", h.Name, n)
			}
			if n := len(kql.Print(h.Alerting())); n > rule.MaxLength {
				t.Errorf("%s has %d characters in its alerting form", h.Name, n)
			}
			if names[h.Name] || !regexp.MustCompile(`^[a-z0-9-]+$`).MatchString(h.Name) {
				t.Errorf("bad name %q", h.Name)
			}
			names[h.Name] = true
		}
	})
}

// Parts of a hunt carry each indicator of its kind exactly once, and its text shows it.
func TestPartsCoverEveryIndicatorOnce(t *testing.T) {
	list := manyIndicators(t, 200)
	everyRule(t, remus, list, func(t *testing.T, r *rule.Rule) {
		carried := map[string]map[indicator.Observable]int{}
		parts := map[string]int{}
		for _, h := range r.Hunts {
			hunt := h.Table + " " + string(h.Key)
			if carried[hunt] == nil {
				carried[hunt] = map[indicator.Observable]int{}
			}
			if parts[hunt]++; h.Part != parts[hunt] || h.Part > h.Parts {
				t.Errorf("%s is part %d of %d, want part %d", h.Name, h.Part, h.Parts, parts[hunt])
			}
			for _, ind := range h.Indicators {
				carried[hunt][ind.Observable]++
				host := strings.TrimSuffix(ind.Value, portOf(ind))
				if !strings.Contains(h.Text, host) {
					t.Errorf("%s does not carry %s", h.Name, ind.Value)
				}
			}
		}
		for hunt, values := range carried {
			if len(values) < 200 {
				t.Errorf("%s carries %d indicators, want 200 at least", hunt, len(values))
			}
			for o, n := range values {
				if n != 1 {
					t.Errorf("%s carries %s %d times", hunt, o.Value, n)
				}
			}
		}
	})
}

func portOf(ind indicator.Indicator) string {
	if ind.Kind != indicator.IPPort {
		return ""
	}
	return ind.Value[strings.LastIndexByte(ind.Value, ':'):]
}

func TestFormGrowsWithTheIndicators(t *testing.T) {
	for _, test := range []struct {
		n    int
		form rule.Form
		more bool
	}{{3, rule.Full, false}, {60, rule.Full, false}, {150, rule.Compact, false}, {400, rule.Compact, true}} {
		r := newRule(t, remus, onlyKind(manyIndicators(t, test.n), indicator.Domain), schema.Sentinel, rule.Exact)
		i := slices.IndexFunc(r.Hunts, func(h rule.Hunt) bool { return h.Table == "DnsEvents" })
		if h := r.Hunts[i]; h.Form != test.form || h.Parts > 1 != test.more {
			t.Errorf("%d domains in DnsEvents: %s form in %d parts, want %s, split %t", test.n, h.Form, h.Parts, test.form, test.more)
		}
	}
}

func onlyKind(list []indicator.Indicator, kind indicator.Kind) []indicator.Indicator {
	return slices.DeleteFunc(list, func(ind indicator.Indicator) bool { return ind.Kind != kind })
}

// The same indicators give the same text in any order, and however often they are said.
func TestDeterminism(t *testing.T) {
	list := manyIndicators(t, 40)
	twice := append(slices.Clone(list), list...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(twice), func(i, j int) { twice[i], twice[j] = twice[j], twice[i] })
	for _, d := range dialects {
		want, got := texts(newRule(t, remus, list, d, rule.Exact)), texts(newRule(t, remus, twice, d, rule.Exact))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s differs with the order (-want +got):\n%s", d, diff)
		}
	}
}

func texts(r *rule.Rule) []string {
	var list []string
	for _, h := range r.Hunts {
		list = append(list, h.Text)
	}
	return list
}

// Each dialect names its own time column and its own tables only.
func TestDialects(t *testing.T) {
	list := manyIndicators(t, 3)
	everyRule(t, remus, list, func(t *testing.T, r *rule.Rule) {
		foreign, _ := schema.Lookup(other(r.Options.Dialect), "DeviceNetworkEvents")
		for _, h := range r.Hunts {
			if regexp.MustCompile(`\b` + foreign.Time + `\b`).MatchString(h.Text) {
				t.Errorf("%s names %s:\n%s", h.Name, foreign.Time, h.Text)
			}
			if _, ok := schema.Lookup(r.Options.Dialect, h.Table); !ok {
				t.Errorf("%s hunts in %s, which %s lacks", h.Name, h.Table, r.Options.Dialect)
			}
		}
	})
}

// Every table with roles is hunted where a column of it holds what is listed.
func TestEveryTableIsHunted(t *testing.T) {
	list := append(manyIndicators(t, 1), indicator.Indicator{Observable: parse(t, "someone@woodfez.biz"), Family: remus})
	hunted := map[string]bool{}
	for _, h := range newRule(t, remus, list, schema.Sentinel, rule.Exact).Hunts {
		hunted[h.Table] = true
	}
	for _, table := range roles.Tables() {
		if _, ok := schema.Lookup(schema.Sentinel, table.Name); ok && !hunted[table.Name] {
			t.Errorf("no hunt over %s", table.Name)
		}
	}
}

// A classic hunt judges no validity and knows no exclusions, and often no direction.
func TestAlertingAddsOneLine(t *testing.T) {
	everyRule(t, remus, remusIndicators(t), func(t *testing.T, r *rule.Rule) {
		const exact = "| where Direction != \"inbound\" and Validity == \"current\" and isempty(ExcludedBy)\n"
		if got := rule.AlertingLine() + "\n"; got != exact {
			t.Errorf("AlertingLine() = %q, want %q", got, exact)
		}
		for i := range r.Hunts {
			h := &r.Hunts[i]
			line := exact
			if r.Options.Style == rule.Classic {
				line = classicLines[h.Table]
			}
			before := "| project " + timeOf(t, r, h)
			if diff := cmp.Diff(strings.Replace(h.Text, before, line+before, 1), kql.Print(h.Alerting())); diff != "" {
				t.Errorf("%s (-want +got):\n%s", h.Name, diff)
			}
		}
	})
}

// classicLines are those of the tables that can tell who started a session.
var classicLines = map[string]string{
	"CommonSecurityLog":   "| where Direction != \"inbound\"\n",
	"DeviceNetworkEvents": "| where Direction != \"inbound\"\n",
}

func timeOf(t *testing.T, r *rule.Rule, h *rule.Hunt) string {
	table, ok := schema.Lookup(r.Options.Dialect, h.Table)
	if !ok {
		t.Fatal(h.Table)
	}
	return table.Time
}

func TestSetAside(t *testing.T) {
	old := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	list := remusIndicators(t)
	add := func(value string, change func(*indicator.Indicator)) {
		ind := indicator.Indicator{Observable: parse(t, value), Family: remus, Source: "threatfox"}
		change(&ind)
		list = append(list, ind)
	}
	add("10.0.0.1:80", func(*indicator.Indicator) {})
	add("expired.biz", func(i *indicator.Indicator) { i.FirstSeen = old })
	add("http://long.biz/"+strings.Repeat("a", 1800), func(*indicator.Indicator) {})
	add("http://abused.biz/x", func(i *indicator.Indicator) { i.Compromised = true })
	add("3.5.140.2:443", func(*indicator.Indicator) {}) // in a cloud's range
	r, err := rule.New(remus, list, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, Now: time.Date(2026, 7, 24, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]guard.Level{}
	for _, s := range r.SetAside {
		got[s.Indicator.Value[:min(len(s.Indicator.Value), 19)]] = s.Decision.Level
		if s.Decision.List == "" || s.Decision.Reason == "" {
			t.Errorf("%s is set aside without a reason", s.Indicator.Value)
		}
	}
	want := map[string]guard.Level{"10.0.0.1:80": guard.Drop, "expired.biz": guard.Drop, "http://long.biz/aaa": guard.Drop, "http://abused.biz/x": guard.Precise, "3.5.140.2:443": guard.Label}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("set aside (-want +got):\n%s", diff)
	}
	if n := len(r.Indicators); n != 8 {
		t.Errorf("%d indicators hunted, want the six, the abused site and the labelled address", n)
	}
	for _, h := range r.Hunts {
		flag := strings.Contains(h.Text, "iff(Precise, 1, 0)")
		if carries := strings.Contains(h.Text, "abused.biz"); carries != flag {
			t.Errorf("%s carries the abused site: %t, keeps it from tier host: %t", h.Name, carries, flag)
		}
	}
}

func TestNewFails(t *testing.T) {
	list := remusIndicators(t)
	for _, test := range []struct {
		family indicator.Family
		opts   rule.Options
		want   string
	}{
		{indicator.Family{ID: "win.other", Name: "Other"}, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact}, "no indicators of family `Other`"},
		{indicator.Family{}, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact}, "no indicators of family ``"},
		{remus, rule.Options{Dialect: "splunk", Style: rule.Exact}, "unknown dialect `splunk`: want sentinel or defender"},
		{remus, rule.Options{Dialect: schema.Sentinel, Style: "fancy"}, "unknown style `fancy`: want exact or classic"},
	} {
		if _, err := rule.New(test.family, list, test.opts); err == nil || err.Error() != test.want {
			t.Errorf("New(%v) = %v, want %s", test.opts, err, test.want)
		}
	}
}

func TestBlindSpots(t *testing.T) {
	list := []indicator.Indicator{
		{Observable: parse(t, "softandtec.com"), Family: remus},
		{Observable: parse(t, strings.Repeat("ab", 48)), Family: remus},
		{Observable: parse(t, "someone@woodfez.biz"), Family: remus},
	}
	got := map[string]string{}
	everyRule(t, remus, list, func(t *testing.T, r *rule.Rule) {
		for _, u := range r.BlindSpots {
			got[fmt.Sprintf("%s %s %s", r.Options.Dialect, r.Options.Style, u.Kind)] = u.Reason
		}
	})
	const dns = "Defender has no DNS table: names are hunted in DeviceNetworkEvents and DeviceEvents"
	const classic = "the classic style has no hunt for this kind; the exact style may"
	want := map[string]string{
		"sentinel classic sha3_384": classic, "sentinel classic email": classic,
		"defender exact domain": dns, "defender exact sha3_384": "no table of the dialect defender has a column for this kind: it is hunted in free text alone",
		"defender classic domain": dns, "defender classic sha3_384": classic, "defender classic email": classic,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("blind spots (-want +got):\n%s", diff)
	}
}

func TestNewRefusesTooManyFacts(t *testing.T) {
	var facts exclusion.Facts
	for i := range 1000 {
		facts.Admins = append(facts.Admins, fmt.Sprintf("admin%d@softandtec.com", i))
	}
	_, err := rule.New(remus, remusIndicators(t), rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, Facts: facts})
	if err == nil || !strings.Contains(err.Error(), "give fewer or shorter facts") {
		t.Errorf("New with 1000 facts = %v, want a refusal", err)
	}
}
