package indicator

import "testing"

func TestDefang(t *testing.T) {
	for _, tt := range []struct {
		o    Observable
		want string
	}{
		{Observable{Domain, "softandtec.com"}, "softandtec[.]com"},
		{Observable{IP, "80.211.47.159"}, "80[.]211[.]47[.]159"},
		{Observable{IP, "2001:db8::1"}, "2001[:]db8[:][:]1"},
		{Observable{IPPort, "80.211.47.159:7582"}, "80[.]211[.]47[.]159:7582"},
		{Observable{IPPort, "[2001:db8::1]:443"}, "[2001[:]db8[:][:]1]:443"},
		{Observable{IPPort, "[::]:0"}, "[[:][:]]:0"},
		{Observable{URL, "http://woodfez.biz:7582"}, "hxxp://woodfez[.]biz:7582"},
		{Observable{URL, "https://woodfez.biz/a.php?b=c.d@e"}, "hxxps://woodfez[.]biz/a.php?b=c.d@e"},
		{Observable{URL, "ftp://woodfez.biz/x"}, "fxp://woodfez[.]biz/x"},
		{Observable{URL, "tcp://45.153.34.153/rondo.dus"}, "tcp://45[.]153[.]34[.]153/rondo.dus"},
		{Observable{URL, "http://[2001:db8::1]:8080/x"}, "hxxp://[2001[:]db8[:][:]1]:8080/x"},
		{Observable{Email, "john.doe@evil.example"}, "john[.]doe[@]evil[.]example"},
		{Observable{MD5, md5Text}, md5Text},
	} {
		if got := tt.o.Defang(); got != tt.want {
			t.Errorf("%v.Defang() = %q, want %q", tt.o, got, tt.want)
		}
		checkLaws(t, tt.o)
	}
}

func TestDefangText(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"x.SoftAndTec.com.", "x[.]SoftAndTec[.]com[.]"},
		{"80.211.47.159:7582", "80[.]211[.]47[.]159:7582"},
		{"2001:db8::1", "2001[:]db8[:][:]1"},
		{"HTTP://WOODFEZ.biz:7582/a.b", "hxxp://WOODFEZ[.]biz:7582/a.b"},
		{"woodfez.biz/a.b", "woodfez[.]biz/a.b"},
		{`"http://woodfez.biz/a.b"`, `"hxxp://woodfez[.]biz/a.b"`},
		{"user@evil.example", "user[@]evil[.]example"},
		{"workstation-7", "workstation-7"},
		{"blocked by policy 4.2 of the proxy.", "blocked by policy 4.2 of the proxy."},
		{md5Text, md5Text},
		{"", ""},
	} {
		if got := DefangText(tt.text); got != tt.want {
			t.Errorf("DefangText(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
