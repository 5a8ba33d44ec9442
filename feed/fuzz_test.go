package feed

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"foxhound/indicator"
)

// FuzzRead holds every result to the contract, whatever the bytes: counts add up, values are
// canonical, what is shown prints.
func FuzzRead(f *testing.F) {
	for _, seed := range fuzzSeeds(f) {
		f.Add([]byte(seed))
	}
	small := limits{plain: 1 << 20, archive: 1 << 16, block: 256, line: 4 << 10, record: 4 << 10, rows: 10_000, malformed: 1000}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := read("fuzz", strings.NewReader(string(data)), small)
		checkCounts(t, got)
		if err == nil && got.Format == "" {
			t.Error("neither a format nor an error")
		}
		for _, ind := range got.Indicators {
			checkIndicator(t, ind)
		}
		for _, m := range got.Malformed {
			if m.Line < 1 || m.Err == nil || !prints(m.Text) {
				t.Errorf("malformed %+v: want a line, a reason, and text that prints", m)
			}
		}
		if err != nil && !prints(err.Error()) || !prints(strings.Join(got.Notes, " ")) {
			t.Errorf("error %q, notes %q: want text that prints", err, got.Notes)
		}
	})
}

func checkIndicator(t *testing.T, ind indicator.Indicator) {
	t.Helper()
	again, err := indicator.ParseAs(ind.Kind, ind.Value)
	if err != nil || again != ind.Observable {
		t.Errorf("ParseAs(%s, %q) = %v, %v, want it unchanged", ind.Kind, ind.Value, again, err)
	}
	if ind.Confidence < indicator.UnknownConfidence || ind.Confidence > 100 || ind.Source == "" {
		t.Errorf("indicator %+v: want a confidence of -1 to 100 and a source", ind)
	}
	if ind.Source == "threatfox" && ind.Reference == "" {
		t.Errorf("indicator %+v: want a reference from ThreatFox", ind)
	}
}

func prints(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, unprintable) < 0 && !strings.Contains(text, "\n")
}

func fuzzSeeds(f *testing.F) []string {
	seeds := []string{
		csv15 + csvRow("softandtec.com", "domain") + "# Number of entries: 1",
		`{"2": [` + exported + `]}`,
		`{"query_status": "ok", "data": [{"ioc": "softandtec.com", "ioc_type": "domain"}]}`,
		`{"query_status": "no_result", "data": "nothing"}`,
		"# ThreatFox: Remus IOCs\n" + pageHead + pageRow + "let malicious_ips = dynamic([\"80.211.47.159\"]);\n| where Url has \"a.com\"",
		"Type\tValue\ndomain\tsoftandtec[dot]com\n",
		"0.0.0.0 softandtec.com\nhxxp://a[.]com\n",
		gzipped("softandtec.com\n"), zstded("softandtec.com\n"), zipped("a", "softandtec.com\n"),
		"\xff\xfes\x00o\x00",
	}
	seeds = slices.Concat(seeds, mispSeeds, zoneSeeds, stixSeeds, tableSeeds, abuseSeeds, removalSeeds, reportSeeds, []string{htmlPageText})
	paths, _ := filepath.Glob("testdata/hostile.*")
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, unescaped(string(data)))
	}
	return seeds
}
