package logs

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"foxhound/internal/value"
)

var fieldTests = []struct {
	column Column
	test   Test
	wanted func(v any) bool // the slow twin: what the query asks of a value
}{
	{Column{Name: "ActionType", Type: value.String}, Test{Texts: []string{"ConnectionFailed"}}, func(v any) bool { return v == "ConnectionFailed" }},
	{Column{Name: "ActionType", Type: value.String}, Test{Texts: []string{""}}, func(v any) bool { return v == "" }},
	{Column{Name: "RemoteIP", Type: value.String}, Test{Texts: strings.Fields("a b c d e f g h 12 x")}, func(v any) bool {
		return slices.Contains(strings.Fields("a b c d e f g h 12 x"), v.(string))
	}},
	{Column{Name: "Protocol", Type: value.String}, Test{How: IsLike, Texts: []string{"X", "NAN"}}, func(v any) bool {
		return strings.EqualFold(v.(string), "x") || strings.EqualFold(v.(string), "nan")
	}},
	{Column{Name: "LocalIP", Type: value.String}, Test{How: Holds, Texts: []string{`B\`, "23t01"}}, func(v any) bool {
		s := strings.ToLower(v.(string))
		return strings.Contains(s, `b\`) || strings.Contains(s, "23t01")
	}},
	{Column{Name: "RemotePort", Type: value.Int}, Test{Longs: []int64{12, 0}}, func(v any) bool { return v == int64(12) || v == int64(0) }},
	{Column{Name: "RemotePort", Type: value.Long}, Test{Longs: []int64{1234567890123456789}}, func(v any) bool { return v == int64(1234567890123456789) }},
	{Column{Name: "Type", Type: value.String}, Test{Texts: []string{"DeviceNetworkEvents"}}, func(v any) bool { return v == "DeviceNetworkEvents" }},
}

// TestFieldTests holds that no row is left out that is wanted, and that all are counted.
func TestFieldTests(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for range 200 {
		keys := randomKeys(random)
		var lines [][]byte
		for range 60 {
			lines = append(lines, randomRow(random, keys))
		}
		for _, tt := range fieldTests {
			b := &Block{file: &file{format: ndjsonFormat, guess: "DeviceNetworkEvents"}, data: bytes.Join(lines, newline), line: 1, rows: map[string]int64{}}
			line := Column{Name: "Line", Type: value.Long, Of: OfLine}
			all := b.Columns("DeviceNetworkEvents", []Column{tt.column, line})
			counted := b.rows["DeviceNetworkEvents"]
			tt.column.Tests = []Test{tt.test}
			some := b.Columns("DeviceNetworkEvents", []Column{tt.column, line})
			var want, got []any
			for i := range all.Rows {
				if tt.wanted(all.Columns[0].Value(i)) {
					want = append(want, all.Columns[1].Value(i))
				}
			}
			for i := range some.Rows {
				if tt.wanted(some.Columns[0].Value(i)) {
					got = append(got, some.Columns[1].Value(i))
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s\nhas %v in lines %v, want %v", b.data, tt.test, got, want)
			}
			if int64(all.Rows) != counted || b.rows["DeviceNetworkEvents"] != counted {
				t.Fatalf("%s\nhas %d rows; with a test %d are counted", b.data, all.Rows, b.rows["DeviceNetworkEvents"])
			}
		}
	}
}
