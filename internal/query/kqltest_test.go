package query

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"foxhound/internal/rows"
	"foxhound/kqltest"
)

// ours puts cases to our engine.
type ours struct{ engine Engine }

func (o ours) Query(text string) (kqltest.Result, error) {
	q, err := o.engine.Prepare(context.Background(), "query", text)
	if err != nil {
		return kqltest.Result{}, err
	}
	b, err := q.Rows(context.Background())
	if err != nil {
		return kqltest.Result{}, err
	}
	var r kqltest.Result
	for _, c := range q.Columns() {
		r.Columns = append(r.Columns, kqltest.Column{Name: c.Name, Type: c.Type.String()})
	}
	for i := range b.Rows {
		r.Rows = append(r.Rows, rows.Row(b, i))
	}
	return r, nil
}

// TestScripts runs the conformance suite.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("../../kqltest/testdata/*.kqltest")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := kqltest.Parse(filepath.Base(file), string(text))
		if err != nil {
			t.Error(err)
		}
		for _, c := range cases {
			if err := c.Run(ours{}); err != nil {
				t.Errorf("%s:%d: %s: %v", c.File, c.Line, c.Title, err)
			}
		}
	}
}
