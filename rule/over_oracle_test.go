package rule_test

import (
	"testing"

	"foxhound/internal/oracle"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

// Microsoft's parser takes every hunt by table, and its alerting form. It knows no watchlist's
// columns.
func TestOracleAcceptsHuntsByTable(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	for _, form := range []rule.Form{rule.Watchlist, rule.Workspace} {
		r := newByTable(t, remusIndicators(t), form)
		var queries []oracle.Query
		for i := range r.Hunts {
			h := &r.Hunts[i]
			queries = append(queries, oracle.Query{ID: string(form) + " " + h.Name, Text: h.Text},
				oracle.Query{ID: string(form) + " " + h.Name + " alerting", Text: kql.Print(h.Alerting())})
		}
		judge(t, o, schema.Sentinel, queries)
	}
}

// It takes every hunt of a family that has moved to a list, in both dialects.
func TestOracleAcceptsHuntsThatMoved(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	list := append(remusIndicators(t), manyIndicators(t, 120)...)
	for _, d := range dialects {
		r, err := rule.Fit(remus, list, rule.Options{Dialect: d, Style: rule.Exact, List: rule.List{Alias: "foxhound-win.remus", Address: address}})
		if err != nil {
			t.Fatal(err)
		}
		var queries []oracle.Query
		for i := range r.Hunts {
			h := &r.Hunts[i]
			if !h.Form.Elsewhere() {
				t.Fatalf("%s is of form %s", h.Name, h.Form)
			}
			queries = append(queries, oracle.Query{ID: h.Name + " alerting", Text: kql.Print(h.Alerting())})
		}
		judge(t, o, d, queries)
	}
}
