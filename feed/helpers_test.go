package feed

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// mustRead reads text as a feed that holds nothing wrong with the file as a whole.
func mustRead(t *testing.T, text string) *Result {
	t.Helper()
	got, err := Read("test", strings.NewReader(text))
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	checkCounts(t, got)
	return got
}

// checkCounts holds a result to what [Result] promises.
func checkCounts(t *testing.T, r *Result) {
	t.Helper()
	if r.Rows != len(r.Indicators)+len(r.Removals)+len(r.Malformed) {
		t.Errorf("Rows = %d, want %d indicators + %d removals + %d malformed", r.Rows, len(r.Indicators), len(r.Removals), len(r.Malformed))
	}
}

// values returns kind and value of the indicators, one a line.
func values(r *Result) []string {
	var got []string
	for _, ind := range r.Indicators {
		got = append(got, ind.Kind.String()+" "+ind.Value)
	}
	return got
}

// reasons returns the malformed records, one a line.
func reasons(r *Result) []string {
	var got []string
	for _, m := range r.Malformed {
		got = append(got, strings.Join([]string{strconv.Itoa(m.Line), m.Text, m.Err.Error()}, " | "))
	}
	return got
}

// golden compares text with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
