package kql

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

var unquoteTests = []struct {
	literal string
	want    string
	err     string
}{
	{`"a"`, "a", ""},
	{`'a "b"'`, `a "b"`, ""},
	{`h"secret"`, "secret", ""},
	{`H@'c:\x'`, `c:\x`, ""},
	{`@"c:\x\"`, `c:\x\`, ""},
	{`@"say ""hi"""`, `say "hi"`, ""},
	{"```a\n\"b\\```", "a\n\"b\\", ""},
	{`"\a\b\f\n\r\t\v\\\"\'"`, "\a\b\f\n\r\t\v\\\"'", ""},
	{`"\x41\u00e9\U0001F600\uD83D\uDE00"`, "Aé😀😀", ""},
	{`"\uD83D"`, "\uFFFD", ""},
	{`"\uD83Dx"`, "\uFFFDx", ""},
	{`""`, "", ""},

	{``, "", "not a string literal"},
	{`a`, "", "not a string literal"},
	{`"`, "", "not a string literal"},
	{`"a'`, "", "not a string literal"},
	{`"a"b"`, "", `'"' inside a string is not escaped`},
	{"\"a\nb\"", "", `'\n' inside a string is not escaped`},
	{`"a\"`, "", "string ends in a backslash"},
	{`"\q"`, "", "unknown escape `\\q`"},
	{`"\101"`, "", "unknown escape `\\101`"},
	{`"\u12"`, "", "unknown escape `\\u12`"},
	{`"\uwxyz"`, "", "unknown escape `\\uwxyz`"},
	{`"\U00110000"`, "", "unknown escape `\\U00110000`"},
	{`@"a"b"`, "", "quote inside a verbatim string is not doubled"},
}

func TestUnquote(t *testing.T) {
	for _, tt := range unquoteTests {
		got, err := Unquote(tt.literal)
		message := ""
		if err != nil {
			message = err.Error()
		}
		if got != tt.want || message != tt.err {
			t.Errorf("Unquote(%s) = %q, %v; want %q, %s", tt.literal, got, err, tt.want, tt.err)
		}
	}
}

// A literal gives its value back, is printable ASCII, and is the JSON of the value too.
func FuzzQuote(f *testing.F) {
	for _, tt := range unquoteTests {
		f.Add(tt.want)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		for _, literal := range []string{Quote(s), PrintExpr(Raw(s))} {
			if got, err := Unquote(literal); got != s || err != nil || !printable(literal) {
				t.Errorf("Unquote(%s) = %q, %v; want %q", literal, got, err, s)
			}
		}
		var decoded string
		if err := json.Unmarshal([]byte(Quote(s)), &decoded); err != nil || decoded != s {
			t.Errorf("%s is JSON for %q, %v; want %q", Quote(s), decoded, err, s)
		}
	})
}

// Unquote takes whatever it is given, and what it returns can be quoted again.
func FuzzUnquote(f *testing.F) {
	for _, tt := range unquoteTests {
		f.Add(tt.literal)
	}
	f.Fuzz(func(t *testing.T, literal string) {
		value, err := Unquote(literal)
		if err != nil {
			return
		}
		if again, err := Unquote(Quote(value)); err != nil || again != strings.ToValidUTF8(value, "\uFFFD") && utf8.ValidString(value) {
			t.Errorf("Unquote(Quote(%q)) = %q, %v", value, again, err)
		}
	})
}
