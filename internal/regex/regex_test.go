package regex

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"foxhound/internal/term"
)

// TestMachineIsRegexp compares the machine of word boundaries with Go's regexp, on ASCII
// texts, for which they must be the same.
func TestMachineIsRegexp(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"a", "b", "[ab]", "(a|b)", "(ab)?", "a*", "b+?", "(a*)*", `\b`, `\B`, "^", "$", "(?i)B", ".", "(a|ab)(c|bcd)?", "x{0,2}", `\w+`, `(?m)^`, "()"}
	for range 3000 {
		var p, s strings.Builder
		for range 1 + random.IntN(4) {
			p.WriteString(pieces[random.IntN(len(pieces))])
		}
		for range random.IntN(9) {
			s.WriteByte("abcx \n"[random.IntN(6)])
		}
		re := regexp.MustCompile(p.String())
		got, want := newMachine(p.String()).all(s.String()), re.FindAllStringSubmatchIndex(s.String(), -1)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q in %q: %v, want %v", p.String(), s.String(), got, want)
		}
		r, err := Compile(p.String())
		if err != nil || r.Match(s.String()) != re.MatchString(s.String()) {
			t.Fatalf("%q in %q: %v", p.String(), s.String(), err)
		}
	}
}

// What combines classes elsewhere, and is characters to Go, is refused rather than read so.
func TestCombinedClasses(t *testing.T) {
	for p, want := range map[string]string{
		`[a-z&&[^b]]`: "combines classes by `&&`", `[0-9--4]`: "combines classes by `--`", `[a-g~~b-h]`: "combines classes by `~~`", `x[^&&y]`: "combines classes by `&&`",
		`[a&b]&&`: "", `[+--]`: "", `[a\&\&b]`: "", `[[]`: "", `a--b`: "", `[a-]-`: "",
	} {
		_, err := Compile(p)
		if got := fmt.Sprint(err); (err == nil) != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %v, want %q", p, err, want)
		}
	}
}

func TestRequired(t *testing.T) {
	for p, want := range map[string]string{
		`(?i)powershell.*-enc`: "POWERSHELL", `abc|defg`: "abc defg", `x(abc|defg)+y*`: "abc defg", `ab`: "", `(abc)?`: "", `abc|.`: "", `a.b`: "",
		`(cmd|powershell)\.exe`: ".exe", `abcd{2,3}`: "abc", `^foo$`: "foo", `(?i)foo\x{FFFD}`: "",
	} {
		var got []string
		for _, f := range required(p) {
			got = append(got, f.text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("a match of %s holds one of %q, want %s", p, got, want)
		}
	}
}

// TestClassesAgree holds the two ways of writing a class to the same ASCII characters, and
// the machine's word characters to those of \w.
func TestClassesAgree(t *testing.T) {
	for class := range asciiClasses {
		narrow, wide := regexp.MustCompile("["+asciiClasses[class]+"]"), regexp.MustCompile("["+wideClasses[class]+"]")
		not := regexp.MustCompile("[" + outside()[class] + "]")
		for r := rune(0); r < 0x20000; r++ {
			if r >= 0xd800 && r < 0xe000 {
				continue
			}
			s := string(r)
			in := wide.MatchString(s)
			if r < 128 && narrow.MatchString(s) != in {
				t.Errorf(`\%c and %q: the ways differ`, class, r)
			}
			if not.MatchString(s) == in {
				t.Errorf(`\%c and its opposite agree on %q`, class, r)
			}
			if class == 'w' && isWord(r) != in {
				t.Errorf("isWord(%q) = %v", r, !in)
			}
		}
	}
}

func FuzzRegex(f *testing.F) {
	f.Add(`(?i)\bfoo[^\W\d]+\s`, "xfoo é\u00a0")
	f.Fuzz(func(t *testing.T, p, s string) {
		r, err := Compile(p)
		if err != nil || len(p) > 200 || len(s) > 2000 {
			return
		}
		if got, want := r.Match(s), r.Find(s) != nil; got != want {
			t.Fatalf("%q in %q: match %v, find %v", p, s, got, want)
		}
		r.FindAll(s)
		re, _ := r.engine("é")
		if re == nil && term.IsASCII(s) { // the machine knows \b, and ASCII texts are matched by both
			if got, want := r.bounds().all(s), r.ascii.FindAllStringSubmatchIndex(s, -1); !reflect.DeepEqual(got, want) {
				t.Fatalf("%q in %q: %v, want %v", p, s, got, want)
			}
		}
	})
}
