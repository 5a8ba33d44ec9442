package kql

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// heading starts a hunt in a golden file of rules.
var heading = regexp.MustCompile(`(?m)^//// .*\n\n`)

// What the product prints it reads, and prints again byte for byte.
func TestGoldensParseAndPrintBackTheSame(t *testing.T) {
	paths, err := filepath.Glob("../rule/testdata/*.kql")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden rules: %v", err)
	}
	hunts := 0
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, hunt := range heading.Split(string(text), -1) {
			if hunt == "" {
				continue
			}
			hunts++
			q, err := Parse(path, hunt)
			if err != nil {
				t.Error(err)
				continue
			}
			if diff := cmp.Diff(trimmed(hunt), trimmed(Print(q))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		}
	}
	t.Logf("%d hunts", hunts)
}

// trimmed leaves out the blank line between two hunts.
func trimmed(s string) string { return regexp.MustCompile(`\n+$`).ReplaceAllString(s, "\n") }
