package query

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foxhound/internal/logs"
)

// TestExplainScan holds what is said of the lines that a scan decodes.
func TestExplainScan(t *testing.T) {
	files := map[string]string{
		"few.ndjson": `{"Type":"DeviceNetworkEvents","Timestamp":"2026-05-23T01:02:03Z","ReportId":1,"ActionType":"x","RemoteUrl":"a"}` + "\n",
		"rows.json":  `[{"Type":"DeviceNetworkEvents","Timestamp":"2026-05-23T01:02:03Z","ReportId":1,"ActionType":"x","RemoteUrl":"a"}]` + "\n",
	}
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	many := sampleLogs[0].write(t, rand.New(rand.NewPCG(1, 1)))
	small, document := filepath.Join(dir, "few.ndjson"), filepath.Join(dir, "rows.json")
	for _, tt := range []struct {
		where string
		files []string
		want  []string
	}{
		{`RemoteUrl has "evil"`, []string{many}, []string{`of ndjson only rows whose lines hold "evil" are decoded`}},
		{`RemoteUrl has "evil" or ActionType has_any ("a.b", "c\n.d")`, []string{many}, []string{`of ndjson only rows whose lines hold "evil" or "a.b" or "c\n.d" are decoded`}},
		{`RemoteUrl has "example" and ActionType == "x1"`, []string{many}, []string{`of ndjson only rows whose lines hold "x1" are decoded`}},
		{`RemoteUrl contains "common"`, []string{many}, []string{`all rows of ndjson are decoded: 100% of the first lines hold what a row must hold`}},
		{`RemoteUrl in ((datatable (u: string) ["evil", "bad"]))`, []string{many}, []string{`of ndjson only rows whose lines hold "evil" or "bad" are decoded`}},
		{`RemoteUrl has_any ((DeviceInfo | project DeviceName))`, []string{many}, nil},
		{`RemoteUrl has "é"`, []string{many}, []string{`all rows of ndjson are decoded: what a row must hold may be spelled in other ways`}},
		{`AdditionalFields == "1000"`, []string{many}, []string{`all rows of ndjson are decoded: what a row must hold may be spelled in other ways`}},
		{`RemoteUrl has "evil"`, []string{small, small}, []string{`all rows of ndjson are decoded: they are few, or not rows of one table, each with a time (2 files)`}},
		{`RemoteUrl has "evil"`, []string{document, many}, []string{`all rows of json are decoded: they do not stand apart in its bytes`, `of ndjson only rows whose lines hold "evil" are decoded`}},
		{`RemotePort == 443`, []string{many}, nil},
	} {
		l := &Logs{}
		for _, file := range tt.files {
			found, _ := logs.Find([]string{file})
			l.Sources = append(l.Sources, found...)
		}
		q, err := (&Engine{Tables: l, Source: l}).Prepare(context.Background(), "query", "DeviceNetworkEvents | where "+tt.where)
		if err != nil {
			t.Fatal(err)
		}
		_, below, _ := strings.Cut(q.Explain(), "scan ")
		var got []string
		for line := range strings.Lines(below) {
			got = append(got, strings.TrimSpace(line))
		}
		if got := strings.Join(got[1:], "\n"); got != strings.Join(tt.want, "\n") {
			t.Errorf("%s: %s\nwant %s", tt.where, got, strings.Join(tt.want, "\n"))
		}
	}
}
