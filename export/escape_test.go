package export

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var textTests = []struct{ s, want string }{
	{"softandtec[.]com", "softandtec[.]com"},
	{"hxxp://woodfez[.]biz:7582/a_b?x=1&y=2", "hxxp://woodfez[.]biz:7582/a_b?x=1&y=2"},
	{"2a02[:]cf40[:]1[:][:]5", "2a02[:]cf40[:]1[:][:]5"},
	{"user[@]evil[.]com", "user[@]evil[.]com"},
	{"botnet_cc", "botnet_cc"},
	{"_em_", `\_em\_`},
	{"a|b", `a\|b`},
	{"a`b`", "a\\`b\\`"},
	{"[a](http://evil.example)", `\[a\](http\://evil.example)`},
	{"see www.evil.example", `see www\.evil.example`},
	{"<script>alert(1)</script>", `\<script\>alert(1)\</script\>`},
	{"*bold* ~no~ #1 $x$", `\*bold\* \~no\~ \#1 \$x\$`},
	{`\|`, `\\\|`},
	{"&lt; &#x41; a&b", `\&lt; \&\#x41; a&b`},
	{"two\nlines\r\n\there", "two lines here"},
	{"esc\x1b[31mred", `esc\\x1b\[31mred`},
	{"rtl\u202egnp", `rtl\\u202egnp`},
	{"bad\xff", `bad\\xff`},
	{"Fußgängerzone", "Fußgängerzone"},
}

func TestText(t *testing.T) {
	for _, tt := range textTests {
		if got := text(tt.s); got != tt.want {
			t.Errorf("text(%q) = %q, want %q", tt.s, got, tt.want)
		}
	}
}

var cellTests = []struct{ s, want string }{
	{"softandtec[.]com", "softandtec[.]com"},
	{"hxxp://a[.]example/x|y", "`hxxp://a[.]example/x\\|y`"},
	{`hxxp://a[.]example/x\y`, "`hxxp://a[.]example/x\\y`"},
	{`\|`, `\\\|`},
	{"`", "`` ` ``"},
	{"a``b", "```a``b```"},
}

func TestCell(t *testing.T) {
	for _, tt := range cellTests {
		if got := cell(tt.s); got != tt.want {
			t.Errorf("cell(%q) = %q, want %q", tt.s, got, tt.want)
		}
	}
}

var asciiTests = []struct{ s, want string }{
	{"Remus", "Remus"},
	{"Rémus\t\U0001F98A", `R\u00e9mus \U0001f98a`},
	{"\x1b\x00", `\x1b\x00`},
	{"it's \"quoted\"", `it's "quoted"`},
}

func TestASCII(t *testing.T) {
	for _, tt := range asciiTests {
		if got := ascii(tt.s); got != tt.want {
			t.Errorf("ascii(%q) = %q, want %q", tt.s, got, tt.want)
		}
	}
}

// Nothing in s closes the fence before s has ended.
func TestFence(t *testing.T) {
	for _, s := range []string{"a", "```\n# out", "x\n~~~\n````\ny\n", ""} {
		var b bytes.Buffer
		fence(&b, "  ", "kql", s)
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		closing := lines[len(lines)-1]
		for _, line := range lines[1 : len(lines)-1] {
			if strings.Contains(line, strings.TrimSpace(closing)) {
				t.Errorf("fence of %q holds its own end:\n%s", s, b.String())
			}
		}
	}
}

// Escaped text is one line that shows every character and holds no bare pipe, bracket of a
// tag or back-tick.
func FuzzText(f *testing.F) {
	for _, tt := range textTests {
		f.Add(tt.s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{text(s), cell(s)} {
			if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsGraphic(r) }) {
				t.Errorf("%q became %q", s, got)
			}
			if unescaped(got, '|') {
				t.Errorf("%q became %q, which ends a table cell", s, got)
			}
		}
		for _, mark := range "<>`*" {
			if got := text(s); unescaped(got, byte(mark)) {
				t.Errorf("text(%q) = %q holds a bare %c", s, got, mark)
			}
		}
	})
}

// unescaped reports whether c stands in s without a backslash that escapes it.
func unescaped(s string, c byte) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if s[i] == c {
			return true
		}
	}
	return false
}
