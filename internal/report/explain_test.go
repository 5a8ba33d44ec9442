package report

import (
	"errors"
	"strings"
	"testing"

	"foxhound/hunt"
	"foxhound/internal/logs"
)

func TestExplain(t *testing.T) {
	rows := func(table string) map[string]int64 { return map[string]int64{table: 2000} }
	for _, tt := range []struct {
		file logs.FileStats
		want string
	}{
		{logs.FileStats{Format: "ndjson", Bytes: 4096, Rows: rows("DnsEvents"), PassedOver: 1500}, "ndjson of DnsEvents, 4.1 kB, 2,000 rows; 1,500 ruled out by their bytes, 500 decoded"},
		{logs.FileStats{Format: "json", Bytes: 4096, Rows: rows("DnsEvents"), Whole: "a document's rows are only found by reading it"}, "json of DnsEvents, 4.1 kB, 2,000 rows; all decoded: a document's rows are only found by reading it"},
		{logs.FileStats{Format: "csv", Rows: rows("DnsEvents")}, "csv of DnsEvents, 0 B, 2,000 rows; all decoded: each block holds what is listed, or rows unlike the file's first"},
		{logs.FileStats{Format: "text", Rows: rows("Text"), PassedOver: 2000}, "text, 0 B, 2,000 rows; 2,000 ruled out by their bytes, 0 decoded"},
		{logs.FileStats{Unrecognised: "binary"}, "binary"},
		{logs.FileStats{Err: errors.New("no such file")}, "no such file"},
	} {
		tt.file.Source.Path = "a.log"
		var out strings.Builder
		if err := Explain(&out, &hunt.Result{Files: []logs.FileStats{tt.file}}); err != nil {
			t.Fatal(err)
		}
		if want := "a.log: " + tt.want + "\n"; out.String() != want {
			t.Errorf("got %swant %s", out.String(), want)
		}
	}
}
