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
