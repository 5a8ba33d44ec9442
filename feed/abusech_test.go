package feed

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// abuseSeeds are dumps and answers of URLhaus, Feodo Tracker and MalwareBazaar.
var abuseSeeds = []string{
	`{"11": [{"dateadded": "2026-03-15 04:50:08 UTC", "url": "http://woodfez.biz/a", "url_status": "online", "last_online": null, "threat": "malware_download", "tags": ["elf", "Mozi"], "urlhaus_link": "https://urlhaus.abuse.ch/url/11/", "reporter": "ann"}]}`,
	`{"query_status": "ok", "urls": [{"id": "11", "urlhaus_reference": "https://urlhaus.abuse.ch/url/11/", "url": "http://woodfez.biz/a", "date_added": "2026-03-15 04:50:08 UTC", "tags": null}]}`,
	`[{"ip_address": "192.0.2.135", "port": 1194, "status": "online", "hostname": null, "as_number": 64496, "first_seen": "2022-06-04 21:24:53", "last_online": "2026-03-07", "malware": "Emotet"}]`,
	`{"query_status": "ok", "data": [{"sha256_hash": "` + hexDigits64 + `", "sha1_hash": "` + hexDigits40 + `", "md5_hash": "` + hexDigits32 + `", "first_seen": "2026-05-28 16:55:05", "last_seen": null, "file_name": "a.exe", "file_type": "exe", "signature": "NanoCore", "tags": ["exe"]}]}`,
}

func TestAbuseJSON(t *testing.T) {
	for _, tt := range []struct {
		text, format      string
		values, malformed []string
		notes             []string
	}{
		{abuseSeeds[0], "urlhaus-json", []string{"url http://woodfez.biz/a"}, nil, nil},
		{abuseSeeds[1], "urlhaus-json", []string{"url http://woodfez.biz/a"}, nil, nil},
		{abuseSeeds[2], "feodo-json", []string{"ip:port 192.0.2.135:1194"}, nil, nil},
		{abuseSeeds[3], "malwarebazaar-json", []string{"sha256 " + hexDigits64, "sha1 " + hexDigits40, "md5 " + hexDigits32}, nil,
			[]string{"1 sample has several hashes, an indicator each"}},
		{`[{"ip_address": "2001:db8::1", "port": "443", "as_number": 1}]`, "feodo-json", []string{"ip:port [2001:db8::1]:443"}, nil, nil},
		{`[{"ip_address": "192.0.2.1.5", "port": 1, "as_number": 1}, 5]`, "feodo-json", nil,
			[]string{"1 | 192.0.2.1.5:1 | `192.0.2.1.5:1`: not an IP address", "1 | 5 | not an object with an indicator's fields"}, nil},
		{`{"query_status": "ok", "data": [{"sha256_hash": "", "file_type": "exe"}]}`, "malwarebazaar-json", nil,
			[]string{`1 | {"sha256_hash": "", "file_type": "exe"} | the value is empty`}, nil},
		{`{"1": [{"url": "http://a.com/", "urlhaus_link": "x", "dateadded": "soon"}]}`, "urlhaus-json", nil,
			[]string{`1 | {"url": "http://a.com/", "urlhaus_link": "x", "dateadded": "soon"} | first_seen ` + "`soon` is no date"}, nil},
		{`{"url": "http://a.com/", "urlhaus_link": "x"}`, "urlhaus-json", nil, nil, []string{"no records in it"}},
	} {
		got := mustRead(t, tt.text)
		if got.Format != tt.format {
			t.Errorf("%s: read as %s, want %s", tt.text, got.Format, tt.format)
		}
		if diff := cmp.Diff(tt.values, values(got), equateEmpty); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
		if diff := cmp.Diff(tt.malformed, startsOf(reasons(got), tt.malformed), equateEmpty); diff != "" {
			t.Errorf("%s, malformed (-want +got):\n%s", tt.text, diff)
		}
		if diff := cmp.Diff(tt.notes, got.Notes, equateEmpty); diff != "" {
			t.Errorf("%s, notes (-want +got):\n%s", tt.text, diff)
		}
	}
	got := mustRead(t, abuseSeeds[0]).Indicators[0]
	if got.Family.ID != "elf.mozi" || got.ID != "11" || got.Reference != "https://urlhaus.abuse.ch/url/11/" || !got.FirstSeen.Equal(day("2026-03-15 04:50:08")) {
		t.Errorf("URLhaus gives %+v, want its id, link, date and the family that its tags name", got)
	}
}
