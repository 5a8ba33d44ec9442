package logs

import (
	"strings"
	"testing"
)

// TestRecogniseJSON shows what odd lines change of what a file is taken for.
func TestRecogniseJSON(t *testing.T) {
	const (
		dns  = `{"TimeGenerated":"2026-05-23T10:11:12Z","Computer":"dns1","ClientIP":"10.0.0.7","Name":"softandtec.com","QueryType":"A"}` + "\n"
		conn = `{"ts":1779531072.5,"uid":"C1","id.orig_h":"10.0.0.7","id.resp_h":"80.211.47.159","id.resp_p":7582,"proto":"tcp","conn_state":"SF"}` + "\n"
		text = "May 23 10:11:12 fw1 something happened\n"
	)
	rows := strings.Repeat(dns, 20)
	deep := `{"a":` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + "}\n"
	for _, tt := range []struct{ name, head, format, guess string }{
		{"rows", rows, "ndjson", "DnsEvents"},
		{"nested too deep", deep + rows, "ndjson", "DnsEvents"},
		{"nested too deep, a dozen of them", strings.Repeat(deep, 12) + rows, "ndjson", "DnsEvents"},
		{"nested too deep, for longer than the head", strings.Repeat(`{"a":`, headSize) + rows, "ndjson", ""},
		{"brackets that are left open", `{"a":` + strings.Repeat("[", 20) + "\n" + rows, "ndjson", "DnsEvents"},
		{"the beginning of a document", `{"value":[` + "\n" + rows, "ndjson", "DnsEvents"},
		{"the end of a row", `com","QueryType":"A"}` + "\n" + rows, "ndjson", "DnsEvents"},
		{"a banner", strings.Repeat(text, 15) + rows, "ndjson", "DnsEvents"},
		{"one of two", text + dns, "ndjson", "DnsEvents"},
		{"one of three", text + dns + text, "", ""},
		{"rows of Zeek", deep + strings.Repeat(conn, 3), "zeek-json", ""},
		{"text with a row in it", strings.Repeat(text, 5) + dns + strings.Repeat(text, 50), "", ""},
		{"a document", `{"value":[` + "\n" + strings.ReplaceAll(rows, "}\n", "},\n") + "]}", "json", ""},
		{"a document with commas in front", `{"value":[` + strings.ReplaceAll(rows, "}\n", "}\n,"), "json", ""},
		{"a document with commas between", `{"value":[` + "\n" + strings.ReplaceAll(rows, "}\n", "}\n,\n"), "json", ""},
		{"an object over several lines", "{\n\"Name\":\n{\n}\n}\n" + dns, "json", ""},
	} {
		f := &file{head: []byte(tt.head[:min(len(tt.head), headSize)]), whole: len(tt.head) <= headSize}
		f.recognise(int64(len(f.head)))
		got := ""
		if f.format != nil {
			got = f.format.name
		}
		if got != tt.format || f.guess != tt.guess && tt.format == "ndjson" {
			t.Errorf("%s: is %q of %q, want %q of %q", tt.name, got, f.guess, tt.format, tt.guess)
		}
	}
}
