package function

import (
	"strings"
	"testing"

	"foxhound/internal/regex"
	"foxhound/internal/value"
)

func TestRegexFunctions(t *testing.T) {
	const s, l, b, d = value.String, value.Long, value.Bool, value.Dynamic
	for _, c := range []struct {
		name   string
		result value.Type
		args   []any
		want   string
	}{
		{"matches regex", b, []any{"10.1.2.3", `^\d{1,3}(\.\d{1,3}){3}$`}, "True"}, {"matches regex", b, []any{"１２", `^\d\d$`}, "True"},
		{"matches regex", b, []any{"é", `^\w$`}, "True"}, {"matches regex", b, []any{"é", `\W`}, "False"}, {"matches regex", b, []any{"é", `[^\W]`}, "True"},
		{"matches regex", b, []any{"a\u00a0b", `a\sb`}, "True"}, {"matches regex", b, []any{"a\u00a0b", `a[\S]b`}, "False"}, {"matches regex", b, []any{"ab", `a[\D\s]`}, "True"},
		{"matches regex", b, []any{"POWERSHELL -Enc", `(?i)powershell.*-enc`}, "True"}, {"matches regex", b, []any{"powershel", `powershell`}, "False"},
		{"matches regex", b, []any{"x café y", `\bcafé\b`}, "True"}, {"matches regex", b, []any{"caféx", `\bcafé\b`}, "False"}, {"matches regex", b, []any{"café", `\bcaf\b`}, "False"},
		{"matches regex", b, []any{"]", `[]\d]`}, "True"}, {"matches regex", b, []any{`\d`, `^\Q\d\E$`}, "True"}, {"matches regex", b, []any{"A", `\u0041`}, "True"},
		{"matches regex", b, []any{"a", `[[:alpha:]\d]`}, "True"}, {"matches regex", b, []any{"a", `(`}, "`(` is not a regular expression: missing closing ): `(`"},
		{"matches regex", b, []any{"a", `(?=a)`}, "`(?=a)` is not a regular expression: invalid or unsupported Perl syntax: `(?=`"},
		{"matches regex", b, []any{"abc", ""}, "True"}, {"matches regex", b, []any{"a\nb", "^b"}, "False"}, {"matches regex", b, []any{"a\nb", "(?m)^b"}, "True"},

		{"extract", s, []any{`(\d+)-(\d+)`, 2, "2020-12-31"}, "12"}, {"extract", s, []any{`(\d+)`, 0, "a42"}, "42"}, {"extract", s, []any{`x`, 0, "a"}, ""},
		{"extract", s, []any{`(a)|(b)`, 2, "a"}, ""}, {"extract", s, []any{`a`, 1, "a"}, ""}, {"extract", l, []any{`-(\d{2})-`, 1, "15-12-2024"}, "12"},
		{"extract", l, []any{`(\w)`, 1, "x"}, "null"}, {"extract", s, []any{`\b(\w+)\b`, 1, "éa b"}, "éa"},

		{"extract_all", d, []any{`([a-z])(\d)`, "a1 b2"}, `[["a","1"],["b","2"]]`}, {"extract_all", d, []any{`(a)(b)?`, "aab"}, `[["a",""],["a","b"]]`},
		{"extract_all", d, []any{`<(/?[a-z]+)`, "<br/></p>"}, `["br","/p"]`}, {"extract_all", d, []any{`(x)`, "a"}, "null"},
		{"extract_all", d, []any{`(\w)(\w+)(\w)`, listing(1, 3), "82b8be2d-dfa7"}, `[["8","d"],["d","7"]]`}, {"extract_all", d, []any{`((\d)x)`, listing(1), "1x2x"}, `["1x","2x"]`},
		{"extract_all", d, []any{`(?P<a>.)/(?P<b>.)`, listing("b", "a"), "1/2"}, `[["2","1"]]`}, {"extract_all", d, []any{`x`, "x"}, "`x` has no group to extract; put what is wanted in brackets"},

		{"replace_regex", s, []any{"ab cd", `(\w)(\w)`, `\2\1`}, "ba dc"}, {"replace_regex", s, []any{"one two", `\s+`, "-"}, "one-two"}, {"replace_regex", s, []any{"abc", `b`, `[\0]\\$1`}, `a[b]\$1c`},
		{"replace_regex", s, []any{"abc", `x*`, "-"}, "-a-b-c-"}, {"replace", s, []any{`is (\d+)`, `was: \1`, "Number is 1"}, "Number was: 1"}, {"replace", s, []any{`\0`, "", "a\x00b"}, "ab"},

		{"countof", l, []any{"aaaa", "aa"}, "3"}, {"countof", l, []any{"ababa", "aba", "normal"}, "2"}, {"countof", l, []any{"ababa", "aba", "regex"}, "1"}, {"countof", l, []any{"hello", "l+", "regex"}, "1"},
		{"countof", l, []any{"", "a"}, "0"}, {"countof", l, []any{"a", "a", "wild"}, "the kind of countof is `normal` or `regex`, not `wild`"},

		{"indexof_regex", l, []any{"abcabc", "a.c"}, "0"}, {"indexof_regex", l, []any{"abcabcdefg", "a.c", 0, 9, 2}, "3"}, {"indexof_regex", l, []any{"abcabc", "a.c", 1, -1, 2}, "-1"},
		{"indexof_regex", l, []any{"ababaa", "a.a", 0, -1, 2}, "-1"}, {"indexof_regex", l, []any{"abcabc", "a|ab", -1}, "null"}, {"indexof_regex", l, []any{"ééa", "a"}, "2"},

		{"trim", s, []any{"x", "xxabcxx"}, "xabcx"}, {"trim", s, []any{"y", "yyy"}, "y"}, {"trim", s, []any{`[^\w]+`, "-  a b //"}, "a b"}, {"trim", s, []any{"1", "11"}, ""}, {"trim", s, []any{"1", "1"}, ""},
		{"trim_start", s, []any{`\s+`, "  a  "}, "a  "}, {"trim_end", s, []any{`\s+`, "  a  "}, "  a"}, {"trim_end", s, []any{".com", "bing.com"}, "bing"}, {"trim_start", s, []any{"x", "axx"}, "axx"},
		{"trim", s, []any{"--|a", "--https://bing.com--"}, "https://bing.com"}, {"regex_quote", s, []any{"(so$me.Te^xt)"}, `\(so\$me\.Te\^xt\)`},
	} {
		f, _ := Lookup(c.name)
		if strings.HasPrefix(c.want, "`") || strings.HasPrefix(c.want, "the kind") {
			if _, err := f.New(Spec{Args: constants(c.args), Result: c.result}); err == nil || err.Error() != c.want {
				t.Errorf("%s%q: %v, want the error %s", c.name, c.args, err, c.want)
			}
			continue
		}
		if got := shown(evaluateKnown(t, c.name, c.result, c.args...)); got != c.want {
			t.Errorf("%s%q = %s, want %s", c.name, c.args, got, c.want)
		}
	}
}

// evaluateKnown is evaluate for countof with a kind, which must be known.
func evaluateKnown(t *testing.T, name string, result value.Type, args ...any) any {
	t.Helper()
	if name != "countof" || len(args) < 3 {
		return evaluate(t, name, result, args...)
	}
	return evaluateAs(t, []bool{true}, name, result, args...)
}

// FuzzReplaced checks that a rewrite that is the match gives the text again.
func FuzzReplaced(f *testing.F) {
	f.Add(`(?i)\bfoo[^\W\d]+\s`, "xfoo é\u00a0")
	f.Fuzz(func(t *testing.T, p, s string) {
		r, err := regex.Compile(p)
		if err != nil || len(p) > 200 || len(s) > 2000 {
			return
		}
		if got := replaced(r, s, `\0`); got != s {
			t.Fatalf("%q in %q by itself: %q", p, s, got)
		}
		replaced(r, s, `\1-\0`)
	})
}
