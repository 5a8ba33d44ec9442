package lint

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/shared"
)

// What is found in real rules and pages is pinned, place by place: each finding was judged by
// hand, and one that appears or goes is judged again.
func TestRealRules(t *testing.T) {
	root := shared.Path(t, "data")
	var got strings.Builder
	for _, pattern := range []string{"content/sentinel/*/*.yaml", "content/defender/*.yaml", "pages/remus*"} {
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files, %v", pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r, err := Text(filepath.Base(file), text, Options{})
			if err != nil {
				t.Errorf("%v", err)
				continue
			}
			for _, f := range r.Findings {
				fmt.Fprintf(&got, "%s:%d:%d %s %s\n", f.File, f.Line, f.Column, f.Severity, f.ID)
			}
		}
	}
	golden := filepath.Join("testdata", "real.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("findings in real rules (-want +got):\n%s", diff)
	}
}

// The list of connectors has every id of the content repository's own.
func TestConnectorsOfTheRepository(t *testing.T) {
	text, err := os.ReadFile(shared.Path(t, "data", "content", "sentinel", "ci", "ValidConnectorIds-2022-08.json"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	if err := json.Unmarshal(text, &listed); err != nil {
		t.Fatal(err)
	}
	known := slices.Sorted(maps.Keys(connectors()))
	for _, id := range listed {
		if !slices.Contains(known, id) {
			t.Errorf("%s is not in connectors.txt", id)
		}
	}
}
