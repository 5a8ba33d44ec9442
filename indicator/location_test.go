package indicator

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var locationTests = []struct {
	text string
	want Location
}{
	{"woodfez.biz", Location{Host: "woodfez.biz", Path: "/"}},
	{"woodfez.biz.", Location{Host: "woodfez.biz", Path: "/"}},
	{"woodfez.biz:7582", Location{Host: "woodfez.biz", Port: 7582, Path: "/"}},
	{"woodfez.biz/a/B?c=D#e", Location{Host: "woodfez.biz", Path: "/a/B?c=D"}},
	{"woodfez.biz?q", Location{Host: "woodfez.biz", Path: "/?q"}},
	{"//host/x", Location{Host: "host", Path: "/x"}},
	{"HTTP://user@WOODFEZ.biz:7582/a/b?x#f", Location{Scheme: "http", Host: "woodfez.biz", Port: 7582, Path: "/a/b?x"}},
	{"https://a:b@c@woodfez.biz", Location{Scheme: "https", Host: "woodfez.biz", Path: "/"}},
	{`"http://woodfez.biz/x"`, Location{Scheme: "http", Host: "woodfez.biz", Path: "/x"}},
	{" 'woodfez.biz' ", Location{Host: "woodfez.biz", Path: "/"}},
	{"http://woodfez.biz:", Location{Scheme: "http", Host: "woodfez.biz", Path: "/"}},
	{"tcp://woodfez.biz:80", Location{Scheme: "tcp", Host: "woodfez.biz", Port: 80, Path: "/"}},
	{"http://Bücher.example/x", Location{Scheme: "http", Host: "xn--bcher-kva.example", Path: "/x"}},
	{"http://woodfez.biz/a b\x01ü", Location{Scheme: "http", Host: "woodfez.biz", Path: "/a%20b%01%C3%BC"}},
	{`http://evil.example\@good.example`, Location{Scheme: "http", Host: "evil.example", Path: "/@good.example"}},
	{"woodfez.biz/http://other.example", Location{Host: "woodfez.biz", Path: "/http://other.example"}},
	{"http://Soft%61ndtec%2Ecom/x%2e", Location{Scheme: "http", Host: "softandtec.com", Path: "/x%2e"}},
	{"https://80%2E211.47.159:7582", Location{Scheme: "https", Host: "80.211.47.159", Addr: netip.MustParseAddr("80.211.47.159"), Port: 7582, Path: "/"}},
	{"localhost:8080", Location{Host: "localhost", Port: 8080, Path: "/"}},

	{"1.2.3.4", Location{Host: "1.2.3.4", Addr: netip.MustParseAddr("1.2.3.4"), Path: "/"}},
	{"1.2.3.4:80/x", Location{Host: "1.2.3.4", Addr: netip.MustParseAddr("1.2.3.4"), Port: 80, Path: "/x"}},
	{"[2001:DB8::1]:443/x", Location{Host: "2001:db8::1", Addr: netip.MustParseAddr("2001:db8::1"), Port: 443, Path: "/x"}},
	{"2001:db8::1", Location{Host: "2001:db8::1", Addr: netip.MustParseAddr("2001:db8::1"), Path: "/"}},
	{"http://[fe80::1%25eth0]/", Location{Scheme: "http", Host: "fe80::1", Addr: netip.MustParseAddr("fe80::1"), Path: "/"}},
	{"[::ffff:1.2.3.4]:80", Location{Host: "1.2.3.4", Addr: netip.MustParseAddr("1.2.3.4"), Port: 80, Path: "/"}},
}

func TestParseLocation(t *testing.T) {
	for _, tt := range locationTests {
		got, ok := ParseLocation(tt.text)
		if diff := cmp.Diff(tt.want, got, cmpopts.EquateComparable(netip.Addr{})); !ok || diff != "" {
			t.Errorf("ParseLocation(%q): ok %v, -want +got:\n%s", tt.text, ok, diff)
		}
	}
}

func TestParseLocationRefuses(t *testing.T) {
	for _, text := range []string{
		"", "-", "/index.html", "two words.com", "http://two words/x", "http://", "http:///x", "://x", "?q",
		`C:\Windows\x.exe`, `\\server\share`, "C:", "https:/woodfez.biz", "about:blank", "data:text/html,x",
		"user@woodfez.biz", "woodfez.biz:65536", "woodfez.biz:+80", "woodfez.biz:", "1.2.3.400", "1.2.3", "[::1", "::1]:80", "[]",
		"*.woodfez.biz", "a..b", "\x00", "woodfez%2ebiz", "http://woodfez%2/", "http://woodfez%2fbiz/", "http://woodfez.biz%3a80/", "http://%/",
	} {
		if got, ok := ParseLocation(text); ok {
			t.Errorf("ParseLocation(%q) = %+v, want none", text, got)
		}
	}
}

func TestObservableLocation(t *testing.T) {
	for _, tt := range []struct {
		o    Observable
		host string
		port uint16
	}{
		{Observable{URL, "http://woodfez.biz:7582"}, "woodfez.biz", 7582},
		{Observable{Domain, "softandtec.com"}, "softandtec.com", 0},
		{Observable{IP, "2001:db8::1"}, "2001:db8::1", 0},
		{Observable{IPPort, "[2001:db8::1]:443"}, "2001:db8::1", 443},
		{Observable{IPPort, "80.211.47.159:0"}, "80.211.47.159", 0},
	} {
		if got, ok := tt.o.Location(); !ok || got.Host != tt.host || got.Port != tt.port {
			t.Errorf("%v.Location() = %+v, %v", tt.o, got, ok)
		}
	}
	if got, ok := (Observable{MD5, md5Text}).Location(); ok {
		t.Errorf("a hash has the location %+v", got)
	}
}

var hostTests = []struct {
	text, want string // want is empty for no host name
}{
	{"softandtec.com", "softandtec.com"},
	{"SoftAndTec.com.", "softandtec.com"},
	{"softandtec.com..", "softandtec.com"},
	{"localhost", "localhost"},
	{"_ldap._tcp.dc._msdcs.corp", "_ldap._tcp.dc._msdcs.corp"},
	{"7.example", "7.example"},
	{"*.softandtec.com", ""},
	{".softandtec.com", ""},
	{"80.211.47.159", ""},
	{"2001:db8::1", ""},
	{"12345", ""},
	{"a b.com", ""},
	{"a\nb.com", ""},
	{"a/b", ""},
	{"", ""},
	{".", ""},
}

func TestCanonicalHost(t *testing.T) {
	for _, tt := range hostTests {
		if got, ok := CanonicalHost(tt.text); ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("CanonicalHost(%q) = %q, %v; want %q", tt.text, got, ok, tt.want)
		}
	}
}

// The fast path through a dotted quad must equal netip's.
func FuzzParseAddr(f *testing.F) {
	for _, s := range []string{"1.2.3.4", "0.0.0.0", "255.255.255.256", "01.2.3.4", "1.2.3", "1.2.3.4.", "1..2.3", "::ffff:1.2.3.4", "fe80::1%eth0", "fe80::1%" + strings.Repeat("0", 2*maxHost), "2001:db8::1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, err := netip.ParseAddr(text)
		if got, ok := ParseAddr(text); ok && (err == nil && got != want.Unmap().WithZone("") || got.Zone() != "" || got.Is4In6()) {
			t.Errorf("ParseAddr(%q) = %v, want %v", text, got, want)
		} else if !ok && err == nil {
			t.Errorf("ParseAddr(%q) failed, want %v", text, want)
		}
	})
}

// What ParseLocation finds is found again in how it prints.
func FuzzParseLocation(f *testing.F) {
	for _, tt := range locationTests {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		loc, ok := ParseLocation(text)
		if !ok {
			return
		}
		if loc.Port == DefaultPort(loc.Scheme) {
			loc.Port = 0
		}
		again, ok := ParseLocation(loc.String())
		if diff := cmp.Diff(loc, again, cmpopts.EquateComparable(netip.Addr{})); !ok || diff != "" {
			t.Errorf("ParseLocation(%q) prints %q: ok %v, -once +twice:\n%s", text, loc.String(), ok, diff)
		}
	})
}

// FuzzLocation holds the fast path to the slow one, for values in any form.
func FuzzLocation(f *testing.F) {
	for _, seed := range []string{"softandtec.com", "SoftAndTec.com", "a.com.", "1.2.3.4", "1.2.3.4:80", "1.2.3.4:080", "1.2.3.4:", "1.2.3.4:65536", "[::1]:80", "2001:db8::1", "a.1", " a.com", "'a.com'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []Kind{Domain, IP, IPPort} {
			got, ok := Observable{kind, text}.plainLocation()
			if want, slow := ParseLocation(text); ok && (got != want || !slow) {
				t.Errorf("the location of the %s %q is %+v, and slowly %+v, %v", kind, text, got, want, slow)
			}
		}
	})
}
