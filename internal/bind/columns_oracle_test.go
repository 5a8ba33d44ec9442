package bind

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"foxhound/internal/oracle"
	"foxhound/internal/plan"
	"foxhound/internal/schema"
	"foxhound/internal/shared"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// A recorded query with the columns that it gave.
type recorded struct {
	ID       string
	Query    string
	Verified string
	Expected *struct{ Columns []oracle.Column }
}

func readQueries(t *testing.T, file string) []recorded {
	t.Helper()
	f, err := os.Open(shared.Path(t, "data", "kql", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []recorded
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var r recorded
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

// schemaTables is the catalogue's tables, for queries that say not where they run.
type schemaTables struct{}

func (schemaTables) Table(name string) ([]plan.Column, bool) {
	t, ok := schema.Lookup(schema.Any, name)
	if !ok {
		return nil, false
	}
	var columns []plan.Column
	for _, c := range t.Columns {
		columns = append(columns, plan.Column{Name: c.Name, Type: typeOf(c.Type)})
	}
	return columns, true
}

func (schemaTables) Names() []string { return schema.Names(schema.Any) }

// bindText returns the columns of a query's result.
func bindText(text string) ([]plan.Column, error) { return bindWith(text, Options{}) }

// bindToRun does the same for a query that is to be run, which must be right in all.
func bindToRun(text string) ([]plan.Column, error) {
	return bindWith(text, Options{Run: func(plan.Node) (*vector.Batch, error) { return &vector.Batch{}, nil }})
}

func bindWith(text string, o Options) ([]plan.Column, error) {
	q, err := kql.Parse("", text)
	if err != nil {
		return nil, err
	}
	o.Tables, o.Now = schemaTables{}, 638_000_000_000_000_000
	n, err := Bind(q, o)
	if err != nil {
		return nil, err
	}
	return n.Columns(), nil
}

// differing are queries whose columns cannot be told, or stand otherwise in the engine.
var differing = map[string]string{
	"doc-mv-expand-operator-6": "the engine counts columns in an int here, in a long elsewhere",
	"eng-0294":                 "the engine makes up a name anew each time",
	"doc-let-statement-6":      "it searched all tables of another database",
}

// The columns of recorded results are those that the binder tells before there are rows.
func TestColumnsAreThoseRecorded(t *testing.T) {
	bound, refused := 0, 0
	for _, file := range []string{"engine-cases.ndjson", "doc-examples.ndjson"} {
		for _, r := range readQueries(t, file) {
			if differing[r.ID] != "" || dataDependent(r.Query) || r.Expected == nil || r.Verified != "kusto-emulator" && file == "doc-examples.ndjson" {
				continue
			}
			columns, err := bindToRun(r.Query)
			switch {
			case err != nil && unsupported(err):
				refused++
			case err != nil:
				t.Errorf("%s: %v\n%s", r.ID, err, r.Query)
			case !sameColumns(columns, r.Expected.Columns) && !(file == "doc-examples.ndjson" && sameColumns(widened(columns), r.Expected.Columns)):
				t.Errorf("%s: %.300v, want %.300v\n%s", r.ID, fmt.Sprint(columns), fmt.Sprint(r.Expected.Columns), r.Query)
			default:
				bound++
			}
		}
	}
	t.Logf("%d queries with the recorded columns, %d refused by name", bound, refused)
}

// dataDependent reports whether a query's columns are known only when there are rows.
func dataDependent(query string) bool {
	return strings.Contains(query, "bag_unpack") || strings.Contains(query, "pivot")
}

// widened has long for int: what the documentation's examples gave does not always tell
// them apart.
func widened(columns []plan.Column) []plan.Column {
	list := slices.Clone(columns)
	for i := range list {
		if list[i].Type == value.Int {
			list[i].Type = value.Long
		}
	}
	return list
}

func unsupported(err error) bool { return strings.Contains(err.Error(), "not supported") }

func sameColumns(got []plan.Column, want []oracle.Column) bool {
	if len(got) != len(want) {
		return false
	}
	for i, c := range got {
		if c.Name != want[i].Name || c.Type.String() != want[i].Type {
			return false
		}
	}
	return true
}

// Real hunting queries bind where Microsoft's binder binds them, to the same columns.
func TestColumnsAreTheOracles(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	list := readQueries(t, "real-queries.ndjson")
	queries := make([]oracle.Query, len(list))
	for i, r := range list {
		queries[i] = oracle.Query{ID: r.ID, Text: r.Query}
	}
	verdicts, err := o.Judge(t.Context(), schema.Any, queries)
	if err != nil {
		t.Fatal(err)
	}
	bound := 0
	for i, v := range verdicts {
		if !v.OK || differing[v.ID] != "" || dataDependent(list[i].Query) {
			continue
		}
		columns, err := bindText(list[i].Query)
		switch {
		case err != nil && unsupported(err):
		case err != nil:
			t.Errorf("%s: %v", v.ID, err)
		case isOpen(columns):
		case !sameColumns(columns, v.Columns):
			t.Errorf("%s: %.300s, want %.300s", v.ID, fmt.Sprint(columns), fmt.Sprint(v.Columns))
		default:
			bound++
		}
	}
	t.Logf("%d of %d queries with the oracle's columns", bound, len(list))
}
