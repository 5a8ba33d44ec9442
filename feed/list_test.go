package feed

import (
	"bufio"
	"slices"
	"strings"
	"testing"

	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
)

func TestListLine(t *testing.T) {
	for _, tt := range []struct {
		line   string
		values []string
	}{
		{"softandtec.com", []string{"domain softandtec.com"}},
		{"  softandtec[.]com\r", []string{"domain softandtec.com"}},
		{"softandtec dot com", []string{"domain softandtec.com"}},
		{"hXXp[:]//woodfez(.)biz:7582", []string{"url http://woodfez.biz:7582"}},
		{"80.211.47[.]159[:]7582", []string{"ip:port 80.211.47.159:7582"}},
		{"[2a02:cf40:1::5]:443", []string{"ip:port [2a02:cf40:1::5]:443"}},
		{"4E5902809C2D4B55DC13E686249A2EA9", []string{"md5 4e5902809c2d4b55dc13e686249a2ea9"}},
		{"a@evil.com", []string{"email a@evil.com"}},
		{"# softandtec.com", nil},
		{"// softandtec.com", nil},
		{"; softandtec.com", nil},
		{"", nil},
		{"softandtec.com # seen twice", []string{"domain softandtec.com"}},
		{"softandtec.com // seen twice", []string{"domain softandtec.com"}},
		{"softandtec.com\t; seen twice", []string{"domain softandtec.com"}},
		{"http://a.com/#x", []string{"url http://a.com"}},
		{"softandtec.com\tbotnet\t2026", []string{"domain softandtec.com"}},
		{"softandtec.com, botnet", []string{"domain softandtec.com"}},
		{"softandtec.com,Remus,2026-05-22", []string{"domain softandtec.com"}},
		{"1.2.3.4;Remus", []string{"ip 1.2.3.4"}},
		{`"softandtec.com",`, []string{"domain softandtec.com"}},
		{"`softandtec.com`", []string{"domain softandtec.com"}},
		{"- softandtec.com", []string{"domain softandtec.com"}},
		{"http://a.com/x,y", []string{"url http://a.com/x,y"}},
		{"*.softandtec.com", []string{"domain softandtec.com"}},
		{".softandtec.com", []string{"domain softandtec.com"}},
		{"0.0.0.0 softandtec.com", []string{"domain softandtec.com"}},
		{"127.0.0.1\tsoftandtec.com genuskox.biz # two", []string{"domain softandtec.com", "domain genuskox.biz"}},
		{"127.0.0.1 localhost", nil},
		{"::1 ip6-localhost ip6-loopback", nil},
		{"127.0.0.1", []string{"ip 127.0.0.1"}},
		{"0.0.0.0 seen twice", []string{"ip 0.0.0.0"}},
		{"MD5: 4E5902809C2D4B55DC13E686249A2EA9", []string{"md5 4e5902809c2d4b55dc13e686249a2ea9"}},
		{"md5=4E5902809C2D4B55DC13E686249A2EA9", []string{"md5 4e5902809c2d4b55dc13e686249a2ea9"}},
		{"IP address : 80.211.47[.]159 (C2)", []string{"ip 80.211.47.159"}},
		{"Domains: softandtec[.]com, genuskox[.]biz", []string{"domain softandtec.com", "domain genuskox.biz"}},
		{"- URL:hxxp://woodfez[.]biz:7582/a", []string{"url http://woodfez.biz:7582/a"}},
	} {
		got := mustRead(t, "example.org\n"+tt.line+"\n") // one value makes it a list
		if got.Format != "list" || len(got.Malformed) > 0 {
			t.Errorf("%q: %s, malformed %q, want a list without", tt.line, got.Format, reasons(got))
		}
		if diff := cmp.Diff(tt.values, values(got)[1:], equateEmpty); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.line, diff)
		}
	}
}

func TestList(t *testing.T) {
	got := mustRead(t, "\n# Malware Family: Remus\nsoftandtec.com\nno value\n192.0.x.x\nsoftandtec.com\n127.0.0.1 localhost")
	want := &Result{
		Name: "test", Format: "list", Rows: 4,
		Indicators: []indicator.Indicator{
			{Observable: indicator.Observable{Kind: indicator.Domain, Value: "softandtec.com"}, Confidence: indicator.UnknownConfidence, Source: "list"},
			{Observable: indicator.Observable{Kind: indicator.Domain, Value: "softandtec.com"}, Confidence: indicator.UnknownConfidence, Source: "list"},
		},
		Notes: []string{"1 name of the machine itself (localhost ...) is no indicator"},
	}
	lines := []string{"4", "5"}
	if diff := cmp.Diff(lines, startsOf(reasons(got), lines)); diff != "" {
		t.Errorf("malformed (-want +got):\n%s", diff)
	}
	got.Malformed = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Read (-want +got):\n%s", diff)
	}
}

// A line that holds nothing but values gives them all; a remark behind the first gives none.
func TestListLines(t *testing.T) {
	for _, tt := range []struct {
		line string
		want []string
	}{
		{"evil1.com,evil2.com", []string{"evil1.com", "evil2.com"}},
		{"evil3.com;evil4.com", []string{"evil3.com", "evil4.com"}},
		{"evil5.com evil6.com", []string{"evil5.com", "evil6.com"}},
		{"80.211.47.159, 80.211.47.160", []string{"80.211.47.159", "80.211.47.160"}},
		{"hxxp://evil33[.]com,evil34.com", []string{"http://evil33.com", "evil34.com"}},
		{"https://pastebin.com/raw/x,0.tcp.sa.ngrok.io:15440", []string{"https://pastebin.com/raw/x,0.tcp.sa.ngrok.io:15440"}},
		{"softandtec.com seen by ann in May", []string{"softandtec.com"}},
		{"softandtec.com,botnet,2026-05-22", []string{"softandtec.com"}},
		{"softandtec dot com", []string{"softandtec.com"}},
	} {
		r, err := Read("list", strings.NewReader(tt.line+"\n"))
		if err != nil {
			t.Errorf("%s: %v", tt.line, err)
			continue
		}
		var got []string
		for _, ind := range r.Indicators {
			got = append(got, ind.Value)
		}
		if !slices.Equal(got, tt.want) || len(r.Malformed) > 0 {
			t.Errorf("%q gives %q and %d malformed, want %q", tt.line, got, len(r.Malformed), tt.want)
		}
	}
}

// FuzzBareValue holds the fast path of a line that is one word to the slow one.
func FuzzBareValue(f *testing.F) {
	for _, seed := range []string{"softandtec.com", "hxxp[:]//a[.]com/x", "*.a.com", "`a.com`", "//a.com", "-", "a@evil.com", "a/b", "#", "\"a.com", "0.0.0.0", "http://a.com:0/x;y", "md5:x", "ip:1.2.3.4", "url=http://a.com"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !bareValue(text) {
			return
		}
		text = "a.example\n" + text + "\n"
		read := func(bare bool) *Result {
			c := newCollector("test", defaultLimits)
			r := newListReader(c, bufio.NewReader(strings.NewReader(text)), (*listReader).listLine)
			r.bare = bare
			if err := r.read(); err != nil {
				t.Fatal(err)
			}
			return c.close()
		}
		slow, quick := read(false), read(true)
		if !slices.Equal(values(slow), values(quick)) || !slices.Equal(reasons(slow), reasons(quick)) {
			t.Errorf("%q gives %q %q, and slowly %q %q", text, values(quick), reasons(quick), values(slow), reasons(slow))
		}
	})
}
