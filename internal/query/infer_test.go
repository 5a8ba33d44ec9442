package query

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"foxhound/internal/logs"
	"foxhound/internal/value"
)

// TestOwnTables reads files of no schema as tables of the user's own.
func TestOwnTables(t *testing.T) {
	for _, tt := range []struct{ name, file, text, query, want string }{
		{"typed JSON", "a.ndjson",
			`{"when":"2026-05-23T10:00:00Z","n":1,"ok":true,"tags":["a"],"ratio":1,"id":"0042"}` + "\n" +
				`{"when":"2026-05-24T10:00:00Z","n":2,"ok":false,"tags":[],"ratio":1.5,"id":"42","late":"x"}` + "\n",
			"T | getschema | summarize make_list(strcat(ColumnName, ':', ColumnType))",
			`["when:datetime","n:long","ok:bool","tags:dynamic","ratio:real","id:string","late:string"]`},
		{"texts alone", "a.csv", "n,id,day,name\n1,007,2026-01-01,x\n2,008,2026-01-02,y\n",
			"T | getschema | summarize make_list(strcat(ColumnName, ':', ColumnType))",
			`["n:long","id:string","day:datetime","name:string"]`},
		{"rows", "a.csv", "n,name,x\n1,a,\n2,b,\n", "T | where n > 1 | project name", "b"},
	} {
		path := filepath.Join(t.TempDir(), tt.file)
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		l := &Logs{Sources: []logs.Source{{Path: path}}, Options: logs.Options{OwnTables: true, Tables: []logs.TableGlob{{Table: "T", Glob: tt.file}}}}
		q, err := (&Engine{Tables: l, Source: l}).Prepare(context.Background(), "query", tt.query)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		b, err := q.Rows(context.Background())
		if err != nil || b.Rows != 1 {
			t.Errorf("%s: %d rows, %v", tt.name, b.Rows, err)
			continue
		}
		if got := value.Text(b.Columns[0].Type, b.Columns[0].Value(0)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
