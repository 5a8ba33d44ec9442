package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/oracle"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

var (
	dialects = []schema.Dialect{schema.Sentinel, schema.Defender}
	styles   = []rule.Style{rule.Exact, rule.Classic}
)

func other(d schema.Dialect) schema.Dialect {
	if d == schema.Sentinel {
		return schema.Defender
	}
	return schema.Sentinel
}

// TestOracleAcceptsEveryHunt has Microsoft's parser judge every hunt of every family in the
// real feeds, in both dialects and styles: none may have an error.
func TestOracleAcceptsEveryHunt(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	all := realIndicators(t)
	for _, d := range dialects {
		t.Run(string(d), func(t *testing.T) {
			t.Parallel()
			var queries []oracle.Query
			for _, hunts := range huntsOf(t, all, d) {
				for _, h := range hunts {
					queries = append(queries, oracle.Query{ID: fmt.Sprintf("%s-%d", h.Name, len(queries)), Text: h.Text})
				}
			}
			for _, q := range sampleOf(t, all, d) {
				queries = append(queries, oracle.Query{ID: q.name + " alerting", Text: kql.Print(q.hunt.Alerting())})
			}
			judge(t, o, d, queries)
		})
	}
}

func judge(t *testing.T, o *oracle.Oracle, d schema.Dialect, queries []oracle.Query) {
	t.Helper()
	verdicts, err := o.Judge(t.Context(), d, queries)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d queries judged", len(verdicts))
	for i, v := range verdicts {
		if !v.OK {
			t.Errorf("%s: %v\n%s", v.ID, v.Diagnostics, queries[i].Text)
		}
	}
}

// TestOracleRefusesTheOtherDialect shows that the judgement means something: a hunt fails
// where its dialect is not spoken. Defender documents both time columns for UrlClickEvents.
func TestOracleRefusesTheOtherDialect(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	all := realIndicators(t)
	for _, d := range dialects {
		var queries []oracle.Query
		for _, q := range sampleOf(t, all, d) {
			if q.hunt.Table != "UrlClickEvents" {
				queries = append(queries, oracle.Query{ID: q.name, Text: q.hunt.Text})
			}
		}
		verdicts, err := o.Judge(t.Context(), other(d), queries)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range verdicts {
			if v.OK {
				t.Errorf("%s for %s binds in %s too", v.ID, d, other(d))
			}
		}
	}
}

// huntsOf returns the hunts of every family, by family and style.
func huntsOf(t *testing.T, all []indicator.Indicator, d schema.Dialect) map[string][]rule.Hunt {
	t.Helper()
	hunts := map[string][]rule.Hunt{}
	for _, c := range rule.Families(all) {
		if !c.Family.Known() {
			continue
		}
		for _, style := range styles {
			r, err := rule.New(c.Family, all, rule.Options{Dialect: d, Style: style})
			if err != nil {
				t.Fatal(err)
			}
			hunts[c.Family.ID+" "+string(style)] = r.Hunts
		}
	}
	return hunts
}

type sample struct {
	name string
	hunt *rule.Hunt
}

// sampleOf returns one hunt of each style, table and key.
func sampleOf(t *testing.T, all []indicator.Indicator, d schema.Dialect) []sample {
	t.Helper()
	var list []sample
	seen := map[string]bool{}
	for id, hunts := range huntsOf(t, all, d) {
		style := id[strings.IndexByte(id, ' ')+1:]
		for i := range hunts {
			name := fmt.Sprintf("%s %s %s", style, hunts[i].Table, hunts[i].Key)
			if !seen[name] {
				seen[name] = true
				list = append(list, sample{name, &hunts[i]})
			}
		}
	}
	return list
}
