package export

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

// check fails the test for everything a content repository would complain of.
func check(t *testing.T, r *rule.Rule) []*repositoryFile {
	t.Helper()
	files, err := Sentinel(r)
	if err != nil {
		t.Fatal(err)
	}
	nrt, err := NRT(r)
	if err != nil && r.Hunts[0].Form != rule.Workspace { // of which there are none
		t.Fatal(err)
	}
	for _, f := range nrt {
		for _, complaint := range complaintsOf(f) {
			t.Errorf("%s: %s", f.Name, complaint)
		}
	}
	var parsed []*repositoryFile
	for _, f := range files {
		p, complaints := checkFile(f)
		for _, complaint := range complaints {
			t.Errorf("%s: %s", f.Name, complaint)
		}
		parsed = append(parsed, p)
	}
	return parsed
}

func complaintsOf(f File) []string {
	_, complaints := checkFile(f)
	return complaints
}

// connectorIDs are of the repository's own list, as far as it is at hand, and of what that has
// taken in since.
func TestConnectorIDs(t *testing.T) {
	text, err := os.ReadFile(shared(t, "content/sentinel/ci/ValidConnectorIds-2022-08.json"))
	if err != nil {
		t.Fatal(err)
	}
	var valid []string
	if err := json.Unmarshal(text, &valid); err != nil {
		t.Fatal(err)
	}
	valid = append(valid, "CefAma", "SyslogAma")
	for _, id := range connectorIDs {
		if !slices.Contains(valid, id) {
			t.Errorf("connector %s is not in the repository's list", id)
		}
	}
}

// everyKind has an indicator of each kind, so that every table is hunted.
var everyKind = append([]indicator.Indicator{
	ioc(indicator.IP, "80.211.47.160", "botnet_cc", 75),
	ioc(indicator.MD5, strings.Repeat("a1", 16), "payload", 75),
	ioc(indicator.SHA1, strings.Repeat("a1", 20), "payload", 75),
	ioc(indicator.SHA256, strings.Repeat("a1", 32), "payload", 75),
	ioc(indicator.SHA3384, strings.Repeat("a1", 48), "payload", 75),
	ioc(indicator.Email, "user@evil.example", "payload_delivery", 75),
	ioc(indicator.Domain, "skim.example", "cc_skimming", 90),
}, remusIOCs...)

func TestSentinelFields(t *testing.T) {
	check(t, smallRule())
	for _, style := range []rule.Style{rule.Exact, rule.Classic} {
		check(t, newRule(t, remus, everyKind, rule.Options{Style: style}))
	}
}

// Rules by table are rules like others: of both forms, in YAML and in templates. They claim no
// technique, for what is listed elsewhere is not known; ids of the two forms differ. The service
// cuts every table to a rule's period, and the workspace publishes an indicator every 7 to 10 days.
func TestSentinelByTable(t *testing.T) {
	ids := map[string]bool{}
	periods := map[rule.Form]string{rule.Watchlist: "1h", rule.Workspace: "14d"}
	for _, form := range []rule.Form{rule.Watchlist, rule.Workspace} {
		r, err := rule.ByTable(everyKind, form, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, List: rule.List{Alias: Alias(rule.AllFamilies)}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range check(t, r) {
			if len(f.Tactics) > 0 || ids[f.ID] {
				t.Errorf("%s (%s): tactics %v, id %s", f.Name, form, f.Tactics, f.ID)
			}
			ids[f.ID] = true
			if f.Kind == "Scheduled" && (f.QueryFrequency != "1h" || f.QueryPeriod != periods[form] || f.Severity != "High") {
				t.Errorf("%s: every %s over %s, severity %s", f.Name, f.QueryFrequency, f.QueryPeriod, f.Severity)
			}
		}
		for _, f := range templateFiles(t, r, FormatARM) {
			readTemplate(t, f)
		}
	}
}

// Where a table has no connector that may be required, the description says what fills it.
func TestSentinelSupplies(t *testing.T) {
	for _, f := range check(t, newRule(t, remus, everyKind, rule.Options{})) {
		if said := strings.Contains(strings.Join(strings.Fields(f.Description), " "), "no connector is required by name"); said == (len(f.RequiredDataConnectors) > 0) {
			t.Errorf("%s: connectors %v, and its description:\n%s", f.Name, f.RequiredDataConnectors, f.Description)
		}
	}
}

// An NRT rule sees what has come in just now: the indicators of a workspace's table are not among it.
func TestNRTOverWorkspace(t *testing.T) {
	r, err := rule.ByTable(everyKind, rule.Workspace, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact})
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []Format{FormatNRT, FormatARMNRT} {
		if _, err := Files(r, format); err == nil || !strings.Contains(err.Error(), "read them from a watchlist") {
			t.Errorf("%s: error %v", format, err)
		}
	}
}

// The queries come back from the YAML as they went in.
func TestSentinelQueries(t *testing.T) {
	r := newRule(t, remus, everyKind, rule.Options{})
	for i, f := range check(t, r) {
		h := &r.Hunts[i/2]
		want := h.Text
		if f.Kind == "Scheduled" {
			want = kql.Print(h.Alerting())
			if !strings.Contains(want, "\n"+rule.AlertingLine()+"\n") {
				t.Errorf("%s: the page's alerting line is not in its query", h.Name)
			}
		}
		if f.Query != want {
			t.Errorf("%s: query differs:\n%s", h.Name, f.Query)
		}
	}
}

// Ids differ from each other and stay when indicators come and go.
func TestSentinelIDs(t *testing.T) {
	seen := make(map[string]string)
	before := check(t, newRule(t, remus, remusIOCs, rule.Options{}))
	for _, f := range before {
		if other, ok := seen[f.ID]; ok {
			t.Errorf("%s and %s have the id %s", other, f.Name, f.ID)
		}
		seen[f.ID] = f.Name
	}
	more := append([]indicator.Indicator{ioc(indicator.Domain, "new.example", "botnet_cc", 100)}, remusIOCs...)
	for i, f := range check(t, newRule(t, remus, more, rule.Options{})) {
		if f.ID != before[i].ID {
			t.Errorf("%s: id changed from %s to %s", f.Name, before[i].ID, f.ID)
		}
	}
}

// A classic rule and an exact one may be deployed side by side.
func TestStylesHaveTheirOwnIDs(t *testing.T) {
	seen := make(map[string]string)
	for _, style := range []rule.Style{rule.Exact, rule.Classic} {
		for _, f := range check(t, newRule(t, remus, remusIOCs, rule.Options{Style: style})) {
			if other, ok := seen[f.ID]; ok {
				t.Errorf("%s (%s) has the id of %s", f.Name, style, other)
			}
			seen[f.ID] = f.Name
		}
	}
}

// The severity of an alert is its event's.
func TestAlertSeverity(t *testing.T) {
	for _, f := range check(t, newRule(t, remus, remusIOCs, rule.Options{})) {
		if f.Kind == "Scheduled" && f.AlertDetailsOverride.Severity != "Severity" {
			t.Errorf("%s: alerts take their severity from %q", f.Name, f.AlertDetailsOverride.Severity)
		}
	}
}

// A hash is an entity only with its algorithm.
func TestHashEntity(t *testing.T) {
	want := entityMapping{"FileHash", []fieldMapping{{"Algorithm", "HashAlgorithm"}, {"Value", "Observed"}}}
	r := newRule(t, remus, everyKind, rule.Options{})
	for i := range r.Hunts {
		h := &r.Hunts[i]
		mapped := mappings(h.Key, columnsOf(h.Query))
		has := slices.ContainsFunc(mapped, func(e entityMapping) bool { return reflect.DeepEqual(e, want) })
		if has != (h.Key == rule.Hashes) {
			t.Errorf("%s: entities %v", h.Name, mapped)
		}
	}
}

var refusalTests = []struct {
	name  string
	spoil func(*rule.Rule)
	want  string
}{
	{"another dialect", func(r *rule.Rule) { r.Options.Dialect = schema.Defender },
		"format `sentinel` needs rules of dialect `sentinel`; this one is of dialect `defender`"},
	{"too long", func(r *rule.Rule) { r.Hunts[1].Text = strings.Repeat(" ", rule.MaxLength+1) },
		"hunt `remus-devicenetworkevents-addresses`: its query has 10001 characters; a rule may have 10000"},
	{"not ASCII", func(r *rule.Rule) { r.Hunts[0].Text = "\x1b" }, "hunt `remus-dnsevents-names`: its query holds the byte 0x1b; a rule is printable ASCII"},
	{"no look-back", func(r *rule.Rule) { r.Hunts[0].Query.Statements = r.Hunts[0].Query.Statements[1:] },
		"hunt `remus-dnsevents-names`: its query does not begin with `let Lookback`, so it has no frequency"},
}

func TestSentinelRefuses(t *testing.T) {
	for _, tt := range refusalTests {
		r := smallRule()
		tt.spoil(r)
		if _, err := Sentinel(r); err == nil || err.Error() != tt.want {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
	}
}

// Every table that rules hunt in says where its rows come from and whom alerts are about.
func TestEveryTable(t *testing.T) {
	for _, table := range roles.Tables() {
		s, ok := supplies[table.Name]
		if !ok || len(s.connectors) == 0 && !s.any || (s.product != "") != table.Defender {
			t.Errorf("%s has no supply, or a wrong one: %+v", table.Name, s)
		}
		if resolves(table.Name) != table.DNS {
			t.Errorf("%s: a DNS log is %t", table.Name, table.DNS)
		}
		columns := append([]string{"RecipientEmailAddress"}, table.Show...)
		if mapped := mappings(rule.Addresses, columns); len(mapped) < 2 {
			t.Errorf("%s: entities %v", table.Name, mapped)
		}
	}
}

// Families of a real feed give files that a content repository takes: the largest, which has
// to be split, and a few of the rest.
func TestSentinelFamilies(t *testing.T) {
	families := make(map[string][]indicator.Indicator)
	for _, i := range read(t, shared(t, "threatfox/threatfox-json-recent-2026-07-24.json.gz")) {
		if i.Family.Known() {
			families[i.Family.ID] = append(families[i.Family.ID], i)
		}
	}
	ids := slices.Sorted(maps.Keys(families))
	largest := slices.MaxFunc(ids, func(a, b string) int { return len(families[a]) - len(families[b]) })
	now := time.Date(2026, 7, 24, 0, 0, 0, 0, time.UTC)
	for i, id := range ids {
		if i%32 == 0 || id == largest {
			few := families[id][:min(len(families[id]), 250)]
			check(t, newRule(t, few[0].Family, few, rule.Options{Now: now}))
		}
	}
}
