package feed

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// TestHostile reads feeds whose values try to break out of whatever shows them. The goldens
// hold what a person gets to see: notes, malformed records and the error.
func TestHostile(t *testing.T) {
	inputs, err := filepath.Glob("testdata/hostile.*")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no inputs: %v", err)
	}
	for _, path := range inputs {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(path, strings.NewReader(unescaped(string(data))))
			checkCounts(t, got)
			text := shown(got, err)
			if i := strings.IndexFunc(text, unprintable); i >= 0 {
				t.Errorf("what is shown holds %q", text[i:i+1])
			}
			golden(t, filepath.Base(path)+".golden", text)
		})
	}
}

// unescaped puts the control characters in that the files spell, so that they stay readable.
func unescaped(text string) string {
	return strings.NewReplacer("<ESC>", "\x1b", "<NUL>", "\x00", "<RLO>", "\u202e", "<FF>", "\xff", "<CR>", "\r").Replace(text)
}

func unprintable(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }

func shown(r *Result, err error) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d rows, error: %v\n\n", r.Format, r.Rows, err)
	for _, ind := range r.Indicators {
		fmt.Fprintf(&b, "%s %s\n", ind.Kind, ind.Value)
	}
	b.WriteString("\nmalformed:\n")
	for _, m := range r.Malformed {
		fmt.Fprintf(&b, "%d: %s\n\t%v\n", m.Line, m.Text, m.Err)
	}
	b.WriteString("\nnotes:\n")
	for _, note := range r.Notes {
		fmt.Fprintln(&b, note)
	}
	return strings.ReplaceAll(b.String(), "\t", "    ")
}
