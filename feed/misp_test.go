package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/shared"

	"github.com/google/go-cmp/cmp"
)

// mispSeeds are the shapes in which events come.
var mispSeeds = []string{
	mispEventOf(mispDomain),
	`{"response": [{"Event": {"Object": [{"name": "file", "deleted": false, "Attribute": [` + mispHash + `]}]}}]}`,
	`[` + mispDomain + `]`,
	`{"2e035642-c558-5019-89f2-bc7bdf8b34ce": {"info": "Daily IOCs"}}`,
}

const (
	mispDomain = `{"uuid": "u1", "type": "domain", "category": "Network activity", "to_ids": true, "value": "softandtec.com", "timestamp": "1759276807"}`
	mispHash   = `{"type": "sha1", "category": "Payload delivery", "to_ids": true, "value": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}`
)

func mispEventOf(attributes ...string) string {
	return `{"Event": {"uuid": "e", "info": "x", "date": "2026-05-22", "Attribute": [` + strings.Join(attributes, ",\n") + `]}}`
}

func TestMISPWrappings(t *testing.T) {
	bare := `{"uuid": "e", "info": "x", "date": "2026-05-22", "Attribute": [` + mispDomain + `]}`
	for _, tt := range []struct {
		name, text string
		values     int
	}{
		{"an event", `{"Event": ` + bare + `}`, 1},
		{"a bare event", bare, 1},
		{"an answer of several", `{"response": [{"Event": ` + bare + `}, {"Event": ` + bare + `}]}`, 2},
		{"an answer of one", `{"response": {"Event": ` + bare + `}}`, 1},
		{"an answer of attributes", `{"response": {"Attribute": [` + mispDomain + `]}}`, 1},
		{"an array of events", `[{"Event": ` + bare + `}]`, 1},
		{"events in an array under one name", `{"Event": [` + bare + `,` + bare + `]}`, 2},
		{"an array of bare events", `[` + bare + `,` + bare + `]`, 2},
		{"attributes alone", `[` + mispDomain + `, ` + mispHash + `]`, 2},
		{"an attribute alone", mispDomain, 1},
		{"objects alone", `{"Object": [{"Attribute": [` + mispHash + `]}]}`, 1},
		{"one event a line", `{"Event": ` + bare + "}\n" + `{"Event": ` + bare + "}\n", 2},
		{"one attribute for an array", `{"Event": {"Attribute": ` + mispDomain + `}}`, 1},
		{"nothing for an array", `{"Event": {"Attribute": null, "Object": []}}`, 0},
		{"the galaxies first, and long", `{"Event": {"Galaxy": [{"type": "` + strings.Repeat("x", 2*headSize) + `"}], "Attribute": [` + mispDomain + `]}}`, 1},
	} {
		got := mustRead(t, tt.text)
		if got.Format != "misp" || len(got.Indicators) != tt.values || len(got.Malformed) > 0 {
			t.Errorf("%s: %s, %q, malformed %q, want misp with %d values", tt.name, got.Format, values(got), reasons(got), tt.values)
		}
	}
}

func TestMISPTypes(t *testing.T) {
	sha256 := strings.Repeat("ab", 32)
	for _, tt := range []struct {
		kind, value string
		want        []string
		reason      string
	}{
		{"domain", "SoftAndTec[.]com", []string{"domain softandtec.com"}, ""},
		{"hostname", "a.softandtec.com", []string{"domain a.softandtec.com"}, ""},
		{"ip-src", "80.211.47.159", []string{"ip 80.211.47.159"}, ""},
		{"ip-dst", "2a02:cf40:1::5", []string{"ip 2a02:cf40:1::5"}, ""},
		{"ip-dst|port", "80.211.47.159|7582", []string{"ip:port 80.211.47.159:7582"}, ""},
		{"ip-dst|port", "2a02:cf40:1::5|443", []string{"ip:port [2a02:cf40:1::5]:443"}, ""},
		{"hostname|port", "softandtec.com|8080", []string{"domain softandtec.com"}, ""},
		{"hostname|port", "80.211.47.159|8080", []string{"ip:port 80.211.47.159:8080"}, ""},
		{"domain|ip", "softandtec.com|80.211.47.159", []string{"domain softandtec.com", "ip 80.211.47.159"}, ""},
		{"url", "http://woodfez.biz:7582", []string{"url http://woodfez.biz:7582"}, ""},
		{"email-src", "a@evil.com", []string{"email a@evil.com"}, ""},
		{"filename|sha256", "a|b.exe|" + sha256, []string{"sha256 " + sha256}, ""},
		{"malware-sample", "a.exe|4e5902809c2d4b55dc13e686249a2ea9", []string{"md5 4e5902809c2d4b55dc13e686249a2ea9"}, ""},
		{"sha3-384", strings.Repeat("ab", 48), []string{"sha3_384 " + strings.Repeat("ab", 48)}, ""},
		{"ip-dst|port", "80.211.47.159|70000", nil, "not a port from 0 to 65535"},
		{"ip-dst|port", "80.211.47.159:7582", []string{"ip:port 80.211.47.159:7582"}, ""},
		{"ip-dst|port", "80.211.47.159", []string{"ip:port 80.211.47.159:0"}, ""},
		{"domain|ip", "softandtec.com", nil, "one value, where the type says two"},
		{"domain|ip", "softandtec.com|x", nil, "`x`: not an IP address"},
		{"ip-dst", "80.211.47.0/24", nil, "`80.211.47.0/24`"},
		{"md5", "xyz", nil, "`xyz`: not hexadecimal"},
		{"regkey", `HKLM\\Software`, nil, "the type `regkey` is of no observable"},
		{"x509-fingerprint-sha1", strings.Repeat("ab", 20), nil, "the type `x509-fingerprint-sha1` is of no observable"},
		{"domain", "", nil, "the value is empty"},
	} {
		got := mustRead(t, mispEventOf(fmt.Sprintf(`{"type": %q, "to_ids": true, "value": "%s"}`, tt.kind, tt.value)))
		if diff := cmp.Diff(tt.want, values(got), equateEmpty); diff != "" {
			t.Errorf("%s %q (-want +got):\n%s", tt.kind, tt.value, diff)
		}
		if tt.reason != "" && (len(got.Malformed) != 1 || !strings.HasPrefix(got.Malformed[0].Err.Error(), tt.reason)) {
			t.Errorf("%s %q: malformed %q, want %q", tt.kind, tt.value, reasons(got), tt.reason)
		}
	}
}

// TestMISPRefused reads attributes that their event does not call indicators.
func TestMISPRefused(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"to_ids false", mispEventOf("\n" + strings.Replace(mispDomain, "true", "false", 1)), "2 | softandtec.com | to_ids is false: context of the event, no indicator"},
		{"to_ids as a digit", mispEventOf(strings.Replace(mispDomain, "true", `"0"`, 1)), "1 | softandtec.com | to_ids is false: context of the event, no indicator"},
		{"to_ids of no kind", mispEventOf(strings.Replace(mispDomain, "true", `"maybe"`, 1)), "1 | softandtec.com | to_ids `maybe` is neither true nor false"},
		{"deleted, of no name", mispEventOf(strings.Replace(mispHash, "{", `{"deleted": true, `, 1)), "1 | da39a3ee5e6b4b0d3255bfef95601890afd80709 | deleted by the event's owner"},
		{"proposed", `{"Event": {"ShadowAttribute": [` + mispDomain + `]}}`, "1 | softandtec.com | a proposal that the event's owner has not accepted"},
		{"a bad time", mispEventOf(strings.Replace(mispDomain, "1759276807", "soon", 1)), "1 | softandtec.com | timestamp `soon` is no number of seconds since 1970"},
		{"a time out of bounds", mispEventOf(strings.Replace(mispDomain, "1759276807", "999999999999999", 1)), "1 | softandtec.com | timestamp `999999999999999` is no number of seconds since 1970"},
		{"no object", mispEventOf("17"), "1 | 17 | not an object with an indicator's fields"},
		{"neither event nor attribute", `[{"Event": {"info": "x"}}, {"foo": 1}]`, "1 |  | an object that is neither an event nor an attribute of MISP"},
		{"an attribute without a value", `[{"Event": {"info": "x"}}, {"type": "domain"}]`, `1 | "domain" | an object that is neither an event nor an attribute of MISP`},
		{"broken", mispEventOf(`{"type": nope}`), `1 | {"type": nope} | broken JSON at byte 11 of the record`},
	} {
		got := mustRead(t, tt.text)
		if want := []string{tt.want}; len(got.Indicators) > 0 || cmp.Diff(want, startsOf(reasons(got), want)) != "" {
			t.Errorf("%s: %q, malformed %q, want %q", tt.name, values(got), reasons(got), want)
		}
	}
}

// TestMISPFields reads what an event says of its attributes, behind them.
func TestMISPFields(t *testing.T) {
	own := `{"uuid": "u2", "type": "domain", "to_ids": true, "value": "genuskox.biz", "first_seen": "2026-05-20T10:00:00.000000+02:00",
		"last_seen": "2026-05-23T00:00:00Z", "comment": "Vidar", "Tag": [{"name": "Vidar"}, {"name": "tlp:clear"}]}`
	got := mustRead(t, `{"Event": {"date": "2026-05-22", "Attribute": [`+mispDomain+`,`+own+`,`+mispHash+`], "Orgc": {"name": "CERT"},
		"Tag": [{"name": "tlp:clear"}, {"name": "misp-galaxy:stealer=\"Remus\""}, {"name": "misp-galaxy:threat-actor=\"Vidar\""}],
		"Galaxy": [{"type": "malpedia", "GalaxyCluster": [{"value": "x", "meta": {"refs": ["https://malpedia.caad.fkie.fraunhofer.de/details/win.remus"]}}]},
			{"type": "mitre-attack-pattern", "GalaxyCluster": [{"value": "Vidar"}]}]}}`)
	remus, _ := indicator.FamilyByName("Remus")
	vidar, _ := indicator.FamilyByName("Vidar")
	tags := []string{"tlp:clear", `misp-galaxy:stealer="Remus"`, `misp-galaxy:threat-actor="Vidar"`}
	of := func(kind indicator.Kind, value, id string, family indicator.Family, first time.Time, tags []string) indicator.Indicator {
		return indicator.Indicator{
			Observable: indicator.Observable{Kind: kind, Value: value}, ID: id, Family: family, FirstSeen: first,
			Confidence: indicator.UnknownConfidence, Source: "misp", Reporter: "CERT", Tags: tags,
		}
	}
	want := []indicator.Indicator{
		of(indicator.Domain, "softandtec.com", "u1", remus, time.Unix(1759276807, 0).UTC(), tags),
		of(indicator.Domain, "genuskox.biz", "u2", vidar, time.Date(2026, 5, 20, 8, 0, 0, 0, time.UTC), append(tags[:3:3], "Vidar")),
		of(indicator.SHA1, "da39a3ee5e6b4b0d3255bfef95601890afd80709", "", remus, time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC), tags),
	}
	want[1].Comment = "Vidar"
	want[1].LastSeen = time.Date(2026, 5, 23, 0, 0, 0, 0, time.UTC)
	if diff := cmp.Diff(want, got.Indicators); diff != "" {
		t.Errorf("Read (-want +got):\n%s", diff)
	}
}

// TestMISPNotes reads what a reader should know besides the records.
func TestMISPNotes(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{mispEventOf(`{"type": "domain|ip", "value": "a.com|80.211.47.159"}`), "1 attribute holds a name and its address, an indicator each"},
		{mispEventOf(`{"type": "hostname|port", "value": "a.com|80"}`), "1 name stands with a port, which indicators of names do not have"},
		{`{"Event": {"Attribute": [], "Tag": [{"name": "Remus"}, {"name": "Vidar"}]}}`, "an event names 2 families, Remus and Vidar among them: it gives none to its attributes"},
		{mispSeeds[3], "the manifest of a MISP feed: it names 1 events and holds no indicators; give the events themselves"},
	} {
		if got := mustRead(t, tt.text); cmp.Diff([]string{tt.want}, got.Notes) != "" {
			t.Errorf("%s: notes %q, want %q", tt.text, got.Notes, tt.want)
		}
	}
}

// TestMISPHostile reads events that are cut, nested or endless.
func TestMISPHostile(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"cut short", mispEventOf(mispDomain, mispHash)[:300], "the file ends inside the JSON"},
		{"wrapped without end", `{"response": [` + strings.Repeat(`{"Event": `, 5000), "line 1: an event wrapped more than 6 times"},
		{"arrays without end", `{"response": ` + strings.Repeat(`[`, 5000), "line 1: an event wrapped more than 6 times"},
		{"deep in an attribute", mispEventOf(`{"type": "domain", "value": ` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`), "<nil>"},
		{"many tags", `{"Event": {"Attribute": [` + mispDomain + `], "Tag": [` + strings.Repeat(`{"name": "x"},`, 5000) + `{"name": "x"}]}}`, "<nil>"},
	} {
		got, err := Read("test", strings.NewReader(tt.text))
		checkCounts(t, got)
		if !strings.HasPrefix(fmt.Sprint(err), tt.want) {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
		for _, ind := range got.Indicators {
			if len(ind.Tags) > 2*maxTags {
				t.Errorf("%s: %d tags of one indicator", tt.name, len(ind.Tags))
			}
		}
	}
}

// TestSharedMISP reads real events. The counts are of attributes; those of a name with its
// address give two indicators.
func TestSharedMISP(t *testing.T) {
	for _, tt := range []struct {
		path, format     string
		rows, indicators int
		kinds            map[indicator.Kind]int
	}{
		{"misp-feed-event-tweetfeed-2025-10-01.json", "misp", 541, 541, map[indicator.Kind]int{
			indicator.URL: 276, indicator.Domain: 194, indicator.IP: 63, indicator.MD5: 5, indicator.SHA256: 3,
		}},
		{"misp-event-response-eset-glupteba.json", "misp", 321 + 4, 324, map[indicator.Kind]int{
			indicator.Domain: 274, indicator.IP: 44, indicator.SHA1: 6,
		}},
		{"misp-event-objects-eset-mozi.json.gz", "misp", 151, 74, map[indicator.Kind]int{
			indicator.URL: 11, indicator.MD5: 21, indicator.SHA1: 21, indicator.SHA256: 21,
		}},
		{"misp-feed-manifest-tweetfeed.json", "misp-manifest", 0, 0, map[indicator.Kind]int{}},
	} {
		t.Run(tt.path, func(t *testing.T) {
			got := readFile(t, shared.Path(t, "data", "threatfox", tt.path))
			if got.Format != tt.format || got.Rows != tt.rows || len(got.Indicators) != tt.indicators {
				t.Errorf("Read = %s, %d rows, %d indicators, want %s, %d, %d; malformed %q",
					got.Format, got.Rows, len(got.Indicators), tt.format, tt.rows, tt.indicators, reasons(got))
			}
			if diff := cmp.Diff(tt.kinds, kindCounts(got)); diff != "" {
				t.Errorf("kinds (-want +got):\n%s", diff)
			}
		})
	}
}

func kindCounts(r *Result) map[indicator.Kind]int {
	counts := map[indicator.Kind]int{}
	for _, ind := range r.Indicators {
		counts[ind.Kind]++
	}
	return counts
}
