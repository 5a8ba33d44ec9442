package feed

import (
	"fmt"
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/shared"

	"github.com/google/go-cmp/cmp"
)

// zoneSeeds are blocklists in the forms of name servers.
var zoneSeeds = []string{
	rpzHead + "softandtec.com CNAME .\n*.softandtec.com CNAME .\n32.9.2.0.192.rpz-ip CNAME rpz-drop.\n",
	"# dnsmasq\naddress=/softandtec.com/genuskox.biz/0.0.0.0\nserver=/a.com/\n",
	"127.0.0.1 localhost\n0.0.0.0 softandtec.com\n",
}

const rpzHead = `; a zone
$TTL 300
@ IN SOA localhost. root.localhost. (
	1 ; serial
	43200 3600 259200 300 )
@ IN NS localhost.
`

func TestHosts(t *testing.T) {
	for _, tt := range []struct {
		line      string
		values    []string
		malformed []string
	}{
		{"0.0.0.0 softandtec.com", []string{"domain softandtec.com"}, nil},
		{"127.0.0.1\tsoftandtec.com genuskox.biz # two", []string{"domain softandtec.com", "domain genuskox.biz"}, nil},
		{"::1 softandtec.com", []string{"domain softandtec.com"}, nil},
		{"192.0.2.1 softandtec.com", []string{"domain softandtec.com"}, nil},
		{"0.0.0.0 *.softandtec.com", []string{"domain softandtec.com"}, nil},
		{"127.0.0.1 localhost", nil, nil},
		{"# 0.0.0.0 softandtec.com", nil, nil},
		{"softandtec.com", []string{"domain softandtec.com"}, nil},
		{"0.0.0.0 bad..name", nil, []string{"10 | bad..name | `bad..name`: not a host name"}},
		{"0.0.0.0 80.211.47.159", nil, []string{"10 | 80.211.47.159 | `80.211.47.159`: not a host name"}},
		{"0.0.0.0", nil, []string{"10 | 0.0.0.0 | an address without a name"}},
	} {
		got := mustRead(t, strings.Repeat("0.0.0.0 example.org\n", 9)+tt.line+"\n")
		checkBlocklist(t, tt.line, "hosts", 9, got, tt.values, tt.malformed)
	}
}

// checkBlocklist compares what a file gave behind its first indicators.
func checkBlocklist(t *testing.T, text, format string, first int, got *Result, want, malformed []string) {
	t.Helper()
	if got.Format != format {
		t.Errorf("%q: read as %s, want %s", text, got.Format, format)
	}
	if diff := cmp.Diff(want, values(got)[first:], equateEmpty); diff != "" {
		t.Errorf("%q (-want +got):\n%s", text, diff)
	}
	if diff := cmp.Diff(malformed, startsOf(reasons(got), malformed), equateEmpty); diff != "" {
		t.Errorf("%q, malformed (-want +got):\n%s", text, diff)
	}
}

func TestRPZ(t *testing.T) {
	for _, tt := range []struct {
		lines     string
		values    []string
		malformed []string
	}{
		{"softandtec.com CNAME .", []string{"domain softandtec.com"}, nil},
		{"softandtec.com CNAME .\n*.softandtec.com CNAME .", []string{"domain softandtec.com"}, nil},
		{"*.softandtec.com 60 IN CNAME *.", []string{"domain softandtec.com"}, nil},
		{"softandtec.com IN 1h CNAME rpz-drop. ; Remus", []string{"domain softandtec.com"}, nil},
		{"softandtec.com CNAME walled.garden.", []string{"domain softandtec.com"}, nil},
		{"softandtec.com A 127.0.0.1\n\tAAAA ::1\n\tTXT \"a ; b (\"", []string{"domain softandtec.com"}, nil},
		{"SoftAndTec.com. CNAME .", []string{"domain softandtec.com"}, nil},
		{"$ORIGIN rpz.example.\nsoftandtec.com CNAME .\ngenuskox.biz.rpz.example. CNAME .\n$ORIGIN com.rpz.example.\nevil CNAME .",
			[]string{"domain softandtec.com", "domain genuskox.biz", "domain evil.com"}, nil},
		{"32.159.47.211.80.rpz-ip CNAME .", []string{"ip 80.211.47.159"}, nil},
		{"128.5.zz.1.cf40.2a02.rpz-ip CNAME .", []string{"ip 2a02:cf40:1::5"}, nil},
		{"128.1.zz.rpz-ip CNAME .", []string{"ip ::1"}, nil},
		{"24.0.47.211.80.rpz-ip CNAME .", nil, []string{"7 | 24.0.47.211.80.rpz-ip CNAME . | a range of addresses"}},
		{"32.rpz-ip CNAME .", nil, []string{"7 | 32.rpz-ip CNAME . | not an IP address"}},
		{"32.1.0.0.10.rpz-client-ip CNAME .", nil, []string{"7 | 32.1.0.0.10.rpz-client-ip CNAME . | a policy on clients or name servers"}},
		{"ns.evil.com.rpz-nsdname CNAME .", nil, []string{"7 | ns.evil.com.rpz-nsdname CNAME . | a policy on clients or name servers"}},
		{"good.com CNAME rpz-passthru.", nil, []string{"7 | good.com CNAME rpz-passthru. | an exception that the zone lets through"}},
		{"good.com CNAME good.com.", nil, []string{"7 | good.com CNAME good.com. | an exception that the zone lets through"}},
		{"a.com CNAME rpz-passthru.\n*.a.com CNAME .", []string{"domain a.com"}, []string{"7 | a.com CNAME rpz-passthru. | an exception"}},
		{"a.com CNAME rpz-tcp-only.", nil, []string{"7 | a.com CNAME rpz-tcp-only. | answers over TCP only"}},
		{"bad..name CNAME .\n*.bad..name CNAME .", nil, []string{"7 | bad..name CNAME . | `bad..name`: not a host name"}},
		{"a.com NS ns.a.com.", nil, []string{"7 | a.com NS ns.a.com. | a record of type `NS` is no policy"}},
		{"softandtec.com", nil, []string{"7 | softandtec.com | not a record of a zone"}},
		{"$INCLUDE other.zone", nil, []string{"7 | $INCLUDE other.zone | a directive that is not carried out"}},
	} {
		got := mustRead(t, rpzHead+tt.lines+"\n")
		checkBlocklist(t, tt.lines, "rpz", 0, got, tt.values, tt.malformed)
	}
	for _, text := range []string{"softandtec.com CNAME .\n", "*.softandtec.com 300 IN CNAME rpz-drop. ; x\n", "rpz.example. IN SOA a. b. 1 2 3 4 5\n"} {
		if got := mustRead(t, text); got.Format != "rpz" {
			t.Errorf("%q read as %s, want rpz by its first line", text, got.Format)
		}
	}
	got, err := Read("test", strings.NewReader("$TTL 5\n@ SOA a. b. (\n1 2 3 4\nsoftandtec.com CNAME .\n"))
	checkCounts(t, got)
	if want := "line 2: a bracket that is never closed: what follows it was not read"; fmt.Sprint(err) != want {
		t.Errorf("an open bracket: error %v, want %s", err, want)
	}
}

func TestDnsmasq(t *testing.T) {
	for _, tt := range []struct {
		line      string
		values    []string
		malformed []string
	}{
		{"address=/softandtec.com/0.0.0.0", []string{"domain softandtec.com"}, nil},
		{"address=/softandtec.com/genuskox.biz/::", []string{"domain softandtec.com", "domain genuskox.biz"}, nil},
		{"address=/softandtec.com/", []string{"domain softandtec.com"}, nil},
		{"address=/.softandtec.com/# # blocked", []string{"domain softandtec.com"}, nil},
		{"address=/*.softandtec.com/#", []string{"domain softandtec.com"}, nil},
		{"server=/softandtec.com/", []string{"domain softandtec.com"}, nil},
		{"local=/softandtec.com/", []string{"domain softandtec.com"}, nil},
		{"# address=/softandtec.com/", nil, nil},
		{"server=/corp.example/10.0.0.1", nil, []string{"2 | server=/corp.example/10.0.0.1 | its names are asked of a server of their own"}},
		{"address=/#/0.0.0.0", nil, []string{"2 | address=/#/0.0.0.0 | # stands for every name"}},
		{"address=/a.com/b.com", nil, []string{"2 | address=/a.com/b.com | names go to what is no address"}},
		{"address=/bad..name/", nil, []string{"2 | bad..name | `bad..name`: not a host name"}},
		{"address=0.0.0.0", nil, []string{"2 | address=0.0.0.0 | a setting that blocks no name"}},
		{"cache-size=1000", nil, []string{"2 | cache-size=1000 | a setting that blocks no name"}},
		{"softandtec.com", nil, []string{"2 | softandtec.com | a setting that blocks no name"}},
	} {
		got := mustRead(t, "address=/example.org/0.0.0.0\n"+tt.line+"\n")
		checkBlocklist(t, tt.line, "dnsmasq", 1, got, tt.values, tt.malformed)
	}
	if got := mustRead(t, "# mine\nno-resolv\ncache-size=5\naddress=/a.com/\n"); got.Format != "dnsmasq" || got.Rows != 3 {
		t.Errorf("settings first: read as %s with %d rows, want dnsmasq with 3", got.Format, got.Rows)
	}
}

// TestSharedRPZ reads a real zone: 4,875 names, each with its wildcard.
func TestSharedRPZ(t *testing.T) {
	zone := readFile(t, shared.Path(t, "data", "threatfox", "rpz-tweetfeed-2026-08-22.txt.gz"))
	hosts := readFile(t, shared.Path(t, "data", "threatfox", "hosts-tweetfeed-2026-08-22.txt.gz"))
	if zone.Format != "rpz" || zone.Rows != 4875 {
		t.Errorf("Read = %s, %d rows, want rpz, 4875; malformed %q", zone.Format, zone.Rows, reasons(zone))
	}
	if want := []string{"4875 records repeat the name above them (its wildcard, another type)"}; cmp.Diff(want, zone.Notes) != "" {
		t.Errorf("notes %q, want %q", zone.Notes, want)
	}
	if diff := cmp.Diff(hosts.Indicators, zone.Indicators); diff != "" {
		t.Errorf("the same names as a hosts file (-want +got):\n%s", diff)
	}
	if n := kindCounts(zone)[indicator.Domain]; n != len(zone.Indicators) {
		t.Errorf("%d domains of %d indicators, want all", n, len(zone.Indicators))
	}
}
