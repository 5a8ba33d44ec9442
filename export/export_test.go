package export

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foxhound/exclusion"
	"foxhound/feed"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares got with testdata/name.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); -update accepts it:\n%s", path, diff)
	}
}

// shared returns a file of the data beside the repository, or skips the test.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; !exists(filepath.Join(dir, "go.mod")); dir = filepath.Dir(dir) {
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	path := filepath.Join(dir, "..", "shared", "data", name)
	if !exists(path) {
		t.Skipf("%s is not beside the repository", name)
	}
	return path
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// read reads indicators from a file.
func read(t *testing.T, path string) []indicator.Indicator {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	result, err := feed.Read(filepath.Base(path), f)
	if err != nil {
		t.Fatal(err)
	}
	return result.Indicators
}

// ioc returns an indicator as ThreatFox lists it.
func ioc(kind indicator.Kind, value, threat string, confidence int) indicator.Indicator {
	return indicator.Indicator{
		Observable: indicator.Observable{Kind: kind, Value: value},
		Family:     remus, ThreatType: threat, Confidence: confidence, Source: "threatfox",
		FirstSeen: time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC),
	}
}

var remus = indicator.Family{ID: "win.remus", Name: "Remus"}

var remusIOCs = []indicator.Indicator{
	ioc(indicator.Domain, "genuskox.biz", "botnet_cc", 100),
	ioc(indicator.Domain, "softandtec.com", "botnet_cc", 100),
	ioc(indicator.IPPort, "80.211.47.159:7582", "botnet_cc", 100),
	ioc(indicator.URL, "http://firewai.biz:48261", "payload_delivery", 50),
	ioc(indicator.URL, "http://it-solutions-bayern.com:6431", "payload_delivery", 50),
	ioc(indicator.URL, "http://woodfez.biz:7582", "payload_delivery", 50),
}

// newRule writes the family's rule as users get it.
func newRule(t *testing.T, family indicator.Family, iocs []indicator.Indicator, opts rule.Options) *rule.Rule {
	t.Helper()
	if opts.Dialect == "" {
		opts.Dialect = schema.Sentinel
	}
	if opts.Style == "" {
		opts.Style = rule.Exact
	}
	r, err := rule.New(family, iocs, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// smallRule is a rule made by hand, so that goldens show the export and not the hunts. It
// has every part that a page can have.
func smallRule() *rule.Rule {
	names := smallHunt("remus-dnsevents-names", "names in DNS queries", "DnsEvents", rule.Names, remusIOCs[:2],
		"ClientIP", "Name")
	names.Form, names.Parts = rule.Compact, 2
	names.Lacks = map[string][]string{"windows-defender-scan": {"InitiatingProcessFileName"}}
	addresses := smallHunt("remus-devicenetworkevents-addresses", "addresses in endpoint network events", "DeviceNetworkEvents",
		rule.Addresses, remusIOCs[2:3], "DeviceName", "RemoteIP", "RemotePort", "RemoteUrl")
	return &rule.Rule{
		Family:     remus,
		Options:    rule.Options{Dialect: schema.Sentinel, Style: rule.Exact},
		Indicators: remusIOCs,
		SetAside: []rule.SetAside{
			{Indicator: ioc(indicator.IP, "8.8.8.8", "botnet_cc", 75),
				Decision: guard.Decision{Level: guard.Drop, List: "public-resolvers", Reason: "8.8.8.8 is a resolver that everybody asks"}},
			{Indicator: ioc(indicator.URL, "http://github.com/a|b", "payload_delivery", 75),
				Decision: guard.Decision{Level: guard.Precise, List: "shared-hosts", Reason: "many people publish there"}},
		},
		Hunts:      []rule.Hunt{names, addresses},
		Exclusions: smallExclusions(),
		BlindSpots: []rule.BlindSpot{{Kind: indicator.SHA3384, Reason: "no table has SHA3-384 hashes"}},
	}
}

// smallRuleFor is the small rule in the dialect that a format holds.
func smallRuleFor(format Format) *rule.Rule {
	if format.Dialect() != schema.Defender {
		return smallRule()
	}
	r := smallRule()
	names := defenderHunt("remus-deviceevents-names", "names in endpoint events", "DeviceEvents", rule.Names, remusIOCs[:2], "DeviceName")
	clicks := defenderHunt("remus-urlclickevents-names", "names in clicked links", "UrlClickEvents", rule.Names, remusIOCs[3:], "AccountUpn", "IPAddress", "ReportId")
	r.Options.Dialect, r.Hunts = schema.Defender, []rule.Hunt{names, clicks}
	return r
}

func smallExclusions() []exclusion.Exclusion {
	process := kql.Op(kql.Name("InitiatingProcessFileName"), "=~", kql.Str("MsMpEng.exe"))
	device := kql.Or(kql.Eq(kql.Name("DeviceName"), kql.Str("<backup host>")), kql.Eq(kql.Name("DeviceId"), kql.Str("")))
	return []exclusion.Exclusion{
		{Name: "windows-defender-scan", Title: "Antivirus Scan", Description: "It reads files of %s.", Filter: "Its process.",
			Reason: "A protected folder.", Owner: "foxhound", Active: true, Predicate: process},
		{Name: "veeam-backup", Title: "Backup", Description: "It copies %s.", Filter: "Its hosts.", Reason: "The site's own.",
			Owner: "the <backup> team", Needs: "--backup-host", Active: true, Predicate: device, Expiry: time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)},
		{Name: "task-scheduler-admin", Title: "Tasks", Description: "No name here.", Filter: "Its accounts.", Reason: "The site's own.",
			Needs: "--admin", Predicate: kql.And(process, device)},
	}
}

func smallHunt(name, title, table string, key rule.Key, iocs []indicator.Indicator, show ...string) rule.Hunt {
	return timedHunt("TimeGenerated", name, title, table, key, iocs, show...)
}

func defenderHunt(name, title, table string, key rule.Key, iocs []indicator.Indicator, show ...string) rule.Hunt {
	return timedHunt("Timestamp", name, title, table, key, iocs, show...)
}

func timedHunt(timeColumn, name, title, table string, key rule.Key, iocs []indicator.Indicator, show ...string) rule.Hunt {
	verdicts := []string{"Tier", "Direction", "Verdict", "Validity", "IndicatorValue", "Family", "ThreatType", "Confidence", "Field", "Observed"}
	assigned := make([]kql.Assign, len(verdicts))
	for i, v := range verdicts {
		assigned[i] = kql.As(v, kql.Str(strings.ToLower(v)))
	}
	columns := append(append([]string{timeColumn}, verdicts...), append(show, "ExcludedBy")...)
	q := &kql.Query{Statements: []kql.Statement{
		&kql.Let{Name: "Lookback", Value: kql.Duration(24 * time.Hour)},
		kql.From(table,
			&kql.Where{Predicate: kql.Op(kql.Name(timeColumn), ">", kql.Fn("ago", kql.Name("Lookback")))},
			&kql.Extend{Columns: append(assigned, kql.As("ExcludedBy", kql.Str("")))},
			&kql.Project{Columns: kql.Cols(columns...)}),
	}}
	return rule.Hunt{Name: name, Title: title, Table: table, Key: key, Indicators: iocs,
		Query: q, Text: kql.Print(q), Form: rule.Full, Part: 1, Parts: 1}
}

// A rule in every format, as one stream each.
func TestWrite(t *testing.T) {
	for _, format := range Formats() {
		if format == FormatHTML {
			continue // it writes the other dialect's hunts itself: see TestHTML
		}
		var b bytes.Buffer
		if err := Write(&b, smallRuleFor(format), format); err != nil {
			t.Fatal(err)
		}
		golden(t, "remus."+string(format), b.Bytes())
	}
}

var filesTests = []struct {
	format Format
	want   []string
}{
	{FormatPage, []string{"win.remus/page.md"}},
	{FormatKQL, []string{"win.remus/remus-dnsevents-names.kql", "win.remus/remus-devicenetworkevents-addresses.kql"}},
	{FormatSentinel, []string{
		"win.remus/analytics/remus-dnsevents-names.yaml", "win.remus/hunting/remus-dnsevents-names.yaml",
		"win.remus/analytics/remus-devicenetworkevents-addresses.yaml", "win.remus/hunting/remus-devicenetworkevents-addresses.yaml",
	}},
	{FormatHTML, []string{"win.remus/page.html"}},
	{FormatNRT, []string{"win.remus/nrt/remus-dnsevents-names.yaml", "win.remus/nrt/remus-devicenetworkevents-addresses.yaml"}},
	{FormatARM, []string{"win.remus/analytics.json", "win.remus/hunting.json"}},
	{FormatARMNRT, []string{"win.remus/nrt.json"}},
	{FormatWatchlist, []string{"win.remus/watchlist.csv", "win.remus/watchlist.json"}},
	{FormatRule, []string{"win.remus/rule-sentinel.yaml"}},
	{FormatDefender, []string{"win.remus/detections/remus-deviceevents-names.json", "win.remus/detections/remus-urlclickevents-names.json"}},
}

func TestFiles(t *testing.T) {
	for _, tt := range filesTests {
		files, err := Files(smallRuleFor(tt.format), tt.format)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range files {
			names = append(names, f.Name)
		}
		if diff := cmp.Diff(tt.want, names); diff != "" {
			t.Errorf("Files(%s) (-want +got):\n%s", tt.format, diff)
		}
	}
}

// What a file of KQL says beside its hunt makes it no longer than a query may be.
func TestKQLFileLength(t *testing.T) {
	for _, length := range []int{rule.MaxLength - 300, rule.MaxLength - 10, rule.MaxLength} {
		r := smallRule()
		line := "// ThreatFox - Remus\n"
		r.Hunts[0].Text = line + strings.Repeat("x", length-len(line)-1) + "\n"
		files, err := Files(r, FormatKQL)
		if err != nil {
			t.Fatal(err)
		}
		text := string(files[0].Data)
		named := strings.HasPrefix(text, "// "+r.Hunts[0].Name+": ")
		if len(text) > rule.MaxLength || !strings.HasSuffix(text, r.Hunts[0].Text) || named != (length < rule.MaxLength-200) {
			t.Errorf("a hunt of %d characters gives a file of %d, named %t", length, len(text), named)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	_, filesErr := Files(smallRule(), "sigma")
	for _, err := range []error{Write(&bytes.Buffer{}, smallRule(), "sigma"), filesErr} {
		if want := "format `sigma` is not known; use one of `page`, `html`, `kql`, `sentinel`, `sentinel-nrt`, `arm`, `arm-nrt`, `watchlist`, `defender`, `rule`"; err == nil || err.Error() != want {
			t.Errorf("format sigma: error %v, want %s", err, want)
		}
	}
}

// The same rule gives the same bytes.
func TestSameBytes(t *testing.T) {
	for _, format := range Formats() {
		var first, second bytes.Buffer
		for _, b := range []*bytes.Buffer{&first, &second} {
			if err := Write(b, newRule(t, remus, remusIOCs, rule.Options{Dialect: format.Dialect()}), format); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("format %s differs between two runs", format)
		}
	}
}

// A feed refreshes last_seen every day. That alone changes no rule, in whatever format.
func TestRefreshed(t *testing.T) {
	refreshed := slices.Clone(remusIOCs)
	for i := range refreshed {
		refreshed[i].LastSeen = refreshed[i].FirstSeen.AddDate(0, 0, 40+i)
	}
	for _, format := range Formats() {
		var before, after bytes.Buffer
		for b, iocs := range map[*bytes.Buffer][]indicator.Indicator{&before: remusIOCs, &after: refreshed} {
			now := iocs[0].FirstSeen
			if b == &after {
				now = now.AddDate(0, 0, 60) // the newest date in the files moves with it
			}
			if err := Write(b, newRule(t, remus, iocs, rule.Options{Now: now, Dialect: format.Dialect()}), format); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(before.String(), after.String()); diff != "" {
			t.Errorf("format %s (-before +after)\n%s", format, diff)
		}
	}
}
