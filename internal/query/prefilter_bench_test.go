package query

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foxhound/internal/exec"
	"foxhound/internal/logs"
	"foxhound/internal/vector"
)

// BenchmarkPrefilter runs selective queries over rows of network events, as they are and with
// every line decoded.
func BenchmarkPrefilter(b *testing.B) {
	path := filepath.Join(b.TempDir(), "network.ndjson")
	if err := os.WriteFile(path, networkRows(64<<20), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, bench := range []struct{ name, where string }{
		{"equal", `RemoteIP == "203.0.113.77"`},
		{"in/6", "RemoteIP in (" + addresses(6) + ")"},
		{"in/1000", "RemoteIP in (" + addresses(1000) + ")"},
		{"in/100000", "RemoteIP in (" + addresses(100_000) + ")"},
		{"has_any", `RemoteUrl has_any ("evil.example", "kiss.example", "c2.invalid") or InitiatingProcessCommandLine has "mimikatz"`},
	} {
		query := "DeviceNetworkEvents | where " + bench.where + " | project TimeGenerated, DeviceName, RemoteIP, RemoteUrl | sort by TimeGenerated desc"
		b.Run(bench.name+"/prefiltered", func(b *testing.B) { runOver(b, query, path, func(l *Logs) exec.Source { return l }) })
		b.Run(bench.name+"/decoded", func(b *testing.B) { runOver(b, query, path, func(l *Logs) exec.Source { return needless{l} }) })
	}
}

func runOver(b *testing.B, query, path string, source func(*Logs) exec.Source) {
	sources, err := logs.Find([]string{path})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(sources[0].Size)
	l := &Logs{Sources: sources}
	prepared, err := (&Engine{Tables: l, Source: source(l)}).Prepare(context.Background(), "query", query)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := prepared.Run(context.Background(), func(*vector.Batch) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

func addresses(n int) string {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`"%d.%d.%d.%d"`, 1+r.IntN(220), r.IntN(256), r.IntN(256), r.IntN(256))
	}
	return strings.Join(list, ", ")
}

// networkRows are rows of some 700 bytes.
func networkRows(size int) (log []byte) {
	r := rand.New(rand.NewPCG(7, 8))
	for len(log) < size {
		log = fmt.Appendf(log, `{"TimeGenerated":"2026-05-%02dT%02d:%02d:%02d.%07dZ","DeviceId":"%016x%016x","DeviceName":"ws-%04d.corp.example","ActionType":"ConnectionSuccess","RemoteIP":"%d.%d.%d.%d","RemotePort":%d,`+
			`"RemoteUrl":"https:\/\/cdn%d.site%d.example\/a\/b","LocalIP":"10.%d.%d.%d","LocalPort":%d,"InitiatingProcessFileName":"chrome.exe","InitiatingProcessFolderPath":"c:\\program files\\google\\chrome\\application\\chrome.exe",`+
			`"InitiatingProcessCommandLine":"\"chrome.exe\" --type=utility --lang=en-US --field-trial-handle=%d","InitiatingProcessSHA256":"%016x%016x%016x%016x","Type":"DeviceNetworkEvents"}`+"\n",
			1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1e7), r.Uint64(), r.Uint64(), r.IntN(5000), 1+r.IntN(220), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(65536),
			r.IntN(100), r.IntN(20000), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(65536), r.IntN(10000), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64())
	}
	return log
}
