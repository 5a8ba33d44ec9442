package needle

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"foxhound/internal/sweep"
)

// pieces are what random logs and texts are made of: texts, parts of them, what stands for
// their bytes, and what only looks like it.
var pieces = []string{
	"evil.com", "EVIL.com", "evil", ".com", "vil", "kiss", "10.0.0.12", "10.0.0.1", "2", "a", "k", "s", "i", " ", ",", `"`, `":"`, "\t", "/", `\/`, `\"`, `\\`, `\n`, `\t`,
	`\u0065`, `\u0045`, `\u002e`, `\u002E`, `\u005c`, `\u0020`, `\u003c`, `\u212a`, `\u017f`, `\u0130`, `\u00e9`, `\x2e`, `\x65`, `\xe2`, `\x0a`, `\u00`, `\u`, `\`, `\x`, "#012", "#", "\u212a", "\u017f", "\u0130", "\u0131",
	"é", "\xe2", "\xc5", "-", "_", "cmd.exe /c", "=", "|", ";", "0123456789abcdef0123456789abcdef", "deadbeef", "\x00", "\r\n", "\n", "\n",
}

func randomOf(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// randomSet makes a set, filled up with texts that stand nowhere.
func randomSet(r *rand.Rand, fill int) *Set {
	var s Set
	for range 1 + r.IntN(6) {
		in := Plain
		if r.IntN(2) == 0 {
			in = Words
		}
		s.Add(randomOf(r, 4), in, r.IntN(4) == 0)
	}
	for i := range fill {
		s.Add(fmt.Sprintf("host%d.example", i), Plain, false)
	}
	return &s
}

// wanted returns the starts of the lines that must be found, told as plainly as can be: those
// that have a run of a text, or something that may hide a byte of one.
func wanted(f *Finder, buf []byte) (starts []int) {
	small := asciiLower(buf)
	must := make([]bool, len(buf))
	for p := range buf {
		must[p] = f.hidden.at(buf, p)
	}
	for i := range f.entries {
		e := &f.entries[i]
		run := asciiLower([]byte(e.text[e.run.from:e.run.to]))
		for p := 0; ; p++ {
			next := bytes.Index(small[p:], run)
			if next < 0 {
				break
			}
			p += next
			must[p] = must[p] || f.small != nil || e.begins(buf, p)
		}
	}
	for start := 0; start < len(buf); start = lineEnd(buf, start) {
		if slices.Contains(must[start:lineEnd(buf, start)], true) {
			starts = append(starts, start)
		}
	}
	return starts
}

// begins reports whether the run of an entry that stands at p has to be found there: in a large
// set, where its word begins in the log as it does in the text.
func (e *entry) begins(buf []byte, p int) bool {
	at := p + e.at - e.run.from
	return e.at > e.run.from || at == 0 || !isWord(buf[at-1])
}

func asciiLower(b []byte) []byte {
	out := slices.Clone(b)
	for i, c := range out {
		if 'A' <= c && c <= 'Z' {
			out[i] = c - 'A' + 'a'
		}
	}
	return out
}

// linesOf returns the starts of the lines that hold the places.
func linesOf(buf []byte, places []int) (starts []int) {
	for _, p := range places {
		starts = append(starts, bytes.LastIndexByte(buf[:p], '\n')+1)
	}
	return starts
}

// TestLines holds both ways of finding to the plain twin: all that it finds, and for a small
// set nothing else.
func TestLines(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 400 {
		fill := 0
		if round%2 == 1 {
			fill = Few + r.IntN(1000)
		}
		s := randomSet(r, fill)
		var buf []byte
		for size := r.IntN(3 * blockSize); len(buf) < size; {
			buf = append(buf, randomOf(r, 40)...)
		}
		f := s.Finder(buf[:min(len(buf), r.IntN(4096))], sweep.Escapes(r.IntN(int(sweep.Every)+1)))
		if f == nil {
			continue // a text that begins within words
		}
		got := linesOf(buf, f.Lines(nil, buf))
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Fatalf("round %d: lines %v, want each once and in order", round, got)
		}
		want := wanted(f, buf)
		for _, start := range want {
			if _, ok := slices.BinarySearch(got, start); !ok {
				t.Errorf("round %d: missed %q", round, buf[start:lineEnd(buf, start)])
			}
		}
		if f.small != nil && len(got) > len(want) {
			t.Errorf("round %d: %d lines, want %d", round, len(got), len(want))
		}
	}
}

// TestFill holds the assembly to its twin.
func TestFill(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var tab table
		for range 1 + r.IntN(20) {
			tab.add(randomOf(r, 3), r.IntN(8))
		}
		buf := []byte(randomOf(r, 2000))
		base := 0
		if len(buf) > 0 {
			base = r.IntN(len(buf))
		}
		var got, want masks
		n := tab.fill(&got, buf, base)
		if m := tab.fillGo(want[:], buf[base:]); m != n || !slices.Equal(got[:n], want[:n]) {
			t.Fatalf("%d bytes from %d: %d words %x, want %d words %x", len(buf), base, n, got[:n], m, want[:m])
		}
	}
}

// TestFolds holds that no character but those known is an ASCII letter in another case.
func TestFolds(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		least := min(unicode.ToLower(r), unicode.ToUpper(r), unicode.ToTitle(r))
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		known := slices.ContainsFunc(folds, func(f struct {
			r      rune
			letter byte
		}) bool {
			return f.r == r && rune(f.letter) == unicode.ToLower(least)
		})
		if (least < 0x80) != known {
			t.Errorf("%U is %q in another case; known: %v", r, least, known)
		}
	}
}

// TestAdd holds what can be looked for.
func TestAdd(t *testing.T) {
	for _, tt := range []struct {
		text string
		in   *Alphabet
		ok   bool
	}{
		{"evil.com", Plain, true},
		{"", Plain, false},
		{"x", Plain, false},
		{`"\/=|;`, Plain, false},
		{"é", Plain, false},
		{"a b", Plain, true},
		{"a b", Words, false},
		{"a bc", Words, true},
		{`C:\x`, Plain, true},
	} {
		var s Set
		if got := s.Add(tt.text, tt.in, false); got != tt.ok || len(s.entries) != map[bool]int{true: 1}[got] {
			t.Errorf("Add(%q) = %v, want %v", tt.text, got, tt.ok)
		}
	}
}

// TestInside holds that a large set refuses what can only be found at the beginning of a word
// that it may not begin.
func TestInside(t *testing.T) {
	for _, tt := range []struct {
		text string
		ok   bool
	}{{"evil", false}, {"evil.com", true}, {".com", true}, {"x.y", false}} {
		s := randomSet(rand.New(rand.NewPCG(1, 1)), 2*Few)
		s.entries = s.entries[len(s.entries)-2*Few:]
		s.Add(tt.text, Plain, true)
		if got := s.Finder(nil, 0) != nil; got != tt.ok {
			t.Errorf("%q: found %v, want %v", tt.text, got, tt.ok)
		}
	}
}

// A large set of names that share their end, or their beginning, is built and asked in time.
func TestShared(t *testing.T) {
	var s Set
	for i := range 20000 {
		s.Add(fmt.Sprintf("x%d.a-rather-long-name-that-all-of-them-share.example", i), Plain, false)
		s.Add(fmt.Sprintf("a-rather-long-name-that-all-of-them-share.example.%d", i), Plain, false)
	}
	f := s.Finder(nil, 0)
	buf := []byte("x19999.a-rather-long-name-that-all-of-them-share.example\na-rather-long-name-that-all-of-them-share.example.7\nx\n")
	if got := f.Lines(nil, buf); len(got) != 2 {
		t.Errorf("places %v, want one in each of two lines", got)
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte("a evil.com\nb\n"), "evil.com", uint16(0), false)
	f.Add([]byte(`{"a":"\nevil.com"}`), "evil.com", uint16(60), true)
	f.Fuzz(func(t *testing.T, buf []byte, text string, fill uint16, inside bool) {
		var s Set
		for i := range int(fill % 200) {
			s.Add(fmt.Sprintf("host%d.example", i), Plain, false)
		}
		s.Add(text, Plain, inside)
		finder := s.Finder(buf, sweep.Every)
		if finder == nil {
			return
		}
		got := linesOf(buf, finder.Lines(nil, buf))
		for _, start := range wanted(finder, buf) {
			if _, ok := slices.BinarySearch(got, start); !ok {
				t.Errorf("missed %q", buf[start:lineEnd(buf, start)])
			}
		}
	})
}
