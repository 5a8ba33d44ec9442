package function

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"foxhound/internal/value"
)

func TestMatchOperators(t *testing.T) {
	const yes, no = true, false
	for _, c := range []struct {
		s    any
		op   string
		t    any
		want any
	}{
		{"Hello", "=~", "hELLO", yes}, {"Ａｂｃ", "=~", "abc", no}, {"café", "=~", "CAFÉ", yes}, {"Straße", "=~", "STRASSE", no},
		{"cafe\u0301", "=~", "café", no}, {"a", "!~", "b", yes}, {"a", "!~", "A", no},

		{"hello world", "has", "HELLO", yes}, {"helloworld", "has", "hello", no}, {"hello-world", "has", "hello", yes},
		{"1_2_3", "has", "1", yes}, {"1.2.3", "has", "2.3", yes}, {"1_2_3", "has", "2.3", no}, {"a b", "has", " ", yes},
		{"www.softandtec.com", "has", "softandtec.com", yes}, {"notsoftandtec.com", "has", "softandtec.com", no},
		{"softandtec.com.evil.org", "has", "softandtec.com", yes}, {"http://x:8080/", "has", "http://x:80", no},
		{"evil.exe", "has", ".exe", yes}, {"evil.exec", "has", ".exe", no}, {"Привет Мир", "has", "мир", yes},
		{"ПриветМир", "has", "привет", no}, {"café", "has", "caf", no}, {"xx catx cat", "has", "cat", yes},
		{"", "has", "", yes}, {"abc", "has", "", yes}, {"abc", "!has", "", no}, {"ab", "has", "abc", no},
		{"co-op", "has_cs", "op", yes}, {"CO-OP", "has_cs", "op", no}, {"café x", "has_cs", "caf", no}, {"The Quick", "!has_cs", "quick", yes},
		{"\u212aelvin", "has", "kelvin", yes}, {"ma\u017fk", "contains", "ASK", yes}, {"task", "has", "ta\u017fk", yes},

		{"category", "hasprefix", "CAT", yes}, {"scatter", "hasprefix", "cat", no}, {"a.category", "hasprefix", "cat", yes},
		{"category", "hasprefix_cs", "Cat", no}, {"x", "!hasprefix", "x", no}, {"x", "!hasprefix_cs", "X", yes},
		{"ending", "hassuffix", "end", no}, {"the END", "hassuffix", "end", yes}, {"say hello", "hassuffix", "world", no},
		{"the END", "hassuffix_cs", "end", no}, {"x", "!hassuffix", "", no}, {"x", "!hassuffix_cs", "y", yes},

		{"FabriKam", "contains", "BRik", yes}, {"FabriKam", "contains_cs", "BRik", no}, {"FabriKam", "contains_cs", "bri", yes},
		{"abc", "!contains", "B", no}, {"abc", "notcontains", "x", yes}, {"abc", "!contains_cs", "B", yes}, {"", "contains", "", yes},
		{"emoji😀here", "contains", "😀H", yes}, {"aXb", "contains", "x", yes},
		{"Hello", "startswith", "hE", yes}, {"Hello", "startswith_cs", "hE", no}, {"He", "startswith", "hello", no}, {"He", "!startswith", "he", no},
		{"He", "!startswith_cs", "he", yes}, {"Éa", "startswith", "é", yes},
		{"Hello", "endswith", "LO", yes}, {"Hello", "endswith_cs", "LO", no}, {"lo", "endswith", "hello", no}, {"lo", "!endswith", "o", no},
		{"lo", "!endswith_cs", "O", yes}, {"aÉ", "endswith", "é", yes},
		{"foo bar baz", ":", "BAR", yes},

		{listing("a", "b c"), "has", "c", yes}, {nil, "has", "x", no}, {nil, "!has", "x", yes}, {nil, "has", nil, nil}, {"x", "!has", nil, yes},
		{nil, "=~", "", no}, {nil, "!~", nil, nil},
	} {
		if got := evaluate(t, c.op, value.Bool, c.s, c.t); got != c.want {
			t.Errorf("%q %s %q = %v, want %v", c.s, c.op, c.t, got, c.want)
		}
	}
}

func TestListOperators(t *testing.T) {
	many := func(of ...string) any {
		list := []any{}
		for i := range 20 {
			list = append(list, fmt.Sprintf("filler%d.example", i))
		}
		for _, s := range of {
			list = append(list, s)
		}
		return list
	}
	guid, _ := value.ParseGuid("74be27de-1e4e-49d9-b579-fe0b331d3642")
	for _, c := range []struct {
		op   string
		want any
		args []any
	}{
		{"in", true, []any{"a", "b", "a"}}, {"in", false, []any{"A", "b", "a"}}, {"in~", true, []any{"A", "b", "a"}}, {"!in", true, []any{"c", "b"}},
		{"!in~", false, []any{"B", "b"}}, {"in~", true, []any{"MÜLLER", listing("müller", "x")}}, {"in", true, []any{3, 1, 3}}, {"in", false, []any{3, 1}},
		{"in", true, []any{3, listing(1, 3.0)}}, {"in", false, []any{3, listing(3.5)}}, {"in", true, []any{1.5, 1, 1.5}}, {"in", true, []any{2.0, 2}},
		{"in", true, []any{listing(1), listing(listing(1), 2)}}, {"in", true, []any{"5", 5}}, {"in", true, []any{5, "5"}},
		{"in", true, []any{value.Time(5), value.Time(4), value.Time(5)}}, {"in", true, []any{value.Span(10_000_000), "00:00:01"}},
		{"in", true, []any{guid, "74be27de-1e4e-49d9-b579-fe0b331d3642"}}, {"in", true, []any{true, 1}}, {"in", false, []any{true, false}},
		{"in", false, []any{"a", listing()}}, {"!in", true, []any{"a", listing()}}, {"in", false, []any{nil, 1, 2}}, {"!in", true, []any{nil, 1, 2}},
		{"in", nil, []any{nil, 1, nil}}, {"in", true, []any{1, 1, nil}}, {"in", false, []any{2, 1, nil}},

		{"has_any", true, []any{"one two", "x", "TWO"}}, {"has_any", false, []any{"one two", "x", "tw"}}, {"has_any", true, []any{"port 22", listing(21, 22)}},
		{"has_any", false, []any{"one", listing()}}, {"has_all", true, []any{"one", listing()}}, {"has_all", true, []any{"one two", "TWO", "one"}},
		{"has_all", false, []any{"one two", "TWO", "three"}}, {"has_any", false, []any{nil, "x"}}, {"has_any", true, []any{"x", ""}},
		{"has_any", true, []any{"GET http://Evil.COM/x", many("evil.com")}}, {"has_any", false, []any{"notevil.com", many("evil.com")}},
		{"has_any", false, []any{"evil.community", many("evil.com")}}, {"has_any", true, []any{"a.exe -enc", many(".exe -")}},
		{"has_any", false, []any{"a.exe -enc", many("|", ".exec")}}, {"has_any", true, []any{"a | b", many("|")}}, {"has_any", true, []any{"", many("")}},
		{"has_any", true, []any{"x \u212aELVIN", many("kelvin")}}, {"has_any", true, []any{listing("q", "evil.com"), many("evil.com")}},
	} {
		if got := evaluate(t, c.op, value.Bool, c.args...); got != c.want {
			t.Errorf("%s%q = %v, want %v", c.op, c.args, got, c.want)
		}
	}
}

// slowFind is the specification: the text stands somewhere in s, character by character,
// with letters and digits neither before nor behind it where its ends have bounds.
func slowFind(s, text string, fold bool, e edges) bool {
	of, want := runesOf(s, fold), runesOf(text, fold)
	raw := runesOf(s, false)
	left, right := e.of(text)
	for i := 0; i+len(want) <= len(of); i++ {
		j := i + len(want)
		if string(of[i:j]) == string(want) && (!left || i == 0 || !alnum(raw[i-1])) && (!right || j == len(of) || !alnum(raw[j])) {
			return true
		}
	}
	return len(want) == 0
}

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func runesOf(s string, fold bool) []rune {
	var all []rune
	for _, r := range s {
		if fold {
			least := r
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				least = min(least, f)
			}
			r = least
		}
		all = append(all, r)
	}
	return all
}

func checkFind(t *testing.T, s string, values []string) {
	t.Helper()
	any := map[edges]bool{}
	for _, v := range values {
		for _, fold := range []bool{true, false} {
			for _, e := range []edges{anywhere, termStart, termEnd, wholeTerms} {
				f := newFinder(v, fold, e)
				want := slowFind(s, v, fold, e)
				any[e] = any[e] || fold && want
				if got := f.in(s); got != want {
					t.Fatalf("find %q in %q, fold %v, %v: %v, want %v", v, s, fold, e, got, want)
				}
				if got := v == "" || f.slow(s, 0); got != want {
					t.Fatalf("find slowly %q in %q, fold %v, %v: %v, want %v", v, s, fold, e, got, want)
				}
			}
		}
		folds, foldv := string(runesOf(s, true)), string(runesOf(v, true))
		if _, got := prefixFold(s, v); got != strings.HasPrefix(folds, foldv) {
			t.Fatalf("%q starts with %q: %v", s, v, got)
		}
		if _, got := suffixFold(s, v); got != strings.HasSuffix(folds, foldv) {
			t.Fatalf("%q ends with %q: %v", s, v, got)
		}
	}
	if got := newTermIndex(values).in(s); got != any[wholeTerms] {
		t.Fatalf("%q has any of %q: %v", s, values, got)
	}
}

// TestFindIsExact compares every fast way with the slow one, on texts of few characters.
func TestFindIsExact(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("aAbkKsS.-_ 1\u212a\u017féÉß\u0345ιΙ\u1fbe😀ǅ")
	word := func(most int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			size := len(alphabet)
			if most%2 == 0 {
				size = 8
			}
			b.WriteRune(alphabet[random.IntN(size)])
		}
		return b.String()
	}
	for range 20000 {
		values := make([]string, 1+random.IntN(4))
		for i := range values {
			values[i] = word(3 + random.IntN(2))
		}
		checkFind(t, word(12+random.IntN(13)), values)
	}
}

func TestIsASCII(t *testing.T) {
	for n := range 40 {
		plain := strings.Repeat("a", n)
		if !isASCII(plain) {
			t.Errorf("%q is not ASCII", plain)
		}
		for i := range n + 1 {
			if s := plain[:i] + "é" + plain[i:]; isASCII(s) {
				t.Errorf("%q is ASCII", s)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("http://www.Evil.com/x", "evil.com", ".com")
	f.Add("ma\u017fk \u212a", "mask", "k")
	f.Fuzz(func(t *testing.T, s, a, b string) {
		if utf8.ValidString(s) && utf8.ValidString(a) && utf8.ValidString(b) {
			checkFind(t, s, []string{a, b})
		} else {
			newTermIndex([]string{a, b}).in(s)
			newFinder(a, true, wholeTerms).in(s)
		}
	})
}

// TestFindHostile holds searches to time in proportion to the text.
func TestFindHostile(t *testing.T) {
	s := strings.Repeat("-ab", 200_000)
	for _, v := range []string{strings.Repeat("ab-", 60_000) + "a", strings.Repeat("ab-", 60_000) + "q", strings.Repeat("-ab", 60_000) + "é"} {
		for _, fold := range []bool{true, false} {
			if newFinder(v, fold, wholeTerms).in(s) {
				t.Errorf("found what is not there")
			}
		}
	}
}
