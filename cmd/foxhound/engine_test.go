package main

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// judges is what the summary says of the engine, and all that the engine may change.
var judges = regexp.MustCompile(`,"engine":"[a-z]+","texts":\d+,"by_text":\d+,"apart":0,"text_failed":""`)

// The text of the rules finds in the example what the index finds, byte by byte.
func TestEnginesGiveTheSameBytes(t *testing.T) {
	hunted := func(engine string) string {
		out := run(t, []string{"hunt", "-i", "../../examples/remus/page.md", "-o", "ndjson", "--related", "--engine", engine, "../../examples/remus/logs"})
		if !judges.MatchString(out) {
			t.Errorf("--engine %s does not say what judged, or the two differ", engine)
		}
		return judges.ReplaceAllString(out, "")
	}
	if diff := cmp.Diff(hunted("index"), hunted("kql")); diff != "" {
		t.Errorf("(-index +kql):\n%s", diff)
	}
}
