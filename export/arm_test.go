package export

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/rule"
)

// A deployed template, as Resource Manager reads it.
type deployed struct {
	Schema         string `json:"$schema"`
	ContentVersion string `json:"contentVersion"`
	Parameters     map[string]struct{ Type string }
	Resources      []struct {
		Type, APIVersion, Name, Kind string
		Properties                   map[string]any
	}
}

func readTemplate(t *testing.T, f File) deployed {
	t.Helper()
	var d deployed
	if err := json.Unmarshal(f.Data, &d); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	if d.Parameters["workspace"].Type != "string" || !strings.HasSuffix(d.Schema, "/deploymentTemplate.json#") || d.ContentVersion != "1.0.0.0" {
		t.Errorf("%s: not a template with a workspace: %+v", f.Name, d.Parameters)
	}
	if len(f.Data) > limits.TemplateBytes.Most || len(d.Resources) > limits.TemplateResources.Most || len(d.Resources) == 0 {
		t.Errorf("%s: %d bytes, %d resources", f.Name, len(f.Data), len(d.Resources))
	}
	return d
}

func templateFiles(t *testing.T, r *rule.Rule, format Format) []File {
	t.Helper()
	files, err := Files(r, format)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(f File) bool { return strings.HasSuffix(f.Name, ".csv") })
}

var isoSpan = regexp.MustCompile(`^P(\d+D|T\d+[HM])$`)

// Resources have the types, versions and names of the services' interfaces, and hold what the
// YAML of the same hunt holds.
func TestARM(t *testing.T) {
	r := newRule(t, remus, everyKind, rule.Options{})
	analytics, hunting := 0, 0
	for _, f := range templateFiles(t, r, FormatARM) {
		for _, res := range readTemplate(t, f).Resources {
			p := res.Properties
			switch res.Type {
			case "Microsoft.OperationalInsights/workspaces/providers/alertRules":
				d, err := analyticsRule(r, &r.Hunts[analytics])
				if err != nil {
					t.Fatal(err)
				}
				analytics++
				wantName := "[concat(parameters('workspace'), '/Microsoft.SecurityInsights/" + d.ID + "')]"
				if res.APIVersion != "2025-09-01" || res.Kind != "Scheduled" || res.Name != wantName {
					t.Errorf("%s %s, version %s, kind %s", res.Type, res.Name, res.APIVersion, res.Kind)
				}
				if p["displayName"] != d.Name || p["query"] != d.Query || p["description"] != d.Description || p["severity"] != d.Severity {
					t.Errorf("%s: %v", d.Name, p)
				}
				for _, key := range []string{"queryFrequency", "queryPeriod", "suppressionDuration"} {
					if !isoSpan.MatchString(fmt.Sprint(p[key])) {
						t.Errorf("%s: %s is %v", d.Name, key, p[key])
					}
				}
				if p["triggerOperator"] != "GreaterThan" || p["triggerThreshold"] != 0.0 || p["enabled"] != true {
					t.Errorf("%s: trigger %v", d.Name, p)
				}
				if got, want := len(list(p["entityMappings"])), len(d.EntityMappings); got != want {
					t.Errorf("%s: %d entity mappings, want %d", d.Name, got, want)
				}
				for _, technique := range list(p["techniques"]) {
					if strings.Contains(technique.(string), ".") {
						t.Errorf("%s: technique %s is no parent", d.Name, technique)
					}
				}
			case "Microsoft.OperationalInsights/workspaces/savedSearches":
				h := &r.Hunts[hunting]
				hunting++
				if res.APIVersion != "2020-08-01" || p["category"] != "Hunting Queries" || p["query"] != h.Text || p["version"] != 2.0 {
					t.Errorf("%s: %v", h.Name, p)
				}
			default:
				t.Errorf("%s: a resource of type %s", f.Name, res.Type)
			}
		}
	}
	if analytics != len(r.Hunts) || hunting != len(r.Hunts) {
		t.Errorf("%d rules and %d searches of %d hunts", analytics, hunting, len(r.Hunts))
	}
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// An NRT rule has no schedule.
func TestARMNRT(t *testing.T) {
	for _, f := range templateFiles(t, newRule(t, remus, remusIOCs, rule.Options{}), FormatARMNRT) {
		for _, res := range readTemplate(t, f).Resources {
			for _, key := range []string{"queryFrequency", "queryPeriod", "triggerOperator", "triggerThreshold"} {
				if v, ok := res.Properties[key]; ok || res.Kind != "NRT" {
					t.Errorf("%s of kind %s: %s is %v", res.Name, res.Kind, key, v)
				}
			}
		}
	}
}

var plainTextTests = []struct{ text, want string }{
	{"Remus", `"Remus"`},
	{"[concat('a')]", `"[[concat('a')]"`},
	{"[", `"[["`},
	{" [a]", `" [a]"`},
	{"a[0] <b> & \"c\"", `"a[0] <b> & \"c\""`},
}

func TestPlainText(t *testing.T) {
	for _, tt := range plainTextTests {
		if got, err := plainText(tt.text).MarshalJSON(); err != nil || string(got) != tt.want {
			t.Errorf("plainText(%q) = %s, %v; want %s", tt.text, got, err, tt.want)
		}
	}
}

// Whatever a feed calls a family, no text of a template is an expression but names of resources.
func TestARMHostile(t *testing.T) {
	family := indicator.Family{ID: "[concat('owned')]", Name: "[concat('owned')]"}
	iocs := slices.Clone(remusIOCs)
	for i := range iocs {
		iocs[i].Family, iocs[i].ThreatType = family, "[resourceGroup().id]"
	}
	r := newRule(t, family, iocs, rule.Options{})
	for _, format := range []Format{FormatARM, FormatARMNRT, FormatWatchlist} {
		for _, f := range templateFiles(t, r, format) {
			for _, res := range readTemplate(t, f).Resources {
				for _, s := range texts(res.Properties) {
					if strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "[[") {
						t.Errorf("%s: expression %q", f.Name, s)
					}
				}
				if strings.Count(res.Name, "'") != 4 {
					t.Errorf("%s: name %s", f.Name, res.Name)
				}
			}
		}
	}
}

// texts are all texts of a JSON value.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, texts(e)...)
		}
		return all
	case map[string]any:
		var all []string
		for key, e := range v {
			all = append(append(all, key), texts(e)...)
		}
		return all
	}
	return nil
}

var isoTests = []struct{ span, want string }{{"1d", "P1D"}, {"14d", "P14D"}, {"5m", "PT5M"}, {"1h", "PT1H"}, {"", ""}}

func TestISO(t *testing.T) {
	for _, tt := range isoTests {
		if got := iso(tt.span); got != tt.want {
			t.Errorf("iso(%q) = %q, want %q", tt.span, got, tt.want)
		}
	}
}

// What does not fit into one template goes on in the next, in order, with nothing lost.
func TestTemplatesSplit(t *testing.T) {
	many := make([]resource, limits.TemplateResources.Most+3)
	for i := range many {
		many[i] = resource{Name: fmt.Sprint(i)}
	}
	large := resource{Name: "large", Properties: strings.Repeat("x", limits.TemplateBytes.Most*2/5)}
	for _, tt := range []struct {
		all  []resource
		want []int
	}{
		{nil, nil},
		{many, []int{limits.TemplateResources.Most, 3}},
		{[]resource{large, large, large}, []int{2, 1}},
	} {
		files, err := templates("x/analytics", tt.all)
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		var names []string
		for _, f := range files {
			var d deployed
			if err := json.Unmarshal(f.Data, &map[string]any{}); err != nil {
				t.Error(err)
			}
			_ = json.Unmarshal(f.Data, &d) // properties are no objects here
			got, names = append(got, len(d.Resources)), append(names, f.Name)
			if len(f.Data) > limits.TemplateBytes.Most {
				t.Errorf("%s has %d bytes", f.Name, len(f.Data))
			}
		}
		if !slices.Equal(got, tt.want) || len(names) == 2 && names[1] != "x/analytics-2.json" {
			t.Errorf("%d resources: %v in %v, want %v", len(tt.all), got, names, tt.want)
		}
	}
	huge := resource{Name: "huge", Properties: strings.Repeat("x", limits.TemplateBytes.Most)}
	if _, err := templates("x", []resource{huge}); err == nil {
		t.Error("a resource that no template has room for is in one")
	}
}
