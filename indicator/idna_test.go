package indicator

import "testing"

var idnaTests = []struct{ host, unicode, ascii string }{
	{"bücher.example", "bücher.example", "xn--bcher-kva.example"},
	{"BÜCHER.Example.", "bücher.example", "xn--bcher-kva.example"},
	{"straße.de", "straße.de", "xn--strae-oqa.de"},
	{"пример.рф", "пример.рф", "xn--e1afmkfd.xn--p1ai"},
	{"例え。テスト", "例え.テスト", "xn--r8jz45g.xn--zckzah"},
	{"ｅｖｉｌ．ｃｏｍ", "evil.com", "evil.com"},
	{"www.münchen-ost.de", "www.münchen-ost.de", "www.xn--mnchen-ost-9db.de"},
	{"xn--bcher-kva.example", "bücher.example", "xn--bcher-kva.example"},
	{"XN--BCHER-KVA.example", "bücher.example", "xn--bcher-kva.example"},
	{"аррӏе.com", "аррӏе.com", "xn--80ak6aa92e.com"},
	{"xn--a.com", "xn--a.com", "xn--a.com"},          // no Punycode, but a name in DNS
	{"xn--abc-.com", "xn--abc-.com", "xn--abc-.com"}, // would come back as abc.com
	{"plain.example", "plain.example", "plain.example"},
}

func TestIDNA(t *testing.T) {
	for _, tt := range idnaTests {
		if got, ok := CanonicalHost(tt.host); !ok || got != tt.ascii {
			t.Errorf("CanonicalHost(%q) = %q, %v; want %q", tt.host, got, ok, tt.ascii)
		}
		if got := Unicode(tt.ascii); got != tt.unicode {
			t.Errorf("Unicode(%q) = %q, want %q", tt.ascii, got, tt.unicode)
		}
	}
}

func TestForeignHostRefuses(t *testing.T) {
	for _, host := range []string{"a\u202eb.com", "☃☃ b.com", "\xff.com", "ü..com", "ü/x.com", "１.２.３.４"} {
		if got, ok := CanonicalHost(host); ok {
			t.Errorf("CanonicalHost(%q) = %q, want none", host, got)
		}
	}
}

// The two spellings of a name stand for each other, and never print what moves a cursor.
func FuzzUnicode(f *testing.F) {
	for _, tt := range idnaTests {
		f.Add(tt.host)
	}
	f.Fuzz(func(t *testing.T, text string) {
		host, ok := CanonicalHost(text)
		if !ok {
			return
		}
		if again, ok := CanonicalHost(host); !ok || again != host {
			t.Errorf("CanonicalHost(%q) = %q, then %q, %v", text, host, again, ok)
		}
		shown := Unicode(host)
		if back, ok := CanonicalHost(shown); !ok || back != host {
			t.Errorf("Unicode(%q) = %q, which is %q, %v", host, shown, back, ok)
		}
		if Printable(shown, 0) != shown {
			t.Errorf("Unicode(%q) = %q does not print", host, shown)
		}
	})
}
