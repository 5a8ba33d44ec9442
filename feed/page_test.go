package feed

import (
	"strings"
	"testing"

	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
)

const pageHead = "Malware Family: Remus Total IOCs: 1 IOC Types: domain\n| Type | Value | Threat Type | First Seen | Confidence |\n|---|---|---|---|---|\n"

const pageRow = "| domain | softandtec[.]com | botnet_cc | 2026-05-22 | 100% |\n"

func TestPage(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		values     []string
		malformed  []string
		notes      []string
	}{
		{"table", pageHead + pageRow, []string{"domain softandtec.com"}, nil, nil},
		{
			"columns in another order, more of them, code spans",
			"| # | Confidence | **Value** | Country | Type |\n|:--|--:|:-:|---|---|\n| 1 | 50 % | `hxxp://woodfez[.]biz:7582` | - | url |\n| 2 | | `a[.]b[.]com` | - | `domain` |\n",
			[]string{"url http://woodfez.biz:7582", "domain a.b.com"}, nil, nil,
		},
		{
			"escapes of Markdown", "| Type | Value |\n|---|---|\n| url | hxxp://a[.]com/\\\\\\|y\\*\\_ |\n| url | ``hxxp://a[.]com/`z`` |\n",
			[]string{`url http://a.com/\|y*_`, "url http://a.com/`z"}, nil, nil,
		},
		{"pipes without a border", "Type | Value\n--- | ---\ndomain | softandtec.com\n", []string{"domain softandtec.com"}, nil, nil},
		{"tabs with blank lines", "Type\tValue\n\ndomain\tsoftandtec.com\n\nip:port\t80.211.47.159:7582\nend", []string{"domain softandtec.com", "ip:port 80.211.47.159:7582"}, nil, nil},
		{
			"blank lines between rows, then another table", pageHead + "\n" + pageRow + "\n| Sentinel Table | Notes |\n|---|---|\n| DnsEvents | on |\n",
			[]string{"domain softandtec.com"}, nil, nil,
		},
		{"a query below the table", pageHead + pageRow + "| where Name == 'softandtec.com'\n", []string{"domain softandtec.com"}, nil, nil},
		{"no type column", "| IOC | Threat Type |\n|---|---|\n| softandtec.com | botnet_cc |\n", []string{"domain softandtec.com"}, nil, nil},
		{
			"two tables", pageHead + pageRow + "\ntext\n\n| Value | Type |\n|---|---|\n| genuskox.biz | domain |\n",
			[]string{"domain softandtec.com", "domain genuskox.biz"}, nil,
			[]string{"the page says 1 indicators in total, its table has 2"},
		},
		{
			"malformed rows", pageHead + pageRow + "| mutex | x | botnet_cc | 2026-05-22 | 100% |\n| domain |\n| domain | a.com | x | y | z |\n",
			[]string{"domain softandtec.com"},
			[]string{
				"5 | | mutex | x | botnet_cc | 2026-05-22 | 100% | | unknown indicator type `mutex`",
				"6 | | domain | | 1 cells, the value is in cell 2",
				"7 | | domain | a.com | x | y | z | | confidence `z` is no number from 0 to 100",
			},
			[]string{"the page says 1 indicators in total, its table has 4"},
		},
		{
			"escaped pipe", "| Type | Value |\n|---|---|\n| url | hxxp://a[.]com/x\\|y |\n| url | `hxxp://a[.]com/x\\|z` |\n",
			[]string{"url http://a.com/x|y", "url http://a.com/x|z"}, nil, nil,
		},
		{
			"total differs", "Total IOCs: 1,200\nType\tValue\ndomain\tsoftandtec.com\n", []string{"domain softandtec.com"}, nil,
			[]string{"the page says 1200 indicators in total, its table has 1"},
		},
		{
			"other headers", "| Indicator Value | IOC Type | FIRST SEEN | Confidence (%) |\n|---|---|---|---|\n| softandtec[.]com | domain | 2026-05-22 | 100 |\n",
			[]string{"domain softandtec.com"}, nil, nil,
		},
		{
			"links", "| Type | Value |\n|---|---|\n| domain | [softandtec[.]com](https://threatfox.example/ioc/1/) |\n| ip:port | [`80[.]211[.]47[.]159:7582`](x) |\n",
			[]string{"domain softandtec.com", "ip:port 80.211.47.159:7582"}, nil, nil,
		},
		{
			"months in letters", pageHead + "| domain | a.com | botnet_cc | May 22, 2026 | 1 |\n| domain | b.com | botnet_cc | 22 May 2026 | 1 |\n| domain | c.com | botnet_cc | 22/05/2026 | 1 |\n",
			[]string{"domain a.com", "domain b.com"},
			[]string{"6 | | domain | c.com | botnet_cc | 22/05/2026 | 1 | | first_seen `22/05/2026` is no date like"},
			[]string{"the page says 1 indicators in total, its table has 3"},
		},
		{
			"spaces", "# ThreatFox: Remus IOCs\nType      Value              Threat Type   First Seen   Confidence\n------    -----\n" +
				"domain    softandtec[.]com   botnet_cc     2026-05-22   100%\nip:port   80.211.47.159:7582               2026-05-22   100%\n" +
				"ip:port  80.211.47.160:1  botnet_cc  2026-05-22 10:11:12 UTC  100%\n" +
				"domain genuskox.biz botnet_cc 2026-05-22 10:11 100%\nurl hxxp://a[.]com\n\nThis is not a row\ndomain b.com botnet_cc 2026-05-22 100%\n",
			[]string{"domain softandtec.com", "ip:port 80.211.47.160:1", "domain genuskox.biz", "url http://a.com"},
			[]string{"5 | ip:port   80.211.47.159:7582               2026-05-22   100%"},
			nil,
		},
		{
			"a cell a line", "Malware Family: Remus\n\nType\nValue\n\n**Threat Type**\nConfidence\n\ndomain\nsoftandtec[.]com\nbotnet_cc\n100%\n\nip:port\n80.211.47.159:7582\nbotnet_cc\n100%\n" +
				"mutex\nThe end, and no row.\n",
			[]string{"domain softandtec.com", "ip:port 80.211.47.159:7582"}, nil, nil,
		},
		{
			"a cell a line, cut off", "Malware Family: Remus\nType\nValue\nThreat Type\nConfidence\ndomain\nsoftandtec[.]com\nbotnet_cc\n100%\nurl\n",
			[]string{"domain softandtec.com"}, []string{"10 | url | the page ends in the middle of a row"}, nil,
		},
		{
			"no table", "# ThreatFox: Remus IOCs\nlet malicious_ips = dynamic([\"80.211.47.159\"]);\n", []string{"ip 80.211.47.159"}, nil,
			[]string{
				"the page has no table of indicators (columns Type and Value)",
				"only in the page's KQL and not in its table, taken with confidence unknown: 80[.]211[.]47[.]159 (line 2)",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := mustRead(t, tt.text)
			if got.Format != "page" {
				t.Errorf("Format = %q, want page", got.Format)
			}
			if diff := cmp.Diff(tt.values, values(got)); diff != "" {
				t.Errorf("indicators (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.malformed, startsOf(reasons(got), tt.malformed)); diff != "" {
				t.Errorf("malformed (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, got.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPageKQL puts queries below a table with an ip:port, a URL and a domain.
func TestPageKQL(t *testing.T) {
	const table = "Type\tValue\tThreat Type\tFirst Seen\tConfidence\nip:port\t80.211.47.159:7582\tbotnet_cc\t2026-05-22\t100%\n" +
		"url\thxxp://woodfez.biz:7582\tpayload_delivery\t2026-05-22\t50%\ndomain\tsoftandtec.com\tbotnet_cc\t2026-05-22\t100%\n"
	for _, tt := range []struct {
		kql       string
		values    []string
		malformed int
	}{
		{`let malicious_ips = dynamic(["80.211.47.159"]);`, nil, 0},
		{`let malicious_ips = dynamic(["80.211.47.159:7582"]);`, nil, 0},
		{`let malicious_domains = dynamic(["SoftAndTec.com.", 'woodfez.biz']);`, nil, 0},
		{`let malicious_urls = dynamic(["http://woodfez.biz:7582/", "woodfez.biz:7582"]);`, nil, 0},
		{`let malicious_ips = dynamic(["80.211.47.160"]);`, []string{"ip 80.211.47.160"}, 0},
		{`let malicious_ips = dynamic(["80.211.47.159:7583"]);`, []string{"ip:port 80.211.47.159:7583"}, 0},
		{`let malicious_domains = dynamic(["genuskox.biz", "genuskox.biz"]);`, []string{"domain genuskox.biz"}, 0},
		{"let malicious_domains = dynamic([\n  \"genuskox.biz\",\n  \"softandtec.com\"\n]);", []string{"domain genuskox.biz"}, 0},
		{`let malicious_domains = dynamic(["no value"]);`, nil, 1},
		{`let malicious_hashes = dynamic(["4e5902809c2d4b55dc13e686249a2ea9"]);`, []string{"md5 4e5902809c2d4b55dc13e686249a2ea9"}, 0},
		{`| where RemoteIP == "80.211.47.160" or ActionType == "a.com"`, []string{"ip 80.211.47.160"}, 0},
		{`| where ActionType != "a.com" and Url has_any ("genuskox.biz", "softandtec.com")`, []string{"domain genuskox.biz"}, 0},
		{`| where SHA256 !in ("4e5902809c2d4b55dc13e686249a2ea9")`, nil, 0},
		{`| where not(DestinationIP in ("10.0.0.5"))`, nil, 0},
		{`| where InitiatingProcessFileName == "diskpart.com"`, nil, 0},
		{`let LogServers = dynamic(["10.0.0.5"]);`, nil, 0},
		{`let BackupHosts = dynamic(["veeam01.corp.example.com"]);`, nil, 0},
		{`let AdminFiles = dynamic(["setup.com"]);`, nil, 0},
		{`| extend Reference = "https://threatfox.abuse.ch/ioc/1/"`, nil, 0},
		{`See "genuskox.biz" in the report.`, nil, 0},
	} {
		got := mustRead(t, table+tt.kql+"\n")
		if diff := cmp.Diff(tt.values, values(got)[3:], equateEmpty); diff != "" {
			t.Errorf("%s: indicators (-want +got):\n%s", tt.kql, diff)
		}
		if len(got.Malformed) != tt.malformed {
			t.Errorf("%s: malformed %q, want %d", tt.kql, reasons(got), tt.malformed)
		}
		for _, ind := range got.Indicators[3:] {
			if ind.Confidence != indicator.UnknownConfidence {
				t.Errorf("%s: confidence %d, want unknown", tt.kql, ind.Confidence)
			}
		}
		if noted := len(got.Notes) > 0; noted != (tt.values != nil) {
			t.Errorf("%s: notes %q", tt.kql, got.Notes)
		}
	}
}

var equateEmpty = cmp.Transformer("empty", func(s []string) string { return strings.Join(s, "\n") })

func TestPageFamily(t *testing.T) {
	const table = "| Type | Value |\n|---|---|\n| domain | softandtec.com |\n"
	for _, tt := range []struct{ text, id, name string }{
		{"Malware Family: Remus Total IOCs: 1 IOC Types: domain\n" + table, "win.remus", "Remus"},
		{"**Malware Family:** Remus\n**Total IOCs:** 1\n" + table, "win.remus", "Remus"},
		{"- **Malware Family**: Remus\n" + table, "win.remus", "Remus"},
		{"| Malware Family | Remus |\n\n" + table, "win.remus", "Remus"},
		{"Malware Family\tRemus\n\n" + table, "win.remus", "Remus"},
		{"# ThreatFox: Remus IOCs\n" + table, "win.remus", "Remus"},
		{"**Malware Family:** Mirai\n**Malpedia ID:** elf.mirai\n" + table, "elf.mirai", "Mirai"},
		{"The ThreatFox: Remus IOCs rule detects\n" + table, "win.remus", "Remus"},
		{"# ThreatFox: Vidar IOCs\n**Malware Family:** Remus\n" + table, "win.remus", "Remus"},
		{table + "\nMalware Family: Remus\n", "win.remus", "Remus"},
		{"Malware Family: Nobody Knows (v2.0) Total IOCs: 1\n" + table, "", "Nobody Knows (v2.0)"},
		{"Malware Family: Unknown malware Total IOCs: 1\n" + table, "", ""},
		{table, "", ""},
	} {
		got := mustRead(t, tt.text).Indicators[0].Family
		if got.ID != tt.id || got.Name != tt.name {
			t.Errorf("%q: family %q %q, want %q %q", tt.text, got.ID, got.Name, tt.id, tt.name)
		}
	}
}

// TestPages reads two pages in one file: each has its family and its total.
func TestPages(t *testing.T) {
	const table = "Total IOCs: 1\n| Type | Value |\n|---|---|\n| domain | softandtec.com |\n\n"
	got := mustRead(t, "# ThreatFox: Remus IOCs\nMalware Family: Remus\n"+table+"# ThreatFox: Vidar IOCs\n"+table)
	if len(got.Notes) > 0 {
		t.Errorf("notes %q, want none", got.Notes)
	}
	for i, want := range []string{"Remus", "Vidar"} {
		if name := got.Indicators[i].Family.Name; name != want {
			t.Errorf("family %d = %q, want %q", i, name, want)
		}
	}
}
