package feed

import (
	"testing"
	"time"

	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
)

func TestThreatFoxRow(t *testing.T) {
	c := newCollector("test", defaultLimits)
	got, err := c.threatFox(row{
		id: "1822878", value: "154.88.99.34:8884", kind: "ip:port", threatType: "botnet_cc",
		family: "win.nobodyknows", familyName: "Nobody Knows", aliases: "NK,None,Knows",
		firstSeen: "2026-06-05 17:00:16 UTC", lastSeen: "2026-06-01 00:00:00",
		confidence: "75", compromised: "True", reference: "None", reporter: "someone",
		tags: []string{"c2", " AS 8151 ", "None", ""},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := indicator.Indicator{
		Observable:  indicator.Observable{Kind: indicator.IPPort, Value: "154.88.99.34:8884"},
		Family:      indicator.Family{ID: "win.nobodyknows", Name: "Nobody Knows", Aliases: []string{"NK", "Knows"}},
		ThreatType:  "botnet_cc",
		Confidence:  75,
		FirstSeen:   time.Date(2026, 6, 5, 17, 0, 16, 0, time.UTC),
		LastSeen:    time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
		Reporter:    "someone",
		Reference:   "https://threatfox.abuse.ch/browse.php?search=ioc%3A154.88.99.34%3A8884",
		Tags:        []string{"c2", "AS 8151"},
		Source:      "threatfox",
		ID:          "1822878",
		Compromised: true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("threatFox (-want +got):\n%s", diff)
	}
}

func TestThreatFoxMalformed(t *testing.T) {
	for _, tt := range []struct {
		row  row
		want string
	}{
		{row{}, "the value is empty"},
		{row{value: "a.com", kind: "ja3"}, "unknown indicator type `ja3`"},
		{row{value: "a.com", confidence: "101"}, "confidence `101` is no number from 0 to 100"},
		{row{value: "a.com", confidence: "-1"}, "confidence `-1` is no number from 0 to 100"},
		{row{value: "a.com", confidence: "high"}, "confidence `high` is no number from 0 to 100"},
		{row{value: "a.com", firstSeen: "yesterday"}, "first_seen `yesterday` is no date like 2006-01-02 15:04:05"},
		{row{value: "a.com", lastSeen: "2026-13-01"}, "last_seen `2026-13-01` is no date like 2006-01-02 15:04:05"},
		{row{value: "a.com", compromised: "maybe"}, "is_compromised `maybe` is neither true nor false"},
	} {
		_, err := newCollector("test", defaultLimits).threatFox(tt.row)
		if err == nil || err.Error() != tt.want {
			t.Errorf("threatFox(%+v): %v, want %s", tt.row, err, tt.want)
		}
	}
}

func TestKindsOfThreatFox(t *testing.T) {
	for _, tt := range []struct{ kind, value, want string }{
		{"ip:port", "94.154.43.60:0", "ip:port 94.154.43.60:0"},
		{"ip:port", "158.94.209.216", "ip:port 158.94.209.216:0"},
		{"ip:port", "2a02:cf40:1::5:40669", "ip:port [2a02:cf40:1::5]:40669"},
		{"domain", "SoftAndTec.com.", "domain softandtec.com"},
		{"url", "tcp://45.153.34.153/rondo.dus", "url tcp://45.153.34.153/rondo.dus"},
		{"md5_hash", "4E5902809C2D4B55DC13E686249A2EA9", "md5 4e5902809c2d4b55dc13e686249a2ea9"},
		{"envelope_from", "a@Evil.com", "email a@evil.com"},
		{"body_from", "a@evil.com", "email a@evil.com"},
	} {
		o, err := observable(tt.kind, tt.value)
		if got := o.Kind.String() + " " + o.Value; err != nil || got != tt.want {
			t.Errorf("observable(%s, %s) = %s, %v, want %s", tt.kind, tt.value, got, err, tt.want)
		}
	}
}

func TestFamily(t *testing.T) {
	c := newCollector("test", defaultLimits)
	for _, tt := range []struct {
		id, name, aliases string
		want              indicator.Family
	}{
		{"", "", "", indicator.Family{}},
		{"unknown", "Unknown malware", "", indicator.Family{}},
		{"unknown_stealer", "Unknown Stealer", "", indicator.Family{}},
		{"", "Unknown malware", "", indicator.Family{}},
		{"", "Nobody Knows", "", indicator.Family{Name: "Nobody Knows"}},
		{"WIN.NobodyKnows", "Nobody Knows", "A,B", indicator.Family{ID: "win.nobodyknows", Name: "Nobody Knows", Aliases: []string{"A", "B"}}},
	} {
		if diff := cmp.Diff(tt.want, c.family(tt.id, tt.name, tt.aliases)); diff != "" {
			t.Errorf("family(%q, %q, %q) (-want +got):\n%s", tt.id, tt.name, tt.aliases, diff)
		}
	}
	if f := c.family("", "Remus", ""); f.ID != "win.remus" {
		t.Errorf("family(Remus).ID = %q, want win.remus", f.ID)
	}
}

func TestReference(t *testing.T) {
	for _, tt := range []struct{ own, value, want string }{
		{"https://example.com/x", "a.com", "https://example.com/x"},
		{"", "80.211.47.159:7582", "https://threatfox.abuse.ch/browse.php?search=ioc%3A80.211.47.159%3A7582"},
		{"", "a.com", "https://threatfox.abuse.ch/browse.php?search=ioc%3Aa.com"},
		{"told by a friend", "a.com", "https://threatfox.abuse.ch/browse.php?search=ioc%3Aa.com"},
		{"javascript:alert(1)", "a.com", "https://threatfox.abuse.ch/browse.php?search=ioc%3Aa.com"},
	} {
		if got := reference(tt.own, tt.value); got != tt.want {
			t.Errorf("reference(%q, %q) = %s, want %s", tt.own, tt.value, got, tt.want)
		}
	}
}

func TestDate(t *testing.T) {
	want := time.Date(2026, 6, 5, 17, 0, 16, 0, time.UTC)
	for _, text := range []string{
		"2026-06-05 17:00:16 UTC", "2026-06-05 17:00:16", "2026-06-05T17:00:16Z", "2026-06-05T19:00:16+02:00",
	} {
		if got, err := date("first_seen", text); err != nil || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("date(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "unknown", "n/a", "0000-00-00 00:00:00"} {
		if got, err := date("first_seen", text); err != nil || !got.IsZero() {
			t.Errorf("date(%q) = %v, %v, want none", text, got, err)
		}
	}
}
