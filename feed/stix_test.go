package feed

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/shared"

	"github.com/google/go-cmp/cmp"
)

// stixSeeds are the shapes in which STIX comes.
var stixSeeds = []string{
	stixBundle(stixIndicator(`[domain-name:value = 'softandtec.com' OR (ipv4-addr:value IN ('80.211.47.159', '80.211.47.160') AND NOT file:size > 5)]`)),
	stixBundle(stixIndicator(`([file:hashes.'SHA-256' = 'ab'] FOLLOWEDBY [url:value LIKE 'http://%']) WITHIN 5 SECONDS`), stixMalware, stixIndicates),
	`{"more": true, "objects": [` + stixIndicator(`[url:value = 'http://woodfez.biz:7582'] START t'2026-05-22T00:00:00Z' STOP t'2026-05-23T00:00:00Z'`) + `]}`,
	`[` + stixIndicator(`[network-traffic:dst_ref.value = '80.211.47.159' AND network-traffic:dst_port = 7582]`) + `]`,
}

const (
	stixUUID      = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f"
	stixMalware   = `{"type": "malware", "id": "malware--` + stixUUID + `", "name": "x", "aliases": ["Remus"]}`
	stixIndicates = `{"type": "relationship", "id": "relationship--` + stixUUID + `", "relationship_type": "indicates",
		"source_ref": "indicator--` + stixUUID + `", "target_ref": "malware--` + stixUUID + `"}`
)

func stixIndicator(pattern string, more ...string) string {
	text, _ := json.Marshal(pattern)
	return `{"type": "indicator", "id": "indicator--` + stixUUID + `", "pattern": ` + string(text) + strings.Join(more, "") + `}`
}

func stixBundle(objects ...string) string {
	return `{"type": "bundle", "id": "bundle--` + stixUUID + `", "objects": [` + strings.Join(objects, ",\n") + `]}`
}

func TestSTIXPatterns(t *testing.T) {
	sha256, sha1, md5 := strings.Repeat("ab", 32), strings.Repeat("cd", 20), strings.Repeat("ef", 16)
	for _, tt := range []struct {
		pattern   string
		values    []string
		malformed []string
	}{
		{`[domain-name:value = 'softandtec.com']`, []string{"domain softandtec.com"}, nil},
		{`[domain-name:value='softandtec.com']`, []string{"domain softandtec.com"}, nil},
		{" [ domain-name : value == 'softandtec.com' ] /* seen */ // twice", []string{"domain softandtec.com"}, nil},
		{`[ipv4-addr:value = '80.211.47.159/32']`, []string{"ip 80.211.47.159"}, nil},
		{`[ipv6-addr:value = '2a02:cf40:1::5']`, []string{"ip 2a02:cf40:1::5"}, nil},
		{`[url:value = 'http://a.com/it\'s']`, []string{"url http://a.com/it's"}, nil},
		{`[url:value = 'http://a.com/?q=[x]AND(y)']`, []string{"url http://a.com/?q=[x]AND(y)"}, nil},
		{`[email-addr:value = 'a@evil.com']`, []string{"email a@evil.com"}, nil},
		{`[email-message:from_ref.value = 'a@evil.com']`, []string{"email a@evil.com"}, nil},
		{`[file:hashes.'SHA-256' = '` + sha256 + `']`, []string{"sha256 " + sha256}, nil},
		{`[file:hashes.SHA256 = '` + sha256 + `']`, []string{"sha256 " + sha256}, nil},
		{`[file:hashes.MD5 = '` + md5 + `' OR file:hashes.'SHA-1' = '` + sha1 + `']`, []string{"md5 " + md5, "sha1 " + sha1}, nil},
		{`[file:hashes.MD5 = '` + md5 + `' AND file:hashes.SHA1 = '` + sha1 + `' AND file:name = 'a.exe']`, []string{"md5 " + md5, "sha1 " + sha1}, nil},
		{`[process:binary_ref.hashes.MD5 = '` + md5 + `']`, []string{"md5 " + md5}, nil},
		{`[domain-name:value IN ('a.com', 'b.com')]`, []string{"domain a.com", "domain b.com"}, nil},
		{`[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '80.211.47.159' AND network-traffic:dst_port = 7582]`,
			[]string{"ip:port 80.211.47.159:7582"}, nil},
		{`[network-traffic:dst_ref.value = '2a02:cf40:1::5' AND network-traffic:dst_port = 443]`, []string{"ip:port [2a02:cf40:1::5]:443"}, nil},
		{`[ipv4-addr:value = '80.211.47.159' AND (network-traffic:dst_port = 80 OR network-traffic:dst_port = 443)]`,
			[]string{"ip:port 80.211.47.159:80", "ip:port 80.211.47.159:443"}, nil},
		{`[network-traffic:dst_ref.value IN ('80.211.47.159', '80.211.47.160') AND network-traffic:dst_port IN (80, 443)]`,
			[]string{"ip:port 80.211.47.159:80", "ip:port 80.211.47.159:443", "ip:port 80.211.47.160:80", "ip:port 80.211.47.160:443"}, nil},
		{`[network-traffic:dst_ref.value = 'softandtec.com' AND network-traffic:dst_port = 443]`, []string{"domain softandtec.com"}, nil},
		{`[network-traffic:src_ref.value = '80.211.47.159']`, []string{"ip 80.211.47.159"}, nil},
		{`[network-traffic:src_ref.value = '10.0.0.1' AND network-traffic:dst_ref.value = '80.211.47.159']`, []string{"ip 80.211.47.159"}, nil},
		{`[domain-name:value = 'a.com' AND domain-name:resolves_to_refs[0].value = '80.211.47.159']`, []string{"domain a.com", "ip 80.211.47.159"}, nil},
		{`[a:b = 1 OR domain-name:value = 'a.com' AND file:size > 5]`, []string{"domain a.com"}, []string{"1 | a:b = 1 | `a:b` is of no observable"}},
		{`[domain-name:value = 'a.com'] OR [domain-name:value = 'b.com']`, []string{"domain a.com", "domain b.com"}, nil},
		{`([domain-name:value = 'a.com'] AND [domain-name:value = 'a.com']) WITHIN 5.5 SECONDS`, []string{"domain a.com"}, nil},
		{`[domain-name:value = 'a.com'] REPEATS 5 TIMES START t'2026-05-22T00:00:00Z' STOP '2026-05-23T00:00:00Z'`, []string{"domain a.com"}, nil},
		{`[NOT (domain-name:value != 'a.com' OR file:size > 5)]`, []string{"domain a.com"}, nil},
		{`[file:extensions.'windows-pebinary-ext'.sections[*].hashes.MD5 = '` + md5 + `']`, nil, []string{"1 | file:extensions.windows-pebinary-ext.sections[*].hashes.MD5 = "}},
		{`[x509-certificate:hashes.'SHA-1' = '` + sha1 + `']`, nil, []string{"1 | x509-certificate:hashes.SHA-1 = "}},
		{`[process:name = 'roleaccountd']`, nil, []string{"1 | process:name = 'roleaccountd' | `process:name` is of no observable"}},
		{`[domain-name:value != 'a.com']`, nil, []string{"1 | domain-name:value != 'a.com' | says what a value is not"}},
		{`[domain-name:value NOT = 'a.com']`, nil, []string{"1 | NOT domain-name:value = 'a.com' | says what a value is not"}},
		{`[domain-name:value NOT IN ('a.com', 'b.com')]`, nil, []string{"1 | NOT domain-name:value IN 'a.com' 'b.com' | says what a value is not"}},
		{`[domain-name:value LIKE '%.a.com']`, nil, []string{"1 | domain-name:value LIKE '%.a.com' | `LIKE` asks for no single value"}},
		{`[ipv4-addr:value ISSUBSET '80.211.47.0/24']`, nil, []string{"1 | ipv4-addr:value ISSUBSET '80.211.47.0/24' | `ISSUBSET` asks for no single value"}},
		{`[EXISTS domain-name:value]`, nil, []string{"1 | domain-name:value EXISTS | `EXISTS` asks for no single value"}},
		{`[network-traffic:dst_port = 443]`, nil, []string{"1 | network-traffic:dst_port = 443 | a port without one address"}},
		{`[network-traffic:dst_ref.value = '1.2.3.4' AND network-traffic:dst_port = 70000]`, nil, []string{"1 | network-traffic:dst_port = 70000 | not a port"}},
		{`[network-traffic:dst_ref.type = 'ipv4-addr']`, nil, []string{"1 | [network-traffic:dst_ref.type = 'ipv4-addr'] | the pattern says of what type"}},
		{`[file:hashes.MD5 = 'x' AND domain-name:value = 'a.com']`, []string{"domain a.com"}, []string{"1 | file:hashes.MD5 = 'x' | `x`: not hexadecimal"}},
	} {
		got := mustRead(t, stixBundle(stixIndicator(tt.pattern)))
		checkBlocklist(t, tt.pattern, "stix", 0, got, tt.values, tt.malformed)
	}
}

func TestSTIXSyntax(t *testing.T) {
	for _, tt := range []struct{ pattern, want string }{
		{``, "byte 1 of the pattern: found the end where `[` belongs"},
		{`domain-name:value = 'a.com'`, "byte 1 of the pattern: found `domain-name` where `[` belongs"},
		{`[domain-name:value = 'a.com'`, "byte 29 of the pattern: found the end where `]` belongs"},
		{`[domain-name:value = 'a.com']]`, "byte 30 of the pattern: found `]` where the end belongs"},
		{`[domain-name:value = 'a.com`, "byte 22 of the pattern: a quote that is never closed"},
		{`[domain-name:value = a.com]`, "byte 22 of the pattern: found `a` where a value, such as 'text', belongs"},
		{`[domain-name:value 'a.com']`, "byte 20 of the pattern: found `a.com` where an operator, such as `=`, belongs"},
		{`[domain-name = 'a.com']`, "byte 14 of the pattern: found `=` where `:` belongs"},
		{`[domain-name:value '=' 'a.com']`, "byte 20 of the pattern: found `=` where an operator"},
		{`[domain-name:value IN 'a.com']`, "byte 23 of the pattern: found `a.com` where `(` belongs"},
		{`[domain-name:value IN ('a.com',)]`, "byte 32 of the pattern: found `)` where a value"},
		{`[domain-name:value = 'a.com' AND]`, "byte 33 of the pattern: found `]` where the name of a property"},
		{`[a:b[x] = 1]`, "byte 6 of the pattern: found `x` where `*` or the number of an element belongs"},
		{`[a:b = 1] WITHIN x SECONDS`, "byte 18 of the pattern: found `x` where a time or number belongs"},
		{`[a:b = 1] /* open`, "byte 11 of the pattern: a comment that is never closed"},
		{`[a:b = "x"]`, "byte 8 of the pattern: `\"` is no part of a pattern"},
		{"[a:b = 1 \x00]", "byte 10 of the pattern: `\\x00` is no part of a pattern"},
		{strings.Repeat("(", 5000), "byte 66 of the pattern: brackets nested more than 64 deep"},
		{"[" + strings.Repeat("NOT (", 5000), "byte 327 of the pattern: brackets nested more than 64 deep"},
		{"[a:b IN (" + strings.Repeat("1,", stixTests) + "1)]", "byte 200010 of the pattern: more values than one pattern may compare with"},
		{"[" + strings.Repeat("(a:b = 1 OR a:b = 2) AND ", 60) + "a:b = 1]", "too many comparisons when its alternatives are written out"},
		{"[a:b = 1" + strings.Repeat(" AND a:b = 1", 50_000) + "]", "`a:b` is of no observable"},
	} {
		got := mustRead(t, stixBundle(stixIndicator(tt.pattern)))
		if len(got.Malformed) != 1 || !strings.HasPrefix(got.Malformed[0].Err.Error(), tt.want) {
			t.Errorf("%.80q: malformed %q, want %q", tt.pattern, reasons(got), tt.want)
		}
	}
}

func TestSTIXWrappings(t *testing.T) {
	object := stixIndicator(`[domain-name:value = 'a.com']`)
	for _, tt := range []struct {
		name, text string
		values     int
		notes      []string
	}{
		{"a bundle", stixBundle(object), 1, nil},
		{"a bundle of 2.0", `{"type": "bundle", "spec_version": "2.0", "objects": [` + object + `]}`, 1, nil},
		{"a bundle of nothing", `{"type": "bundle", "objects": []}`, 0, nil},
		{"a page", `{"more": true, "objects": [` + object + `]}`, 1, []string{"a page of several: there is more to fetch"}},
		{"objects", `[` + object + `,` + object + `]`, 2, nil},
		{"an object", object, 1, nil},
		{"an object for an array", `{"type": "bundle", "objects": ` + object + `}`, 1, nil},
		{"an object without an id behind one", `[` + object + `, {"type": "indicator", "pattern": "[domain-name:value = 'b.com']"}]`, 2, nil},
		{"an object a line", object + "\n" + object + "\n", 2, nil},
		{"bundles a line", stixBundle(object) + "\n" + stixBundle(object) + "\n", 2, nil},
		{"observations", stixBundle(object, `{"type": "ipv4-addr"}`, `{"type": "ipv4-addr"}`, `{"type": "file"}`, `{"type": "report"}`), 1,
			[]string{"objects that assert nothing malicious, and are no indicators: 1 file, 2 ipv4-addr"}},
		{"several observations", stixBundle(stixIndicator(`[domain-name:value = 'a.com'] AND [file:size > 5 AND domain-name:value = 'b.com']`, `, "valid_until": "2027-01-01T00:00:00Z"`)), 2, []string{
			"1 indicator wants several observations at once, or one more than once: each value stands alone",
			"1 condition beside a value, such as a file's name, is not kept",
		}},
	} {
		got := mustRead(t, tt.text)
		if got.Format != "stix" || len(got.Indicators) != tt.values || len(got.Malformed) > 0 || cmp.Diff(tt.notes, got.Notes) != "" {
			t.Errorf("%s: %s, %q, malformed %q, notes %q, want stix with %d values and notes %q",
				tt.name, got.Format, values(got), reasons(got), got.Notes, tt.values, tt.notes)
		}
	}
}

func TestSTIXRefused(t *testing.T) {
	pattern := `[domain-name:value = 'a.com']`
	for _, tt := range []struct{ name, text, want string }{
		{"another language", stixBundle(stixIndicator("rule x {}", `, "pattern_type": "yara"`)), "1 | rule x {} | a pattern in the language `yara`"},
		{"a bad confidence", stixBundle(stixIndicator(pattern, `, "confidence": 101`)), "1 | [domain-name:value = 'a.com'] | confidence `101` is no number from 0 to 100"},
		{"a bad date", stixBundle(stixIndicator(pattern, `, "valid_from": "soon"`)), "1 | [domain-name:value = 'a.com'] | valid_from `soon` is no date"},
		{"a bad end", stixBundle(stixIndicator(pattern, `, "valid_until": "soon"`)), "1 | [domain-name:value = 'a.com'] | valid_until `soon` is no date"},
		{"no object", stixBundle("17"), "1 | 17 | not an object with an indicator's fields"},
		{"broken", stixBundle(`{"type": nope}`), `1 | {"type": nope} | broken JSON at byte 11 of the record`},
		{"deep", stixBundle(`{"type": ` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`), `1 | {"type": [[`},
	} {
		got := mustRead(t, tt.text)
		if want := []string{tt.want}; len(got.Indicators) > 0 || cmp.Diff(want, startsOf(reasons(got), want)) != "" {
			t.Errorf("%s: %q, malformed %q, want %q", tt.name, values(got), reasons(got), want)
		}
	}
	got, err := Read("test", strings.NewReader(stixBundle(stixIndicator(pattern), stixMalware)[:300]))
	checkCounts(t, got)
	if want := "the file ends inside the JSON"; !strings.HasPrefix(fmt.Sprint(err), want) || len(got.Indicators) != 1 {
		t.Errorf("cut short: %q, error %v, want one indicator and %s", values(got), err, want)
	}
}

// TestTakenBack reads what a source has revoked or deleted: it takes back the one entry.
func TestTakenBack(t *testing.T) {
	revoked := Removal{Observable: indicator.Observable{Kind: indicator.Domain, Value: "a.com"}, Entry: "indicator--" + stixUUID, Note: "revoked by its source"}
	deleted := Removal{Observable: indicator.Observable{Kind: indicator.Domain, Value: "softandtec.com"}, Entry: "u1", Note: "deleted by the event's owner"}
	attribute := strings.Replace(mispDomain, "{", `{"deleted": true, `, 1)
	for _, tt := range []struct {
		name, text string
		want       []Removal
	}{
		{"an indicator", stixBundle(stixIndicator(`[domain-name:value = 'a.com' OR domain-name:value = 'a.com']`, `, "revoked": true`)), []Removal{revoked}},
		{"an attribute", mispEventOf(attribute), []Removal{deleted}},
		{"in a deleted object", `{"Event": {"Object": [{"Attribute": [` + mispDomain + `], "deleted": true}]}}`, []Removal{deleted}},
	} {
		got := mustRead(t, tt.text)
		if diff := cmp.Diff(tt.want, got.Removals); diff != "" || len(got.Indicators) > 0 || len(got.Notes) != 1 || !strings.Contains(got.Notes[0], "takes back what it said") {
			t.Errorf("%s: %q, notes %q, removals (-want +got):\n%s", tt.name, values(got), got.Notes, diff)
		}
	}
}

// TestSTIXFields reads what other objects say of an indicator, before and behind it.
func TestSTIXFields(t *testing.T) {
	full := `, "created": "2026-05-21T00:00:00Z", "valid_from": "2026-05-22T10:00:00.5Z", "valid_until": "2026-06-21T00:00:00Z", "confidence": 85, "indicator_types": ["malicious-activity"],
		"labels": ["botnet_cc", "win.remus", "c2", "Vidar"], "created_by_ref": "identity--1", "external_references": [{"source_name": "x"}, {"url": "https://example.org/1"}]`
	got := mustRead(t, stixBundle(stixIndicates, stixIndicator(`[domain-name:value = 'softandtec.com']`, full), stixMalware,
		`{"type": "identity", "id": "identity--1", "name": "CERT"}`))
	remus, _ := indicator.FamilyByName("Remus")
	want := []indicator.Indicator{{
		Observable: indicator.Observable{Kind: indicator.Domain, Value: "softandtec.com"}, Family: remus, Confidence: 85,
		FirstSeen: time.Date(2026, 5, 22, 10, 0, 0, 500_000_000, time.UTC), ValidUntil: time.Date(2026, 6, 21, 0, 0, 0, 0, time.UTC),
		ThreatType: "botnet_cc", Reporter: "CERT", Reference: "https://example.org/1",
		Tags: []string{"malicious-activity", "c2", "Vidar"}, Source: "stix", ID: "indicator--" + stixUUID,
	}}
	if diff := cmp.Diff(want, got.Indicators); diff != "" {
		t.Errorf("Read (-want +got):\n%s", diff)
	}
	for _, tt := range []struct{ name, malware, label, want string }{
		{"a known alias", stixMalware, "c2", "win.remus"},
		{"a name nobody knows", strings.Replace(strings.Replace(stixMalware, "Remus", "y", 1), `"x"`, `"Nobody Knows"`, 1), "c2", "nobody knows"},
		{"an id nobody knows", strings.Replace(strings.Replace(stixMalware, "Remus", "win.nobody_knows", 1), `"x"`, `"Nobody Knows"`, 1), "c2", "win.nobody_knows"},
		{"a tool nobody knows", strings.Replace(strings.ReplaceAll(strings.Replace(stixMalware, "Remus", "y", 1), "malware", "tool"), `"x"`, `"curl of ours"`, 1), "c2", ""},
		{"a label, without malware", `{"type": "report"}`, "Remus", "win.remus"},
		{"an unknown one", strings.Replace(strings.Replace(stixMalware, "Remus", "", 1), `"x"`, `"Unknown malware"`, 1), "c2", ""},
	} {
		relation := stixIndicates
		if strings.Contains(tt.malware, "tool--") {
			relation = strings.Replace(relation, "malware--", "tool--", 1)
		}
		got := mustRead(t, stixBundle(stixIndicator(`[domain-name:value = 'a.com']`, `, "labels": ["`+tt.label+`"]`), tt.malware, relation))
		if key := got.Indicators[0].Family.Key(); key != tt.want {
			t.Errorf("%s: family %q, want %q", tt.name, key, tt.want)
		}
	}
}

// TestSharedSTIX reads real bundles. What is malformed asks for the names of processes and
// files, and for one URL whose path is starred out.
func TestSharedSTIX(t *testing.T) {
	for _, tt := range []struct {
		path            string
		rows, malformed int
		kinds           map[indicator.Kind]int
		family          string
	}{
		{"stix21-bundle-tweetfeed-week-2026-08-22.json.gz", 1536, 1, map[indicator.Kind]int{
			indicator.URL: 682, indicator.Domain: 575, indicator.IP: 162, indicator.SHA256: 88, indicator.MD5: 28,
		}, ""},
		{"stix21-bundle-amnesty-pegasus.stix2.gz", 1549, 82, map[indicator.Kind]int{indicator.Domain: 1438, indicator.Email: 29}, "Pegasus"},
		{"taxii21-page-objects-tweetfeed-2026-08-22.json", 50, 0, nil, ""},
	} {
		t.Run(tt.path, func(t *testing.T) {
			got := readFile(t, shared.Path(t, "data", "threatfox", tt.path))
			if got.Format != "stix" || got.Rows != tt.rows || len(got.Malformed) != tt.malformed {
				t.Errorf("Read = %s, %d rows, %d malformed, want stix, %d, %d: %q", got.Format, got.Rows, len(got.Malformed), tt.rows, tt.malformed, reasons(got))
			}
			if diff := cmp.Diff(tt.kinds, kindCounts(got)); tt.kinds != nil && diff != "" {
				t.Errorf("kinds (-want +got):\n%s", diff)
			}
			for _, ind := range got.Indicators {
				if tt.family != "" && ind.Family.Name != tt.family {
					t.Fatalf("family %q of %s, want %s", ind.Family.Label(), ind.Value, tt.family)
				}
			}
		})
	}
}
