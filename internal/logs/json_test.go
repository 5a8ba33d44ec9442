package logs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
)

// decodeText decodes one block with a format and renders its records and complaints.
func decodeText(f *format, header any, data []byte) (records []string, malformed int64) {
	b := &Block{file: &file{format: f}, data: data, line: 1, header: header, rows: map[string]int64{}}
	b.Records(func(r *Record) bool {
		records = append(records, string(r.AppendJSON(nil)))
		return true
	})
	return records, b.bad
}

// FuzzJSONRecord holds the scanner to encoding/json: a line is a row where json.Valid says
// that it is an object, and means the same. The exceptions are the documented ones.
func FuzzJSONRecord(f *testing.F) {
	for _, seed := range []string{
		`{}`, ` { "a" : 1 , "b":[{"c":null}] } `, `{"a":"\u00e9\ud83d\ude00\ud83d\/\\\"\b"}`, `{"a":-0.1e+9,"b":true,"c":false}`,
		`{"a":01}`, `{"a":.5}`, `{"a":1.}`, `{"a":tru}`, `{"a":"\x"}`, `{"a":"\u12"}`, "{\"a\":\"\x01\"}", `{"a":1,}`, `{"a" 1}`, `{a:1}`,
		`[1]`, `{}{}`, `{"a":"` + "\xff" + `"}`, "{\"\xa1\xa1\":0}", `{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `{"Timestamp":1,"TIMESTAMP":2,"Timestamp [UTC]":3}`,
		`{"a":{"b":"\u0000"}}`, `{"":""}`, `{"a":nul`, `{"a":-}`, `{"a":1e}`, `{"a":[1,]}`, `{"a":[}`, strings.Repeat(`{"a":`, 600) + "1" + strings.Repeat("}", 600),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		if bytes.ContainsAny(line, "\n\x00") || bytes.Contains(line, byteOrderMark) || bytes.Contains(line, []byte(`"properties"`)) || wraps(line) {
			return // what a line is, and what an envelope is, is tested elsewhere
		}
		want, object := reference(line)
		got, malformed := decodeText(ndjsonFormat, nil, line)
		switch {
		case len(bytes.Trim(line, " \t\r")) == 0:
			if len(got) != 0 || malformed != 0 {
				t.Fatalf("%q: a blank line is a record", line)
			}
		case !object:
			if len(got) != 0 && !bytes.ContainsAny(line, "NI") {
				t.Fatalf("%q is taken for %s", line, got)
			}
		case len(got) == 0:
			if !deep(line) {
				t.Fatalf("%q is refused", line)
			}
		default:
			compareObjects(t, line, got[0], want)
		}
	})
}

func wraps(line []byte) bool {
	for _, k := range arrayKeys {
		if bytes.Contains(line, []byte(k)) {
			return true
		}
	}
	return false
}

func deep(line []byte) bool {
	return bytes.Count(line, []byte("{"))+bytes.Count(line, []byte("[")) >= maxDepth
}

// reference is the slow twin.
func reference(line []byte) (object map[string]json.RawMessage, ok bool) {
	trimmed := bytes.TrimLeft(line, " \t\r")
	if len(trimmed) == 0 || trimmed[0] != '{' || json.Unmarshal(line, &object) != nil {
		return nil, false
	}
	return object, true
}

func compareObjects(t *testing.T, line []byte, got string, want map[string]json.RawMessage) {
	t.Helper()
	var ours map[string]json.RawMessage
	if err := json.Unmarshal([]byte(got), &ours); err != nil {
		t.Fatalf("%q becomes %s: %v", line, got, err)
	}
	ours, want = mendedNames(ours), mendedNames(want)
	for name, value := range want {
		mine, ok := ours[name]
		if !ok {
			mine = ours[columnName(name)]
		}
		if sameValue(value) != sameValue(mine) && !folds(want, name) {
			t.Fatalf("%q: %q is %s, want %s", line, name, mine, value)
		}
	}
}

// mendedNames writes each run of bytes that are no UTF-8 as one replacement character, since
// how many there are is not the point.
func mendedNames(object map[string]json.RawMessage) map[string]json.RawMessage {
	mended := map[string]json.RawMessage{}
	for name, value := range object {
		mended[replaced.ReplaceAllString(name, "\ufffd")] = value
	}
	return mended
}

var replaced = regexp.MustCompile("\ufffd+")

// folds reports whether another name stands for the same column, which makes the outcome
// a matter of precedence.
func folds(object map[string]json.RawMessage, name string) bool {
	for other := range object {
		if other != name && strings.EqualFold(columnName(other), columnName(name)) {
			return true
		}
	}
	return false
}

// sameValue renders a value so that equal ones are equal texts. How invalid UTF-8 is mended
// may differ in the number of replacement characters.
func sameValue(raw json.RawMessage) string {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	_ = d.Decode(&v)
	text := fmt.Sprintf("%#v", v)
	for strings.Contains(text, "\ufffd\ufffd") {
		text = strings.ReplaceAll(text, "\ufffd\ufffd", "\ufffd")
	}
	return text
}

// FuzzJSONArray holds that blocks do not matter, for documents of any sort.
func FuzzJSONArray(f *testing.F) {
	for _, shape := range shapes {
		f.Add([]byte(shape.text), byte(7))
	}
	f.Add([]byte(`{"value":[{}]}{"value":[]}{"tables":[{"columns":[{"name":"a"}],"rows":[[1],[2]]}]}`), byte(3))
	f.Fuzz(func(t *testing.T, text []byte, size byte) {
		whole := readText(t, text, 300, 300)
		cut := readText(t, text, int(size)+1, 300)
		if whole != cut {
			t.Fatalf("whole:\n%s\nin blocks of %d:\n%s", whole, int(size)+1, cut)
		}
	})
}

// readText does what Scan does, one block after another: fuzzing wants the same text to take
// the same way each time.
func readText(t *testing.T, text []byte, blockSize, maxRecord int) string {
	in, err := openSource(t.Context(), &Source{Path: "-"}, Options{Stdin: bytes.NewReader(text)})
	if err != nil {
		return err.Error()
	}
	defer in.close()
	var out strings.Builder
	malformed := int64(0)
	complain := func(int64, string) { malformed++ }
	r := &blockReader{src: in, blockSize: min(blockSize, maxRecord), maxRecord: maxRecord, line: 1, malformed: complain,
		get: func(size int) []byte { return make([]byte, 0, size) }, put: func([]byte) {}}
	r.fill(headSize)
	f := &file{path: "-", head: r.buf, whole: r.err != nil}
	if what := f.recognise(int64(len(f.head))); what != "" {
		return what
	}
	r.split = f.splitter()
	var header any
	for {
		span, err := r.next(t.Context())
		if err != nil {
			fmt.Fprintln(&out, malformed, "malformed;", err, f.unfinished(r.split))
			return out.String()
		}
		b := &Block{file: f, data: span.data, line: span.line, rows: map[string]int64{}}
		b.header, header = f.headers(r.split, header, span.data)
		out.WriteString(recordLines(b))
		malformed += b.bad
	}
}

// An array of a great many elements on one line is read in little memory: each block ends
// between two of them.
func TestLongArray(t *testing.T) {
	const n = 200_000
	rows := io.MultiReader(strings.NewReader("["), strings.NewReader(strings.Repeat(`{"Type":"Syslog","Computer":"a"},`, n-1)), strings.NewReader(`{"Type":"Syslog"}]`))
	largest := 0
	stats, err := Scan(t.Context(), []Source{{Path: "-", Size: -1}}, Options{Stdin: rows, blockSize: 4096}, func(b *Block) int {
		b.Records(func(*Record) bool { return true })
		return len(b.data)
	}, func(size int) error { largest = max(largest, size); return nil })
	if err != nil || stats[0].Rows["Syslog"] != n || stats[0].Malformed != 0 || largest > 64<<10 {
		t.Errorf("%v, %v; largest block %d", stats, err, largest)
	}
}

func BenchmarkNDJSON(b *testing.B) {
	row := `{"TenantId":"0000-11","Type":"DeviceNetworkEvents","TimeGenerated":"2026-05-23T10:11:12.1234567Z","ActionType":"ConnectionSuccess","DeviceId":"de6509d550e605faf3bbeac0905ab9590fe12345","DeviceName":"testmachine5.corp.example","LocalIP":"10.0.0.7","LocalIPType":"Private","LocalPort":50123,"Protocol":"Tcp","RemoteIP":"192.0.2.44","RemoteIPType":"Public","RemotePort":443,"RemoteUrl":"cdn.example.net","ReportId":123456,"InitiatingProcessAccountDomain":"corp","InitiatingProcessAccountName":"jane","InitiatingProcessAccountSid":"S-1-5-21-1-2-3-1001","InitiatingProcessAccountUpn":"jane@corp.example","InitiatingProcessCommandLine":"\"C:\\Program Files\\Example\\example.exe\" --type=utility --lang=en","InitiatingProcessFileName":"example.exe","InitiatingProcessFolderPath":"c:\\program files\\example\\example.exe","InitiatingProcessId":4711,"InitiatingProcessSHA256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","AdditionalFields":"{}"}` + "\n"
	benchmarkDecode(b, ndjsonFormat, nil, row)
}

func benchmarkDecode(b *testing.B, f *format, header any, row string) {
	data := bytes.Repeat([]byte(row), 1<<20/len(row))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		block := &Block{file: &file{format: f}, data: data, line: 1, header: header, rows: map[string]int64{}}
		block.Records(func(*Record) bool { return true })
		if block.bad > 0 {
			b.Fatal(block.examples)
		}
	}
}

func BenchmarkJSONArraySplit(b *testing.B) {
	row := `{"TenantId":"0000-11","Type":"DnsEvents","TimeGenerated":"2026-05-23T10:11:12.1234567Z","Name":"cdn.example.net","ClientIP":"10.0.0.7","IPAddresses":"192.0.2.1, 192.0.2.2"},` + "\n"
	data := bytes.Repeat([]byte(row), 1<<20/len(row))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		d := documentSplitter{stack: []documentPart{inRows}}
		if c := d.next(data, false); c.take < len(data)-2 {
			b.Fatal(c)
		}
	}
}
