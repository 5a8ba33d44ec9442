package query

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"foxhound/bench/corpus"
	"foxhound/internal/logs"
	"foxhound/internal/vector"
)

// benchmarks are the shapes that bench/ measures beside DuckDB.
var benchmarks = []struct{ name, query string }{
	{"Scan", `DeviceNetworkEvents
		| where ActionType == "ConnectionFailed" and RemotePort == 443
		| project Timestamp, DeviceName, RemoteIP, RemoteUrl, InitiatingProcessFileName
		| sort by Timestamp desc, DeviceName asc`},
	{"Summarize", `DeviceNetworkEvents
		| where RemoteIPType == "Public"
		| summarize Events = count(), Hosts = count_distinct(DeviceName), First = min(Timestamp) by ActionType, RemotePort`},
	{"Join", `DeviceNetworkEvents
		| where ActionType == "ConnectionFailed"
		| project DeviceId, InitiatingProcessSHA1, RemoteIP
		| join kind=inner (
			DeviceFileEvents
			| where ActionType == "FileCreated"
			| project DeviceId, InitiatingProcessSHA1, FileName
		) on DeviceId, InitiatingProcessSHA1
		| summarize Events = count(), Addresses = count_distinct(RemoteIP) by FileName`},
	{"Expand", `DeviceNetworkEvents
		| where ActionType == "DnsConnectionInspected"
		| mv-expand Answer = parse_json(AdditionalFields).answers to typeof(string)
		| summarize Events = count(), Hosts = count_distinct(DeviceName) by Answer`},
}

func BenchmarkQuery(b *testing.B) {
	dir := b.TempDir()
	for _, kind := range corpus.Kinds {
		f, err := os.Create(filepath.Join(dir, kind.File))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := kind.Write(f, corpus.NewSet(0), 32<<20, 0); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
	for _, bench := range benchmarks {
		b.Run(bench.name, func(b *testing.B) {
			files := []string{filepath.Join(dir, "devnet.ndjson")}
			if bench.name == "Join" {
				files = append(files, filepath.Join(dir, "devfile.ndjson"))
			}
			benchmarkQuery(b, bench.query, files)
		})
	}
}

func benchmarkQuery(b *testing.B, query string, files []string) {
	sources, err := logs.Find(files)
	if err != nil {
		b.Fatal(err)
	}
	var size int64
	for _, s := range sources {
		size += s.Size
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		l := &Logs{Sources: sources}
		engine := &Engine{Tables: l, Source: l}
		prepared, err := engine.Prepare(context.Background(), "query", query)
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		if err := prepared.Run(context.Background(), func(batch *vector.Batch) error { rows += batch.Rows; return nil }); err != nil || rows == 0 {
			b.Fatalf("%d rows, error %v", rows, err)
		}
	}
}
