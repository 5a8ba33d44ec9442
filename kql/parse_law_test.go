package kql

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foxhound/internal/oracle"
)

// A query of the shared data.
type query struct {
	ID   string `json:"id"`
	Text string `json:"query"`
}

// shared reads the queries of a file of the folder beside the repository.
func shared(t testing.TB, name string) []query {
	t.Helper()
	dir, err := oracle.Shared()
	if err != nil {
		t.Skip(err)
	}
	f, err := os.Open(filepath.Join(dir, "data", "kql", name+".ndjson"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var queries []query
	lines := bufio.NewScanner(f)
	for lines.Buffer(nil, 1<<24); lines.Scan(); {
		var q query
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		queries = append(queries, q)
	}
	return queries
}

// files are the collections of the shared data.
var files = []string{"real-queries", "doc-examples", "engine-cases"}

func TestParseOfPrintIsAFixedPoint(t *testing.T) {
	for _, name := range files {
		good := 0
		queries := shared(t, name)
		for _, q := range queries {
			tree, err := Parse(q.ID, q.Text)
			if err != nil && strings.Contains(err.Error(), "graph") {
				continue // refused by name
			}
			if err != nil {
				t.Errorf("%v", err)
				continue
			}
			once := Print(tree)
			again, err := Parse(q.ID, once)
			if err != nil {
				t.Errorf("printed: %v\n%s", err, once)
				continue
			}
			if twice := Print(again); twice != once {
				t.Errorf("%s: Print(Parse) of\n%s\ngives\n%s", q.ID, once, twice)
				continue
			}
			good++
		}
		t.Logf("%s: %d of %d", name, good, len(queries))
	}
}
