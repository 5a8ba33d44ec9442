package term

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// slowFind is the specification: the text stands somewhere in s, character by character,
// with letters and digits neither before nor behind it where its ends have bounds.
func slowFind(s, text string, fold bool, e Edges) bool {
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
	any := map[Edges]bool{}
	for _, v := range values {
		for _, fold := range []bool{true, false} {
			for _, e := range []Edges{Anywhere, Start, End, Whole} {
				f := NewFinder(v, fold, e)
				want := slowFind(s, v, fold, e)
				any[e] = any[e] || fold && want
				if got := f.In(s); got != want {
					t.Fatalf("find %q in %q, fold %v, %v: %v, want %v", v, s, fold, e, got, want)
				}
				if got := v == "" || f.slow(s, 0); got != want {
					t.Fatalf("find slowly %q in %q, fold %v, %v: %v, want %v", v, s, fold, e, got, want)
				}
			}
		}
		folds, foldv := string(runesOf(s, true)), string(runesOf(v, true))
		if _, got := Prefix(s, v); got != strings.HasPrefix(folds, foldv) {
			t.Fatalf("%q starts with %q: %v", s, v, got)
		}
		if _, got := Suffix(s, v); got != strings.HasSuffix(folds, foldv) {
			t.Fatalf("%q ends with %q: %v", s, v, got)
		}
	}
	if got := NewIndex(values).In(s); got != any[Whole] {
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
		if !IsASCII(plain) {
			t.Errorf("%q is not ASCII", plain)
		}
		for i := range n + 1 {
			if s := plain[:i] + "é" + plain[i:]; IsASCII(s) {
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
			NewIndex([]string{a, b}).In(s)
			NewFinder(a, true, Whole).In(s)
		}
	})
}

// TestFindHostile holds searches to time in proportion to the text.
func TestFindHostile(t *testing.T) {
	s := strings.Repeat("-ab", 200_000)
	for _, v := range []string{strings.Repeat("ab-", 60_000) + "a", strings.Repeat("ab-", 60_000) + "q", strings.Repeat("-ab", 60_000) + "é"} {
		for _, fold := range []bool{true, false} {
			if NewFinder(v, fold, Whole).In(s) {
				t.Errorf("found what is not there")
			}
		}
	}
}
