package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"foxhound/indicator"
)

func TestValue(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"ws-fin-07", "ws-fin-07"},
		{"80.211.47.159", "80[.]211[.]47[.]159"},
		{"http://woodfez.biz:7582/a.b", "hxxp://woodfez[.]biz:7582/a.b"},
		{"\x1bhttp://woodfez.biz", `\x1bhxxp://woodfez[.]biz`},
		{`no table; the first row has "id.orig_h"`, `no table; the first row has "id.orig_h"`},
		{"see http://woodfez.biz, or softandtec.com", "see hxxp://woodfez[.]biz, or softandtec[.]com"},
		{strings.Repeat("a", 300), strings.Repeat("a", maxValue-1) + "…"},
	} {
		if got := value(tt.text); got != tt.want {
			t.Errorf("value(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{number(0), "0"}, {number(999), "999"}, {number(1000), "1,000"}, {number(40_000_000), "40,000,000"},
		{count(1, "row"), "1 row"}, {count(2, "row"), "2 rows"}, {count(0, "match"), "0 matches"},
		{Size(0), "0 B"}, {Size(999), "999 B"}, {Size(1000), "1.0 kB"}, {Size(999_999), "1.0 MB"}, {Size(1_234_567_890), "1.2 GB"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

// Whatever a log holds, what people are shown is printable, valid and bounded.
func FuzzValue(f *testing.F) {
	for _, s := range []string{"", "a.example", "\x1b[0m", "http://a.example/\xff", "\u202e", strings.Repeat("http://a.b.", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := value(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("value(%q) = %q does not print", s, got)
		}
		if n := utf8.RuneCountInString(got); n > maxValue {
			t.Errorf("value(%q) has %d characters", s, n)
		}
		if strings.Contains(strings.ToLower(got), "http://") {
			t.Errorf("value(%q) = %q can be clicked", s, got)
		}
	})
}

// A spreadsheet never sees a formula.
func FuzzInert(f *testing.F) {
	for _, s := range []string{"", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := inert(indicator.Printable(s, 0)); got != "" && strings.ContainsRune("=+-@\t\r\n", rune(got[0])) {
			t.Errorf("inert(%q) = %q", s, got)
		}
	})
}
