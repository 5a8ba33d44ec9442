package rule_test

import (
	"os"
	"path/filepath"
	"testing"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/oracle"
)

// realFeeds are the ThreatFox files beside the repository.
var realFeeds = []string{
	"threatfox-json-recent-2026-07-23.json.gz",
	"threatfox-json-recent-2026-07-24.json.gz",
	"threatfox-csv-recent-2026-03-15.csv",
	"threatfox-api-get_iocs-2026-06-05.json",
}

// realIndicators reads the real feeds, or skips the test where they are absent.
func realIndicators(tb testing.TB) []indicator.Indicator {
	tb.Helper()
	shared, err := oracle.Shared()
	if err != nil {
		tb.Skip(err)
	}
	var all []indicator.Indicator
	for _, name := range realFeeds {
		f, err := os.Open(filepath.Join(shared, "data", "threatfox", name))
		if err != nil {
			tb.Skip(err)
		}
		result, err := feed.Read(name, f)
		f.Close()
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, result.Indicators...)
	}
	return all
}
