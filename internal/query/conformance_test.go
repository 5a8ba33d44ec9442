package query

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"foxhound/internal/rows"
	"foxhound/internal/shared"
)

// A recorded case is a query and what a Kusto engine gave for it.
type recorded struct {
	ID       string
	Query    string
	Verified string
	Area     string
	Ordered  bool
	Notes    json.RawMessage
	Expected struct {
		Columns []struct{ Name, Type string }
		Rows    [][]any
	}
}

// readLines decodes a file of JSON lines.
func readLines[T any](t testing.TB, name string) []T {
	t.Helper()
	file, err := os.Open(shared.Path(t, "data", "kql", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []T
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		d := json.NewDecoder(strings.NewReader(lines.Text()))
		d.UseNumber()
		var x T
		if err := d.Decode(&x); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, x)
	}
	return all
}

// exceptions are the recorded cases that no engine could give again, or that ours refuses
// by name, with the reason. They are run all the same: one that passes is no exception.
var exceptions = map[string]string{
	"eng-0294":                    "the column's name has a random part",
	"eng-1043":                    "which of five equal hitters is kept follows from the engine's own hashes",
	"doc-hash-combine-function-1": "the function `hash_combine` is not supported",
	"doc-hash-many-function-1":    "the function `hash_many` is not supported",
	"doc-reduce-operator-1":       "the operator `reduce` is not supported",
	"doc-reduce-operator-2":       "the operator `reduce` is not supported",
}

// TestConformance runs what a real engine was asked and compares the rows.
func TestConformance(t *testing.T) {
	for _, file := range []string{"engine-cases.ndjson", "doc-examples.ndjson"} {
		t.Run(strings.TrimSuffix(file, ".ndjson"), func(t *testing.T) {
			passed, failed := 0, 0
			for _, c := range readLines[recorded](t, file) {
				if c.Verified != "kusto-emulator" || c.Area != "core" && c.Area != "series" {
					continue
				}
				err, reason := c.check(), exceptions[c.ID]
				if reason != "" && err == nil {
					t.Errorf("%s is listed as an exception, and passes", c.ID)
				}
				if err != nil && reason != "" {
					t.Logf("%s: %s", c.ID, reason)
				} else if err != nil {
					failed++
					t.Errorf("%s: %v\n%s", c.ID, err, c.Query)
				} else {
					passed++
				}
			}
			t.Logf("%d passed, %d failed", passed, failed)
		})
	}
}

// check runs the case.
func (c *recorded) check() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	e := &Engine{Now: time.Date(2026, 5, 23, 10, 0, 0, 0, time.UTC)}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	q, err := e.Prepare(ctx, c.ID, c.Query)
	if err != nil {
		return err
	}
	b, err := q.Rows(ctx)
	if err != nil {
		return err
	}
	columns := q.Columns()
	if len(columns) != len(c.Expected.Columns) {
		return fmt.Errorf("columns %v, want %v", columns, c.Expected.Columns)
	}
	for i, want := range c.Expected.Columns {
		if columns[i].Name != want.Name || !c.isType(columns[i].Type.String(), want.Type) {
			return fmt.Errorf("column %d is %s:%s, want %s:%s", i, columns[i].Name, columns[i].Type, want.Name, want.Type)
		}
	}
	var got [][]any
	for i := range b.Rows {
		var row []any
		for _, v := range b.Columns {
			row = append(row, roundTrip(rows.Cell(v.Type, v.Value(i))))
		}
		got = append(got, row)
	}
	return c.compare(got)
}

// isType compares a column's type with the recorded one. The documentation's examples do
// not always tell int from long: getyear and its like, and the ordinals of getschema, are
// long in some of them and int in the engine's own cases.
func (c *recorded) isType(got, want string) bool {
	integer := map[string]bool{"int": true, "long": true}
	return got == want || strings.HasPrefix(c.ID, "doc-") && integer[got] && integer[want]
}

// roundTrip is a cell as a reader of the JSON has it.
func roundTrip(cell any) any {
	text, err := json.Marshal(cell)
	if err != nil {
		return err.Error()
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var x any
	_ = d.Decode(&x)
	return x
}

func (c *recorded) compare(got [][]any) error {
	want := c.Expected.Rows
	if len(got) != len(want) {
		return fmt.Errorf("%d rows, want %d: %v, want %v", len(got), len(want), got, want)
	}
	if !c.Ordered {
		got, want = sorted(got), sorted(want)
	}
	for i := range want {
		for j := range want[i] {
			if !alike(got[i][j], want[i][j]) {
				return fmt.Errorf("row %d column %d is %v, want %v (notes %s)\ngot  %v\nwant %v", i, j, got[i][j], want[i][j], c.Notes, got, want)
			}
		}
	}
	return nil
}

func sorted(rows [][]any) [][]any {
	rows = slices.Clone(rows)
	sort.SliceStable(rows, func(i, j int) bool { return sortText(rows[i]) < sortText(rows[j]) })
	return rows
}

// sortText is a row as it is sorted by: reals rounded, lest the last digit decide.
func sortText(row []any) string {
	var text strings.Builder
	for _, x := range row {
		if n, ok := x.(json.Number); ok {
			f, _ := n.Float64()
			fmt.Fprintf(&text, "%.6g|", f)
			continue
		}
		fmt.Fprintf(&text, "%v|", x)
	}
	return text.String()
}

// alike compares JSON values; numbers to nine digits. Decimals, which we write with all
// their digits, are recorded as plain numbers.
func alike(a, b any) bool {
	if text, ok := decimalOf(a); ok {
		a = text
	}
	switch a := a.(type) {
	case json.Number:
		n, ok := b.(json.Number)
		if !ok {
			return false
		}
		if a == n {
			return true
		}
		x, _ := a.Float64()
		y, _ := n.Float64()
		if _, err := strconv.ParseInt(string(a), 10, 64); err == nil {
			if _, err := strconv.ParseInt(string(n), 10, 64); err == nil {
				return x == y && math.Abs(x) > 1<<53
			}
		}
		return math.Abs(x-y) <= 1e-9*math.Max(math.Abs(x), math.Abs(y)) || x == y
	case []any:
		bs, ok := b.([]any)
		return ok && len(a) == len(bs) && !slices.ContainsFunc(indexes(len(a)), func(i int) bool { return !alike(a[i], bs[i]) })
	case map[string]any:
		bs, ok := b.(map[string]any)
		if !ok || len(a) != len(bs) {
			return false
		}
		for k, v := range a {
			if w, ok := bs[k]; !ok || !alike(v, w) {
				return false
			}
		}
		return true
	}
	return a == b
}

// decimalOf is the number in {"$decimal": "1.5"}.
func decimalOf(x any) (json.Number, bool) {
	bag, _ := x.(map[string]any)
	text, ok := bag["$decimal"].(string)
	return json.Number(text), ok
}

func indexes(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}
