package query

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// entire is the slow twin of logs: it reads dynamics whole. It notes which members would do.
type entire struct {
	*Logs
	members map[string]bool
}

func (e entire) Scan(ctx context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	plain := *t
	for _, names := range t.Members {
		for _, name := range names {
			e.members[name] = true
		}
	}
	plain.Members = nil
	return e.Logs.Scan(ctx, &plain, work, emit)
}

// memberQueries are queries over AdditionalFields, and the members that are read of it; all
// of it where none are given.
var memberQueries = []struct{ query, members string }{
	{`T | project parse_json(AdditionalFields).a`, "a"},
	{`T | project AdditionalFields.a`, "a"},
	{`T | project AdditionalFields["a"].b, AdditionalFields.b[0]`, "a b"},
	{`T | project AdditionalFields.a.b.c`, "a"},
	{`T | extend X = todynamic(AdditionalFields) | where X.a == "1" | project Y = X | project Y.b`, "a b"},
	{`T | where tostring(AdditionalFields.a) has "1" | summarize count() by tostring(AdditionalFields.b)`, "a b"},
	{`T | mv-expand Answer = parse_json(AdditionalFields).a to typeof(string) | summarize count() by Answer`, "a"},
	{`T | extend X = AdditionalFields | summarize count() by isnull(X.a), isempty(tostring(X["not there"]))`, "a not there"},
	{`T | sort by tostring(AdditionalFields.a), Line asc | project Line`, "a"},
	{`T | top 5 by strcat(tostring(AdditionalFields.a), "-", Line) | project Line`, "a"},
	{`T | join kind=inner (T | extend K = tostring(AdditionalFields.b)) on Line | summarize count() by K, tostring(AdditionalFields.a)`, "a b"},
	{`union T, T | summarize dcount(tostring(AdditionalFields.a))`, "a"},
	{`T | parse tostring(AdditionalFields.a) with * "1" Rest | summarize count() by Rest`, "a"},
	{`T | mv-apply X = AdditionalFields.a on (where tostring(X) == "1") | summarize count()`, "a"},
	{`let X = T | extend A = AdditionalFields.a; X | where isnotnull(A) | count`, "a"},
	{`T | where Line in ((T | where AdditionalFields.b == "x" | project Line)) | project AdditionalFields.a`, "a b"},
	{`let n = toscalar(T | where isnotnull(AdditionalFields.b) | summarize count()); T | project n, AdditionalFields.a`, "a b"},
	{`T | project AdditionalFields`, ""},
	{`T | project AdditionalFields.a, tostring(AdditionalFields)`, ""},
	{`T | project AdditionalFields[0]`, ""},
	{`T | project AdditionalFields[Line]`, ""},
	{`T | project AdditionalFields[tostring(Line)], AdditionalFields.a`, ""},
	{`T | summarize arg_max(Line, *) by Action | project AdditionalFields.a`, ""},
	{`T | summarize make_list(AdditionalFields)`, ""},
	{`T | evaluate bag_unpack(AdditionalFields)`, ""},
	{`T | mv-expand AdditionalFields | project AdditionalFields.a`, ""},
	{`T | where AdditionalFields has "x" | project AdditionalFields.a`, ""},
	{`T | where isnotnull(AdditionalFields) | project AdditionalFields.a`, ""},
	{`T | project iff(Line > 5, AdditionalFields, dynamic(null)).a`, ""},
	{`T | distinct Line, tostring(bag_keys(AdditionalFields)), tostring(AdditionalFields.a)`, ""},
}

// TestMembersRead holds that reading some members of a dynamic alone changes no result, and
// that no more is read than is asked for.
func TestMembersRead(t *testing.T) {
	path := dynamicRows(t)
	for _, tt := range memberQueries {
		query := strings.NewReplacer("T", "DeviceNetworkEvents", "Line", "RemotePort", "Action", "ActionType").Replace(tt.query)
		members := make(map[string]bool)
		got, _ := resultOf(t, query, path, func(l *Logs) *Engine { return &Engine{Tables: l, Source: l} })
		want, _ := resultOf(t, query, path, func(l *Logs) *Engine { return &Engine{Tables: l, Source: entire{l, members}} })
		if got != want {
			t.Errorf("%s:\n%.400s\nwant\n%.400s", query, got, want)
		}
		if read := strings.Join(slices.Sorted(maps.Keys(members)), " "); read != tt.members {
			t.Errorf("%s reads the members %q, want %q", query, read, tt.members)
		}
	}
}

// dynamicRows writes rows whose dynamic is in all the ways that logs have of writing one.
func dynamicRows(t *testing.T) (path string) {
	t.Helper()
	values := []string{`null`, `""`, `5`, `true`, `"text"`, `[1,{"a":2}]`, `{}`, `{"a":1}`, `{"a":"1","b":["x",2],"c":3}`, `{"a":{"b":{"c":1}},"A":2}`,
		`"{\"a\":\"1\",\"b\":\"x\"}"`, `" {\"a\":[1,2,\"1\"],\"z\":{\"a\":9}} "`, `"{\"a\":1"`, `"{\"a\":1,\"a\":2}"`, `"{\"\\u0061\":\"e\"}"`, `"[{\"a\":1}]"`, `{"\u0061":"x1y"}`}
	random := rand.New(rand.NewPCG(3, 4))
	var text strings.Builder
	for i := range 300 {
		fmt.Fprintf(&text, `{"Type":"DeviceNetworkEvents","Timestamp":"2026-05-23T01:02:03Z","ActionType":"a%d","RemotePort":%d,"AdditionalFields":%s}`+"\n",
			i%3, i, values[random.IntN(len(values))])
	}
	path = filepath.Join(t.TempDir(), "rows.ndjson")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTold: a log that --table gives to one table is not read for another, and the result
// is the same.
func TestTold(t *testing.T) {
	dir := t.TempDir()
	l := &Logs{}
	for name, row := range map[string]string{"net": `{"Timestamp":"2026-05-23T01:02:03Z","DeviceId":"1"}`, "file": `{"Timestamp":"2026-05-23T01:02:03Z","DeviceId":"1","FileName":"x"}`} {
		path := filepath.Join(dir, name+".ndjson")
		if err := os.WriteFile(path, []byte(row+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		l.Sources = append(l.Sources, logs.Source{Path: path, Size: int64(len(row)) + 1})
	}
	l.Options.Tables = []logs.TableGlob{{Table: "DeviceNetworkEvents", Glob: "*.ndjson"}, {Table: "DeviceFileEvents", Glob: "file.*"}}
	for _, tt := range []struct {
		query string
		rows  int
		files string // that are read
	}{
		{"DeviceFileEvents", 1, "file.ndjson"},
		{"DeviceNetworkEvents", 1, "net.ndjson"},
		{"DeviceNetworkEvents | join DeviceFileEvents on DeviceId", 1, "file.ndjson net.ndjson"},
		{"DeviceEvents", 0, "file.ndjson net.ndjson"}, // to say what there is instead
	} {
		own := &Logs{Sources: l.Sources, Options: l.Options}
		q, err := (&Engine{Tables: own, Source: own}).Prepare(context.Background(), "query", tt.query)
		if err != nil {
			t.Fatal(err)
		}
		b, err := q.Rows(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var files []string
		for _, f := range own.Files() {
			files = append(files, filepath.Base(f.Source.Path))
		}
		slices.Sort(files)
		if got := strings.Join(files, " "); b.Rows != tt.rows || got != tt.files {
			t.Errorf("%s: %d rows of %s, want %d of %s", tt.query, b.Rows, got, tt.rows, tt.files)
		}
	}
}
