package indicator

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for _, tt := range []struct {
		text string
		max  int
		want string
	}{
		{"softandtec.com", 0, "softandtec.com"},
		{`a "quoted" back\slash`, 0, `a "quoted" back\slash`},
		{"bücher.example", 0, "bücher.example"},
		{"a\tb\r\nc\x00", 0, `a\tb\r\nc\x00`},
		{"\x1b]0;owned\x07", 0, `\x1b]0;owned\a`},
		{"\u202egpj.exe\u200b\u00ad", 0, `\u202egpj.exe\u200b\u00ad`},
		{"\xff\ufffd", 0, `\xff` + "\ufffd"},
		{"\u00a0\u009b", 0, `\u00a0\u009b`},
		{"12345", 5, "12345"},
		{"123456", 5, "1234…"},
		{"üüüüüü", 5, "üüüü…"},
		{"123\x1b", 5, "123…"}, // an escape is whole or not there
		{"1\x1b", 5, `1\x1b`},
		{"\x1b\x1b", 3, "…"},
		{"12", 1, "…"},
		{"12", -1, "12"},
		{"", 5, ""},
	} {
		if got := Printable(tt.text, tt.max); got != tt.want {
			t.Errorf("Printable(%q, %d) = %q, want %q", tt.text, tt.max, got, tt.want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("a\x1b\u202e\xffü", 3)
	f.Fuzz(func(t *testing.T, text string, max int) {
		got := Printable(text, max)
		if n := utf8.RuneCountInString(got); max > 0 && n > max {
			t.Errorf("Printable(%q, %d) has %d characters", text, max, n)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(got) {
			t.Errorf("Printable(%q, %d) = %q does not print", text, max, got)
		}
		if max <= 0 && Printable(got, max) != got {
			t.Errorf("Printable(%q) = %q, and of that another", text, got)
		}
	})
}
