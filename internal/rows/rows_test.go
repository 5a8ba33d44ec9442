package rows

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// batch makes rows of columns; an untyped nil is null.
func batch(columns []plan.Column, rows ...[]any) *vector.Batch {
	b := &vector.Batch{Rows: len(rows)}
	for c, column := range columns {
		v := vector.New(column.Type, len(rows))
		for r, row := range rows {
			v.Set(r, row[c])
		}
		b.Columns = append(b.Columns, v)
	}
	return b
}

func column(name string, t value.Type) plan.Column { return plan.Column{Name: name, Type: t} }

func parsed(t *testing.T, text string) any {
	t.Helper()
	x, err := value.ParseJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// hostile are texts that would harm a terminal, a spreadsheet or a page.
var hostile = []string{
	"\x1b[31mred\x1b[0m", "\x1b]0;title\a", "a\tb\r\nc\x00", "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "'quoted",
	"a|b", "`code`", "``", "<script>alert(1)</script>", "[link](http://x)", "\u202egnp.exe", "zero\u200bwidth", "\xff\xfe", `back\slash`, "a,b;c\"d",
}

// samples are the tables of the golden files, in every format.
func samples(t *testing.T) map[string]*sample {
	types := []plan.Column{column("b", value.Bool), column("i", value.Int), column("l", value.Long), column("r", value.Real), column("d", value.Decimal),
		column("s", value.String), column("t", value.Datetime), column("p", value.Timespan), column("g", value.Guid), column("y", value.Dynamic)}
	decimal := func(s string) any { return value.Convert(value.Decimal, value.String, s) }
	odd := []plan.Column{column("=name|`x`", value.String), column("\x1b[1m", value.Long)}
	var rude [][]any
	for i, s := range hostile {
		rude = append(rude, []any{s, int64(i)})
	}
	return map[string]*sample{
		"types": {types, batch(types,
			[]any{true, int64(-7), int64(math.MaxInt64), 0.1, decimal("1.50"), "x", value.Time(638841600000000001), value.Span(value.Day + 15), value.UUID{1, 2, 3}, parsed(t, `{"a":[1,null,"<&>"],"b":1.5}`)},
			[]any{false, int64(0), int64(1 << 53), math.NaN(), decimal("-12345678901234567890.123"), "", value.Time(0), value.Span(-1), value.UUID{}, "text"},
			[]any{nil, nil, int64(1<<53 + 1), math.Inf(1), decimal("0"), "é", nil, nil, nil, parsed(t, `[1]`)},
			[]any{nil, nil, nil, math.Inf(-1), nil, "", nil, nil, nil, true},
			[]any{nil, nil, int64(math.MinInt64), nil, nil, "", nil, nil, nil, nil})},
		"hostile": {odd, batch(odd, rude...)},
		"empty":   {types[:2], batch(types[:2])},
	}
}

type sample struct {
	columns []plan.Column
	batch   *vector.Batch
}

func (s *sample) write(t *testing.T, format string, width int) string {
	t.Helper()
	var out bytes.Buffer
	w, err := New(format, &out, s.columns, Options{Width: width})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(s.batch); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every format of every sample is as its golden file.
func TestGolden(t *testing.T) {
	for name, s := range samples(t) {
		for _, format := range Formats() {
			golden(t, name+"."+format, s.write(t, format, 0))
		}
	}
}

// A terminal's table gives way to it: columns shrink, and then rows stand upright.
func TestNarrow(t *testing.T) {
	s := samples(t)
	golden(t, "types.table-160", s["types"].write(t, "table", 160))
	golden(t, "types.table-60", s["types"].write(t, "table", 60))
	golden(t, "hostile.table-24", s["hostile"].write(t, "table", 24))
	for _, width := range []int{1, 8, 20, 60, 100, 160} {
		for name := range s {
			for line := range strings.Lines(s[name].write(t, "table", width)) {
				if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > max(width, 60) && name != "empty" {
					t.Errorf("%s at %d: a line of %d characters: %s", name, width, n, line)
				}
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// What people read holds nothing that acts on a terminal.
func TestInert(t *testing.T) {
	s := samples(t)["hostile"]
	for _, format := range []string{"table", "md", "csv"} {
		for _, r := range s.write(t, format, 0) {
			if r < ' ' && r != '\n' && !(r == '\r' && format == "csv") || r == 0x7f || r == '\u202e' || r == '\u200b' {
				t.Errorf("-o %s writes %q", format, r)
			}
		}
	}
}

// The forms for programs are well-formed, and hold the texts as they were.
func TestPrograms(t *testing.T) {
	s := samples(t)["hostile"]
	var document struct{ Rows [][]any }
	if err := json.Unmarshal([]byte(s.write(t, "json", 0)), &document); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(s.write(t, "ndjson", 0)), "\n")
	records, err := csv.NewReader(strings.NewReader(s.write(t, "csv", 0))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(document.Rows) != len(hostile) || len(lines) != len(hostile) || len(records) != len(hostile)+1 {
		t.Fatalf("%d, %d and %d rows, want %d", len(document.Rows), len(lines), len(records), len(hostile))
	}
	for i, want := range hostile {
		want = strings.ToValidUTF8(want, "\ufffd\ufffd") // JSON has no other
		var object map[string]any
		if err := json.Unmarshal([]byte(lines[i]), &object); err != nil {
			t.Fatal(err)
		}
		if document.Rows[i][0] != want || object["=name|`x`"] != want {
			t.Errorf("row %d is %q in json and %q in ndjson, want %q", i, document.Rows[i][0], object["=name|`x`"], want)
		}
		if strings.ContainsAny(records[i+1][0][:1], "=+-@\t\r") {
			t.Errorf("a spreadsheet takes %q for a formula", records[i+1][0])
		}
	}
}

// A cell is as the contract has it.
func TestCell(t *testing.T) {
	for _, tt := range []struct {
		t    value.Type
		x    any
		want string
	}{
		{value.String, "a<b", `"a<b"`},
		{value.String, "", `""`},
		{value.Bool, true, `true`},
		{value.Long, int64(1 << 53), `9007199254740992`},
		{value.Long, int64(1<<53 + 1), `{"$long":"9007199254740993"}`},
		{value.Long, int64(-1<<53 - 1), `{"$long":"-9007199254740993"}`},
		{value.Int, nil, `null`},
		{value.Real, 1.0, `1`},
		{value.Real, 1e300, `1e+300`},
		{value.Real, math.NaN(), `{"$real":"nan"}`},
		{value.Real, math.Inf(1), `{"$real":"+inf"}`},
		{value.Real, math.Inf(-1), `{"$real":"-inf"}`},
		{value.Decimal, value.Convert(value.Decimal, value.String, "1.50"), `{"$decimal":"1.50"}`},
		{value.Datetime, value.Time(0), `"0001-01-01T00:00:00.0000000Z"`},
		{value.Timespan, value.Span(-value.Day - 1), `"-1.00:00:00.0000001"`},
		{value.Guid, value.UUID{1}, `"01000000-0000-0000-0000-000000000000"`},
		{value.Dynamic, nil, `null`},
		{value.Dynamic, "text", `{"$dynamic":"text"}`},
		{value.Dynamic, []any{int64(1), nil}, `{"$dynamic":[1,null]}`},
	} {
		got, err := marshal(Cell(tt.t, tt.x))
		if string(got) != tt.want || err != nil {
			t.Errorf("Cell(%s, %v) = %s, %v; want %s", tt.t, tt.x, got, err, tt.want)
		}
	}
}

// A row as an object has what it says, and nothing of what it does not.
func TestObject(t *testing.T) {
	columns := []plan.Column{column("a", value.String), column("b", value.Long), column("c", value.String), column("d", value.Datetime), column("e", value.Dynamic)}
	b := batch(columns, []any{"", int64(0), "x\n", value.Time(0), nil}, []any{"y", nil, "", nil, []any{int64(1), ""}})
	names := []string{"a", "b", "c", "d", "e"}
	for i, want := range []string{`{"b":0,"c":"x\n","d":"0001-01-01T00:00:00.0000000Z"}`, `{"a":"y","e":[1,""]}`} {
		if got := string(Object(names, b, i)); got != want {
			t.Errorf("row %d is %s, want %s", i, got, want)
		}
	}
}

// One value too long to stand in a column does not make all rows as long.
func TestLongValue(t *testing.T) {
	columns := []plan.Column{column("a", value.String), column("b", value.Long)}
	s := &sample{columns, batch(columns, []any{strings.Repeat("x", 1<<20), int64(1)}, []any{"y", int64(2)})}
	if got := s.write(t, "table", 0); len(got) > 1<<20+1000 || !strings.Contains(got, strings.Repeat("x", 1<<20)) {
		t.Errorf("%d bytes", len(got))
	}
	if got := s.write(t, "table", 80); len(got) > 1000 {
		t.Errorf("%d bytes on a terminal", len(got))
	}
}

// Rows behind those that settle the widths are written all the same, in their order.
func TestManyRows(t *testing.T) {
	columns := []plan.Column{column("n", value.Long)}
	var out bytes.Buffer
	w, _ := New("table", &out, columns, Options{})
	for n := range int64(2 * settledRows) {
		if err := w.Write(batch(columns, []any{n})); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	lines := strings.Fields(out.String())
	if len(lines) != 2*settledRows+1 || lines[2*settledRows] != "1999" || !slices.IsSortedFunc(lines[1:], func(a, b string) int { return len(a) - len(b) }) {
		t.Errorf("%d lines, the last %s", len(lines), lines[len(lines)-1])
	}
}

func TestNewUnknown(t *testing.T) {
	if _, err := New("xml", &bytes.Buffer{}, nil, Options{}); err == nil || err.Error() != "unknown format `xml`; there are table, json, ndjson, csv, md" {
		t.Errorf("New = %v", err)
	}
}
