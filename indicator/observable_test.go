package indicator

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// A hash of each kind.
const (
	md5Text    = "9e107d9d372bb6826bd81d3542a419d6"
	sha1Text   = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"
	sha256Text = "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592"
	sha384Text = "7063465e08a93bce31cd89d2e3ca8f602498696e253592ed26f07bf7e703cf328581e1471a7ba7ab119b1a9ebdf8be41"
)

var parseTests = []struct {
	text string
	want Observable
}{
	// Domains.
	{"SoftAndTec.com", Observable{Domain, "softandtec.com"}},
	{"softandtec.com.", Observable{Domain, "softandtec.com"}},
	{"www.softandtec.com", Observable{Domain, "www.softandtec.com"}},
	{"*.softandtec.com", Observable{Domain, "softandtec.com"}},
	{".softandtec.com", Observable{Domain, "softandtec.com"}},
	{"_dmarc.evil_host.example", Observable{Domain, "_dmarc.evil_host.example"}},
	{"r3---sn-x.example", Observable{Domain, "r3---sn-x.example"}},
	{"Bücher.example", Observable{Domain, "xn--bcher-kva.example"}},
	{"XN--BCHER-KVA.example", Observable{Domain, "xn--bcher-kva.example"}},
	{"0x1f.example", Observable{Domain, "0x1f.example"}},

	// Addresses, with and without a port.
	{"80.211.47.159", Observable{IP, "80.211.47.159"}},
	{"2A02:CF40:0001::5", Observable{IP, "2a02:cf40:1::5"}},
	{"[2001:db8::1]", Observable{IP, "2001:db8::1"}},
	{"fe80::1%eth0", Observable{IP, "fe80::1"}},
	{"::ffff:192.0.2.7", Observable{IP, "192.0.2.7"}},
	{"80.211.47.159:7582", Observable{IPPort, "80.211.47.159:7582"}},
	{"80.211.47.159:0", Observable{IPPort, "80.211.47.159:0"}},
	{"80.211.47.159|7582", Observable{IPPort, "80.211.47.159:7582"}},
	{"2001:db8::1|443", Observable{IPPort, "[2001:db8::1]:443"}},
	{"[2001:DB8::1]:443", Observable{IPPort, "[2001:db8::1]:443"}},
	{"[::ffff:192.0.2.7]:443", Observable{IPPort, "192.0.2.7:443"}},
	{"::ffff:192.0.2.7:443", Observable{IPPort, "192.0.2.7:443"}},
	{"2a02:cf40:1::5:40669", Observable{IPPort, "[2a02:cf40:1::5]:40669"}}, // 40669 is no group

	// URLs.
	{"HTTP://WoodFez.biz:7582", Observable{URL, "http://woodfez.biz:7582"}},
	{"http://woodfez.biz:7582/", Observable{URL, "http://woodfez.biz:7582"}},
	{"http://woodfez.biz:80/A", Observable{URL, "http://woodfez.biz/A"}},
	{"https://woodfez.biz:443", Observable{URL, "https://woodfez.biz"}},
	{"http://woodfez.biz:443/ga.js", Observable{URL, "http://woodfez.biz:443/ga.js"}},
	{"ftp://woodfez.biz:21/x", Observable{URL, "ftp://woodfez.biz/x"}},
	{"http://woodfez.biz.:/x", Observable{URL, "http://woodfez.biz/x"}},
	{"tcp://45.153.34.153/rondo.dus", Observable{URL, "tcp://45.153.34.153/rondo.dus"}},
	{"https://user:pass@evil.example/x#frag", Observable{URL, "https://evil.example/x"}},
	{`http://evil.example\@good.example/`, Observable{URL, "http://evil.example/@good.example/"}},
	{"http://evil.example?p=", Observable{URL, "http://evil.example/?p="}},
	{"http://evil.example/?", Observable{URL, "http://evil.example/?"}},
	{"http://evil.example/A%20b/?p=", Observable{URL, "http://evil.example/A%20b/?p="}},
	{`http://91.92.242.243:6600/ESPIx..we\`, Observable{URL, `http://91.92.242.243:6600/ESPIx..we\`}},
	{`http://evil.example/a'b"c|d`, Observable{URL, `http://evil.example/a'b"c|d`}},
	{"http://evil.example/ü", Observable{URL, "http://evil.example/%C3%BC"}},
	{"http://evil.example/raw,0.tcp.example:15440", Observable{URL, "http://evil.example/raw,0.tcp.example:15440"}},
	{"http://[2001:DB8::1]:80/x", Observable{URL, "http://[2001:db8::1]/x"}},
	{"http://[::ffff:192.0.2.7]:8080/x", Observable{URL, "http://192.0.2.7:8080/x"}},
	{"http://Bücher.example/x", Observable{URL, "http://xn--bcher-kva.example/x"}},

	// Hashes and e-mail addresses.
	{strings.ToUpper(md5Text), Observable{MD5, md5Text}},
	{sha1Text, Observable{SHA1, sha1Text}},
	{strings.ToUpper(sha256Text), Observable{SHA256, sha256Text}},
	{sha384Text, Observable{SHA3384, sha384Text}},
	{"John.Doe+x@Evil.example.", Observable{Email, "John.Doe+x@evil.example"}},
	{"mailto:o'brien@evil.example", Observable{Email, "o'brien@evil.example"}},

	// Fangs.
	{"softandtec[.]com", Observable{Domain, "softandtec.com"}},
	{"softandtec(.)com", Observable{Domain, "softandtec.com"}},
	{"softandtec{.}com", Observable{Domain, "softandtec.com"}},
	{"softandtec[dot]com", Observable{Domain, "softandtec.com"}},
	{"softandtec(DOT)com", Observable{Domain, "softandtec.com"}},
	{"softandtec dot com", Observable{Domain, "softandtec.com"}},
	{`softandtec\.com`, Observable{Domain, "softandtec.com"}},
	{"softandtec.]com", Observable{Domain, "softandtec.com"}},
	{"softandtec[.com", Observable{Domain, "softandtec.com"}},
	{"softandtec[,]com", Observable{Domain, "softandtec.com"}},
	{"softandtec,com", Observable{Domain, "softandtec.com"}},
	{"softandtec[[.]]com", Observable{Domain, "softandtec.com"}},
	{"soft\u200bandtec\ufeff.com", Observable{Domain, "softandtec.com"}},
	{"80[.]211[.]47[.]159:7582", Observable{IPPort, "80.211.47.159:7582"}},
	{"80[.]211[.]47[.]159[:]7582", Observable{IPPort, "80.211.47.159:7582"}},
	{"80,211,47,159", Observable{IP, "80.211.47.159"}},
	{"2001[:]db8[:][:]1", Observable{IP, "2001:db8::1"}},
	{"hxxp://woodfez[.]biz:7582", Observable{URL, "http://woodfez.biz:7582"}},
	{"hXXps[:]//woodfez[.]biz/a", Observable{URL, "https://woodfez.biz/a"}},
	{"hxxps[://]woodfez[.]biz/a", Observable{URL, "https://woodfez.biz/a"}},
	{"hxxp[:][/][/]woodfez[.]biz[/]a[.]php", Observable{URL, "http://woodfez.biz/a.php"}},
	{"http[s]://woodfez[.]biz", Observable{URL, "https://woodfez.biz"}},
	{"h**ps://woodfez.biz", Observable{URL, "https://woodfez.biz"}},
	{"meow://woodfez.biz", Observable{URL, "http://woodfez.biz"}},
	{"fxp://woodfez.biz/x", Observable{URL, "ftp://woodfez.biz/x"}},
	{"hxxp://woodfez,biz/a,b", Observable{URL, "http://woodfez.biz/a,b"}},
	{`hxxp://woodfez\.biz/a\.b`, Observable{URL, `http://woodfez.biz/a\.b`}},
	{"user[@]evil[.]example", Observable{Email, "user@evil.example"}},
	{"user[at]evil[dot]example", Observable{Email, "user@evil.example"}},
	{"user at evil dot example", Observable{Email, "user@evil.example"}},

	// What surrounds a value.
	{"  \"softandtec.com\"\r\n", Observable{Domain, "softandtec.com"}},
	{"<http://woodfez.biz/x>", Observable{URL, "http://woodfez.biz/x"}},
	{"“'softandtec.com'”", Observable{Domain, "softandtec.com"}},
	{"`softandtec.com`", Observable{Domain, "softandtec.com"}},
}

func TestParse(t *testing.T) {
	for _, tt := range parseTests {
		if got, err := Parse(tt.text); got != tt.want || err != nil {
			t.Errorf("Parse(%q) = %v, %v; want %v", tt.text, got, err, tt.want)
		}
		if got, err := ParseAs(tt.want.Kind, tt.text); got != tt.want || err != nil {
			t.Errorf("ParseAs(%v, %q) = %v, %v; want %v", tt.want.Kind, tt.text, got, err, tt.want)
		}
		checkLaws(t, tt.want)
	}
}

// parseAsTests are values whose kind cannot be guessed, or would be guessed otherwise.
var parseAsTests = []struct {
	kind Kind
	text string
	want string
}{
	{IPPort, "158.94.209.216", "158.94.209.216:0"},
	{IPPort, "2001:db8::1:80", "[2001:db8::1]:80"},
	{IPPort, "1:2:3:4:5:6:7:8", "[1:2:3:4:5:6:7:8]:0"},
	{IPPort, "1:2:3:4:5:6:7:8:443", "[1:2:3:4:5:6:7:8]:443"},
	{IPPort, "2001:db8::beef", "[2001:db8::beef]:0"},
	{IPPort, "[2001:db8::1]", "[2001:db8::1]:0"},
	{URL, "http://localhost/x", "http://localhost/x"},
}

func TestParseAs(t *testing.T) {
	for _, tt := range parseAsTests {
		want := Observable{tt.kind, tt.want}
		if got, err := ParseAs(tt.kind, tt.text); got != want || err != nil {
			t.Errorf("ParseAs(%v, %q) = %v, %v; want %v", tt.kind, tt.text, got, err, want)
		}
		checkLaws(t, want)
	}
}

var refusedTests = []struct {
	kind Kind // 0 to guess
	text string
	err  error
}{
	{0, "", ErrEmpty},
	{0, " \"\u200b\" ", ErrEmpty},
	{0, "[Popular_PDF_Reader]", ErrUnknown},
	{0, "deadbeef", ErrUnknown},
	{0, "evil.example:8080", ErrHost},
	{0, "evil[.]example[:]8080", ErrHostPort},
	{0, "evil.example/gate.php", ErrHostPath},
	{0, "evil.example:8080/gate.php", ErrHostPath},
	{0, "80.211.47.0/24", ErrRange},
	{0, "80.211.47.159/gate.php", ErrHost},
	{URL, "evil.example/gate.php", ErrScheme},
	{0, "softandtec[[.].]com", ErrHost},
	{0, "two words.com", ErrControl},
	{0, "http://evil.example/a b", ErrControl},
	{URL, "http://evil.example/a\nb", ErrControl},
	{URL, "http://evil.example/a\x00b", ErrControl},
	{0, "zip/...", ErrRedacted},
	{0, "https://evil.example/***", ErrRedacted},
	{0, "evil.exa…", ErrRedacted},
	{0, "192.0.x.x", ErrRedacted},
	{0, "192.0.2.XXX", ErrRedacted},
	{IPPort, "192.0.2.xxx:443", ErrAddress},
	{0, "a..b.com", ErrHost},
	{0, "evil\"example.com", ErrHost},
	{0, "a.com,b.com", ErrHost},
	{0, "lorem,ipsum", ErrUnknown},
	{0, "1.2.3.400", ErrHost},
	{0, "1.2.3.4:65536", ErrPort},
	{Domain, "1.2.3.4", ErrHost},
	{Domain, "localhost", ErrHost},
	{Domain, strings.Repeat("a", 64) + ".com", ErrHost},
	{Domain, strings.Repeat("abcdefghi.", 26) + "com", ErrHost},
	{IP, "1.2.3", ErrAddress},
	{IP, "01.2.3.4", ErrAddress},
	{IP, "1.2.3.4:80", ErrAddress},
	{IPPort, "1.2.3.4:65536", ErrPort},
	{IPPort, "1.2.3.4:99999999999999999999", ErrPort},
	{IPPort, "evil.example:80", ErrAddress},
	{URL, "http://evil.example:65536/x", ErrPort},
	{URL, "http://evil.example:x/", ErrPort},
	{URL, "http:///x", ErrHost},
	{URL, "http://a b/x", ErrControl},
	{URL, "http://" + strings.Repeat("a/", maxValue), ErrTooLong},
	{URL, "http://evil.example/" + strings.Repeat("ü", maxValue/4), ErrTooLong},
	{Domain, strings.Repeat("a", maxText+1), ErrTooLong},
	{SHA256, md5Text, ErrHash},
	{SHA1, strings.Repeat("z", 40), ErrHash},
	{Email, "evil.example", ErrEmail},
	{Email, "@evil.example", ErrEmail},
	{Email, "a@b@evil.example", ErrEmail},
	{Email, "a,b@evil.example", ErrEmail},
	{Email, "user@*.evil.example", ErrEmail},
	{0, nested(maxPasses + 1), ErrFanged},
	{Kind(99), "evil.example", ErrKind},
}

// nested is a dot that takes depth passes to uncover.
func nested(depth int) string {
	s := "."
	for range depth {
		s = "[:" + s + "]"
	}
	return "a" + s + "com"
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range refusedTests {
		got, err := ParseAs(tt.kind, tt.text)
		if tt.kind == 0 {
			got, err = Parse(tt.text)
		}
		var perr *ParseError
		if !errors.Is(err, tt.err) || !errors.As(err, &perr) || got != (Observable{}) {
			t.Errorf("ParseAs(%v, %.80q) = %v, %v; want %v", tt.kind, tt.text, got, err, tt.err)
			continue
		}
		checkError(t, perr)
	}
}

func TestParseKind(t *testing.T) {
	for _, k := range Kinds() {
		if got, ok := ParseKind(strings.ToUpper(k.String())); got != k || !ok {
			t.Errorf("ParseKind(%q) = %v, %v", k.String(), got, ok)
		}
	}
	for name, want := range kindAliases {
		if got, ok := ParseKind(name); got != want || !ok {
			t.Errorf("ParseKind(%q) = %v, %v; want %v", name, got, ok, want)
		}
	}
	if k, ok := ParseKind("mutex"); ok {
		t.Errorf("ParseKind(mutex) = %v, want none", k)
	}
}

// checkLaws holds an observable to the laws of its kind: the canonical form is a fixed point,
// the defanged form parses back, and neither holds what a log line or terminal would stumble over.
func checkLaws(t *testing.T, o Observable) {
	t.Helper()
	for _, text := range []string{o.Value, o.Defang()} {
		if again, err := ParseAs(o.Kind, text); again != o || err != nil {
			t.Errorf("ParseAs(%v, %q) = %v, %v; want %v", o.Kind, text, again, err, o)
		}
		if again, err := Parse(text); err != nil || again != o {
			t.Errorf("Parse(%q) = %v, %v; want %v", text, again, err, o)
		}
		if strings.ContainsFunc(text, spaceOrControl) || !utf8.ValidString(text) || len(text) > maxText {
			t.Errorf("%v as %q: bad characters or too long", o, text)
		}
	}
	if o.Kind != Email && !isASCII(o.Value) {
		t.Errorf("%v is not ASCII", o)
	}
}

func checkError(t *testing.T, e *ParseError) {
	t.Helper()
	if n := utf8.RuneCountInString(e.Text); n > maxShown || strings.ContainsFunc(e.Text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		t.Errorf("error text %q: %d characters, or not printable", e.Text, n)
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range parseTests {
		f.Add(tt.text, uint8(tt.want.Kind))
	}
	for _, tt := range refusedTests {
		f.Add(tt.text, uint8(tt.kind))
	}
	f.Fuzz(func(t *testing.T, text string, kind uint8) {
		for _, parse := range []func() (Observable, error){
			func() (Observable, error) { return Parse(text) },
			func() (Observable, error) { return ParseAs(Kind(kind), text) },
		} {
			o, err := parse()
			if err == nil {
				checkLaws(t, o)
				continue
			}
			var perr *ParseError
			if !errors.As(err, &perr) {
				t.Fatalf("%q: error of type %T", text, err)
			}
			checkError(t, perr)
		}
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// FuzzClean holds the fast path to the slow one.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"softandtec.com", "http://woodfez.biz:7582/a?b=c.d@e", "hxxp://a.com", "a...b", "a..", "mailto:a@b.com", "a@b.com", "http://a/http://b", "1.2.3.4:80", "a dot b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !isClean(text) {
			return
		}
		if slow, err := cleanSlow(text); slow != text || err != nil {
			t.Errorf("%q is clean, and slowly %q, %v", text, slow, err)
		}
	})
}
