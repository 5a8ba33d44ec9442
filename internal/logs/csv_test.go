package logs

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeadings(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a table's columns", "TimeGenerated,Computer,SyslogMessage,Facility,HostIP\n", "5,"},
		{"semicolons", "TimeGenerated;Computer;SyslogMessage\n1;2,3;4\n", "3;"},
		{"tabs", "TimeGenerated\tName\n", "2\t"},
		{"quoted names", "\"a\",\"b c\",\"d\"\n1,2,3\n", "3,"},
		{"names, but the next row is not as wide", "a,b,c\n1,2\n", ""},
		{"no names", "2020-01-01,10.0.0.1,3\n2020-01-01,10.0.0.1,3\n", ""},
		{"prose", "Dear all, this is no table, is it?\nNo, it is not, I think.\n", ""},
		{"one column", "TimeGenerated\n1\n", ""},
		{"nothing but commas", ",,,\n,,,\n", ""},
	}
	for _, test := range tests {
		got := ""
		if h := findHeading(&file{head: []byte(test.text), whole: true}); h != nil {
			got = string(rune('0'+len(h.names))) + string(h.delim)
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzCSV holds that what encoding/csv writes is read as it was meant, cell by cell.
func FuzzCSV(f *testing.F) {
	f.Add("a", "b\"c", "d,e\nf", byte(9))
	f.Add("", "\"", "\"\"\n\"", byte(1))
	f.Add("null", "\r\n", "\r", byte(0))
	f.Fuzz(func(t *testing.T, a, b, c string, size byte) {
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		rows := [][]string{{"TimeGenerated", "Computer", "SyslogMessage"}, {a, b, c}, {c, "x", b}}
		_ = w.WriteAll(rows)
		if bytes.Contains(text.Bytes(), byteOrderMark) || strings.ContainsRune(a+b+c, '\r') || binaryKind(text.Bytes()) != "" || strings.ContainsRune(a+b+c, 0) {
			return // encoding/csv drops \r itself; marks and padding are no text
		}
		got := strings.Split(readText(t, text.Bytes(), int(size)+1, defaultRecord), "\n")
		for i, row := range rows[1:] {
			if i >= len(got) {
				t.Fatalf("%q: %d rows of %d", text.String(), len(got), len(rows)-1)
			}
			if diff := cmp.Diff(meant(row), cellsOf(t, got[i])); diff != "" {
				t.Fatalf("%q row %d (-want +got):\n%s", text.String(), i, diff)
			}
		}
	})
}

// meant is what a row's cells mean: the word null is none, and bytes that are no UTF-8 are
// replaced when the record is shown.
func meant(row []string) []string {
	out := slices.Clone(row)
	for i, s := range out {
		if s == "null" {
			out[i] = "<null>"
		} else {
			out[i] = strings.ToValidUTF8(s, "\ufffd")
		}
	}
	return out
}

func cellsOf(t *testing.T, line string) []string {
	t.Helper()
	var row struct{ TimeGenerated, Computer, SyslogMessage *string }
	if err := json.Unmarshal([]byte(line[strings.IndexByte(line, '{'):]), &row); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	cells := []string{}
	for _, cell := range []*string{row.TimeGenerated, row.Computer, row.SyslogMessage} {
		if cell == nil {
			cells = append(cells, "<null>")
		} else {
			cells = append(cells, *cell)
		}
	}
	return cells
}

// A quote that is never closed must not cost time or rows, however long the file.
func TestQuoteNeverClosed(t *testing.T) {
	text := "TimeGenerated,Computer,SyslogMessage,Facility,HostIP\n\"x" + strings.Repeat("1,a,b,c,d\n", 1_000_000)
	stats, err := Scan(t.Context(), []Source{{Path: "-"}}, Options{Stdin: strings.NewReader(text)}, func(b *Block) int {
		b.Records(func(*Record) bool { return true })
		return 0
	}, func(int) error { return nil })
	if err != nil || stats[0].Rows["Syslog"] != 999_999 || stats[0].Malformed != 1 {
		t.Errorf("%v, %v", stats, err)
	}
}

func BenchmarkCSV(b *testing.B) {
	const head = "TenantId,SourceSystem,TimeGenerated,Computer,EventTime,Facility,HostName,SeverityLevel,SyslogMessage,ProcessID,HostIP,ProcessName,MG,Type,_ResourceId\n"
	const row = `"9f68fed4-d396-4b60-8836-a524cedceb90",Linux,"2020-10-09T02:32:01.657Z","WatchGuard-XTM","2020-10-09T06:32:01Z",local2,"WatchGuard-XTM",info,"32:01) configd[2325]: msg_id=""0101-0001"" Management user admin@Firebox-DB from 172.23.0.43 modified",null,"192.0.2.7",configd,"0000",Syslog,` + "\n"
	benchmarkDecode(b, csvFormat, findHeading(&file{head: []byte(head), whole: true}), row)
}
