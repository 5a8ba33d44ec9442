package hunt

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/logs"
)

// rows are a table's benign rows as NDJSON, %d standing for what varies.
var benchRows = map[string]string{
	"DeviceNetworkEvents": `{"Timestamp":"2026-05-22T00:00:00.0298969Z","DeviceId":"97f64a4fb8e9","DeviceName":"laptop-%[1]d.corp.example","ActionType":"ConnectionSuccess","RemoteIP":"111.133.%[2]d.204","RemotePort":445,"RemoteUrl":"web%[1]d.example.net","LocalIP":"10.25.64.124","LocalPort":51689,"Protocol":"Tcp","InitiatingProcessSHA1":"612b1d67f65edbc9655952e1f6a2a7f20258709e","InitiatingProcessSHA256":"d9efdd44babd13c3d001d0c908bd761b12e28b1703b764ef151fe9705fdd2b14","InitiatingProcessFileName":"helper.exe","InitiatingProcessCommandLine":"\"C:\\ProgramData\\year\\helper.exe\" -Embedding","InitiatingProcessFolderPath":"C:\\ProgramData\\year","InitiatingProcessAccountName":"daily.system","ReportId":%[1]d}`,
	"DnsEvents":           `{"TimeGenerated":"2026-05-22T00:00:00.0298969Z","Computer":"dns1","ClientIP":"10.25.64.%[2]d","Name":"a%[1]d.example.org","QueryType":"A","IPAddresses":"111.133.18.204,66.187.234.218","ResultCode":0,"SubType":"LookupQuery"}`,
}

// BenchmarkRun records the bytes of log a hunt gets through, by table and number of
// indicators, none of which is in it.
func BenchmarkRun(b *testing.B) {
	for table, row := range benchRows {
		var log bytes.Buffer
		for i := range 20_000 {
			fmt.Fprintf(&log, row+"\n", i, i%256)
		}
		path := filepath.Join(b.TempDir(), "log.ndjson")
		if err := os.WriteFile(path, log.Bytes(), 0o600); err != nil {
			b.Fatal(err)
		}
		for _, n := range []int{6, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", table, n), func(b *testing.B) {
				opts := Options{Feeds: []*feed.Result{manyIndicators(n)}}
				set := setOf(b, opts.Feeds...)
				j := &judge{set: set, listed: set.listed, margin: indicator.DefaultMargin}
				sources, err := logs.Find([]string{path})
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(log.Len()))
				b.ReportAllocs()
				for b.Loop() {
					emit := func(blockResult) error { return nil }
					if _, err := logs.Scan(context.Background(), sources, logs.Options{}, j.block, emit); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// manyIndicators makes n domains, addresses and hashes that no benchmark row holds.
func manyIndicators(n int) *feed.Result {
	f := &feed.Result{}
	for i := range n {
		text := [3]string{fmt.Sprintf("c2-%d.evil.org", i), fmt.Sprintf("80.%d.%d.%d:443", i>>16&255, i>>8&255, i&255), fmt.Sprintf("%032x", i+1)}[i%3]
		o, err := indicator.Parse(text)
		if err != nil {
			panic(err)
		}
		f.Indicators = append(f.Indicators, indicator.Indicator{Observable: o, Confidence: 100})
	}
	return f
}
