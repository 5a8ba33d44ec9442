package pull

import (
	"crypto/md5"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/feed"
	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
)

const (
	foxCSV = "# \"first_seen_utc\",\"ioc_id\",\"ioc_value\",\"ioc_type\",\"threat_type\",\"fk_malware\",\"malware_alias\",\"malware_printable\",\"last_seen_utc\",\"confidence_level\",\"is_compromised\",\"reference\",\"tags\",\"anonymous\",\"reporter\"\r\n" +
		"\"2026-11-22 04:51:02\", \"1\", \"softandtec.com\", \"domain\", \"botnet_cc\", \"win.remus\", \"None\", \"Remus\", \"\", \"100\", \"False\", \"None\", \"a,b\", \"0\", \"ann\"\r\n# Number of entries: 1"
	foxJSON = `{"2": [{"ioc_value": "genuskox.biz", "ioc_type": "domain", "threat_type": "botnet_cc", "malware": "win.remus", "malware_printable": "Remus", "confidence_level": 75, "first_seen_utc": "2026-11-23 04:51:02", "last_seen_utc": null, "tags": null}]}`
)

// TestThreatFox takes the full export at first and after a gap, the recent one in between.
func TestThreatFox(t *testing.T) {
	s := play(t, files(map[string]string{"/export/csv/full/": zipped("full.csv", foxCSV), "/export/json/recent/": foxJSON}))
	f := Feed{Name: "threatfox", Kind: "threatfox", URL: s.URL}
	for _, tt := range []struct {
		ago  time.Duration
		want []string
	}{
		{0, []string{"domain softandtec.com"}},
		{time.Hour, []string{"domain genuskox.biz"}},
		{46 * time.Hour, []string{"domain genuskox.biz"}},
		{49 * time.Hour, []string{"domain softandtec.com"}},
	} {
		var cursor Cursor
		if tt.ago > 0 {
			cursor = Cursor{pulledAt: now.Add(-tt.ago).Format(time.RFC3339)}
		}
		b := s.mustPull(t, f, cursor)
		if got := values(b); !slices.Equal(got, tt.want) || b.Whole {
			t.Errorf("%s after the last pull: %q, whole %t, want %q of what is not all", tt.ago, got, b.Whole, tt.want)
		}
	}
}

// TestColumnsMoved reads exports whose columns moved, and refuses one without values.
func TestColumnsMoved(t *testing.T) {
	for _, tt := range []struct{ name, text, err string }{
		{"a column more", strings.NewReplacer("\"ioc_id\",", "\"ioc_id\",\"colour\",", "\"1\", ", "\"1\", \"red\", ").Replace(foxCSV), ""},
		{"the old width", strings.NewReplacer("\"is_compromised\",", "", "\"False\", ", "").Replace(foxCSV), ""},
		{"no values", strings.NewReplacer("\"ioc_value\",", "", "\"softandtec.com\", ", "").Replace(foxCSV), "is no value"},
	} {
		s := play(t, text(tt.text))
		f := Feed{Kind: "threatfox", URL: s.URL}
		if tt.err != "" {
			s.refuse(t, tt.name, f, tt.err)
			continue
		}
		if got := values(s.mustPull(t, f, nil)); !slices.Equal(got, []string{"domain softandtec.com"}) {
			t.Errorf("%s: %q, want the value", tt.name, got)
		}
	}
}

const foxAPI = `{"query_status": "ok", "data": [{"id": "1", "ioc": "softandtec.com", "ioc_type": "domain", "threat_type": "botnet_cc", "malware": "win.remus", "confidence_level": 100, "first_seen": "2026-11-22 04:51:02 UTC", "tags": null}]}`

// TestThreatFoxAPI is what the API is asked.
func TestThreatFoxAPI(t *testing.T) {
	for _, tt := range []struct {
		feed   Feed
		cursor Cursor
		want   string
	}{
		{Feed{}, nil, `{"days":7,"query":"get_iocs"}`},
		{Feed{Days: 3}, nil, `{"days":3,"query":"get_iocs"}`},
		{Feed{}, Cursor{pulledAt: now.Add(-time.Hour).Format(time.RFC3339)}, `{"days":2,"query":"get_iocs"}`},
		{Feed{}, Cursor{pulledAt: now.Add(-100 * time.Hour).Format(time.RFC3339)}, `{"days":6,"query":"get_iocs"}`},
		{Feed{}, Cursor{pulledAt: now.Add(-1000 * time.Hour).Format(time.RFC3339)}, `{"days":7,"query":"get_iocs"}`},
		{Feed{Query: "malwareinfo", Term: "win.remus"}, nil, `{"limit":1000,"malware":"win.remus","query":"malwareinfo"}`},
		{Feed{Query: "taginfo", Term: "APT"}, nil, `{"limit":1000,"query":"taginfo","tag":"APT"}`},
		{Feed{Query: "search_ioc", Term: "softandtec.com"}, nil, `{"query":"search_ioc","search_term":"softandtec.com"}`},
	} {
		s := play(t, text(foxAPI))
		tt.feed.Kind, tt.feed.URL = "threatfox-api", s.URL+"/api/v1/"
		b := s.mustPull(t, tt.feed, tt.cursor)
		h := s.heard[0]
		if h.method != http.MethodPost || h.body != tt.want || h.header.Get("Auth-Key") != testKey || h.query != "" {
			t.Errorf("asked %s %s?%s %q, want a POST of %q with the key", h.method, h.path, h.query, h.body, tt.want)
		}
		if got := values(b); !slices.Equal(got, []string{"domain softandtec.com"}) {
			t.Errorf("%s gives %q, want the value", tt.want, got)
		}
	}
	s := play(t, text(foxAPI))
	s.refuse(t, "no term", Feed{Kind: "threatfox-api", URL: s.URL, Query: "malwareinfo"}, "the query `malwareinfo` wants a term")
	s.refuse(t, "no such query", Feed{Kind: "threatfox-api", URL: s.URL, Query: "drop", Term: "x"}, "unknown query `drop`; there are get_iocs")
	s.client.Key = ""
	s.refuse(t, "no key", Feed{Kind: "threatfox-api", URL: s.URL}, "https://auth.abuse.ch/", "FOXHOUND_ABUSECH_KEY")
	if len(s.heard) > 0 {
		t.Errorf("%d requests without a key, want none", len(s.heard))
	}
}

// TestQueryStatus is every status that the API answers with, its data a sentence.
func TestQueryStatus(t *testing.T) {
	for _, tt := range []struct {
		status, data string
		err          string // empty: nothing was found, and that is an answer
		waits        int
	}{
		{"ok", `[]`, "", 0},
		{"no_result", `"Your search did not yield any results"`, "", 0},
		{"no_results", `"Your search did not yield any results"`, "", 0},
		{"illegal_search_term", `"too short"`, "the API does not take the term (`illegal_search_term`): too short", 0},
		{"unknown_auth_key", `"The provided Auth-Key is unknown"`, "the API does not take the key (`unknown_auth_key`): The provided Auth-Key is unknown; get one", 0},
		{"unauthorized", `"x"`, "the API does not take the key (`unauthorized`): x", 0},
		{"rate_limited", `"slow down"`, "the API is asked too often: wait some minutes (`rate_limited`): slow down", 3},
		{"flower", `"a new status"`, "the API answered `flower` instead of indicators: a new status", 0},
		{"flower\u001b[2J", `null`, "the API answered `flower", 0},
	} {
		s := play(t, func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"query_status": %q, "data": %s}`, tt.status, tt.data)
		})
		if tt.status == "flower\u001b[2J" {
			s = play(t, text(`{"data": null, "query_status": "flower\u001b[2J"}`))
		}
		f := Feed{Kind: "threatfox-api", URL: s.URL}
		if tt.err != "" {
			s.refuse(t, tt.status, f, tt.err)
		} else if got := values(s.mustPull(t, f, nil)); len(got) > 0 {
			t.Errorf("%s gives %q, want nothing", tt.status, got)
		}
		if len(s.waits) != tt.waits {
			t.Errorf("%s: waited %d times, want %d", tt.status, len(s.waits), tt.waits)
		}
	}
	s := play(t, text(`{"query_status": "ok", "data": [{"ioc": "softan`))
	s.refuse(t, "cut short", Feed{Kind: "threatfox-api", URL: s.URL}, "cut short")
	s = play(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintf(w, `{"query_status": "unknown_auth_key", "data": "key %s is unknown"}`, testKey)
	})
	s.refuse(t, "401", Feed{Kind: "threatfox-api", URL: s.URL}, "401 Unauthorized: unknown_auth_key")
	s = play(t, text(`{"query_status": "unknown_auth_key", "data": "key `+testKey+` is unknown"}`))
	s.refuse(t, "a server that says the key", Feed{Kind: "threatfox-api", URL: s.URL}, "key REDACTED is unknown")
}

// TestFamilies reads the list of families.
func TestFamilies(t *testing.T) {
	s := play(t, text(`{"query_status": "ok", "data": {"win.vidar": {"malware_printable": "Vidar", "malware_alias": "None"}, "win.remus": {"malware_printable": "Remus", "malware_alias": "A,B"}, "unknown": {"malware_printable": "Unknown malware", "malware_alias": null}}}`))
	got, err := s.client.Families(t.Context(), s.URL)
	want := []indicator.Family{{ID: "win.remus", Name: "Remus", Aliases: []string{"A", "B"}}, {ID: "win.vidar", Name: "Vidar"}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" || s.heard[0].body != `{"query":"malware_list"}` {
		t.Errorf("Families, asked with %s: %v (-want +got):\n%s", s.heard[0].body, err, diff)
	}
	s = play(t, text(`{"query_status": "unknown_auth_key", "data": "x"}`))
	if _, err := s.client.Families(t.Context(), s.URL); err == nil || !strings.Contains(err.Error(), "does not take the key") {
		t.Errorf("with a wrong key: %v", err)
	}
}

const removalHead = "# abuse.ch False Positive List\n\"time_stamp\",\"removal_id\",\"platform\",\"entry_type\",\"entry_value\",\"removed_by\",\"removal_notes\"\n"

// TestRemovals keeps the highest id and gives only what is above the last one.
func TestRemovals(t *testing.T) {
	s := play(t, text(removalHead+
		"\"2026-07-08 06:31:11\",\"12\",\"ThreatFox\",\"domain\",\"softandtec.com\",\"admin\",\"\"\n"+
		"\"2026-07-07 06:31:11\",\"11\",\"MalwareBazaar\",\"md5_hash\",\"0123456789abcdef0123456789abcdef\",\"user\",\"x\"\n"+
		"\"2026-07-06 06:31:11\",\"10\",\"ThreatFox\",\"domain\",\"genuskox.biz\",\"admin\",\"\"\n"))
	for _, tt := range []struct {
		cursor Cursor
		want   []int64
	}{{nil, []int64{12, 11, 10}}, {Cursor{removalID: "10"}, []int64{12, 11}}, {Cursor{removalID: "12"}, nil}} {
		b := s.mustPull(t, Feed{Kind: "abusech-fplist", URL: s.URL}, tt.cursor)
		var got []int64
		for _, r := range b.Results {
			for _, removal := range r.Removals {
				got = append(got, removal.ID)
			}
		}
		if !slices.Equal(got, tt.want) || b.Cursor[removalID] != "12" || b.Fresh != (tt.want != nil) {
			t.Errorf("after %v: removals %v, cursor %q, fresh %t, want %v and 12", tt.cursor, got, b.Cursor[removalID], b.Fresh, tt.want)
		}
	}
	if got := s.heard[0].body; got != `{"query": "get_fplist", "format": "csv"}` {
		t.Errorf("asked %s", got)
	}
	for platform, want := range map[string]string{"ThreatFox": "threatfox", "MalwareBazaar": "malwarebazaar", "Feodo Tracker": "feodo", "URLhaus": "urlhaus", "": "threatfox"} {
		if got := SourceOf(platform); got != want {
			t.Errorf("SourceOf(%q) = %q, want %q", platform, got, want)
		}
	}
}

// TestSisters reads abuse.ch's other feeds by their kinds.
func TestSisters(t *testing.T) {
	for _, tt := range []struct {
		kind, text string
		want       []string
		source     string
		whole      bool
	}{
		{"urlhaus", "# id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter\r\n\"1\",\"2026-11-22 04:50:08\",\"http://woodfez.biz/a\",\"online\",\"\",\"malware_download\",\"None\",\"https://urlhaus.abuse.ch/url/1/\",\"ann\"\r\n",
			[]string{"url http://woodfez.biz/a"}, "urlhaus", false},
		{"malwarebazaar", "# \"first_seen_utc\",\"sha256_hash\",\"md5_hash\",\"file_type_guess\"\n\"2026-11-22 04:50:08\", \"" + strings.Repeat("0123456789abcdef", 4) + "\", \"n/a\", \"exe\"\n",
			[]string{"sha256 " + strings.Repeat("0123456789abcdef", 4)}, "malwarebazaar", false},
		{"feodo", `[{"ip_address": "192.0.2.1", "port": 443, "as_number": 1, "first_seen": "2026-11-22 04:50:08", "last_online": "2026-11-22", "malware": "Vidar"}]`,
			[]string{"ip:port 192.0.2.1:443"}, "feodo", true},
		{"sslbl", "# Firstseen,DstIP,DstPort\n2026-11-22 04:50:08,192.0.2.1,443\n", []string{"ip:port 192.0.2.1:443"}, "sslbl", true},
	} {
		s := play(t, text(tt.text))
		b := s.mustPull(t, Feed{Name: tt.kind, Kind: tt.kind, URL: s.URL}, nil)
		if got := values(b); !slices.Equal(got, tt.want) || b.Whole != tt.whole || b.Results[0].Pack().At(0).Source != tt.source {
			t.Errorf("%s gives %q of %q, whole %t, want %q", tt.kind, got, b.Results[0].Pack().At(0).Source, b.Whole, tt.want)
		}
		if s.heard[0].header.Get("Auth-Key") != "" {
			t.Errorf("%s was sent the key, which it does not want", tt.kind)
		}
	}
}

const (
	uuidA = "aaaaaaaa-0000-4000-8000-000000000001"
	uuidB = "bbbbbbbb-0000-4000-8000-000000000002"
	uuidC = "cccccccc-0000-4000-8000-000000000003"
)

// mispServer plays a feed of three events, the first of which is old.
func mispServer() map[string]string {
	event := func(value string) string {
		return `{"Event": {"date": "2026-11-20", "info": "x", "Attribute": [{"type": "ip-dst|port", "value": "` + value + `", "to_ids": true, "comment": "Remus botnet C2 server (confidence level: 100%)"}]}}`
	}
	sum := func(value string) string { return fmt.Sprintf("%x", md5.Sum([]byte(value))) }
	return map[string]string{
		"/misp/manifest.json":      `{"` + uuidA + `": {"info": "a", "date": "2021-01-01", "timestamp": "100"}, "` + uuidC + `": {"info": "c", "date": "2026-11-21", "timestamp": 300}, "` + uuidB + `": {"info": "b", "date": "2026-11-20", "timestamp": "200"}, "../../etc/passwd": {"date": "2026-11-20", "timestamp": "200"}}`,
		"/misp/hashes.csv":         sum("192.0.2.2|443") + "," + uuidB + "\n" + sum("192.0.2.9|443") + "," + uuidC + "\n",
		"/misp/" + uuidA + ".json": event("192.0.2.1|443"), "/misp/" + uuidB + ".json": event("192.0.2.2|443"), "/misp/" + uuidC + ".json": event("192.0.2.3|443"),
	}
}

func TestMISP(t *testing.T) {
	s := play(t, files(mispServer()))
	f := Feed{Kind: "misp", URL: s.URL + "/misp/", Source: "threatfox"}
	for _, tt := range []struct {
		name   string
		cursor Cursor
		days   int
		want   []string
		notes  []string
	}{
		{"at first", nil, 0, []string{"ip:port 192.0.2.2:443", "ip:port 192.0.2.3:443"}, []string{
			"1 entries of the manifest have no id or no timestamp and were not fetched",
			"1 events from before 2026-05-27 were not fetched: `days` reaches further back",
			"event " + uuidC + ": none of its values is in hashes.csv: the feed was changing while it was read, or is not in order"}},
		{"all of it", nil, 10_000, []string{"ip:port 192.0.2.1:443", "ip:port 192.0.2.2:443", "ip:port 192.0.2.3:443"}, nil},
		{"what changed", Cursor{timestamp: "200"}, 0, []string{"ip:port 192.0.2.3:443"}, nil},
		{"nothing new", Cursor{timestamp: "300"}, 0, nil, nil},
	} {
		f.Days = tt.days
		b := s.mustPull(t, f, tt.cursor)
		if got := values(b); !slices.Equal(got, tt.want) || b.Cursor[timestamp] != "300" || b.Fresh != (tt.want != nil) {
			t.Errorf("%s: %q, cursor %q, want %q and 300", tt.name, got, b.Cursor[timestamp], tt.want)
		}
		if tt.notes != nil {
			if diff := cmp.Diff(tt.notes, b.Notes); diff != "" {
				t.Errorf("%s, notes (-want +got):\n%s", tt.name, diff)
			}
			if ind := b.Results[0].Pack().At(0); ind.Source != "threatfox" || ind.Family.ID != "win.remus" || ind.Confidence != 100 {
				t.Errorf("%s: %+v, want a family, a confidence and the source of ThreatFox", tt.name, ind)
			}
		}
	}
}

// TestMISPFailures brings no batch where an event cannot be had, and does without hashes.
func TestMISPFailures(t *testing.T) {
	feed := mispServer()
	delete(feed, "/misp/hashes.csv")
	s := play(t, files(feed))
	if b := s.mustPull(t, Feed{Kind: "misp", URL: s.URL + "/misp/manifest.json"}, nil); len(b.Results) != 2 {
		t.Errorf("without hashes.csv: %d events, want 2", len(b.Results))
	}
	delete(feed, "/misp/"+uuidC+".json")
	b := s.mustPull(t, Feed{Kind: "misp", URL: s.URL + "/misp/"}, nil)
	if b.Broken == nil || !strings.Contains(b.Broken.Error(), "event "+uuidC+", 2 of 2: ") || b.Cursor[timestamp] != "200" || len(b.Results) != 1 {
		t.Errorf("an event is gone: %v, cursor %q, %d events, want the one before it and where to take up", b.Broken, b.Cursor[timestamp], len(b.Results))
	}
	if _, ok := b.Cursor["etag manifest"]; ok {
		t.Errorf("an event is gone: cursor %v, want no ETag, or the rest is never asked for", b.Cursor)
	}
	delete(feed, "/misp/"+uuidB+".json")
	s.refuse(t, "the first event is gone", Feed{Kind: "misp", URL: s.URL + "/misp/"}, "event "+uuidB, "404")
	feed["/misp/manifest.json"] = "[]"
	s.refuse(t, "no manifest", Feed{Kind: "misp", URL: s.URL + "/misp/"}, "manifest.json is no manifest of a MISP feed")
}

// TestTAXII follows the pages, and asks next time for what was added since.
func TestTAXII(t *testing.T) {
	object := func(n int) string {
		return fmt.Sprintf(`{"type": "indicator", "spec_version": "2.1", "id": "indicator--aaaaaaaa-0000-4000-8000-00000000000%d", "pattern_type": "stix", "pattern": "[domain-name:value = 'host%d.example.com']", "valid_from": "2026-11-20T00:00:00Z"}`, n, n)
	}
	s := play(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", taxiiMedia)
		switch next := r.URL.Query().Get("next"); {
		case r.URL.Query().Get("added_after") == "2026-11-22T00:00:00.000Z":
			io.WriteString(w, `{}`)
		case next == "":
			w.Header().Set("X-TAXII-Date-Added-Last", "2026-11-21T00:00:00.000Z")
			io.WriteString(w, `{"more": true, "next": "two", "objects": [`+object(1)+`]}`)
		case next == "two":
			w.Header().Set("X-TAXII-Date-Added-Last", "2026-11-22T00:00:00.000Z")
			io.WriteString(w, `{"objects": [`+object(2)+`]}`)
		}
	})
	f := Feed{Kind: "taxii", URL: s.URL + "/api/collections/x/", Headers: map[string]string{"Authorization": "Basic c2VjcmV0"}, Days: 30}
	b := s.mustPull(t, f, nil)
	if got := values(b); !slices.Equal(got, []string{"domain host1.example.com", "domain host2.example.com"}) || b.Cursor[addedAfter] != "2026-11-22T00:00:00.000Z" {
		t.Errorf("%q, cursor %v, want both and the last date", got, b.Cursor)
	}
	if h := s.heard[0]; h.path != "/api/collections/x/objects/" || h.header.Get("Accept") != taxiiMedia || h.header.Get("Authorization") != "Basic c2VjcmV0" || h.query != "added_after=2026-10-24T12%3A00%3A00Z" {
		t.Errorf("asked %+v", h)
	}
	if b := s.mustPull(t, f, b.Cursor); b.Fresh || len(b.Results) > 0 {
		t.Errorf("nothing added: %d results, fresh %t", len(b.Results), b.Fresh)
	}
	if len(b.Results) != 1 || len(b.Results[0].Notes) > 0 {
		t.Errorf("%d results, notes %q, want one of all pages, and none", len(b.Results), b.Results[0].Notes)
	}
	for _, tt := range []struct{ body, want string }{
		{`{"more": true, "objects": []}`, "the server says that there is more, and not where"},
		{`{"more": true, "next": "two", "objects": []}`, "names the same page as the next one again"},
		{`{"more": true, "ne`, "cut short, or no envelope of TAXII 2.1"},
		{`<html>`, "no envelope of TAXII 2.1"},
	} {
		s := play(t, text(tt.body))
		s.refuse(t, tt.body, Feed{Kind: "taxii", URL: s.URL}, tt.want)
	}
}

// TestTAXIIFamilies puts together what pages say of each other's objects, and keeps what came
// before a page that fails.
func TestTAXIIFamilies(t *testing.T) {
	s := play(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Query().Get("next") {
		case "":
			w.Header().Set("X-TAXII-Date-Added-Last", "2026-11-21T00:00:00.000Z")
			io.WriteString(w, `{"more": true, "next": "two", "objects": [{"type": "indicator", "id": "indicator--aaaaaaaa-0000-4000-8000-000000000001",
				"pattern": "[domain-name:value = 'softandtec.com']", "valid_from": "2026-11-20T00:00:00Z"}]}`)
		case "two":
			io.WriteString(w, `{"more": true, "next": "three", "objects": [{"type": "malware", "id": "malware--aaaaaaaa-0000-4000-8000-000000000002", "name": "Remus"},
				{"type": "relationship", "id": "relationship--aaaaaaaa-0000-4000-8000-000000000003", "relationship_type": "indicates",
				"source_ref": "indicator--aaaaaaaa-0000-4000-8000-000000000001", "target_ref": "malware--aaaaaaaa-0000-4000-8000-000000000002"}, 17]}`)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	b := s.mustPull(t, Feed{Kind: "taxii", URL: s.URL + "/api/collections/x/"}, nil)
	if len(b.Results) != 1 || b.Broken == nil || !strings.Contains(b.Broken.Error(), "page 3: ") || b.Cursor[addedAfter] != "2026-11-21T00:00:00.000Z" {
		t.Fatalf("%d results, broken by %v, cursor %v", len(b.Results), b.Broken, b.Cursor)
	}
	r := b.Results[0]
	for _, ind := range r.Pack().All() {
		if ind.Family.ID != "win.remus" {
			t.Errorf("%s is of %+v, want Remus", ind.Value, ind.Family)
		}
	}
	if r.Len() != 1 || len(r.Malformed) != 1 || r.Malformed[0].Line != 2 {
		t.Errorf("%d indicators, malformed %+v, want one, and one on page 2", r.Len(), r.Malformed)
	}
}

// TestFile reads a file when it is new or changed.
func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(path, []byte("nr;name\n1;softandtec.com\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	columns, err := feed.ParseColumns("value=2,family:Remus")
	if err != nil {
		t.Fatal(err)
	}
	s := play(t, text(""))
	f := Feed{Kind: "file", URL: path, Columns: columns, Source: "mine"}
	b := s.mustPull(t, f, nil)
	if ind := b.Results[0].Pack().At(0); ind.Value != "softandtec.com" || ind.Family.ID != "win.remus" || ind.Source != "mine" {
		t.Errorf("%+v, want what the configuration says of the file", ind)
	}
	if b := s.mustPull(t, f, b.Cursor); b.Fresh {
		t.Error("an unchanged file is read again")
	}
	s.refuse(t, "a folder", Feed{Kind: "file", URL: t.TempDir()}, "this is a directory")
	s.refuse(t, "nothing", Feed{Kind: "file", URL: path + ".not"}, "no such file")
	s.refuse(t, "no such kind", Feed{Kind: "flower"}, "unknown kind `flower`; there are threatfox")
}

// TestBuiltin holds the feeds without configuration to kinds that there are, over TLS.
func TestBuiltin(t *testing.T) {
	for _, f := range Builtin() {
		if _, ok := kindOf(f.Kind); !ok || !strings.HasPrefix(f.Location(), "https://") || About(f.Kind) == "" {
			t.Errorf("%+v: want a kind and an address", f)
		}
	}
	for _, k := range Kinds() {
		if of, _ := kindOf(k); NeedsURL(k) && of.key {
			t.Errorf("%s needs a key for an address that it does not know", k)
		}
	}
}

// FuzzEnvelopes holds what reads answers around feeds to no panic and text that prints.
func FuzzEnvelopes(f *testing.F) {
	for _, seed := range []string{foxAPI, `{"query_status": "no_result", "data": "x"}`, `{"more": true, "next": "two", "objects": []}`, `{"` + uuidA + `": {"date": "2026-11-20", "timestamp": "1"}}`, `{`, `[`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		status, message, err := envelope(strings.NewReader(string(data)))
		if err == nil {
			err = judgeStatus(status, message)
		}
		s := &session{Client: &Client{Now: func() time.Time { return now }}, batch: &Batch{Cursor: Cursor{}}}
		events, _ := s.changed(data)
		for _, e := range events {
			if !uuidForm.MatchString(e.uuid) {
				t.Errorf("event %q would be fetched", e.uuid)
			}
		}
		_, _ = familiesIn(data)
		if said := saidIn(data); said != indicator.Printable(said, 0) {
			t.Errorf("saidIn = %q: want text that prints", said)
		}
		if err != nil && strings.Contains(err.Error(), "\x1b") {
			t.Errorf("error %q: want text that prints", err)
		}
	})
}
