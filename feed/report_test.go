package feed

import (
	"bufio"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const proseReport = `2026-05-22 (FRIDAY): A STEALER SPREADS BY MAIL

REFERENCE:

- https://example.org/blog/stealer

We saw the stealer download its second stage from hxxp://woodfez[.]biz:7582/a today.
It then spoke to softandtec[.]com and, when that failed, to genuskox[.]biz.
The victim's host 10.0.0.5 kept the file v7.msi on its disk.

## Hashes

| SHA-256 | Name |
|---|---|
| ` + hexDigits64 + ` | a.exe |

C2 SERVERS:

- 80.211.47[.]159:7582
- 192.0.2.77
- hxxps[://]softandtec[.]com/g/...
`

const htmlReport = `<!DOCTYPE html>
<html><head><title>x</title><script>var a = "evil[.]com";</script></head>
<body><nav><a href="https://example.org/">Home</a></nav>
<h2>A stealer</h2>
<p>It spoke to <code>softandtec[.]com</code>
and to hxxp://wood<wbr>fez[.]biz:7582 &amp; more.</p>
<table><tr><td>80.211.47.159</td><td>C2</td></tr></table>
<pre>
genuskox[.]biz
` + hexDigits32 + `
</pre></body></html>`

// reportSeeds are reports in their forms.
var reportSeeds = []string{proseReport, htmlReport, "a b c d\na b c d\na b c d evil[.c]om (hxxp://a[.]com), b[.]com;c[.]com\n"}

func TestReport(t *testing.T) {
	got := mustRead(t, proseReport)
	want := []string{
		"url http://woodfez.biz:7582/a | REFERENCE: We saw the stealer download its second stage from hxxp://woodfez[.]biz:7582/a today.",
		"domain softandtec.com | REFERENCE: It then spoke to softandtec[.]com and, when that failed, to genuskox[.]biz.",
		"domain genuskox.biz | REFERENCE: It then spoke to softandtec[.]com and, when that failed, to genuskox[.]biz.",
		"sha256 " + hexDigits64 + " | Hashes: " + hexDigits64 + " | a.exe |",
		"ip:port 80.211.47.159:7582 | C2 SERVERS",
		"ip 192.0.2.77 | C2 SERVERS",
	}
	if diff := cmp.Diff(want, contexts(got)); diff != "" || got.Format != "report" {
		t.Errorf("read as %s (-want +got):\n%s", got.Format, diff)
	}
	malformed := []string{"21 | hxxps[://]softandtec[.]com/g/... | cut short with dots"}
	if diff := cmp.Diff(malformed, startsOf(reasons(got), malformed)); diff != "" {
		t.Errorf("malformed (-want +got):\n%s", diff)
	}
	notes := []string{"2 links and names that are not defanged are no indicators, such as hxxps://example[.]org/blog/stealer"}
	if diff := cmp.Diff(notes, got.Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

func TestHTMLReport(t *testing.T) {
	got := mustRead(t, htmlReport)
	want := []string{
		"domain softandtec.com | A stealer: It spoke to `softandtec[.]com`",
		"url http://woodfez.biz:7582 | A stealer: and to hxxp://woodfez[.]biz:7582 & more.",
		"ip 80.211.47.159 | A stealer: 80.211.47.159 | | C2 |",
		"domain genuskox.biz | A stealer",
		"md5 " + hexDigits32 + " | A stealer",
	}
	if diff := cmp.Diff(want, contexts(got)); diff != "" || got.Format != "html" {
		t.Errorf("read as %s (-want +got):\n%s", got.Format, diff)
	}
}

func contexts(r *Result) []string {
	var all []string
	for _, ind := range r.Indicators {
		all = append(all, ind.Kind.String()+" "+ind.Value+" | "+ind.Comment)
	}
	return all
}

// TestMentions is which words of a line are values.
func TestMentions(t *testing.T) {
	for _, tt := range []struct {
		line string
		want []string
	}{
		{"from hxxp://a[.]com/x.", []string{"http://a.com/x"}},
		{"(hxxps[:]//a[.]com/x?y=1)", []string{"https://a.com/x?y=1"}},
		{"see `a[.]com`, b(.)com; c{.}com!", []string{"a.com", "b.com", "c.com"}},
		{"a[dot]com and b\\.com", []string{"a.com", "b.com"}},
		{"ann[@]a[.]com", []string{"ann@a.com"}},
		{"evil[.c]om", []string{"evil.com"}},
		{"a[.]com,b[.]com", []string{"a.com", "b.com"}},
		{"212[.]192.241.87/bins/x86", []string{"http://212.192.241.87/bins/x86"}},
		{"SHA256:" + hexDigits64, []string{hexDigits64}},
		{hexDigits32 + "  a.exe", []string{hexDigits32}},
		{"https://a.com/" + hexDigits64, []string{"plain https://a.com/" + hexDigits64}},
		{"- 192.0.2.1", []string{"192.0.2.1"}},
		{"192.0.2[.]1 port 443 - a[.]com", []string{"192.0.2.1:443", "a.com"}},
		{"192.0.2[.]1, Port 8080.", []string{"192.0.2.1:8080"}},
		{"192.0.2[.]1 port of call", []string{"192.0.2.1"}},
		{"192.0.2[.]1 port 99999", []string{"192.0.2.1"}},
		{"a[.]com port 443", []string{"a.com"}},
		{"| 192.0.2.1:443 | C2 |", []string{"192.0.2.1:443"}},
		{"the victim at 192.0.2.1 fell", nil},
		{"`192.0.2.1` is the server", []string{"192.0.2.1"}},
		{"- evil.com", []string{"plain evil.com"}},
		{"- v7.msi", []string{"plain v7.msi"}},
		{"version 1.2.3.4 of it", nil},
		{"[Popular_PDF_Reader]_2023", nil},
		{"nothing to see here", nil},
		{"((((see a[.]com))))", []string{"a.com"}},
		{"((((a[.]com))))", []string{"a.com"}},
	} {
		var got []string
		for _, m := range mentions(tt.line) {
			switch {
			case m.err != nil:
				got = append(got, "error "+m.err.Error())
			case m.plain:
				got = append(got, "plain "+m.text)
			default:
				got = append(got, m.observable.Value)
			}
		}
		if diff := cmp.Diff(tt.want, got, equateEmpty); diff != "" {
			t.Errorf("mentions(%q) (-want +got):\n%s", tt.line, diff)
		}
	}
}

// A list with a few lines of junk stays a list, and one of values in columns is no report.
func TestNoReport(t *testing.T) {
	for _, text := range []string{
		"softandtec.com\nno value at all\ngenuskox.biz\n",
		"# a list of mine\na[.]com first seen in May\nb[.]com first seen in May\nc[.]com first seen in May\n",
	} {
		if got := mustRead(t, text); got.Format != "list" {
			t.Errorf("%q read as %s, want a list", text, got.Format)
		}
	}
}

// FuzzReport holds reports to the contract, as prose and as a page.
func FuzzReport(f *testing.F) {
	for _, seed := range reportSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, body := range []string{text, "<html>" + text} {
			c := newCollector("fuzz", limits{plain: 1 << 20, line: 4 << 10, record: 4 << 10, rows: 1000, malformed: 100})
			format := readReport
			if body != text {
				format = readHTML
			}
			_ = format(c, bufio.NewReader(strings.NewReader(body)))
			got := c.close()
			checkCounts(t, got)
			for _, ind := range got.Indicators {
				checkIndicator(t, ind)
				if len(ind.Comment) > maxContext+len("…") {
					t.Errorf("a context of %d bytes", len(ind.Comment))
				}
			}
			if !prints(strings.Join(got.Notes, " ")) {
				t.Errorf("notes %q: want text that prints", got.Notes)
			}
		}
	})
}
