package export

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/internal/oracle"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

// impactedAssets are the columns that say what an event struck.
var impactedAssets = []string{"DeviceId", "DeviceName", "RecipientEmailAddress", "SenderFromAddress", "AccountUpn"}

func defenderRules(t *testing.T) []*rule.Rule {
	t.Helper()
	var rules []*rule.Rule
	for _, style := range []rule.Style{rule.Exact, rule.Classic} {
		rules = append(rules, newRule(t, remus, everyKind, rule.Options{Dialect: schema.Defender, Style: style}))
	}
	return append(rules, hostileDefender(t))
}

func hostileDefender(t *testing.T) *rule.Rule {
	r, err := hostileRule(t, rule.Exact).In(schema.Defender)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDefender(t *testing.T) {
	for _, r := range defenderRules(t) {
		checkDetections(t, r)
	}
}

// A custom detection shows time, event and what was struck, reads no more columns into its texts
// than three, responds to nothing, and has nothing of the shape that the service gives up.
func checkDetections(t *testing.T, r *rule.Rule) {
	t.Helper()
	files, err := Defender(r)
	if err != nil || len(files) != len(r.Hunts) {
		t.Fatalf("%d files of %d hunts, error %v", len(files), len(r.Hunts), err)
	}
	titles := map[string]bool{}
	for i, f := range files {
		d := readDetection(t, f)
		h := &r.Hunts[i]
		q, err := kql.Parse(f.Name, d.QueryCondition.QueryText)
		if err != nil {
			t.Fatal(err)
		}
		columns := columnsOf(q)
		shows := func(name string) bool { return strings.Contains(" "+strings.Join(columns, " ")+" ", " "+name+" ") }
		if !shows("Timestamp") || !shows("ReportId") || strings.HasPrefix(h.Table, "Device") && !shows("DeviceId") {
			t.Errorf("%s shows %v, by which the service cannot tell an event", f.Name, columns)
		}
		if !slices.ContainsFunc(impactedAssets, shows) {
			t.Errorf("%s shows %v, nothing that was struck", f.Name, columns)
		}
		a := d.DetectionAction.AlertTemplate
		distinct := map[string]bool{}
		for _, m := range placeholder.FindAllStringSubmatch(a.Title+a.Description, -1) {
			distinct[m[1]] = true
			if !shows(m[1]) {
				t.Errorf("%s: the query does not show %s", f.Name, m[1])
			}
		}
		for name, column := range a.CustomDetails {
			if !shows(column) || len(name) > limits.DetailName.Most {
				t.Errorf("%s: custom detail %s: %s", f.Name, name, column)
			}
		}
		if n := len(d.QueryCondition.QueryText); n > limits.Query.Most {
			t.Errorf("%s: a query of %d characters", f.Name, n)
		}
		if len(distinct) > limits.DetectionPlaceholders.Most || titles[a.Title] || titles[d.DisplayName] || len(d.DisplayName) > limits.RuleName.Most {
			t.Errorf("%s: title %q, name %q", f.Name, a.Title, d.DisplayName)
		}
		titles[a.Title], titles[d.DisplayName] = true, true
		if strings.Contains(d.QueryCondition.QueryText, h.Table+"\n| where Timestamp") || d.Schedule.Frequency != "P1D" || d.Status != "enabled" {
			t.Errorf("%s: schedule %v of\n%s", f.Name, d.Schedule, d.QueryCondition.QueryText)
		}
	}
}

var deprecatedFields = regexp.MustCompile(`"(period|nextRunDateTime|category|mitreTechniques|impactedAssets|isEnabled|organizationalScope)":`)

func readDetection(t *testing.T, f File) customDetection {
	t.Helper()
	if m := deprecatedFields.Find(f.Data); m != nil {
		t.Errorf("%s has the field %s, which the service gives up", f.Name, m)
	}
	if !strings.Contains(string(f.Data), `"responseActions": []`) {
		t.Errorf("%s: no empty list of response actions", f.Name)
	}
	var d customDetection
	dec := json.NewDecoder(strings.NewReader(string(f.Data)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return d
}

// Microsoft's parser takes every custom detection.
func TestOracleAcceptsDetections(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	var queries []oracle.Query
	for _, r := range defenderRules(t) {
		files, err := Defender(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			queries = append(queries, oracle.Query{ID: f.Name, Text: readDetection(t, f).QueryCondition.QueryText})
		}
	}
	verdicts, err := o.Judge(t.Context(), schema.Defender, queries)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range verdicts {
		if !v.OK {
			t.Errorf("%s: %v\n%s", v.ID, v.Diagnostics, queries[i].Text)
		}
	}
}

// What the service asks for may take no room that a query has not.
func TestDetectionsFit(t *testing.T) {
	var many []indicator.Indicator
	for i := range 900 {
		many = append(many, ioc(indicator.IPPort, "80.211."+string(rune('1'+i%9))+strings.Repeat("1", 1+i%2)+"."+"47:7582", "botnet_cc", 100))
		many = append(many, ioc(indicator.Domain, strings.Repeat("x", 1+i%40)+string(rune('a'+i%26))+".example", "botnet_cc", i%101))
	}
	files, err := Defender(newRule(t, remus, many, rule.Options{Dialect: schema.Defender}))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if n := len(readDetection(t, f).QueryCondition.QueryText); n > rule.MaxLength {
			t.Errorf("%s: %d characters", f.Name, n)
		}
	}
}
