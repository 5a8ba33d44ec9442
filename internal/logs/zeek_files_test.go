package logs

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"foxhound/internal/shared"
)

// realLog reads a log of the shared data set, or skips the test where that is absent.
func realLog(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(shared.Path(t, "data", "logs", name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(name, ".gz") {
		return data
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if data, err = io.ReadAll(unzipped); err != nil {
		t.Fatal(err)
	}
	return data
}

// realRecords yields a log's records, read by the format that detects it. JSON is Zeek's.
func realRecords(t testing.TB, name string, data []byte, yield func(*Record)) (bad []Malformed) {
	t.Helper()
	f := &file{path: name, head: data[:min(len(data), 64<<10)], years: calendarOf(time.Time{}, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))}
	for _, fm := range []*format{cefFormat, zeekFormat} {
		if fm.detect(f) {
			f.format = fm
			b := &Block{file: f, data: data, line: 1, rows: map[string]int64{}}
			b.Records(func(r *Record) bool { yield(r); return true })
			return b.examples
		}
	}
	r := &Record{}
	for line := range bytes.Lines(data) {
		r.reset("", 0)
		eachMember(line, func(name string, raw []byte, kind Kind, escaped bool) {
			r.add(name, kind, r.build(func(dst []byte) []byte { return appendItem(dst, raw, escaped) }))
		})
		if len(r.Fields) > 0 {
			mapZeek(f, r)
			yield(r)
		}
	}
	return nil
}

// Row counts are those of grep and wc; filled are the rows that have the column.
var realLogTests = []struct {
	name, table string
	rows        int
	column      string
	filled      int
}{
	{"cef/checkpoint.cef.log", "CommonSecurityLog", 3, "DeviceAction", 3},
	{"cef/elastic_cef_event_2021.cef.log", "CommonSecurityLog", 17, "LogSeverity", 17},
	{"cef/elastic_cef_package.cef.log", "CommonSecurityLog", 36, "LogSeverity", 36},
	{"cef/elastic_generic.cef.log", "CommonSecurityLog", 4, "TimeGenerated", 0},
	{"cef/forcepoint_ngfw.cef.log", "CommonSecurityLog", 10, "TimeGenerated", 10},
	{"cef/imperva_waf.cef.log", "CommonSecurityLog", 194, "TimeGenerated", 194},
	{"zeek/wrccdc_dns.log.gz", "ASimDnsActivityLogs", 53615, "DnsResponseName", 39682},
	{"zeek/wrccdc_dns.json.gz", "ASimDnsActivityLogs", 53615, "EventResult", 42010 + 2108},
	{"zeek/wrccdc_ssl.log.gz", "ASimNetworkSessionLogs", 49474, "DstFQDN", 15070},
	{"zeek/wrccdc_ssl.json.gz", "ASimNetworkSessionLogs", 49474, "DstFQDN", 15070},
	{"zeek/rita_http.log.gz", "ASimWebSessionLogs", 27204, "Url", 26181},
	{"zeek/wrccdc_smtp.log.gz", "", 1188, "_path", 1188},
	{"zeek/wrccdc_syslog.log.gz", "", 2378, "_path", 2378},
	{"zeek/wrccdc_x509.log.gz", "", 348, "_path", 348},
	{"zeek/apt29_day1_scranton_conn.log", "ASimNetworkSessionLogs", 134, "EventResult", 134},
	{"zeek/apt29_day1_scranton_dns.log", "ASimDnsActivityLogs", 32, "SrcIpAddr", 32},
	{"zeek/apt29_day1_scranton_files.log", "ASimFileEventLogs", 69, "SrcIpAddr", 69},
	{"zeek/apt29_day1_scranton_http.log", "ASimWebSessionLogs", 62, "Url", 62},
	{"zeek/apt29_day1_scranton_ssl.log", "ASimNetworkSessionLogs", 2, "TimeGenerated", 2},
	{"zeek/stratosphere_test9_conn.json.log", "ASimNetworkSessionLogs", 576, "EventResult", 576},
	{"zeek/stratosphere_test9_dns.json.log", "ASimDnsActivityLogs", 239, "DnsQuery", 239},
	{"zeek/stratosphere_test9_files.json.log", "ASimFileEventLogs", 936, "TargetFileSHA1", 936},
	{"zeek/stratosphere_test9_http.json.log", "ASimWebSessionLogs", 516, "Url", 516},
	{"zeek/stratosphere_test9_ssl.json.log", "ASimNetworkSessionLogs", 205, "EventResult", 205},
	{"zeek/stratosphere_test9_notice.json.log", "", 18, "ts", 18},
	{"zeek/stratosphere_test9_smtp.json.log", "", 5, "ts", 5},
}

func TestRealLogs(t *testing.T) {
	for _, tt := range realLogTests {
		t.Run(tt.name, func(t *testing.T) {
			rows, filled := 0, 0
			bad := realRecords(t, tt.name, realLog(t, tt.name), func(r *Record) {
				if rows++; r.Table != tt.table {
					t.Fatalf("row %d is of %q, want %q", rows, r.Table, tt.table)
				}
				if r.Get(tt.column) != nil {
					filled++
				}
			})
			if rows != tt.rows || filled != tt.filled || bad != nil {
				t.Errorf("%d rows, %d with %s, malformed %v; want %d, %d, none", rows, filled, tt.column, bad, tt.rows, tt.filled)
			}
		})
	}
}

// What a proxy in between hides: the address connected to is not the host's.
func TestRealURLs(t *testing.T) {
	const name = "zeek/stratosphere_test9_http.json.log"
	found := map[string]string{}
	realRecords(t, name, realLog(t, name), func(r *Record) { found[string(r.Get("Url"))] = string(r.Get("DstIpAddr")) })
	for url, address := range map[string]string{"http://112.255.161.10/bin.sh": "147.32.80.7", "http://103.41.26.58/Mozi.m": "195.113.232.73"} {
		if found[url] != address {
			t.Errorf("%s was got from %q, want %q", url, found[url], address)
		}
	}
}

// The same traffic as TSV and as JSON: every column but those with fractions of seconds,
// which the two round differently.
func TestRealPairs(t *testing.T) {
	for _, name := range []string{"zeek/wrccdc_dns", "zeek/wrccdc_ssl"} {
		var want []string
		realRecords(t, name, firstRows(realLog(t, name+".json.gz"), 8000), func(r *Record) { want = append(want, mappedText(r)) })
		i, differ := 0, 0
		realRecords(t, name, firstRows(realLog(t, name+".log.gz"), 8000), func(r *Record) {
			if got := mappedText(r); i < len(want) && got != want[i] && differ < 3 {
				differ++
				t.Errorf("%s row %d:\nTSV  %s\nJSON %s", name, i+1, got, want[i])
			}
			i++
		})
		if i != 8000 || len(want) != 8000 {
			t.Errorf("%s has %d rows as TSV, %d as JSON", name, i, len(want))
		}
	}
}

// firstRows cuts a log behind n rows.
func firstRows(data []byte, n int) []byte {
	end := 0
	for line := range bytes.Lines(data) {
		if line[0] != '#' {
			n--
		}
		if end += len(line); n == 0 {
			break
		}
	}
	return data[:end]
}

// mappedText spells a record's columns that do not tell a length of time.
func mappedText(r *Record) string {
	var text []string
	for _, f := range r.Fields {
		switch f.Name {
		case "ts", "rtt", "TTLs", "_path", "_write_ts", "DnsNetworkDuration":
		default:
			text = append(text, f.Name+"="+string(f.Text))
		}
	}
	return strings.Join(text, " ")
}
