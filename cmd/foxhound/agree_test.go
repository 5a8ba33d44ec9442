package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// listedThere are the indicators that both sides look for: value, type, threat type, confidence.
var listedThere = [][3]string{
	{"80.211.47.159:7582", "ip:port", "botnet_cc"}, {"80.211.47.160:0", "ip:port", "botnet_cc"}, {"[2a02:cf40:1::5]:443", "ip:port", "botnet_cc"},
	{"softandtec.com", "domain", "botnet_cc"}, {"x.softandtec.com", "domain", "payload_delivery"}, {"b\u00fccher.example", "domain", "botnet_cc"},
	{"http://woodfez.biz:7582", "url", "payload_delivery"}, {"http://woodfez.biz:7582/a", "url", "botnet_cc"}, {"https://firewai.biz/%20x", "url", "payload_delivery"},
	{"http://80.211.47.159/x", "url", "payload_delivery"}, {"http://github.com/evil/x", "url", "payload_delivery"},
	{strings.Repeat("a1", 16), "md5_hash", "payload"}, {strings.Repeat("b2", 20), "sha1_hash", "payload"}, {strings.Repeat("c3", 32), "sha256_hash", "payload"},
}

var (
	someAddresses = []string{"80.211.47.159", "::ffff:80.211.47.160", "2a02:cf40:1::5", "2A02:CF40:0001:0:0:0:0:5", "[2a02:cf40:1::5]", "2a02:cf40:1::0.0.0.5",
		"180.211.47.159", "80.211.47.1590", "[80.211.47.159]", "80.211.47.159/24", "080.211.47.159", " 80.211.47.159"}
	someHosts = []string{"SoftAndTec.com.", "softandtec.com..", "softandtec.com...", "y.x.softandtec.com", "a-softandtec.com", "softandtec.com.evil.org", "a..softandtec.com",
		"B\u00dcCHER.example", "w.xn--bcher-kva.example", "woodfez.biz", "woodfez.biz:7582", "woodfez.biz:80", "woodfez.biz:0", "woodfez.biz:", "z.woodfez.biz:7582",
		"80.211.47.159", "80.211.47.159:7582", "[2a02:cf40:1::5]:443", "http://woodfez.biz:7582/a", "user@softandtec.com", "softandtec.com blocked", "github.com", "-"}
	someURLs = []string{"http://woodfez.biz:7582", "HTTP://WOODFEZ.biz:7582/a/b", "woodfez.biz:7582/a?b", "woodfez.biz/ab", "http://woodfez.biz:7582/A", "//woodfez.biz:7582?a",
		"https://u:p@firewai.biz/ x", "https://firewai.biz/%20x#f", "firewai.biz/ x", "https://firewai.biz:8443/ x", `"http://woodfez.biz:7582/a"`, `' http://woodfez.biz:7582/a '`,
		`"http://woodfez.biz:7582/a`, `http://woodfez.biz:7582\a`, `woodfez.biz\a`, "http://woodfez.biz:7582/a blocked by policy", "woodfez.biz blocked by policy",
		"http://80.211.47.159/x", "http://[::ffff:80.211.47.159]/x/y", "http://[2a02:cf40:1:0::5]:443/", "tcp://80.211.47.159:7582", "1http://woodfez.biz", "http://woodfez.biz:/a",
		"https://y.x.softandtec.com/", "http://b\u00fccher.example/", "github.com/evil/x/y", "github.com/evil", "http://good.com/?u=http://softandtec.com/"}
	someHashes = []string{strings.Repeat("A1", 16), strings.Repeat("b2", 20), strings.Repeat("C3", 32), strings.Repeat("c3", 31), strings.Repeat("c3", 33),
		"SHA1=" + strings.Repeat("B2", 20) + ",MD5=" + strings.Repeat("a1", 16), `"` + strings.Repeat("c3", 32) + `"`, "file " + strings.Repeat("c3", 32) + "; gone"}
	something = slices.Concat(someURLs, someHosts, someHashes, []string{`" softandtec.com "`, "softandtec.com,woodfez.biz", "woodfez.biz/x@y"})
)

// places are columns of each sort, and what to put there.
var places = []struct {
	table, column string
	texts         []string
	beside        map[string]any
}{
	{"CommonSecurityLog", "DestinationIP", someAddresses, map[string]any{"DestinationPort": 7582, "DeviceAction": "not blocked"}},
	{"CommonSecurityLog", "SourceIP", someAddresses, map[string]any{"SourcePort": 7582, "DeviceAction": "deny"}},
	{"CommonSecurityLog", "SourceHostName", someHosts, map[string]any{"SourcePort": 80}},
	{"CommonSecurityLog", "DestinationHostName", someHosts, map[string]any{"DestinationPort": 7582}},
	{"CommonSecurityLog", "RequestURL", someURLs, map[string]any{"DestinationPort": 443, "DeviceAction": "reset-both"}},
	{"CommonSecurityLog", "RequestContext", someURLs, nil},
	{"CommonSecurityLog", "FileHash", someHashes, nil},
	{"CommonSecurityLog", "DeviceCustomString1", something, nil},
	{"DnsEvents", "Name", someHosts, map[string]any{"ClientIP": "10.0.0.7"}},
	{"ASimNetworkSessionLogs", "DstFQDN", someHosts, map[string]any{"DstPortNumber": 7582, "DvcAction": "Deny"}},
	{"ASimWebSessionLogs", "HttpHost", someHosts, map[string]any{"DstPortNumber": 80, "DvcAction": "Allow"}},
	{"ASimWebSessionLogs", "Url", someURLs, nil},
	{"DeviceNetworkEvents", "RemoteIP", someAddresses, map[string]any{"RemotePort": 443, "ActionType": "ConnectionFailed"}},
	{"DeviceNetworkEvents", "RemoteUrl", someURLs, map[string]any{"RemotePort": 7582, "ActionType": "InboundConnectionAccepted"}},
	{"DeviceFileEvents", "SHA256", someHashes, map[string]any{"ActionType": "FileCreated"}},
	{"DeviceFileEvents", "MD5", someHashes, map[string]any{"InitiatingProcessFolderPath": `C:\Program Files\Windows Defender\MsMpEng.exe`,
		"InitiatingProcessFileName": "MsMpEng.exe", "InitiatingProcessAccountSid": "S-1-5-18"}},
	{"DeviceProcessEvents", "SHA1", someHashes, map[string]any{"ActionType": "ProcessCreated"}},
	{"UrlClickEvents", "Url", someURLs, map[string]any{"ActionType": "ClickBlocked", "IsClickedThrough": true}},
	{"EmailEvents", "SenderIPv6", someAddresses, map[string]any{"DeliveryAction": "Blocked"}},
}

// TestRulesAgreeWithHunt runs the text of the rules over events with values in every spelling,
// and holds that it reports what the local hunt reports.
func TestRulesAgreeWithHunt(t *testing.T) {
	dir := t.TempDir()
	feed := writeFile(t, dir, "feed.json", feedOf(t))
	events := writeEvents(t, filepath.Join(dir, "logs"))
	hunted := rowsOf(t, run(t, []string{"hunt", "-i", feed, filepath.Join(dir, "logs"), "-o", "ndjson"}), matchOf)
	run(t, []string{"rule", "Remus", "-i", feed, "-o", "kql", "--dir", filepath.Join(dir, "rule")})
	files, err := filepath.Glob(filepath.Join(dir, "rule", "*", "*.kql"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d hunts, %v", len(files), err)
	}
	ruled := map[string][]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		query := strings.Replace(string(text), "let Lookback = 1d;", "let Lookback = 3650d;", 1)
		for when, rows := range rowsOf(t, run(t, []string{"query", query, filepath.Join(dir, "logs"), "-o", "ndjson"}), resultOf) {
			ruled[when] = append(ruled[when], rows...)
		}
	}
	for _, when := range slices.Sorted(maps.Keys(events)) {
		slices.Sort(hunted[when])
		slices.Sort(ruled[when])
		if diff := cmp.Diff(hunted[when], ruled[when]); diff != "" {
			t.Errorf("%s (-hunt +rule):\n%s", events[when], diff)
		}
	}
	if len(hunted) < 150 {
		t.Errorf("only %d events were found", len(hunted))
	}
}

func feedOf(t *testing.T) []byte {
	t.Helper()
	export := map[string][]map[string]any{}
	for i, ind := range listedThere {
		export[fmt.Sprint(1000+i)] = []map[string]any{{"ioc_value": ind[0], "ioc_type": ind[1], "threat_type": ind[2], "malware": "win.remus",
			"malware_printable": "Remus", "first_seen_utc": "2026-05-22 00:00:00", "last_seen_utc": nil, "confidence_level": 100 - 15*(i%5), "reference": nil, "reporter": "x"}}
	}
	return marshal(t, export)
}

// writeEvents writes an event for each place and text, each at a time of its own, every fifth
// of them before the indicators' time; it returns the events by time.
func writeEvents(t *testing.T, dir string) map[string]string {
	t.Helper()
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	events, byTable := map[string]string{}, map[string][]byte{}
	for _, p := range places {
		for _, text := range p.texts {
			at := time.Date(2026, 5, 23, 0, 0, len(events), 0, time.UTC)
			if len(events)%5 == 0 {
				at = at.AddDate(0, -3, 0)
			}
			event := maps.Clone(p.beside)
			if event == nil {
				event = map[string]any{}
			}
			event["TimeGenerated"], event["Type"], event[p.column] = at, p.table, text
			line := marshal(t, event)
			events[at.Format(time.RFC3339)] = string(line)
			byTable[p.table] = append(append(byTable[p.table], line...), '\n')
		}
	}
	for table, lines := range byTable {
		writeFile(t, dir, table+".ndjson", lines)
	}
	return events
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

var seconds = regexp.MustCompile(`\.0+Z$`)

// rowsOf reads lines of JSON, and maps the time of each to what of tells of it, unless that is
// nothing.
func rowsOf(t *testing.T, lines string, of func(row map[string]any) (when, what string)) map[string][]string {
	t.Helper()
	rows := map[string][]string{}
	for line := range strings.Lines(lines) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if when, what := of(row); what != "" {
			when = seconds.ReplaceAllString(when, "Z")
			rows[when] = append(rows[when], what)
		}
	}
	return rows
}

func matchOf(m map[string]any) (when, what string) {
	if m["type"] != "match" {
		return "", ""
	}
	excluded, _ := m["excluded_by"].(string)
	value := m["indicator"].(map[string]any)["value"]
	return m["time"].(string), words(value, m["field"], m["tier"], m["direction"], m["verdict"], m["validity"], m["severity"], excluded)
}

func resultOf(r map[string]any) (when, what string) {
	return r["TimeGenerated"].(string), words(r["IndicatorValue"], r["Field"], r["Tier"], r["Direction"], r["Verdict"], r["Validity"], r["Severity"], r["ExcludedBy"])
}

// words are values apart by blanks.
func words(values ...any) string { return strings.TrimSuffix(fmt.Sprintln(values...), "\n") }
