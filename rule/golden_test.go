package rule_test

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/oracle"
	"foxhound/internal/schema"
	"foxhound/rule"
)

var update = flag.Bool("update", false, "write the golden files, and their verdicts where the oracle is there")

// goldenHunts calls do with the hunts of each golden file.
func goldenHunts(t *testing.T, do func(t *testing.T, name string, d schema.Dialect, hunts []rule.Hunt)) {
	for _, d := range dialects {
		for _, s := range styles {
			name := fmt.Sprintf("remus-%s-%s", d, s)
			t.Run(name, func(t *testing.T) { do(t, name, d, newRule(t, remus, remusIndicators(t), d, s).Hunts) })
		}
	}
}

// TestGolden holds the text of every Remus hunt, and that Microsoft's parser accepted that
// very text: after a change, run the oracle's tests with -update.
func TestGolden(t *testing.T) {
	accepted := readVerdicts(t)
	goldenHunts(t, func(t *testing.T, name string, _ schema.Dialect, hunts []rule.Hunt) {
		compare(t, filepath.Join("testdata", name+".kql"), bundle(hunts))
		for _, h := range hunts {
			if !*update && accepted[name+" "+h.Name] != hash(h.Text) {
				t.Errorf("%s: the parser has not judged this text; run FOXHOUND_ORACLE=1 go test ./rule -run 'Golden' -update", h.Name)
			}
		}
	})
}

// TestOracleAcceptsGoldens judges the golden hunts and, with -update, writes the verdicts.
func TestOracleAcceptsGoldens(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	accepted := map[string]string{}
	goldenHunts(t, func(t *testing.T, name string, d schema.Dialect, hunts []rule.Hunt) {
		var queries []oracle.Query
		for _, h := range hunts {
			queries = append(queries, oracle.Query{ID: h.Name, Text: h.Text})
			accepted[name+" "+h.Name] = hash(h.Text)
		}
		judge(t, o, d, queries)
	})
	if *update && !t.Failed() {
		text, err := json.MarshalIndent(accepted, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		write(t, verdictsFile, string(text)+"\n")
	}
}

var verdictsFile = filepath.Join("testdata", "verdicts.json")

// readVerdicts returns the hashes of the texts that the parser has accepted.
func readVerdicts(t *testing.T) map[string]string {
	t.Helper()
	accepted := map[string]string{}
	text, err := os.ReadFile(verdictsFile)
	if err == nil {
		err = json.Unmarshal(text, &accepted)
	}
	if err != nil && !*update {
		t.Fatal(err)
	}
	return accepted
}

func hash(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }

func bundle(hunts []rule.Hunt) string {
	var b strings.Builder
	for _, h := range hunts {
		fmt.Fprintf(&b, "//// %s: %s, %s, %d indicators\n\n%s\n", h.Name, h.Title, h.Form, len(h.Indicators), h.Text)
	}
	return b.String()
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		write(t, file, got)
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
