package feed

import (
	"strings"
	"testing"

	"foxhound/internal/shared"
)

// sources are real files, with the records that their publishers count in them. Where a record
// gives none or several indicators, the reason stands beside it.
var sources = []struct {
	path, format                    string
	rows, indicators, removals, not int
}{
	{"threatfox-csv-recent-2026-03-15.csv", "threatfox-csv", 1763, 1763, 0, 0},
	{"threatfox-json-recent-2026-07-23.json.gz", "threatfox-json", 4263, 4263, 0, 0},
	{"threatfox-json-recent-2026-07-24.json.gz", "threatfox-json", 4488, 4488, 0, 0},
	{"threatfox-api-get_iocs-2026-06-05.json", "threatfox-api", 417, 417, 0, 0},
	{"threatfox-api-search_ioc.json", "threatfox-api", 1, 1, 0, 0},
	{"threatfox-api-ioc-by-id-data.json", "threatfox-api", 1, 1, 0, 0},
	{"threatfox-ip-listing-history-2022-10_2026-08.tsv.gz", "table", 200321, 200321, 0, 0},
	{"abusech-fplist-sample.csv", "abusech-fplist", 4, 0, 4, 0},
	{"urlhaus-csv-recent-2026-03-15.csv.gz", "urlhaus-csv", 19658, 19656, 0, 2}, // www. before an address
	{"feodo-ipblocklist-2026-03-15.json", "feodo-json", 5, 5, 0, 0},
	{"feodo-ipblocklist-2024-04-04.csv", "feodo-csv", 28, 28, 0, 0},
	{"sslbl-sha1-2026-03-14.csv.gz", "sslbl-csv", 9263, 0, 0, 9263}, // of certificates
	{"malwarebazaar-sha256-recent-2026-03-15.txt", "list", 740, 740, 0, 0},
	{"malwarebazaar-api-get_recent-1.json", "malwarebazaar-json", 4, 4, 0, 0}, // four hashes of one sample
	{"misp-feed-manifest-tweetfeed.json", "misp-manifest", 0, 0, 0, 0},        // names 365 events
	{"misp-feed-event-tweetfeed-2025-10-01.json", "misp", 541, 541, 0, 0},
	{"misp-event-response-eset-glupteba.json", "misp", 325, 324, 0, 1}, // four of 321 attributes are pairs; a registry key
	{"misp-event-objects-eset-mozi.json.gz", "misp", 151, 74, 0, 77},   // file names, and context by the event's word
	{"stix21-bundle-tweetfeed-week-2026-08-22.json.gz", "stix", 1536, 1535, 0, 1},
	{"stix21-bundle-amnesty-pegasus.stix2.gz", "stix", 1549, 1467, 0, 82}, // names of processes and files
	{"taxii21-page-objects-tweetfeed-2026-08-22.json", "stix", 50, 50, 0, 0},
	{"hosts-tweetfeed-2026-08-22.txt.gz", "hosts", 4875, 4873, 0, 2},
	{"rpz-tweetfeed-2026-08-22.txt.gz", "rpz", 4875, 4873, 0, 2},
	{"blackbook-domain-malware-2024-09-01.csv.gz", "table", 18151, 18151, 0, 0},
	{"defanged/unit42-2021-08-16-updated-IOCs-for-Mirai.txt", "report", 150, 150, 0, 0},
	{"defanged/unit42-2022-10-04-IOCs-for-IcedID-infection-with-Cobalt-Strike.txt", "report", 116, 116, 0, 0},
	{"defanged/unit42-2023-05-02-IOCs-for-obama259-Qakbot.txt", "report", 158, 158, 0, 0},
	{"defanged/unit42-2024-05-14-IOCs-for-DarkGate-activity.txt", "report", 23, 23, 0, 0},
	{"defanged/unit42-2026-06-28-Fake-IT-support-abuses-Teams-to-deliver-EtherRAT.txt", "report", 17, 17, 0, 0},
	{"defanged/unit42-2026-07-30-Remus-Info-Stealer-Uses-Blockchain-Anchored-C2.txt", "report", 273, 272, 0, 1}, // a URL cut short
	{"tweetfeed-2021-2026.csv.gz", "table", 804958, 804621, 0, 337},                                             // redacted, or two in one cell
	{"maltrail-malware-families-2026-08-23.tsv.gz", "table", 1492701, 1404592, 0, 88109},                        // paths without a host
}

// TestSources reads every real file to the counts of its publisher.
func TestSources(t *testing.T) {
	for _, tt := range sources {
		t.Run(tt.path, func(t *testing.T) {
			if testing.Short() && tt.rows > 500_000 {
				t.Skip("a million rows, not in a short run")
			}
			got := readFile(t, shared.Path(t, "data", "threatfox", tt.path))
			if got.Format != tt.format || got.Rows != tt.rows || len(got.Indicators) != tt.indicators || len(got.Removals) != tt.removals || len(got.Malformed) != tt.not {
				t.Errorf("read as %s: %d records, %d indicators, %d removals, %d malformed, want %+v",
					got.Format, got.Rows, len(got.Indicators), len(got.Removals), len(got.Malformed), tt)
			}
			if strings.Contains(strings.Join(got.Notes, " "), "cut short") {
				t.Errorf("notes %q, want none of a file cut short", got.Notes)
			}
		})
	}
}
