package rule_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
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
// real feeds, in both dialects and styles: none may have an error. It parses all of them; of
// those that differ in their data alone, its binder, which takes ten times as long, judges
// the longest.
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
			longest := map[string]oracle.Query{}
			for _, hunts := range huntsOf(t, all, d) {
				for _, h := range hunts {
					q := oracle.Query{ID: fmt.Sprintf("%s-%d", h.Name, len(queries)), Text: h.Text}
					queries = append(queries, q)
					if s := skeleton(h.Text); len(q.Text) > len(longest[s].Text) {
						longest[s] = q
					}
				}
			}
			verdicts, err := o.Parse(t.Context(), queries)
			accepts(t, queries, verdicts, err)
			queries = slices.Collect(maps.Values(longest))
			for _, q := range sampleOf(t, all, d) {
				queries = append(queries, oracle.Query{ID: q.name + " alerting", Text: kql.Print(q.hunt.Alerting())})
			}
			judge(t, o, d, queries)
		})
	}
}

// data is what a binder sees the same in whatever it says: literals once what stands in them is
// gone, pairs of them, and lists of texts.
var data = []struct {
	of *regexp.Regexp
	as string
}{
	{comments, ""},
	{literals, `""`},
	{regexp.MustCompile(`datetime\([^)]*\)|\b(\d+|true|false)\b`), "0"},
	{regexp.MustCompile(`"":(""|0)`), `""`},
	{regexp.MustCompile(`([\[{]|in~? \(|has_any \()\s*("",\s*)+""`), `$1""`},
}

// skeleton is what is left of a text without its data, and without a row like the one before.
func skeleton(text string) string {
	for _, d := range data {
		text = d.of.ReplaceAllString(text, d.as)
	}
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
	for i := range lines {
		lines[i] = strings.TrimRight(strings.TrimSpace(lines[i]), ",")
	}
	return strings.Join(slices.Compact(lines), "\n")
}

// What a query reads, calls or compares with how many arguments is no data.
func TestSkeleton(t *testing.T) {
	const text = "let Iocs = datatable(Value:string, Seen:datetime, All:dynamic) [\n  \"a\", datetime(2026-05-22), dynamic([\"x\",\"y\"]),\n  \"b\", datetime(2026-05-23), dynamic([\"z\"])\n];\nT\n| where A has_any (Iocs) and B in (\"a\", \"b\") and strcat(C, \"x\") == \"y\""
	for _, tt := range []struct {
		from, to string
		same     bool
	}{
		{`"a"`, `"c,\")"`, true},
		{`"x","y"`, `"x","y","z"`, true},
		{`"a", "b"`, `"c"`, true},
		{"2026-05-23", "2026-05-24 10:00", true},
		{"  \"b\", datetime(2026-05-23), dynamic([\"z\"])\n", "  \"b\", datetime(2026-05-23), dynamic([\"z\"]),\n  \"c\", datetime(2026-05-24), dynamic([\"z\"])\n", true},
		{"  \"b\", datetime(2026-05-23), dynamic([\"z\"])\n", "  \"b\", datetime(2026-05-23)\n", false},
		{`strcat(C, "x")`, `strcat(C, "x", "y")`, false},
		{"A has_any", "C has_any", false},
		{"Seen:datetime", "Seen:string", false},
		{"B in", "B !in", false},
	} {
		if changed := strings.Replace(text, tt.from, tt.to, 1); changed == text || (skeleton(changed) == skeleton(text)) != tt.same {
			t.Errorf("%s for %s: the skeleton is\n%s\nand was\n%s", tt.to, tt.from, skeleton(changed), skeleton(text))
		}
	}
}

func judge(t *testing.T, o *oracle.Oracle, d schema.Dialect, queries []oracle.Query) {
	t.Helper()
	verdicts, err := o.Judge(t.Context(), d, queries)
	accepts(t, queries, verdicts, err)
}

func accepts(t *testing.T, queries []oracle.Query, verdicts []oracle.Verdict, err error) {
	t.Helper()
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
