package guard

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foxhound/indicator"
)

var decideTests = []struct {
	kind  indicator.Kind
	value string
	level Level
	list  string
}{
	{indicator.IPPort, "80.211.47.159:7582", Pass, ""},
	{indicator.IP, "2a02:cf40:1::5", Pass, ""},
	{indicator.Domain, "softandtec.com", Pass, ""},
	{indicator.URL, "http://woodfez.biz:7582", Pass, ""},
	{indicator.SHA1, "83c497d7e43e5faa04e3aa297aec5bab2d633587", Pass, ""},
	{indicator.Email, "someone@gmail.com", Pass, ""},
	{indicator.Domain, "evil.bit", Pass, ""},     // no TLD that anybody registered is no suffix that many share
	{indicator.Domain, "xyzabc.onion", Pass, ""}, // one service's key, whatever resolves it

	// Addresses that feeds listed and took back.
	{indicator.IP, "8.8.8.8", Drop, "public-resolvers"},
	{indicator.IPPort, "1.1.1.1:443", Drop, "public-resolvers"},
	{indicator.IPPort, "140.82.121.3:443", Drop, "shared-hosts"},
	{indicator.IPPort, "149.154.167.99:443", Drop, "shared-hosts"},
	{indicator.IP, "127.0.0.1", Drop, "non-global-addresses"},
	{indicator.IP, "0.0.0.0", Drop, "non-global-addresses"},
	{indicator.IP, "192.168.56.1", Drop, "non-global-addresses"},
	{indicator.IPPort, "100.110.56.1:8000", Drop, "non-global-addresses"},
	{indicator.IP, "203.0.113.99", Drop, "non-global-addresses"},

	// Every sort of address that is not global, and the global neighbours of each.
	{indicator.IP, "0.1.2.3", Drop, "non-global-addresses"},
	{indicator.IP, "1.0.0.3", Drop, "public-resolvers"},
	{indicator.IP, "1.0.0.4", Pass, ""},
	{indicator.IP, "10.255.255.255", Drop, "non-global-addresses"},
	{indicator.IP, "11.0.0.0", Pass, ""},
	{indicator.IP, "100.63.255.255", Label, "cloud-ranges"},
	{indicator.IP, "100.64.0.0", Drop, "non-global-addresses"},
	{indicator.IP, "100.128.0.0", Pass, ""},
	{indicator.IP, "169.254.1.1", Drop, "non-global-addresses"},
	{indicator.IP, "172.15.255.255", Pass, ""},
	{indicator.IP, "172.16.0.0", Drop, "non-global-addresses"},
	{indicator.IP, "172.31.255.255", Drop, "non-global-addresses"},
	{indicator.IP, "172.32.0.0", Pass, ""},
	{indicator.IP, "192.0.2.1", Drop, "non-global-addresses"},
	{indicator.IP, "192.169.0.0", Pass, ""},
	{indicator.IP, "198.18.0.1", Drop, "non-global-addresses"},
	{indicator.IP, "198.20.0.0", Pass, ""},
	{indicator.IP, "198.51.100.7", Drop, "non-global-addresses"},
	{indicator.IP, "223.255.255.255", Pass, ""},
	{indicator.IP, "224.0.0.251", Drop, "non-global-addresses"},
	{indicator.IP, "240.0.0.1", Drop, "non-global-addresses"},
	{indicator.IP, "255.255.255.255", Drop, "non-global-addresses"},
	{indicator.IP, "::", Drop, "non-global-addresses"},
	{indicator.IP, "::1", Drop, "non-global-addresses"},
	{indicator.IP, "2001:db8::1", Drop, "non-global-addresses"},
	{indicator.IP, "2001:db9::1", Pass, ""},
	{indicator.IP, "3fff::1", Drop, "non-global-addresses"},
	{indicator.IP, "4000::1", Drop, "non-global-addresses"},
	{indicator.IP, "fd00::1", Drop, "non-global-addresses"},
	{indicator.IP, "fe80::1", Drop, "non-global-addresses"},
	{indicator.IP, "ff02::fb", Drop, "non-global-addresses"},
	{indicator.IPPort, "[::1]:80", Drop, "non-global-addresses"},
	{indicator.IPPort, "[2606:4700:4700::1111]:443", Drop, "public-resolvers"},

	// An IPv4 address in IPv6 clothes is judged as what it is.
	{indicator.IP, "64:ff9b::a00:1", Drop, "non-global-addresses"},
	{indicator.IP, "64:ff9b::808:808", Drop, "public-resolvers"},
	{indicator.IP, "64:ff9b::50d3:2f9f", Pass, ""},
	{indicator.IP, "2002:a00:1::1", Drop, "non-global-addresses"},
	{indicator.IP, "2002:50d3:2f9f::1", Pass, ""},

	// URLs: nothing inside is kept, the rest is kept from matching by its host.
	{indicator.URL, "http://192.168.1.1/gate.php", Drop, "non-global-addresses"},
	{indicator.URL, "http://[fe80::1]/", Drop, "non-global-addresses"},
	{indicator.URL, "http://localhost:8080/x", Drop, "internal-names"},
	{indicator.URL, "https://8.8.8.8/resolve?name=evil.com", Drop, "public-resolvers"},
	{indicator.URL, "https://dns.google/resolve?name=evil.com", Drop, "public-resolvers"},
	{indicator.URL, "https://149.154.167.99/x", Precise, "shared-hosts"},
	{indicator.URL, "https://github.com/evil/repo/raw/main/a.exe", Precise, "shared-hosts"},
	{indicator.URL, "https://evil.github.io/a", Precise, "public-suffixes"},

	{indicator.Domain, "localhost", Drop, "internal-names"},
	{indicator.Domain, "intranet", Drop, "internal-names"},
	{indicator.Domain, "printer.local", Drop, "internal-names"},
	{indicator.Domain, "nas.home.arpa", Drop, "internal-names"},
	{indicator.Domain, "1.0.0.127.in-addr.arpa", Drop, "internal-names"},
	{indicator.Domain, "notlocal.com", Pass, ""},
	{indicator.Domain, "dns.google", Drop, "public-resolvers"},
	{indicator.Domain, "mozilla.cloudflare-dns.com", Drop, "public-resolvers"},
	{indicator.Domain, "evil-cloudflare-dns.com", Pass, ""},

	{indicator.Domain, "co.uk", Precise, "public-suffixes"},
	{indicator.Domain, "github.io", Precise, "public-suffixes"},
	{indicator.Domain, "evil.github.io", Precise, "public-suffixes"},
	{indicator.Domain, "x.duckdns.org", Precise, "public-suffixes"},
	{indicator.Domain, "a.b.workers.dev", Precise, "public-suffixes"},
	{indicator.Domain, "evil.co.uk", Pass, ""},
	{indicator.Domain, "github.com", Precise, "shared-hosts"},
	{indicator.Domain, "gist.github.com", Precise, "shared-hosts"},
	{indicator.Domain, "notgithub.com", Pass, ""},
	{indicator.Domain, "github.com.evil.net", Pass, ""},
	{indicator.Domain, "t.me", Precise, "shared-hosts"},
	{indicator.Domain, "x.com", Precise, "shared-hosts"},
	{indicator.Domain, "netflix.com", Precise, "top-sites"},
	{indicator.Domain, "www.netflix.com", Precise, "top-sites"},
	{indicator.Domain, "notnetflix.com", Pass, ""},
	{indicator.URL, "https://netflix.com/login", Precise, "top-sites"},
	{indicator.Domain, "api.ipify.org", Precise, "vendor-services"},
	{indicator.Domain, "ocsp.digicert.com", Precise, "vendor-services"},
	{indicator.Domain, "1url.com", Precise, "shared-services"},

	// Ranges: many answer at an edge, customers change in a cloud, what a sinkhole sees is true.
	{indicator.IPPort, "104.16.1.2:443", Precise, "cdn-edges"},
	{indicator.URL, "http://104.16.1.2/x", Precise, "cdn-edges"},
	{indicator.IPPort, "[2606:4700::1]:443", Precise, "cdn-edges"},
	{indicator.IP, "17.253.144.10", Precise, "vendor-ranges"},
	{indicator.IPPort, "3.5.140.2:8443", Label, "cloud-ranges"},
	{indicator.URL, "http://3.5.140.2/x", Label, "cloud-ranges"},
	{indicator.IP, "104.155.11.149", Label, "sinkholes"}, // in a cloud's range, but first of all this
	{indicator.IP, "162.142.125.7", Label, "scanners"},

	{indicator.MD5, "d41d8cd98f00b204e9800998ecf8427e", Drop, "empty-files"},
	{indicator.SHA1, "da39a3ee5e6b4b0d3255bfef95601890afd80709", Drop, "empty-files"},
	{indicator.SHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Drop, "empty-files"},
	{indicator.MD5, "44d88612fea8a8f36de82e1278abb02f", Drop, "common-files"},
	{indicator.SHA3384, "0c63a75b845e4f7d01107d852e4c2485c51a50aaaa94fc61995e71bbee983a2ac3713831264adb47fb6bd1e058d5f004", Drop, "empty-files"},

	{0, "", Pass, ""},
	{indicator.URL, "not a url at all \x00", Pass, ""},
}

func TestDecide(t *testing.T) {
	for _, tt := range decideTests {
		got := Decide(indicator.Indicator{Observable: indicator.Observable{Kind: tt.kind, Value: tt.value}})
		if got.Level != tt.level || got.List != tt.list || (got.Reason == "") != (got.Level == Pass) {
			t.Errorf("Decide(%v %q) = %+v, want level %d by %q with its reason", tt.kind, tt.value, got, tt.level, tt.list)
		}
	}
}

func TestDecideCompromised(t *testing.T) {
	for _, tt := range []struct {
		value string
		want  Decision
	}{
		{"http://bakery.com/wp-content/x.php", Decision{Precise, "compromised-sites", "bakery.com is a legitimate site that was abused: the rest of it is innocent"}},
		{"http://github.com/x", Decision{Precise, "shared-hosts", "github.com is a shared host (code hosting): not everything on it is bad"}},
		{"http://10.0.0.1/x", Decision{Drop, "non-global-addresses", "10.0.0.1 is a private address: it means no one machine on the internet"}},
	} {
		ind := indicator.Indicator{Observable: indicator.Observable{Kind: indicator.URL, Value: tt.value}, Compromised: true}
		if diff := cmp.Diff(tt.want, Decide(ind)); diff != "" {
			t.Errorf("Decide(%q), compromised (-want +got):\n%s", tt.value, diff)
		}
	}
}

// An address that its source took back before matches where the event shows exactly it; of names
// and hashes nothing is known that would say so.
func TestDecideRelisted(t *testing.T) {
	before := Decision{Precise, "retracted-before", "80.211.47.159 was listed by mistake before, its source said: it may be one again"}
	for _, tt := range []struct {
		value string
		want  Decision
	}{
		{"80.211.47.159", before}, {"80.211.47.159:7582", before}, {"http://80.211.47.159/x", before},
		{"softandtec.com", Decision{}}, {strings.Repeat("ab", 16), Decision{}},
		{"10.0.0.1", Decision{Drop, "non-global-addresses", "10.0.0.1 is a private address: it means no one machine on the internet"}},
	} {
		o, err := indicator.Parse(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, Decide(indicator.Indicator{Observable: o, Relisted: true})); diff != "" {
			t.Errorf("Decide(%q), listed again (-want +got):\n%s", tt.value, diff)
		}
	}
}

// Entries are compared with canonical values, so that one in another form would never hit.
func TestListsAreCanonical(t *testing.T) {
	hash := regexp.MustCompile(`^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96})$`)
	for _, l := range lists {
		for text, label := range l.entries() {
			p, err := netip.ParsePrefix(text)
			if a, single := netip.ParseAddr(text); single == nil {
				p, err = netip.PrefixFrom(a, a.BitLen()), nil
			}
			host, ok := indicator.CanonicalHost(text)
			switch {
			case label == "":
				t.Errorf("%s: %q has no label", l.name, text)
			case err == nil && (p.Masked() != p || p.Addr().Is4In6()):
				t.Errorf("%s: %q has bits beyond its length, or is IPv4 in IPv6 clothes", l.name, text)
			case err == nil && l.name != "non-global-addresses" && nonGlobal(p.Addr()):
				t.Errorf("%s: %q cannot be met: it is not global", l.name, text)
			case err != nil && !hash.MatchString(text) && (!ok || host != text):
				t.Errorf("%s: %q is neither a host name in canonical form nor a hash", l.name, text)
			}
		}
	}
}

func nonGlobal(addr netip.Addr) bool {
	e, ok := built().blocks.find(addr)
	return ok && e.list.name == "non-global-addresses"
}

func TestListsSayEachEntryOnce(t *testing.T) {
	for _, l := range lists {
		seen := map[string]bool{}
		for text := range l.entries() {
			if seen[text] {
				t.Errorf("%s: `%s` is listed twice", l.name, text)
			}
			seen[text] = true
		}
		if len(seen) == 0 {
			t.Errorf("%s is empty", l.name)
		}
	}
}

// Every file is a list that is asked.
func TestFilesAreLists(t *testing.T) {
	dir, err := files.ReadDir("lists")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range dir {
		if !slices.ContainsFunc(lists, func(l *list) bool { return l.name+".txt" == f.Name() }) {
			t.Errorf("nobody asks %s", f.Name())
		}
	}
}

func FuzzDecide(f *testing.F) {
	for _, tt := range decideTests {
		f.Add(uint8(tt.kind), tt.value, true)
	}
	f.Fuzz(func(t *testing.T, kind uint8, value string, compromised bool) {
		ind := indicator.Indicator{Observable: indicator.Observable{Kind: indicator.Kind(kind), Value: value}}
		plain := Decide(ind)
		if ind.Compromised = compromised; Decide(ind).Level < plain.Level {
			t.Errorf("%q: being compromised loosened %+v", value, plain)
		}
	})
}

// BenchmarkDecide asks for one indicator of a kind, and for those of a feed: of ten, six are
// ip:port, two domains, one a URL and one a hash.
func BenchmarkDecide(b *testing.B) {
	var feed []indicator.Indicator
	for i, tt := range decideTests[:6] {
		ind := indicator.Indicator{Observable: indicator.Observable{Kind: tt.kind, Value: tt.value}}
		for range []int{6, 0, 2, 1, 1, 0}[i] {
			feed = append(feed, ind)
		}
		b.Run(tt.kind.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Decide(ind)
			}
		})
	}
	b.Run("feed", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			Decide(feed[i%len(feed)])
		}
	})
}

func ExampleDecide() {
	listed := indicator.Indicator{
		Observable: indicator.Observable{Kind: indicator.IPPort, Value: "8.8.8.8:443"},
		FirstSeen:  time.Date(2023, 9, 10, 23, 1, 0, 0, time.UTC),
	}
	d := Decide(listed)
	fmt.Println(d.Level == Drop, d.List)
	fmt.Println(d.Reason)
	// Output:
	// true public-resolvers
	// 8.8.8.8 is a public DNS resolver of Google
}
