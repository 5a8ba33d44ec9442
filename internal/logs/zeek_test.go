package logs

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zeekJSON reads lines of JSON as Zeek's, without the rest of the package: a row that mapZeek
// leaves alone has no table.
func zeekJSON(t testing.TB, f file, text string) (rows []map[string]string) {
	t.Helper()
	for line := range strings.Lines(text) {
		r := &Record{}
		eachMember([]byte(line), func(name string, raw []byte, kind Kind, escaped bool) {
			if kind == Text || kind == Null || kind == Number || kind == Bool || kind == JSON {
				r.add(name, kind, appendItem(nil, raw, escaped))
			}
		})
		mapZeek(&f, r)
		row := map[string]string{"": r.Table}
		for _, field := range r.Fields {
			if _, twice := row[field.Name]; twice {
				t.Errorf("field %s twice in %s", field.Name, line)
			}
			row[field.Name] = string(field.Text)
		}
		rows = append(rows, row)
	}
	return rows
}

// tsv is a Zeek log of the path with one row.
func tsv(path, fields, types, values string) string {
	tabs := strings.NewReplacer(" ", "\t")
	return "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t" + path +
		"\n#open\t2026-01-02-03-04-05\n#fields\t" + tabs.Replace(fields) + "\n#types\t" + tabs.Replace(types) + "\n" + values + "\n#close\t2026-01-02-03-04-06\n"
}

// The same traffic in both of Zeek's formats gives the same row.
var zeekPairs = []struct {
	name, tsv, json string
	want            map[string]string
}{
	{"conn", tsv("conn", "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes conn_state local_orig tunnel_parents",
		"time string addr port addr port enum string interval count string bool set[string]",
		"1580558399.400000\tC1\t10.0.0.7\t49200\t80.211.47.159\t7582\ttcp\t-\t1.200500\t97\tS0\tT\t(empty)"),
		`{"ts":1580558399.400000,"uid":"C1","id.orig_h":"10.0.0.7","id.orig_p":49200,"id.resp_h":"80.211.47.159","id.resp_p":7582,"proto":"tcp","duration":1.200500,"orig_bytes":97,"conn_state":"S0","local_orig":true,"tunnel_parents":[]}`,
		map[string]string{"": "ASimNetworkSessionLogs", "TimeGenerated": "2020-02-01T11:59:59.4Z", "NetworkSessionId": "C1",
			"SrcIpAddr": "10.0.0.7", "SrcPortNumber": "49200", "DstIpAddr": "80.211.47.159", "DstPortNumber": "7582", "NetworkProtocol": "TCP", "proto": "tcp",
			"NetworkDuration": "1201", "duration": "1.200500", "SrcBytes": "97", "EventResultDetails": "S0", "EventResult": "Failure",
			"EventType": "NetworkSession", "EventVendor": "Zeek", "EventProduct": "Zeek", "local_orig": "true", "tunnel_parents": "[]"}},
	{"dns", tsv("dns", "ts uid id.orig_h id.resp_h id.resp_p proto trans_id rtt query qtype_name rcode rcode_name AA rejected answers TTLs",
		"time string addr addr port enum count interval string string count string bool bool vector[string] vector[interval]",
		`1580558399.0`+"\tC2\t10.0.0.7\t10.0.0.1\t53\tudp\t7\t0.001000\tx.softandtec.com\tA\t0\tNOERROR\tF\tF\t"+`TXT 2 a\x2cb,80.211.47.159`+"\t5.000000,6.000000"),
		`{"_path":"dns","ts":"2020-02-01T11:59:59.000000Z","uid":"C2","id":{"orig_h":"10.0.0.7","resp_h":"10.0.0.1","resp_p":53},"proto":"udp","trans_id":7,"rtt":0.001000,"query":"x.softandtec.com","qtype_name":"A","rcode":0,"rcode_name":"NOERROR","AA":false,"rejected":false,"answers":["TXT 2 a,b","80.211.47.159"],"TTLs":[5.000000,6.000000]}`,
		map[string]string{"": "ASimDnsActivityLogs", "TimeGenerated": "2020-02-01T11:59:59Z", "DnsSessionId": "C2", "SrcIpAddr": "10.0.0.7",
			"DstIpAddr": "10.0.0.1", "DstPortNumber": "53", "NetworkProtocol": "UDP", "proto": "udp", "trans_id": "7", "DnsNetworkDuration": "1", "rtt": "0.001000",
			"DnsQuery": "x.softandtec.com", "DnsQueryTypeName": "A", "DnsResponseCode": "0", "EventResultDetails": "NOERROR", "EventResult": "Success",
			"DnsFlagsAuthoritative": "false", "rejected": "false", "DnsResponseName": "TXT 2 a,b, 80.211.47.159", "answers": `["TXT 2 a,b","80.211.47.159"]`,
			"TTLs": "[5.000000,6.000000]", "EventType": "Query", "EventVendor": "Zeek", "EventProduct": "Zeek"}},
	{"http, unnamed", tsv("", "ts uid id.orig_h id.resp_h id.resp_p trans_depth method host uri user_agent request_body_len status_code",
		"time string addr addr port count string string string string count count",
		"1580558399.0\tC3\t10.0.0.7\t80.211.47.159\t7582\t1\tGET\twoodfez.biz\t"+`/a/b?q=\xc3\xa9\\`+"\t(empty)\t0\t404"),
		`{"ts":1580558399.0,"uid":"C3","id_orig_h":"10.0.0.7","id_resp_h":"80.211.47.159","id_resp_p":7582,"trans_depth":1,"method":"GET","host":"woodfez.biz","uri":"/a/b?q=é\\","user_agent":"","request_body_len":0,"status_code":404}`,
		map[string]string{"": "ASimWebSessionLogs", "TimeGenerated": "2020-02-01T11:59:59Z", "NetworkSessionId": "C3", "SrcIpAddr": "10.0.0.7",
			"DstIpAddr": "80.211.47.159", "DstPortNumber": "7582", "trans_depth": "1", "HttpRequestMethod": "GET", "HttpHost": "woodfez.biz", "uri": `/a/b?q=é\`,
			"Url": `http://woodfez.biz:7582/a/b?q=é\`, "HttpUserAgent": "", "SrcBytes": "0", "EventResultDetails": "404", "EventResult": "Failure",
			"EventType": "HTTPsession", "EventVendor": "Zeek", "EventProduct": "Zeek"}},
	{"ssl", tsv("ssl", "ts uid id.orig_h id.resp_h version server_name resumed established", "time string addr addr string string bool bool",
		"22.335172\tC4\tfe80::1\t2001:db8::5\tDTLSv12\tsoftandtec.com\tF\tF"),
		`{"_path":"ssl","ts":22.335172,"uid":"C4","id.orig_h":"fe80::1","id.resp_h":"2001:db8::5","version":"DTLSv12","server_name":"softandtec.com","resumed":false,"established":false}`,
		map[string]string{"": "ASimNetworkSessionLogs", "NetworkSessionId": "C4", "SrcIpAddr": "fe80::1", "DstIpAddr": "2001:db8::5",
			"NetworkProtocol": "UDP", "NetworkProtocolVersion": "DTLSv12", "DstFQDN": "softandtec.com", "resumed": "false", "established": "false", "EventResult": "Failure",
			"NetworkApplicationProtocol": "ssl", "EventType": "NetworkSession", "EventVendor": "Zeek", "EventProduct": "Zeek"}},
	{"files", tsv("files", "ts fuid tx_hosts rx_hosts source mime_type filename seen_bytes md5", "time string set[addr] set[addr] string string string count string",
		"1580558399.0\tF1\t80.211.47.159\t10.0.0.7,10.0.0.8\tHTTP\ttext/plain\t"+`a\x09"b"`+"\t593\tdf7c845e4eadd7bac6cbfe2087bbd482"),
		`{"_path":"files","ts":1580558399.0,"fuid":"F1","tx_hosts":["80.211.47.159"],"rx_hosts":["10.0.0.7","10.0.0.8"],"source":"HTTP","mime_type":"text/plain","filename":"a\t\"b\"","seen_bytes":593,"md5":"df7c845e4eadd7bac6cbfe2087bbd482"}`,
		map[string]string{"": "ASimFileEventLogs", "TimeGenerated": "2020-02-01T11:59:59Z", "EventOriginalUid": "F1", "tx_hosts": `["80.211.47.159"]`,
			"rx_hosts": `["10.0.0.7","10.0.0.8"]`, "SrcIpAddr": "10.0.0.7", "NetworkApplicationProtocol": "HTTP", "TargetFileMimeType": "text/plain",
			"TargetFileName": "a\t\"b\"", "TargetFileSize": "593", "seen_bytes": "593", "TargetFileMD5": "df7c845e4eadd7bac6cbfe2087bbd482",
			"EventType": "FileCreated", "EventVendor": "Zeek", "EventProduct": "Zeek"}},
	{"files of newer Zeeks", tsv("files", "ts fuid uid id.orig_h id.resp_h seen_bytes sha256", "time string string addr addr count string", "-\tF2\tC5\t10.0.0.7\t1.2.3.4\t1\tAB"),
		`{"fuid":"F2","uid":"C5","ts":null,"id.orig_h":"10.0.0.7","id.resp_h":"1.2.3.4","seen_bytes":1,"sha256":"AB"}`,
		map[string]string{"": "ASimFileEventLogs", "EventOriginalUid": "F2", "uid": "C5", "id.orig_h": "10.0.0.7", "id.resp_h": "1.2.3.4", "SrcIpAddr": "10.0.0.7",
			"TargetFileSize": "1", "seen_bytes": "1", "TargetFileSHA256": "AB", "EventType": "FileCreated", "EventVendor": "Zeek", "EventProduct": "Zeek"}},
	{"a path of no table", tsv("x509", "ts fingerprint san.dns", "time string vector[string]", "1580558399.0\tab\tsoftandtec.com,-"),
		`{"_path":"x509","ts":1580558399.0,"fingerprint":"ab","san.dns":["softandtec.com",null]}`,
		map[string]string{"": "", "_path": "x509", "fingerprint": "ab", "san.dns": `["softandtec.com",null]`}},
}

func TestZeek(t *testing.T) {
	for _, tt := range zeekPairs {
		got := readWith(zeekFormat, file{}, tt.tsv)
		rows := append(got.rows, zeekJSON(t, file{}, tt.json)...)
		if len(rows) != 2 || got.bad != nil {
			t.Fatalf("%s: %d rows, malformed %v", tt.name, len(rows), got.bad)
		}
		for i, format := range []string{"TSV", "JSON"} {
			if delete(rows[i], "ts"); tt.want["_path"] == "" { // spelled in two ways; in JSON only
				delete(rows[i], "_path")
			}
			if diff := cmp.Diff(tt.want, rows[i]); diff != "" {
				t.Errorf("%s as %s (-want +got)\n%s", tt.name, format, diff)
			}
		}
	}
}

// What a sensor saw of a request, and its URL.
var zeekURLTests = []struct{ host, address, port, uri, want string }{
	{"woodfez.biz", "80.211.47.159", "80", "/a", "http://woodfez.biz/a"},
	{"woodfez.biz", "80.211.47.159", "7582", "/a", "http://woodfez.biz:7582/a"},
	{"woodfez.biz", "80.211.47.159", "443", "/a", "http://woodfez.biz:443/a"}, // it was no TLS
	{"woodfez.biz:7582", "80.211.47.159", "3128", "/a", "http://woodfez.biz:7582/a"},
	{"woodfez.biz:80", "80.211.47.159", "3128", "/a", "http://woodfez.biz/a"},
	{"woodfez.biz:", "80.211.47.159", "80", "/a", "http://woodfez.biz/a"},
	{"", "80.211.47.159", "8080", "/a", "http://80.211.47.159:8080/a"},
	{"", "2001:db8::5", "80", "/a", "http://[2001:db8::5]/a"},
	{"[2001:db8::5]", "2001:db8::5", "8080", "/a", "http://[2001:db8::5]:8080/a"},
	{"[2001:db8::5]:81", "2001:db8::5", "8080", "/a", "http://[2001:db8::5]:81/a"},
	{"2001:db8::5", "2001:db8::5", "80", "/a", "http://[2001:db8::5]/a"},
	{"proxy.example", "10.0.0.1", "3128", "http://woodfez.biz:7582/a?b", "http://woodfez.biz:7582/a?b"},
	{"woodfez.biz", "10.0.0.1", "3128", "woodfez.biz:443", "woodfez.biz:443"}, // CONNECT
	{"woodfez.biz", "10.0.0.1", "80", "*", "http://woodfez.biz"},              // OPTIONS
	{"woodfez.biz", "10.0.0.1", "80", "a/b", "http://woodfez.biz/a/b"},
	{"woodfez.biz", "10.0.0.1", "80", "/r?u=http://other.example/", "http://woodfez.biz/r?u=http://other.example/"},
	{"woodfez.biz", "", "", "", "http://woodfez.biz"},
	{":80", "10.0.0.1", "80", "/", "http:///"},
	{"", "10.0.0.1", "80", "", ""},
	{"", "", "", "/a", "/a"},
}

func TestZeekURL(t *testing.T) {
	for _, tt := range zeekURLTests {
		row := map[string]any{"_path": "http", "ts": 1580558399}
		for name, value := range map[string]string{"host": tt.host, "id.resp_h": tt.address, "id.resp_p": tt.port, "uri": tt.uri} {
			if value != "" {
				row[name] = value
			}
		}
		text, _ := json.Marshal(row)
		if got := zeekJSON(t, file{}, string(text))[0]["Url"]; got != tt.want {
			t.Errorf("Url of %+v = %q, want %q", tt, got, tt.want)
		}
	}
}

// How a row says which log it is of.
func TestZeekPath(t *testing.T) {
	const conn = `"ts":1,"uid":"C","conn_state":"SF"`
	for _, tt := range []struct{ file, row, want string }{
		{"", `{` + conn + `}`, "ASimNetworkSessionLogs"},
		{"", `{"_path":"dns",` + conn + `}`, "ASimDnsActivityLogs"},
		{"", `{"@path":"dns",` + conn + `}`, "ASimDnsActivityLogs"},
		{"", `{"@stream":"dns",` + conn + `}`, "ASimDnsActivityLogs"},
		{"conn.log", `{"_path":"weird",` + conn + `}`, ""},
		{"logs/http.log", `{"ts":1,"uid":"C"}`, "ASimWebSessionLogs"},
		{`C:\zeek\SCRANTON_http.10-00.log.gz`, `{"ts":1,"uid":"C"}`, "ASimWebSessionLogs"},
		{"notice.log", `{"ts":1,"uid":"C"}`, ""},
		{"http.log", `{"ts":1,"status":200}`, ""}, // somebody else's
		{"http.log", `{"time":1,"uid":"C"}`, ""},
		{"", `{"ts":1,"fuid":"F","seen_bytes":1}`, "ASimFileEventLogs"},
		{"", `{"ts":1,"uid":"C","trans_depth":1,"helo":"x"}`, ""},
	} {
		if got := zeekJSON(t, file{path: tt.file}, tt.row)[0][""]; got != tt.want {
			t.Errorf("%s in %q is of %q, want %q", tt.row, tt.file, got, tt.want)
		}
	}
}

// A header may recur with other fields, and stands for the blocks behind it too.
func TestZeekHeaders(t *testing.T) {
	first := tsv("conn", "ts uid id.orig_h conn_state", "time string addr string", "1580558399.0\tC1\t10.0.0.7\tSF")
	second := tsv("conn", "ts id.orig_h uid conn_state", "time addr string string", "1580558399.0\t10.0.0.8\tC2\tSF")
	got := readWith(zeekFormat, file{}, first+second)
	if len(got.rows) != 2 || got.rows[0]["SrcIpAddr"] != "10.0.0.7" || got.rows[1]["SrcIpAddr"] != "10.0.0.8" {
		t.Errorf("two headers: %v", got)
	}
	header := zeekHeaderAfter(zeekHeaderAfter(nil, []byte(first)), []byte(second))
	f := &file{format: zeekFormat}
	b := &Block{file: f, header: header, data: []byte("1\t10.0.0.9\tC3\tREJ\n"), line: 9, rows: map[string]int64{}}
	b.Records(func(r *Record) bool {
		if string(r.Get("SrcIpAddr")) != "10.0.0.9" || string(r.Get("EventResult")) != "Failure" || r.Line != 9 {
			t.Errorf("a block under the header before it: %v", r)
		}
		return true
	})
	if zeekHeaderAfter(nil, []byte("a\tb\n")) != nil {
		t.Error("a block without header lines has a header")
	}
}

func TestZeekSeparators(t *testing.T) {
	text := "#separator |\n#set_separator|;\n#empty_field|EMPTY\n#unset_field|?\n#path|dns\n#fields|ts|uid|query|answers\n#types|time|string|string|vector[string]\n" +
		"1580558399|?|EMPTY|a\\x7cb;c\n"
	got := readWith(zeekFormat, file{}, text)
	if len(got.rows) != 1 || got.rows[0]["DnsResponseName"] != "a|b, c" || got.rows[0]["DnsQuery"] != "" {
		t.Errorf("got %v", got)
	}
	got = readWith(zeekFormat, file{}, "#set_separator\t\n#path\tdns\n#fields\tanswers\n#types\tvector[string]\na,b\n")
	if len(got.rows) != 1 || got.rows[0]["DnsResponseName"] != "a, b" {
		t.Errorf("no separator of sets: %v", got)
	}
}

func TestZeekMalformed(t *testing.T) {
	text := "1\t2\n" + "#separator \\x09\n#fields\tts\tuid\n#types\ttime\tstring\n1\tC\n\n1\tC\textra\n1\n#fields\tuid\tuid\n1\t2\n#separator ab\n#fields\tts\nx\n"
	got := readWith(zeekFormat, file{}, text)
	want := []Malformed{{1, "no #fields line before it"}, {7, "3 values under a header of 2 fields"}, {8, "1 values under a header of 2 fields"},
		{10, `zeek header names "uid" twice`}, {13, "zeek header has a separator that is not one byte"}}
	if diff := cmp.Diff(want, got.bad); diff != "" || len(got.rows) != 1 {
		t.Errorf("%d rows, malformed (-want +got)\n%s", len(got.rows), diff)
	}
	for header, want := range map[string]string{
		"#fields\tts\tuid\n#types\ttime\n": "zeek header has 2 fields and 1 types",
		"#fields\tts\n#path\tconn\n":       "no #fields line before it", // the path begins a header
		"#fields\t\n":                      "zeek header has a field without a name",
	} {
		if got := readWith(zeekFormat, file{}, header+"1\n"); len(got.bad) != 1 || got.bad[0].Reason != want {
			t.Errorf("%q: %v, want %q", header, got.bad, want)
		}
	}
	wide := readWith(zeekFormat, file{}, "#fields\t"+strings.Repeat("a\t", 1<<16)+"\n1\n")
	if len(wide.bad) != 1 || wide.bad[0].Reason != "zeek header has more than 2048 fields" {
		t.Errorf("a wide header: %v", wide.bad)
	}
}

// --table has the last word.
func TestZeekTable(t *testing.T) {
	text := tsv("conn", "ts uid id.orig_h", "time string addr", "1580558399.0\tC1\t10.0.0.7")
	got := readWith(zeekFormat, file{table: "DnsEvents"}, text).rows[0]
	want := map[string]string{"": "DnsEvents", "_path": "conn", "ts": "1580558399.0", "uid": "C1", "id.orig_h": "10.0.0.7"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestDetectZeek(t *testing.T) {
	for head, want := range map[string]bool{
		"#separator \\x09\n#fields\ta":         true,
		"#comment\n\n#fields\tts\tuid\n":       true,
		"#Software: IIS\n#Fields: date time\n": false,
		"# a comment\n1\t2\n":                  false,
		"1\t2\n#fields\tts\n":                  false,
		"":                                     false,
	} {
		if got := detectZeek(&file{head: []byte(head)}); got != want {
			t.Errorf("detectZeek(%q) = %v, want %v", head, got, want)
		}
	}
}

func TestMappingErrors(t *testing.T) {
	for text, want := range map[string]string{
		"paths: {a: {table: T, columns: {C: {time: ts, text: x}}}}": "exactly one of",
		"paths: {a: {table: T, columns: {C: {}}}}":                  "exactly one of",
		"paths: {a: {table: T, columns: {C: {from: f}}}}":           "lacks its values",
		"paths: {a: {table: T, columns: {C: {tmie: ts}}}}":          "tmie",
		"paths: {a: {tabel: T}}":                                    "tabel",
		"paths: [":                                                  "reading a mapping",
	} {
		if _, err := parseMapping([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("parseMapping(%q) = %v, want an error with %q", text, err, want)
		}
	}
	if _, err := parseMapping(zeekYAML); err != nil {
		t.Error(err)
	}
	if !bytes.HasPrefix(zeekYAML, []byte("# ")) {
		t.Error("the mapping does not say what it is")
	}
}

// FuzzZeekTSV: any text is rows and malformed lines, and a row stays in proportion to its line.
func FuzzZeekTSV(f *testing.F) {
	for _, tt := range zeekPairs {
		f.Add([]byte(tt.tsv))
	}
	f.Add([]byte("#fields\t\tEventType\t_path\n1\t2\t3\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		got := readWith(zeekFormat, file{}, string(text))
		size := 0
		for _, row := range got.rows {
			for _, value := range row {
				size += len(value)
			}
		}
		// A list's item grows sixfold at most, and stands in the row as it is and joined.
		if limit := 13*len(text) + 400*len(got.rows); size > limit {
			t.Errorf("%d bytes became %d", len(text), size)
		}
		header := zeekHeaderAfter(nil, text)
		if again := zeekHeaderAfter(header, text); (again == nil) != (header == nil) {
			t.Errorf("the header of %q is lost", text)
		}
	})
}

func BenchmarkZeekTSV(b *testing.B) {
	for _, tt := range zeekPairs[:4] {
		b.Run(strings.Fields(tt.name)[0], func(b *testing.B) {
			header := zeekHeaderAfter(nil, []byte(tt.tsv))
			var line string
			for l := range strings.Lines(tt.tsv) {
				if l[0] != '#' {
					line = l
				}
			}
			benchFormat(b, zeekFormat, header, strings.Repeat(line, 2000), 2000)
		})
	}
}
