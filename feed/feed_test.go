package feed

import (
	"os"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/shared"

	"github.com/google/go-cmp/cmp"
)

// TestSharedFeeds reads real files. Malformed there are host names that no resolver takes.
func TestSharedFeeds(t *testing.T) {
	for _, tt := range []struct {
		path, format string
		rows         int
		malformed    int
	}{
		{"threatfox/threatfox-csv-recent-2026-03-15.csv", "threatfox-csv", 1763, 0},
		{"threatfox/threatfox-json-recent-2026-07-23.json.gz", "threatfox-json", 4263, 0},
		{"threatfox/threatfox-json-recent-2026-07-24.json.gz", "threatfox-json", 4488, 0},
		{"threatfox/threatfox-api-get_iocs-2026-06-05.json", "threatfox-api", 417, 0},
		{"threatfox/threatfox-api-search_ioc.json", "threatfox-api", 1, 0},
		{"threatfox/threatfox-api-ioc-by-id-data.json", "threatfox-api", 1, 0},
		{"threatfox/malwarebazaar-sha256-recent-2026-03-15.txt", "list", 740, 0},
		{"threatfox/hosts-tweetfeed-2026-08-22.txt.gz", "hosts", 4875, 2},
		{"pages/remus.txt", "page", 6, 0},
		{"pages/remus.md", "page", 6, 0},
		{"pages/remus-pasted.txt", "page", 6, 0},
	} {
		t.Run(tt.path, func(t *testing.T) {
			got := readFile(t, shared.Path(t, "data", tt.path))
			if got.Format != tt.format || got.Rows != tt.rows || len(got.Malformed) > tt.malformed || len(got.Notes) > 0 {
				t.Errorf("Read = %s, %d rows, %d malformed, notes %q, want %s, %d, at most %d, none",
					got.Format, got.Rows, len(got.Malformed), got.Notes, tt.format, tt.rows, tt.malformed)
			}
		})
	}
}

func readFile(t *testing.T, path string) *Result {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := Read(path, f)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	checkCounts(t, got)
	return got
}

// TestSharedPages reads one page in three typesettings: each says the same.
func TestSharedPages(t *testing.T) {
	seen := time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC)
	remus, _ := indicator.FamilyByName("Remus")
	remusURL := func(value string) indicator.Indicator {
		return indicator.Indicator{
			Observable: indicator.Observable{Kind: indicator.URL, Value: value},
			Family:     remus, ThreatType: "payload_delivery", Confidence: 50, FirstSeen: seen, Source: "threatfox",
			Reference: reference("", value),
		}
	}
	server := func(kind indicator.Kind, value string) indicator.Indicator {
		return indicator.Indicator{
			Observable: indicator.Observable{Kind: kind, Value: value},
			Family:     remus, ThreatType: "botnet_cc", Confidence: 100, FirstSeen: seen, Source: "threatfox",
			Reference: reference("", value),
		}
	}
	want := []indicator.Indicator{
		remusURL("http://it-solutions-bayern.com:6431"),
		remusURL("http://woodfez.biz:7582"),
		remusURL("http://firewai.biz:48261"),
		server(indicator.Domain, "softandtec.com"),
		server(indicator.Domain, "genuskox.biz"),
		server(indicator.IPPort, "80.211.47.159:7582"),
	}
	for _, name := range []string{"remus.txt", "remus.md", "remus-pasted.txt"} {
		got := readFile(t, shared.Path(t, "data", "pages", name))
		if diff := cmp.Diff(want, got.Indicators); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
