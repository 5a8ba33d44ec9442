package texthunt

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foxhound/feed"
	"foxhound/hunt"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

// TestEnginesAgree holds that a hunt comes to the same matches and findings whatever judges:
// with indicators that rules cannot have, related tier, expired indicators, and a beginning.
func TestEnginesAgree(t *testing.T) {
	for seed := range uint64(3) {
		w := newWorld(seed+7, schema.Sentinel, 24, 8, false)
		for i := range w.feed.Indicators {
			switch ind := &w.feed.Indicators[i]; i % 8 {
			case 0:
				ind.Family = indicator.Family{}
			case 1:
				ind.Family = indicator.Family{Name: "Nameless"}
			case 2:
				ind.FirstSeen = day.AddDate(0, -6, 0) // expired among the events
			}
		}
		dir := t.TempDir()
		w.write(t, dir, 40)
		opts := hunt.Options{Feeds: []*feed.Result{w.feed}, Facts: facts, Related: seed == 1, Sources: sourcesOf(t, dir)}
		if seed == 2 {
			opts.Since = day
		}
		index, indexed := hunted(t, Index, opts)
		text, texted := hunted(t, KQL, opts)
		if diff := cmp.Diff(indexed, texted); diff != "" {
			t.Errorf("seed %d (-index +kql):\n%s", seed, diff)
		}
		a, b := *index.Summary, *text.Summary
		t.Logf("%d matches, %d by %d texts", b.Matches, b.ByText, b.Texts)
		if b.Texts == 0 || b.Apart > 0 || b.ByText < b.Matches/4 || b.ByText == b.Matches {
			t.Errorf("seed %d: of %d matches, %d by %d texts, %d apart", seed, b.Matches, b.ByText, b.Texts, b.Apart)
		}
		b.Texts, b.ByText = 0, 0
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("seed %d: the summaries (-index +kql):\n%s", seed, diff)
		}
	}
}

func sourcesOf(t *testing.T, dir string) []logs.Source {
	t.Helper()
	sources, err := logs.Find([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

// hunted is a hunt's result, with its matches and findings as text.
func hunted(t *testing.T, engine Engine, opts hunt.Options) (*hunt.Result, []string) {
	t.Helper()
	var list []string
	show := func(v any) {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(text))
	}
	opts.Match = func(m *hunt.Match) error { show(m); return nil }
	result, err := Run(context.Background(), engine, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		show(f)
	}
	return result, list
}

// TestApart shows what docs/matching.md says of spellings that only one of the two reads:
// the match is reported all the same, once, and counted as one that they do not agree on.
func TestApart(t *testing.T) {
	for _, tt := range []struct {
		name, row, want string
		byText, apart   int64
	}{
		{"as both read it", `"Type":"DnsEvents","Name":"x.softandtec.com"`, "softandtec.com host Name", 1, 0},
		{"letters in full width", `"Type":"DnsEvents","Name":"ｓｏｆｔａｎｄｔｅｃ.com"`, "softandtec.com exact Name", 0, 1},
		{"an address in hexadecimal", `"Type":"ASimDnsActivityLogs","DstIpAddr":"::ffff:50d3:2f9f"`, "80.211.47.159:7582 host DstIpAddr", 0, 1},
		{"a port that is none", `"Type":"UrlClickEvents","Url":"https://softandtec.com:70000/"`, "softandtec.com exact Url", 1, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "log.ndjson"), []byte(`{"TimeGenerated":"2026-05-23T10:11:12Z",`+tt.row+"}\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			var got []string
			result, err := Run(context.Background(), Auto, hunt.Options{
				Feeds: []*feed.Result{listed(t, "softandtec.com", "80.211.47.159:7582")}, Sources: sourcesOf(t, dir),
				Match: func(m *hunt.Match) error {
					got = append(got, fmt.Sprint(m.Indicator.Value, " ", m.Tier, " ", m.Field))
					return nil
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			if s := result.Summary; s.Texts == 0 || s.ByText != tt.byText || s.Apart != tt.apart {
				t.Errorf("%d texts, %d matches by them, %d apart; want %d and %d", s.Texts, s.ByText, s.Apart, tt.byText, tt.apart)
			}
			if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A hunt whose text fails leaves its table to the index, and all that was asked for is found.
func TestFailedText(t *testing.T) {
	dir := t.TempDir()
	log := `{"TimeGenerated":"2026-05-23T10:11:12Z","Type":"DnsEvents","Name":"softandtec.com","ClientIP":"10.0.0.7"}` + "\n" +
		`{"Timestamp":"2026-05-23T10:11:12Z","Type":"DeviceNetworkEvents","DeviceName":"a","RemoteIP":"80.211.47.159","RemotePort":7582,"ActionType":"ConnectionSuccess"}` + "\n" +
		`{"Timestamp":"2026-05-23T10:11:12Z","Type":"DeviceNetworkEvents","DeviceName":"a","RemoteIP":"80.211.47.159","InitiatingProcessCommandLine":"` +
		strings.Repeat("x", 33<<20) + ` softandtec.com"}` + "\n"
	if err := os.WriteFile(filepath.Join(dir, "log.ndjson"), []byte(log), 0o666); err != nil {
		t.Fatal(err)
	}
	opts := hunt.Options{Feeds: []*feed.Result{listed(t, "softandtec.com", "80.211.47.159:7582")}, Sources: sourcesOf(t, dir)}
	_, indexed := hunted(t, Index, opts)
	text, texted := hunted(t, KQL, opts)
	if len(indexed) == 0 || !slices.Equal(indexed, texted) {
		t.Errorf("%d matches and findings by the index, %d with KQL", len(indexed), len(texted))
	}
	s := text.Summary
	if s.Matches != 4 || s.ByText != 1 || s.Texts == 0 || s.Apart != 0 {
		t.Errorf("of %d matches, %d by %d texts, %d apart", s.Matches, s.ByText, s.Texts, s.Apart)
	}
	if len(s.FailedTexts) != 1 || s.FailedTexts[0].Table != "DeviceNetworkEvents" || !strings.Contains(s.FailedTexts[0].Reason, "too complex") {
		t.Errorf("failed: %+v", s.FailedTexts)
	}
}

// TestEventsOfOneLine holds that what a text says of one event stands in no other of its line.
func TestEventsOfOneLine(t *testing.T) {
	row := func(host, client string) string {
		return fmt.Sprintf(`{"TimeGenerated":"2026-05-23T10:11:12Z","Type":"DnsEvents","Name":%q,"ClientIP":%q}`, host, client)
	}
	hit, other, miss := row("softandtec.com", "10.0.0.1"), row("genuskox.biz", "10.0.0.2"), row("ok.example", "10.0.0.3")
	many := strings.Repeat(miss+",", 3<<20/len(miss)) // over the ends of blocks
	for _, tt := range []struct {
		name, log string
		byText    int64
		want      []string
	}{
		{"a line each", hit + "\n" + miss + "\n" + other, 2, []string{"10.0.0.1 softandtec.com", "10.0.0.2 genuskox.biz"}},
		{"an array in one line", "[" + hit + "," + miss + "," + other + "]", 0, []string{"10.0.0.1 softandtec.com", "10.0.0.2 genuskox.biz"}},
		{"an envelope, and one that holds a single event", `{"records":[` + miss + "," + hit + "]}\n" + `{"records":[` + other + "]}", 1,
			[]string{"10.0.0.1 softandtec.com", "10.0.0.2 genuskox.biz"}},
		{"a long array", "[" + hit + "," + many + other + "]", 0, []string{"10.0.0.1 softandtec.com", "10.0.0.2 genuskox.biz"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "log.json"), []byte(tt.log), 0o666); err != nil {
				t.Fatal(err)
			}
			var got []string
			result, err := Run(context.Background(), KQL, hunt.Options{
				Feeds: []*feed.Result{listed(t, "softandtec.com", "genuskox.biz")}, Sources: sourcesOf(t, dir),
				Match: func(m *hunt.Match) error { got = append(got, m.Host+" "+m.Indicator.Value); return nil },
			})
			if err != nil {
				t.Fatal(err)
			}
			if s := result.Summary; s.Texts == 0 || s.ByText != tt.byText || s.Apart != 0 {
				t.Errorf("%d texts, %d matches by them, %d apart; want %d and none", s.Texts, s.ByText, s.Apart, tt.byText)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func listed(t *testing.T, values ...string) *feed.Result {
	t.Helper()
	f := &feed.Result{}
	for _, v := range values {
		o, err := indicator.Parse(v)
		if err != nil {
			t.Fatal(err)
		}
		f.Indicators = append(f.Indicators, indicator.Indicator{
			Observable: o, Family: indicator.Family{ID: "win.remus", Name: "Remus"}, ThreatType: "botnet_cc", Confidence: 100, FirstSeen: day})
	}
	return f
}

// TestLittle says when Auto takes the text of rules.
func TestLittle(t *testing.T) {
	file := func(path string, size int64) []logs.Source { return []logs.Source{{Path: path, Size: size}} }
	for _, tt := range []struct {
		sources    []logs.Source
		indicators int
		want       bool
	}{
		{file("a", 1000), 6, true},
		{file("a", 1000), littleIndicators + 1, false},
		{file("a", littleToRead+1), 6, false},
		{file("-", -1), 6, false},
		{nil, 6, true},
	} {
		f := &feed.Result{Indicators: make([]indicator.Indicator, tt.indicators)}
		if got := little(hunt.Options{Feeds: []*feed.Result{f}, Sources: tt.sources}); got != tt.want {
			t.Errorf("little(%v, %d indicators) = %t", tt.sources, tt.indicators, got)
		}
	}
}

// TestFits says which families' texts judge as the index does.
func TestFits(t *testing.T) {
	remus := indicator.Family{ID: "win.remus", Name: "Remus"}
	of := func(n int, at time.Time) (list []indicator.Indicator) {
		for i := range n {
			list = append(list, indicator.Indicator{
				Observable: indicator.Observable{Kind: indicator.Domain, Value: fmt.Sprintf("host%d.example", i)}, Family: remus, FirstSeen: at})
		}
		return list
	}
	renamed := of(2, day)
	renamed[1].Family.Name = "REMUS"
	nameless := of(2, day)
	nameless[0].Family, nameless[1].Family = indicator.Family{}, indicator.Family{Name: "Remus"}
	for _, tt := range []struct {
		name       string
		indicators []indicator.Indicator
		want       int
	}{
		{"few", of(3, day.Add(time.Hour)), 1},
		{"so many that a row has a day's indicators", of(150, day), 1},
		{"and those have times", of(150, day.Add(time.Hour)), 0},
		{"so many that hunts are split", of(2000, day), 0},
		{"a family by two names", renamed, 0},
		{"no family, or none that is known", nameless, 0},
	} {
		rules, err := fitting(t.Context(), families(tt.indicators), tt.indicators, hunt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(rules) != tt.want {
			t.Errorf("%s: %d rules, want %d", tt.name, len(rules), tt.want)
		}
	}
}

// What runs is the text that ships: of it, nothing is changed but for the columns of an
// event's place, behind its own.
func TestOnlyColumnsAreAdded(t *testing.T) {
	w := newWorld(1, schema.Sentinel, 300, 75, false)
	made, err := rule.New(w.families[0], w.feed.Indicators, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, Facts: facts})
	if err != nil {
		t.Fatal(err)
	}
	for i := range made.Hunts {
		h := &made.Hunts[i]
		text, err := placed(h)
		if err != nil {
			t.Fatal(err)
		}
		q, err := kql.Parse(h.Name, text)
		if err != nil {
			t.Fatal(err)
		}
		ops := q.Statements[len(q.Statements)-1].(*kql.Pipeline).Operators
		at := slices.IndexFunc(ops, func(op kql.Operator) bool { _, ok := op.(*kql.Project); return ok })
		p := ops[at].(*kql.Project)
		own := len(p.Columns) - 2
		if got := kql.PrintExpr(p.Columns[own].Expr) + kql.PrintExpr(p.Columns[own+1].Expr); got != "_File_Line" || at != len(ops)-2 {
			t.Errorf("%s: %s was added to step %d of %d", h.Name, got, at+1, len(ops))
		}
		p.Columns = p.Columns[:own]
		if diff := cmp.Diff(h.Text, kql.Print(q)); diff != "" {
			t.Errorf("%s (-ships +runs):\n%s", h.Name, diff)
		}
	}
}
