package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"foxhound/hunt"
	"foxhound/indicator"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// clock is a point in time of the day that the samples are about.
func clock(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, "2026-05-23T"+text+"Z")
	if err != nil {
		panic(err)
	}
	return t
}

var (
	remus  = indicator.Family{ID: "win.remus", Name: "Remus"}
	seen   = time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC)
	c2     = &indicator.Indicator{Observable: indicator.Observable{Kind: indicator.IPPort, Value: "80.211.47.159:7582"}, Family: remus, ThreatType: "botnet_cc", Confidence: 100, FirstSeen: seen, Source: "threatfox"}
	domain = &indicator.Indicator{Observable: indicator.Observable{Kind: indicator.Domain, Value: "softandtec.com"}, Family: remus, ThreatType: "botnet_cc", Confidence: 100, FirstSeen: seen, Source: "threatfox"}
	link   = &indicator.Indicator{Observable: indicator.Observable{Kind: indicator.URL, Value: "http://woodfez.biz:7582/a&b"}, Confidence: indicator.UnknownConfidence, Source: "list"}
)

var sampleMatches = []*hunt.Match{
	{Time: clock("10:11:12.1234567"), Table: "DnsEvents", File: "logs/dns.ndjson", Line: 17, Indicator: domain, Tier: hunt.TierHost, Field: "Name",
		Observed: "x.softandtec.com", Direction: hunt.Outbound, Verdict: hunt.UnknownVerdict, Validity: hunt.Current, Severity: hunt.High,
		Host: "10.0.0.7", Event: json.RawMessage(`{"Name":"x.softandtec.com","ClientIP":"10.0.0.7"}`)},
	{Table: "DeviceNetworkEvents", File: "logs/endpoint.ndjson", Line: 5, Indicator: link, Also: []*indicator.Indicator{domain}, Tier: hunt.TierExact, Field: "RemoteUrl",
		Observed: "http://woodfez.biz:7582/a&b", Direction: hunt.Outbound, Verdict: hunt.Allowed, Validity: hunt.Current, Severity: hunt.Low,
		ExcludedBy: "windows-defender-scan", Host: "ws-1", User: "system", Event: json.RawMessage(`{"RemoteUrl":"http://woodfez.biz:7582/a&b"}`)},
}

// sample is a hunt that has something for every line of a report.
func sample() *hunt.Result {
	return &hunt.Result{
		Findings: []*hunt.Finding{
			{Family: "win.remus", FamilyName: "Remus", Entity: "10.0.0.7", EntityKind: "host", Day: "2026-05-23",
				First: clock("10:11:12.1234567"), Last: clock("11:00:00"), Matches: 1203, Excluded: 1, Severity: hunt.High,
				Tiers: map[hunt.Tier]int{hunt.TierHost: 1200, hunt.TierExact: 3}, Tables: map[string]int{"DnsEvents": 1200, "CommonSecurityLog": 3},
				Indicators: []hunt.IndicatorCount{{Indicator: domain, Matches: 1200}, {Indicator: c2, Matches: 3}},
				Directions: map[hunt.Direction]int{hunt.Outbound: 1203}, Verdicts: map[hunt.Verdict]int{hunt.UnknownVerdict: 1200, hunt.Blocked: 3},
				Validity: map[hunt.Validity]int{hunt.Current: 1202, hunt.Retro: 1}, ExcludedBy: map[string]int{"windows-defender-scan": 1},
				SampleFile: "logs/dns.ndjson", SampleLine: 17},
			{Entity: "lena@corp.example", EntityKind: "user", Day: "undated", Matches: 1, Severity: hunt.Low,
				Tiers: map[hunt.Tier]int{hunt.TierEndpoint: 1}, Tables: map[string]int{"UrlClickEvents": 1},
				Indicators: []hunt.IndicatorCount{{Indicator: link, Matches: 1}},
				Directions: map[hunt.Direction]int{hunt.Outbound: 1}, Verdicts: map[hunt.Verdict]int{hunt.Allowed: 1},
				Validity: map[hunt.Validity]int{hunt.Current: 1}, SampleFile: "logs/clicks.csv", SampleLine: 4},
		},
		Summary: &hunt.Summary{Files: 5, Bytes: 1_234_567, Rows: 40_000_000, Malformed: 3,
			MalformedAt:  []hunt.Place{{File: "logs/dns.ndjson", Line: 9, Reason: "not JSON: \"softandtec.com"}},
			Unrecognised: []hunt.Place{{File: "logs/x.bin", Reason: "binary"}}, Unread: []hunt.Place{{File: "logs/y.gz", Reason: "unexpected EOF"}},
			Undated: 2, UndatedAt: []hunt.Place{{File: "logs/dns.ndjson", Line: 9, Reason: "no time, but `soon`, in TimeGenerated"}},
			PaddedAt: []hunt.Place{{File: "logs/fw.log", Reason: "512 NUL bytes at the start or the end of lines were left out"}},
			Guessed:  4, GuessedAt: []hunt.Place{{File: "logs/fw.log", Reason: "4 times without a year"}},
			NoZone: 5, NoZoneAt: []hunt.Place{{File: "logs/fw.log", Reason: "5 times without a zone, read as UTC"}}, Matches: 1207, Found: 1204, Excluded: 1, Inbound: 3, Retro: 1, Findings: 2, Withheld: 3,
			Tables:     map[string]hunt.TableCount{"DnsEvents": {Rows: 39_000_000, Matches: 1200, Hunted: true}, "Syslog": {Rows: 1_000_000}},
			Indicators: map[indicator.Kind]hunt.IndicatorCounts{indicator.Domain: {Loaded: 2, Guarded: 1}, indicator.IPPort: {Loaded: 1}, indicator.URL: {Loaded: 3, NoFamily: 1, Malformed: 1}},
			Guarded:    []hunt.Guarded{{List: "cloud-ranges", Label: 3}, {List: "public-resolvers", Dropped: 1}, {List: "shared-hosts", Dropped: 1, Precise: 2}},
			Feeds:      []hunt.FeedCount{{Name: "page.md", Format: "page", Rows: 7, Indicators: 6, Malformed: 1, Examples: []hunt.Place{{File: "page.md", Line: 12, Reason: "no URL"}}}},
			Exclusions: []hunt.ExclusionCount{{Name: "veeam-backup", Needs: "--backup-host"}, {Name: "windows-defender-scan", Active: true, Matches: 1}},
			Blind:      []string{"no file events were read: 4 hashes were looked for nowhere"}},
	}
}

func render(t *testing.T, format string, opts Options, matches []*hunt.Match, r *hunt.Result) string {
	t.Helper()
	var out bytes.Buffer
	w, err := New(format, &out, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range matches {
		if err := w.Match(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(r); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGolden(t *testing.T) {
	for _, tt := range []struct {
		name, format string
		opts         Options
	}{
		{"table.txt", "table", Options{ShowExcluded: true}},
		{"narrow.txt", "table", Options{Width: 72}},
		{"colour.txt", "table", Options{Width: 100, Colour: true}},
		{"report.md", "md", Options{ShowExcluded: true}},
		{"findings.csv", "csv", Options{}},
		{"report.json", "json", Options{}},
		{"report.ndjson", "ndjson", Options{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := render(t, tt.format, tt.opts, sampleMatches, sample())
			file := filepath.Join("testdata", tt.name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		})
	}
}

// The keys of the machine formats and their order are a contract; this is its text.
func TestContract(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(render(t, "ndjson", Options{}, sampleMatches[:1], sample())), "\n")
	for i, want := range []string{
		`{"type":"match","time":"2026-05-23T10:11:12.1234567Z","table":"DnsEvents","file":"logs/dns.ndjson","line":17,"indicator":{"kind":"domain","value":"softandtec.com","family":"win.remus","family_name":"Remus","threat_type":"botnet_cc","confidence":100,"first_seen":"2026-05-22T00:00:00Z","last_seen":null,"reference":"","source":"threatfox"},"also":[],"tier":"host","field":"Name","observed":"x.softandtec.com","direction":"outbound","verdict":"unknown","validity":"current","severity":"High","excluded_by":null,"host":"10.0.0.7","user":"","event":{"Name":"x.softandtec.com","ClientIP":"10.0.0.7"}}`,
		`{"type":"finding","family":"win.remus","family_name":"Remus","entity":"10.0.0.7","entity_kind":"host","day":"2026-05-23","first":"2026-05-23T10:11:12.1234567Z","last":"2026-05-23T11:00:00.0000000Z","matches":1203,"excluded":1,"severity":"High","tiers":{"exact":3,"host":1200},"tables":{"CommonSecurityLog":3,"DnsEvents":1200},"indicators":[{"kind":"domain","value":"softandtec.com","matches":1200},{"kind":"ip:port","value":"80.211.47.159:7582","matches":3}],"directions":{"outbound":1203},"verdicts":{"blocked":3,"unknown":1200},"validity":{"current":1202,"retro":1},"sample":{"file":"logs/dns.ndjson","line":17}}`,
		`{"type":"finding","family":"","family_name":"","entity":"lena@corp.example","entity_kind":"user","day":"undated","first":null,"last":null,`,
		`{"type":"summary","files":5,"bytes":1234567,"rows":40000000,"malformed":3,"unrecognised":["logs/x.bin"],"matches":1207,"excluded":1,"inbound":3,"findings":2,"tables":{"DnsEvents":{"rows":39000000,"matches":1200},`,
	} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d:\n got %s\nwant %s", i+1, lines[i], want)
		}
	}
}

func TestJSONDocument(t *testing.T) {
	for _, tt := range []struct {
		name                string
		matches             []*hunt.Match
		result              *hunt.Result
		nMatches, nFindings int
	}{
		{"full", sampleMatches, sample(), 2, 2},
		{"no match", nil, sample(), 0, 2},
		{"empty", nil, &hunt.Result{Summary: &hunt.Summary{}}, 0, 0},
		{"no finding", sampleMatches, &hunt.Result{Summary: &hunt.Summary{}}, 2, 0},
	} {
		var doc struct {
			Matches, Findings []map[string]any
			Summary           map[string]any
		}
		text := render(t, "json", Options{}, tt.matches, tt.result)
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			t.Errorf("%s: %v in %s", tt.name, err, text)
		}
		if len(doc.Matches) != tt.nMatches || len(doc.Findings) != tt.nFindings || doc.Summary["type"] != "summary" {
			t.Errorf("%s: %d matches, %d findings in %s", tt.name, len(doc.Matches), len(doc.Findings), text)
		}
	}
}

// The document of the json form holds the objects of the ndjson form, in their order.
func TestJSONHoldsNDJSON(t *testing.T) {
	var doc struct {
		Matches, Findings []json.RawMessage
		Summary           json.RawMessage
	}
	if err := json.Unmarshal([]byte(render(t, "json", Options{}, sampleMatches, sample())), &doc); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, object := range append(append(doc.Matches, doc.Findings...), doc.Summary) {
		got.Write(object)
		got.WriteString("\n")
	}
	if diff := cmp.Diff(render(t, "ndjson", Options{}, sampleMatches, sample()), got.String()); diff != "" {
		t.Errorf("(-ndjson +json):\n%s", diff)
	}
}

// No match over no rows must not read like no match over many.
func TestHeadline(t *testing.T) {
	indicators := map[indicator.Kind]hunt.IndicatorCounts{indicator.Domain: {Loaded: 6}}
	for _, tt := range []struct {
		result hunt.Result
		want   string
	}{
		{*sample(), "2 findings (1 High, 1 Low) on 1 host and 1 user, from 1,207 matches in 40,000,000 rows."},
		{hunt.Result{Summary: &hunt.Summary{Rows: 40_000_000, Indicators: indicators, Tables: map[string]hunt.TableCount{"DnsEvents": {Rows: 40_000_000, Hunted: true}}}},
			"No findings: 6 indicators looked for in 40,000,000 rows of 1 table, and none is there."},
		{hunt.Result{Summary: &hunt.Summary{Rows: 12, Indicators: indicators, Tables: map[string]hunt.TableCount{"Syslog": {Rows: 12}}}},
			"No findings: 6 indicators looked for in 12 rows of 1 table, all of them plain text, and none is there."},
		{hunt.Result{Summary: &hunt.Summary{Rows: 12, Indicators: indicators, Tables: map[string]hunt.TableCount{"DnsEvents": {Rows: 10, Hunted: true}, "Text": {Rows: 2}}}},
			"No findings: 6 indicators looked for in 12 rows of 2 tables, 2 rows of them plain text, and none is there."},
		{hunt.Result{Summary: &hunt.Summary{Rows: 12, Withheld: 1, Indicators: indicators, Tables: map[string]hunt.TableCount{"Text": {Rows: 12}}}},
			"No findings: 6 indicators looked for in 12 rows of 1 table, all of them plain text. 1 match of tier related was left out: --related shows it."},
		{hunt.Result{Summary: &hunt.Summary{Rows: 12, Withheld: 1200, Earlier: 2, Indicators: indicators, Tables: map[string]hunt.TableCount{"DnsEvents": {Rows: 12, Hunted: true}}}},
			"No findings: 6 indicators looked for in 12 rows of 1 table. 1,200 matches of tier related were left out: --related shows them. 2 matches are earlier than asked for and were left out."},
		{hunt.Result{Summary: &hunt.Summary{Indicators: indicators}}, "Nothing was looked at: no row was read. This is no all-clear."},
		{hunt.Result{Summary: &hunt.Summary{Rows: 12, Indicators: indicators, Interrupted: true, Tables: map[string]hunt.TableCount{"DnsEvents": {Rows: 12, Hunted: true}}}},
			"Interrupted: this covers only what had been read. No findings: 6 indicators looked for in 12 rows of 1 table, and none is there."},
		{hunt.Result{Summary: &hunt.Summary{Interrupted: true}},
			"Interrupted: this covers only what had been read. Nothing was looked for: the indicators were not ready yet. This is no all-clear."},
		{hunt.Result{Summary: &hunt.Summary{Rows: 12}}, "Nothing was looked for: there is no indicator to hunt. This is no all-clear."},
		{hunt.Result{Summary: &hunt.Summary{Rows: 12, Matches: 1, Inbound: 1, Indicators: indicators}}, "No findings: 1 match in 12 rows, of them 1 inbound."},
	} {
		if got := headline(&tt.result); got != tt.want {
			t.Errorf("headline = %q, want %q", got, tt.want)
		}
	}
}

// hostile is a hunt in which everything that a log or feed can choose is an attack.
func hostile() ([]*hunt.Match, *hunt.Result) {
	evil := "=cmd|'/c calc'!A1\x1b]0;owned\x07\x9b31m\r\nHost: x`|<img src=http://evil.example/>\u202e\xff[a](http://evil.example)"
	ind := &indicator.Indicator{Observable: indicator.Observable{Kind: indicator.Domain, Value: "a|b`c\x1b[2J\n.evil.example"}, Family: indicator.Family{ID: evil, Name: evil}}
	f := &hunt.Finding{Family: evil, FamilyName: evil, Entity: evil, EntityKind: "host", Day: "2026-05-23", Matches: 1, Excluded: 1, Severity: hunt.High,
		Tiers: map[hunt.Tier]int{hunt.TierExact: 1}, Tables: map[string]int{"DnsEvents": 1}, Indicators: []hunt.IndicatorCount{{Indicator: ind, Matches: 1}},
		SampleFile: "logs/\x1b[31m.log", SampleLine: 1}
	m := &hunt.Match{Table: "DnsEvents", File: f.SampleFile, Line: 1, Indicator: ind, Tier: hunt.TierExact, Observed: evil, ExcludedBy: evil, Host: evil,
		Event: json.RawMessage("{\"Name\":\"\xff\"}")}
	places := []hunt.Place{{File: f.SampleFile, Line: 1, Reason: evil}}
	return []*hunt.Match{m}, &hunt.Result{Findings: []*hunt.Finding{f}, Summary: &hunt.Summary{Matches: 1, MalformedAt: places, Unrecognised: places, Unread: places,
		Tables: map[string]hunt.TableCount{evil: {Rows: 1}}, Feeds: []hunt.FeedCount{{Name: f.SampleFile, Notes: []string{evil}, Examples: places}}}}
}

func TestHostileValues(t *testing.T) {
	matches, result := hostile()
	for _, format := range Formats() {
		text := render(t, format, Options{ShowExcluded: true, Width: 80}, matches, result)
		if !utf8.ValidString(text) {
			t.Errorf("%s is not UTF-8", format)
		}
		if i := strings.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && !(format == "csv" && r == '\r') || r == 0x7f }); i >= 0 {
			t.Errorf("%s holds a control character: %q", format, text[i:min(len(text), i+20)])
		}
		if format == "table" || format == "md" {
			for _, bad := range []string{"http://", "evil.example", "<img", "\u202e", "\u009b"} {
				if strings.Contains(text, bad) && !(format == "table" && bad == "<img") {
					t.Errorf("%s holds %q:\n%s", format, bad, text)
				}
			}
		}
	}
}

// A pipe or back-tick in a value adds no cell and ends no code span.
func TestHostileMarkdownTable(t *testing.T) {
	matches, result := hostile()
	var columns int
	for _, line := range strings.Split(render(t, "md", Options{}, matches, result), "\n") {
		if !strings.HasPrefix(line, "|") {
			columns = 0
			continue
		}
		if n := strings.Count(line, "|"); columns == 0 {
			columns = n
		} else if n != columns {
			t.Errorf("%d pipes in %s, want %d", n, line, columns)
		}
		if strings.Count(line, "`")%2 != 0 {
			t.Errorf("open code span in %s", line)
		}
	}
}

func TestHostileCSV(t *testing.T) {
	matches, result := hostile()
	records, err := csv.NewReader(strings.NewReader(render(t, "csv", Options{}, matches, result))).ReadAll()
	if err != nil || len(records) != 2 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	for _, field := range records[1] {
		if field != "" && strings.ContainsRune("=+-@\t\r", rune(field[0])) {
			t.Errorf("a spreadsheet takes %q for a formula", field)
		}
	}
}

func TestHostileJSON(t *testing.T) {
	matches, result := hostile()
	for _, line := range strings.Split(strings.TrimSpace(render(t, "ndjson", Options{}, matches, result)), "\n") {
		if !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %s", line)
		}
	}
}

// What is shown of excluded matches is bounded; the rest is counted.
func TestShowExcludedIsBounded(t *testing.T) {
	matches := make([]*hunt.Match, maxExcluded+7)
	for i := range matches {
		matches[i] = sampleMatches[1]
	}
	for _, format := range []string{"table", "md"} {
		text := render(t, format, Options{ShowExcluded: true}, matches, sample())
		if !strings.Contains(text, "1,007") || !strings.Contains(text, "nd 7 more") {
			t.Errorf("%s counts no 1,007 excluded matches, or no 7 more", format)
		}
	}
}

// The table shows one screen of findings and says what it leaves to the other formats.
func TestTableIsOneScreen(t *testing.T) {
	r := &hunt.Result{Summary: &hunt.Summary{}}
	for i := range maxFindings + 3 {
		r.Findings = append(r.Findings, &hunt.Finding{Severity: hunt.Low, Entity: fmt.Sprintf("pc%d", i), EntityKind: "host", Matches: 1})
	}
	var out bytes.Buffer
	w, err := New("table", &out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(r); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if !strings.Contains(text, "23 findings") || !strings.Contains(text, "and 3 further findings (3 Low)") || strings.Contains(text, "pc20") {
		t.Errorf("table of %d findings:\n%s", len(r.Findings), text)
	}
}
