package logs

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// TestTemplates holds rows that are read with the templates of those before them to the
// same rows read each by itself, in a block of its own.
func TestTemplates(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for range 400 {
		shapes := make([][]string, 1+random.IntN(4))
		for i := range shapes {
			shapes[i] = randomKeys(random)
		}
		var lines [][]byte
		for range 40 {
			lines = append(lines, randomRow(random, shapes[random.IntN(len(shapes))]))
		}
		checkTemplates(t, lines)
	}
}

// FuzzTemplates is TestTemplates for a line of anyone's making, among others like it.
func FuzzTemplates(f *testing.F) {
	f.Add([]byte(`{"Timestamp":"2026-05-23","ActionType":"FileCreated","a":1}`), 20, byte('2'))
	f.Add([]byte(`{"Type":"DnsEvents" ,"x":"\u0041\"", "y":{"z":[1]}}`), 9, byte('"'))
	f.Fuzz(func(t *testing.T, line []byte, at int, c byte) {
		if bytes.ContainsAny(line, "\n") || c == '\n' || len(line) == 0 {
			return
		}
		other := bytes.Clone(line)
		other[uint(at)%uint(len(other))] = c
		checkTemplates(t, [][]byte{line, line, other, line, other})
	})
}

var templateColumns = []Column{
	{Name: "TimeGenerated", Type: value.Datetime}, {Name: "ActionType", Type: value.String}, {Name: "RemotePort", Type: value.Int},
	{Name: "AdditionalFields", Type: value.Dynamic}, {Name: "Line", Type: value.Long, Of: OfLine}, {Name: "When", Type: value.Datetime, Of: OfTime},
}

func checkTemplates(t *testing.T, lines [][]byte) {
	t.Helper()
	fresh := func() *file { return &file{format: ndjsonFormat, guess: "DeviceNetworkEvents"} }
	whole := &Block{file: &file{format: ndjsonFormat, guess: "DeviceNetworkEvents", known: new(knowledge)}, data: bytes.Join(lines, newline), line: 1, rows: map[string]int64{}}
	var want []string
	var bad int64
	parts := map[string][]*vector.Batch{"DeviceNetworkEvents": nil, "DeviceFileEvents": nil}
	for i, line := range lines {
		one := &Block{file: fresh(), data: line, line: int64(i + 1), rows: map[string]int64{}}
		want = append(want, recordsOf(one)...)
		bad += one.bad
		for table := range parts {
			one.file = fresh()
			parts[table] = append(parts[table], one.Columns(table, templateColumns))
		}
	}
	for range 2 { // the second time with the templates of the first
		checkBlock(t, whole, want, bad, parts)
	}
}

func checkBlock(t *testing.T, whole *Block, want []string, bad int64, parts map[string][]*vector.Batch) {
	t.Helper()
	if got := recordsOf(whole); strings.Join(got, "\n") != strings.Join(want, "\n") || whole.bad != bad {
		t.Fatalf("%s\nis read as\n%s\nnot\n%s", whole.data, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for table, batches := range parts {
		got, want := rowsOf(whole.Columns(table, templateColumns)), ""
		for _, b := range batches {
			want += rowsOf(b)
		}
		if got != want {
			t.Fatalf("%s\nhas the columns\n%s\nnot\n%s", whole.data, got, want)
		}
	}
}

func recordsOf(b *Block) (list []string) {
	for r := range b.Records {
		list = append(list, fmt.Sprintf("%s %d %s", r.Table, r.Line, r.AppendJSON(nil)))
	}
	return list
}

func rowsOf(b *vector.Batch) string {
	var s strings.Builder
	for i := range b.Rows {
		for _, c := range b.Columns {
			fmt.Fprintf(&s, "%q|", value.AppendKey(nil, c.Type, c.Value(i)))
		}
		s.WriteByte('\n')
	}
	return s.String()
}

func randomKeys(random *rand.Rand) []string {
	keys := []string{"Timestamp", "DeviceName", "ActionType", "RemoteIP", "RemotePort", "LocalIP", "Protocol", "AdditionalFields"}
	for _, k := range []string{"Type", "type", "TimeGenerated", "remoteip", `Remote\u0049P`, "FileName", "records", "RemoteIP", "ActionType"} {
		if random.IntN(5) == 0 {
			keys = append(keys, k)
		}
	}
	random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	return keys
}

// randomRow is a row of the keys, now and then with a byte that is not as it should be.
func randomRow(random *rand.Rand, keys []string) []byte {
	values := []string{`"x"`, `""`, `12`, `0`, `-1.5e3`, `01`, `null`, `true`, `"a\"b\\"`, `"\u00e9\/"`, `{"a":[1,"}"]}`, `[]`, `[{}]`, `"2026-05-23T01:02:03.1234567Z"`, `NaN`, `1234567890123456789`}
	types := []string{`"DeviceNetworkEvents"`, `"DnsEvents"`, `""`, `null`, `"Other"`, `"DeviceNetworkEvents"`}
	actions := []string{`"ConnectionSuccess"`, `"ConnectionFailed"`, `"FileCreated"`, `"SslConnectionInspected"`, `"Connection\u0046ailed"`, `null`, `1`}
	row := []byte("{")
	for i, k := range keys {
		if i > 0 {
			row = append(row, ',')
		}
		list := values
		switch k {
		case "Type", "type":
			list = types
		case "ActionType":
			list = actions
		}
		row = fmt.Appendf(row, `"%s":%s`, k, list[random.IntN(len(list))])
	}
	row = append(row, '}')
	switch random.IntN(20) {
	case 0:
		row[random.IntN(len(row))] = `"\{}:, x`[random.IntN(8)]
	case 1:
		row = row[:random.IntN(len(row))]
	case 2:
		row = append(row, " \t\r"[random.IntN(3)])
	}
	return row
}
