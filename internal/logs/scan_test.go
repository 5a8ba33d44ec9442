package logs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// recordLines renders every record of a block, one a line.
func recordLines(b *Block) string {
	var out strings.Builder
	b.Records(func(r *Record) bool {
		fmt.Fprintf(&out, "%d %s %s\n", r.Line, r.Table, r.AppendJSON(nil))
		return true
	})
	return out.String()
}

// scanText scans text from standard input and renders what comes out.
func scanText(t testing.TB, text string, opts Options) string {
	t.Helper()
	opts.Stdin = strings.NewReader(text)
	var out strings.Builder
	stats, err := Scan(context.Background(), []Source{{Path: "-", Size: -1}}, opts, recordLines,
		func(s string) error { out.WriteString(s); return nil })
	if err != nil {
		t.Fatalf("Scan: %v", err)
	}
	for _, s := range stats {
		out.WriteString(statLines(s))
	}
	return out.String()
}

func statLines(s FileStats) string {
	var out strings.Builder
	for _, m := range s.Examples {
		fmt.Fprintf(&out, "%d malformed: %s\n", m.Line, m.Reason)
	}
	if s.Unrecognised != "" {
		fmt.Fprintf(&out, "unrecognised: %s\n", s.Unrecognised)
	}
	if s.Err != nil {
		fmt.Fprintf(&out, "error: %v\n", s.Err)
	}
	return out.String()
}

// A shape is a log of each form, with what must come out of it whatever its blocks.
var shapes = []struct{ name, text, want string }{
	{
		"rows with a Type column, blank lines, CR LF and no last line end",
		`{"Type":"DnsEvents","TimeGenerated":"2026-05-23T10:11:12Z","Name":"a.example","clientip":"10.0.0.7"}` + "\r\n\n" +
			`{"Type":"DnsEvents","TimeGenerated":"2026-05-23T10:11:13Z","Name":"b\/\u0061","clientip":null}` + "\n" +
			`{"Type":"Syslog","Computer":"c","SyslogMessage":"\ud83d\ude00"}`,
		`1 DnsEvents {"Type":"DnsEvents","TimeGenerated":"2026-05-23T10:11:12Z","Name":"a.example","ClientIP":"10.0.0.7"}
3 DnsEvents {"Type":"DnsEvents","TimeGenerated":"2026-05-23T10:11:13Z","Name":"b/a","ClientIP":null}
4 Syslog {"Type":"Syslog","Computer":"c","SyslogMessage":"😀"}
`,
	},
	{
		"rows without Type, told by their columns; the rest goes on behind malformed ones",
		`{"Timestamp":"2026-05-23T10:11:12Z","DeviceName":"d","RemoteIP":"192.0.2.1","RemotePort":443,"RemoteUrl":"x","RemoteIPType":"Public"}
{"Timestamp":"2026-05-23T10:11:13Z","DeviceName":"d","RemoteIP":
{"Timestamp":"2026-05-23T10:11:14Z","DeviceName":"d"} {}
[1]
{"Timestamp":"2026-05-23T10:11:15Z","DeviceName":"e","RemoteIP":"192.0.2.2"}
{"x":01}
{"x":NaN}
`,
		`1 DeviceNetworkEvents {"Timestamp":"2026-05-23T10:11:12Z","DeviceName":"d","RemoteIP":"192.0.2.1","RemotePort":443,"RemoteUrl":"x","RemoteIPType":"Public"}
5 DeviceNetworkEvents {"Timestamp":"2026-05-23T10:11:15Z","DeviceName":"e","RemoteIP":"192.0.2.2"}
7  {"x":"NaN"}
2 malformed: the record ends early: cut off
3 malformed: text behind the object
4 malformed: not a JSON object
6 malformed: a value is followed by neither comma nor end
unrecognised: 1 of 3 rows of no known table; the first has ` + "`x`\n",
	},
	{
		"Defender's envelopes, alone and in batches",
		`{"category":"AdvancedHunting-DeviceInfo","time":"2026-06-01T00:00:00Z","properties":{"Timestamp":"2026-05-23T10:11:12Z","DeviceName":"d"}}
{"records":[{"category":"AdvancedHunting-DeviceEvents","properties":{"DeviceName":"e"}}, {"category":"AdvancedHunting-Unheard","properties":{"a":1}}]}
{"category":"AuditEvent","properties":{"a":1}}
`,
		`1 DeviceInfo {"Timestamp":"2026-05-23T10:11:12Z","DeviceName":"d"}
2 DeviceEvents {"DeviceName":"e"}
2  {"a":1}
3  {"category":"AuditEvent","properties":{"a":1}}
unrecognised: 2 of 4 rows of no known table; the first has ` + "`a`\n",
	},
	{
		"an array over many lines",
		"\xef\xbb\xbf[\n  {\n    \"Type\": \"Syslog\",\n    \"Computer\": \"a\"\n  },\n  {\"Type\": \"Syslog\", \"Computer\": [1,\n 2]}, 7,\n  {\"Type\": \"Syslog\" \"Computer\"},\n{\"Type\":\"Syslog\",\"HostIP\":\"192.0.2.1\"}]\n",
		`2 Syslog {"Type":"Syslog","Computer":"a"}
6 Syslog {"Type":"Syslog","Computer":[1, 2]}
9 Syslog {"Type":"Syslog","HostIP":"192.0.2.1"}
7 malformed: not a JSON object
8 malformed: a value is followed by neither comma nor end
`,
	},
	{
		"an array that was cut off between two rows",
		`[{"Type":"Syslog","Computer":"a"},` + "\n",
		`1 Syslog {"Type":"Syslog","Computer":"a"}
error: the JSON document ends early: it was cut off
`,
	},
	{
		"an array that was cut off in a row",
		`[{"Type":"Syslog","Computer":"a"},` + "\n" + `{"Type":"Sys`,
		`1 Syslog {"Type":"Syslog","Computer":"a"}
2 malformed: the record ends early: cut off
error: the JSON document ends early: it was cut off
`,
	},
	{
		"objects over many lines, one after another",
		"{\n \"Type\": \"Syslog\",\n \"Computer\": \"a\"\n}\n{\n \"Type\": \"Syslog\",\n \"Computer\": \"b\"\n}\n",
		`1 Syslog {"Type":"Syslog","Computer":"a"}
5 Syslog {"Type":"Syslog","Computer":"b"}
`,
	},
	{
		"batches one after another on one line",
		`{"records":[{"Type":"Syslog","Computer":"a"}]}{"records":[]}{"records":[{"Type":"Syslog","Computer":"b"}]}`,
		`1 Syslog {"Type":"Syslog","Computer":"a"}
1 Syslog {"Type":"Syslog","Computer":"b"}
`,
	},
	{
		"the answer of the advanced hunting API",
		"{\"Stats\": {\"rows\": [1]},\n \"Schema\": [{\"Name\": \"Timestamp\"}],\n \"Results\": [\n{\"Type\":\"Syslog\",\"Computer\":\"]}\"},\n{\"Type\":\"Syslog\",\"Computer\":\"b\"}], \"more\": null}\n{\"error\": \"x\"}\n",
		`4 Syslog {"Type":"Syslog","Computer":"]}"}
5 Syslog {"Type":"Syslog","Computer":"b"}
6 malformed: an object that holds no rows
`,
	},
	{
		"the answer of the query API",
		`{"tables": [{"name": "PrimaryResult", "columns": [{"name": "TimeGenerated", "type": "datetime"}, {"name": "Computer", "type": "string"}, {"name": "Type"}],
"rows": [["2026-05-23T10:11:12Z", "a\"b", "Syslog"],
 ["2026-05-23T10:11:13Z", null, "Heartbeat"], [1],
 {"a": 1}]}]}`,
		`2 Syslog {"TimeGenerated":"2026-05-23T10:11:12Z","Computer":"a\"b","Type":"Syslog"}
3 Heartbeat {"TimeGenerated":"2026-05-23T10:11:13Z","Computer":null,"Type":"Heartbeat"}
3 malformed: 1 cells under a heading of 3
4 malformed: a row that is no array of cells
`,
	},
	{
		"an answer of Kusto's first API",
		`{"Tables":[{"TableName":"Table_0","Columns":[{"ColumnName":"Type","DataType":"String"},{"ColumnName":"Computer"}],"Rows":[["Syslog","a"]]}]}`,
		`1 Syslog {"Type":"Syslog","Computer":"a"}
`,
	},
	{
		"frames of Azure Data Explorer: the primary result only",
		`[{"FrameType":"DataSetHeader","Version":"v2.0"},
{"FrameType":"DataTable","TableKind":"QueryProperties","Columns":[{"ColumnName":"Value"}],"Rows":[["no"]]},
{"FrameType":"DataTable","TableKind":"PrimaryResult","Columns":[{"ColumnName":"Type"},{"ColumnName":"Computer"}],"Rows":[
["Syslog","a"],["Syslog","b"]]},
{"FrameType":"DataSetCompletion","HasErrors":false}]`,
		`4 Syslog {"Type":"Syslog","Computer":"a"}
4 Syslog {"Type":"Syslog","Computer":"b"}
`,
	},
	{
		"a portal's CSV",
		"\xef\xbb\xbfTenantId,\"TimeGenerated [UTC]\",Computer,SyslogMessage,ProcessID,Type\r\n" +
			"t,\"2/11/2021, 10:41:29.593 PM\",c,\"a \"\"b\"\",\r\n c\",12,Syslog\r\n" +
			"TenantId,\"TimeGenerated [UTC]\",Computer,SyslogMessage,ProcessID,Type\r\n" +
			"t,,\"null\",5\" disk,null,Syslog\r\n" +
			"t,2021-01-01,d\r\n" +
			"t,\"2021\",\"it says \"yes\" here\",e,1.5,Unheard_CL\r\n",
		`2 Syslog {"TenantId":"t","TimeGenerated":"2/11/2021, 10:41:29.593 PM","Computer":"c","SyslogMessage":"a \"b\",\r\n c","ProcessID":12,"Type":"Syslog"}
5 Syslog {"TenantId":"t","TimeGenerated":"","Computer":"null","SyslogMessage":"5\" disk","ProcessID":null,"Type":"Syslog"}
7  {"TenantId":"t","TimeGenerated":"2021","Computer":"it says \"yes\" here","SyslogMessage":"e","ProcessID":"1.5","Type":"Unheard_CL"}
6 malformed: 3 cells under a heading of 6
unrecognised: 1 of 3 rows of no known table; the first is of Type ` + "`Unheard_CL`\n",
	},
	{
		"a quote that is never closed costs its line only",
		"TimeGenerated;Computer;SyslogMessage;Facility;HostIP\n1;a;b;c;d\n2;\"a;b;c;d\n3;a;b;c;d\n4;a;\"b\";c;d\n",
		`2 Syslog {"TimeGenerated":"1","Computer":"a","SyslogMessage":"b","Facility":"c","HostIP":"d"}
4 Syslog {"TimeGenerated":"3","Computer":"a","SyslogMessage":"b","Facility":"c","HostIP":"d"}
5 Syslog {"TimeGenerated":"4","Computer":"a","SyslogMessage":"b","Facility":"c","HostIP":"d"}
3 malformed: a quoted cell does not end
`,
	},
	{
		"pandas' CSV with its unnamed index, names that come twice and one that is missing",
		",TimeGenerated,Computer,Computer,,Type\n0,2019-02-12 14:22:40.697,a,b,c,Syslog\n",
		`2 Syslog {"TimeGenerated":"2019-02-12 14:22:40.697","Computer":"a","Computer (2)":"b","column 5":"c","Type":"Syslog"}
`,
	},
	{
		"Type in another case tells where it names a table, and is a column like others where it does not",
		`{"timegenerated":"2026-05-23T10:11:12Z","type":"DnsEvents","name":"a"}
{"timegenerated":"2026-05-23T10:11:13Z","type":"A","name":"b"}
{"timegenerated":"2026-05-23T10:11:14Z","type":"Syslog","name":"c"}
{"type":"Syslog","Type":"DnsEvents","name":"d"}
`,
		`1 DnsEvents {"TimeGenerated":"2026-05-23T10:11:12Z","Type":"DnsEvents","Name":"a"}
2  {"timegenerated":"2026-05-23T10:11:13Z","type":"A","name":"b"}
3 Syslog {"TimeGenerated":"2026-05-23T10:11:14Z","Type":"Syslog","name":"c"}
4 DnsEvents {"type":"Syslog","Type":"DnsEvents","Name":"d"}
unrecognised: 1 of 4 rows of no known table; the first has ` + "`timegenerated`, `type`, `name`\n",
	},
	{
		"so it does in CSV",
		"timegenerated,name,clientip,type\n2026-05-23T10:11:12Z,a,10.0.0.7,DnsEvents\n2026-05-23T10:11:12Z,a,10.0.0.7,A\n",
		`2 DnsEvents {"TimeGenerated":"2026-05-23T10:11:12Z","Name":"a","ClientIP":"10.0.0.7","Type":"DnsEvents"}
3  {"timegenerated":"2026-05-23T10:11:12Z","name":"a","clientip":"10.0.0.7","type":"A"}
unrecognised: 1 of 2 rows of no known table; the first has ` + "`timegenerated`, `name`, `clientip`, `type`\n",
	},
	{"rows of Zeek's that no table takes", "{\"_path\":\"x509\",\"ts\":1580558399.0,\"san.dns\":[]}\n", "1  {\"_path\":\"x509\",\"ts\":1580558399.0,\"san.dns\":[]}\nunrecognised: 1 row of no known table, which is Zeek `x509`\n"},
	{"rows with a path of their own", "{\"_path\":\"/bin/sh\",\"id.orig\":1}\n", "1  {\"_path\":\"/bin/sh\",\"id.orig\":1}\nunrecognised: 1 row of no known table, which has `_path`, `id.orig`\n"},
	{"rows of nobody's", "{\"a\":1,\"b\":2}\n{\"a\":1}\n", "1  {\"a\":1,\"b\":2}\n2  {\"a\":1}\nunrecognised: 2 rows of no known table; the first has `a`, `b`\n"},
	{"text", "hello\nworld, and all\n", "unrecognised: text of no known format\n"},
	{"nothing", "", "unrecognised: empty\n"},
	{"padding", "\x00\x00\x00\n\x00", "unrecognised: empty: 1 blank byte\n"},
	{"a zip archive", "PK\x03\x04\x00\x00", "error: zip: it is read from its end, and comes through a pipe or stands in another archive: unpack it first\n"},
}

func TestShapes(t *testing.T) {
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			if diff := cmp.Diff(shape.want, scanText(t, shape.text, Options{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Wherever a file is cut into blocks, and however many workers decode them, the same
// records come out in the same order.
func TestBlocksDoNotMatter(t *testing.T) {
	for _, shape := range shapes {
		for size := 1; size <= 64; size++ {
			got := scanText(t, shape.text, Options{blockSize: size, Workers: 1 + size%8})
			if diff := cmp.Diff(shape.want, got); diff != "" {
				t.Fatalf("%s, blocks of %d (-want +got):\n%s", shape.name, size, diff)
			}
		}
	}
}

func TestCompression(t *testing.T) {
	const row = `{"Type":"Syslog","Computer":"a"}` + "\n"
	const want = `1 Syslog {"Type":"Syslog","Computer":"a"}` + "\n" + `2 Syslog {"Type":"Syslog","Computer":"a"}` + "\n"
	long := gzipped(row + row + strings.Repeat("  \n", 200_000))
	tests := []struct{ name, text, want string }{
		{"plain", row + row, want},
		{"gzip", gzipped(row + row), want},
		{"gzip of several members", gzipped(row) + gzipped(row), want},
		{"gzip cut off", long[:len(long)-20], want + "error: gzip: the file ends early: it was cut off\n"},
		{"gzip that ends in its header", gzipped(row)[:5], "error: gzip: the file ends early: it was cut off\n"},
		{"zstd", zst(row + row), want},
		{"byte order marks between files", "\xef\xbb\xbf" + row + "\xef\xbb\xbf" + row, want},
		{"UTF-16, little end first", "\xff\xfe" + utf16Text(row+row, 0), want},
		{"UTF-16, big end first", "\xfe\xff" + utf16Text(row+row, 1), want},
		{"UTF-16 without a mark", utf16Text(row+row, 0), want},
		{"padding on both sides", "\x00\x00" + row + row + "\x00\x00\x00", want},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, scanText(t, test.text, Options{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func gzipped(text string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write([]byte(text))
	w.Close()
	return out.String()
}

func zst(text string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(text), nil))
}

// utf16Text spells ASCII with a zero byte behind (0) or before (1) each character.
func utf16Text(text string, at int) string {
	var out strings.Builder
	for i := range len(text) {
		pair := [2]byte{}
		pair[at] = text[i]
		out.Write(pair[:])
	}
	return out.String()
}

func TestRecordsTooLong(t *testing.T) {
	pad := strings.Repeat("x", 500)
	row := func(computer string) string { return `{"Type":"Syslog","Computer":"` + computer + `"}` }
	tests := []struct{ name, text, want string }{
		{"a line", row("a") + "\n" + row(pad) + "\n" + row("b") + "\n", "1 Syslog {a} 3 Syslog {b} 2 malformed"},
		{"an element", "[" + row("a") + ",\n" + row(pad+"\\\""+pad) + ",\n" + row("b") + "]", "1 Syslog {a} 3 Syslog {b} 2 malformed"},
		{"the last line", row("a") + "\n" + row(pad), "1 Syslog {a} 2 malformed"},
		{"a member beside the rows", "{\"x\": [\"" + pad + "\"],\n\"value\": [" + row("a") + "]}", "2 Syslog {a} 1 malformed"},
	}
	for _, test := range tests {
		for _, size := range []int{1, 50, 200} {
			got := scanText(t, test.text, Options{blockSize: size, MaxRecord: 200})
			got = strings.NewReplacer(`{"Type":"Syslog","Computer":"`, "{", `"}`, "}", "\n", " ", ": longer than the longest record read, 200 bytes", "").Replace(got)
			if strings.TrimSpace(got) != test.want {
				t.Errorf("%s, blocks of %d: got %s, want %s", test.name, size, got, test.want)
			}
		}
	}
}

func TestSourcesKeepTheirOrder(t *testing.T) {
	dir := t.TempDir()
	var want strings.Builder
	for i := range 40 {
		text := strings.Repeat(fmt.Sprintf(`{"Type":"Syslog","Computer":"%02d"}`+"\n", i), i)
		os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.json", i)), []byte(text), 0o600)
		want.WriteString(strings.Repeat(fmt.Sprintf("%02d ", i), i))
	}
	sources, err := Find([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 2, 8} {
		var got strings.Builder
		var bytes, size int64
		opts := Options{Workers: workers, blockSize: 64, Progress: func(n int64) { bytes += n }}
		stats, err := Scan(context.Background(), sources, opts, func(b *Block) string {
			var s strings.Builder
			b.Records(func(r *Record) bool { s.Write(r.Get("Computer")); s.WriteByte(' '); return true })
			return s.String()
		}, func(s string) error { got.WriteString(s); return nil })
		if err != nil || got.String() != want.String() {
			t.Errorf("%d workers: rows out of order, or %v", workers, err)
		}
		for i, s := range stats {
			size += s.Source.Size
			if s.Rows["Syslog"] != int64(i) || s.Bytes != s.Source.Size {
				t.Errorf("%d workers: %s has %d rows in %d bytes", workers, s.Source.Path, s.Rows["Syslog"], s.Bytes)
			}
		}
		if bytes != size {
			t.Errorf("progress told of %d bytes of %d", bytes, size)
		}
	}
}

func TestScanStops(t *testing.T) {
	text := strings.Repeat(`{"Type":"Syslog"}`+"\n", 10_000)
	source := []Source{{Path: "-"}}
	stop := errors.New("stop")
	n := 0
	_, err := Scan(context.Background(), source, Options{Stdin: strings.NewReader(text), blockSize: 100},
		func(*Block) int { return 1 }, func(int) error { n++; return stop })
	if err != stop || n != 1 {
		t.Errorf("emit's error: got %v after %d results", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	rows := 0
	stats, err := Scan(ctx, source, Options{Stdin: strings.NewReader(text), blockSize: 100},
		func(b *Block) int { n := 0; b.Records(func(*Record) bool { n++; return true }); return n },
		func(n int) error { rows += n; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || rows == 0 || rows == 10_000 || stats[0].Rows["Syslog"] != int64(rows) {
		t.Errorf("cancelled: %v, %d rows of %v", err, rows, stats)
	}
}

func TestTableOption(t *testing.T) {
	const text = "x,y\n1,2\n"
	got := scanText(t, text, Options{Tables: []TableGlob{{"Syslog", "nothing"}, {"DnsEvents", "-"}}})
	if want := "2 DnsEvents {\"x\":\"1\",\"y\":\"2\"}\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, bad := range []TableGlob{{"dnsevents", "*"}, {"DnsEvents", "["}} {
		if _, err := Scan(context.Background(), nil, Options{Tables: []TableGlob{bad}}, recordLines, nil); err == nil {
			t.Errorf("--table %s=%s is accepted", bad.Table, bad.Glob)
		}
	}
}

// TestTablesRefused gives tables and patterns that are none.
func TestTablesRefused(t *testing.T) {
	for _, tt := range []struct {
		glob TableGlob
		want string
	}{
		{TableGlob{"dnsevents", "*.json"}, "unknown table `dnsevents` for `*.json`; names are those of the schema, in its case, such as DnsEvents"},
		{TableGlob{"DnsEvents", "["}, "pattern `[` for table `DnsEvents` is malformed: check its brackets"},
	} {
		if err := checkTables([]TableGlob{tt.glob}, false); err == nil || err.Error() != tt.want {
			t.Errorf("%v: error %v, want %s", tt.glob, err, tt.want)
		}
	}
}

// TestTableOptionOfMapped reads Zeek's JSON with --table: named as the table that its rows
// are of, it changes nothing.
func TestTableOptionOfMapped(t *testing.T) {
	row := `{"_path":"http","ts":1580558399.5,"uid":"C1","id.orig_h":"10.0.0.7","id.resp_h":"10.0.0.8","id.resp_p":80,"method":"GET","host":"softandtec.com","uri":"/a"}` + "\n"
	dns := `{"_path":"dns","ts":1580558399.5,"uid":"C2","id.orig_h":"10.0.0.7","query":"softandtec.com"}` + "\n"
	plain := scanText(t, strings.Repeat(row, 20), Options{})
	if got := scanText(t, strings.Repeat(row, 20), Options{Tables: []TableGlob{{"ASimWebSessionLogs", "-"}}}); got != plain {
		t.Errorf("got %s, want %s", got, plain)
	}
	if strings.Count(plain, `"Url":"http://softandtec.com/a"`) != 20 {
		t.Errorf("a row like the one before is not read like it: %s", plain)
	}
	for table, text := range map[string]string{"DnsEvents": row, "ASimWebSessionLogs": row + dns} {
		got := scanText(t, text, Options{Tables: []TableGlob{{table, "-"}}})
		last := got[strings.LastIndex(strings.TrimSpace(got), "\n")+1:]
		if !strings.Contains(last, " "+table+" ") || !strings.Contains(last, `"id.orig_h"`) {
			t.Errorf("--table %s: got %s, want the log's own fields", table, last)
		}
	}
}
