package logs

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// How many rows of a file have a time that says no zone.
func TestNoZone(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       int64
	}{
		{"syslog as of old", "Dec 31 10:00:00 fw CEF:0|V|P|1|7|N|5|\nDec 31 2025 10:00:00 fw CEF:0|V|P|1|7|N|5|", 2},
		{"syslog with zones", "2026-05-22T10:00:00Z fw CEF:0|V|P|1|7|N|5|\n2026-05-22T10:00:00.5+02:00 fw CEF:0|V|P|1|7|N|5|", 0},
		{"ISO without one", "2026-05-22T10:00:00 fw CEF:0|V|P|1|7|N|5|", 1},
		{"a receipt time in milliseconds", "Dec 31 10:00:00 fw CEF:0|V|P|1|7|N|5|rt=1577872800000", 0},
		{"one in words", "CEF:0|V|P|1|7|N|5|rt=Nov 11 2020 18:07:10\nCEF:0|V|P|1|7|N|5|rt=Nov 11 2020 18:07:10 UTC", 1},
		{"a zone that means several offsets", "CEF:0|V|P|1|7|N|5|rt=Nov 11 2020 18:07:10 CST", 1},
		{"no time", "CEF:0|V|P|1|7|N|5|", 0},
		{"a table's own times", `{"Type":"DnsEvents","TimeGenerated":"2026-05-22 10:00:00","Name":"a.example"}`, 0},
	} {
		path := filepath.Join(t.TempDir(), "log")
		if err := os.WriteFile(path, []byte(tt.text), 0o666); err != nil {
			t.Fatal(err)
		}
		count := func(b *Block) int { b.Records(func(*Record) bool { return true }); return 0 }
		stats, err := Scan(context.Background(), []Source{{Path: path}}, Options{}, count, func(int) error { return nil })
		if err != nil || len(stats) != 1 {
			t.Fatal(err)
		}
		if stats[0].NoZone != tt.want {
			t.Errorf("%s: %d times without a zone, want %d", tt.name, stats[0].NoZone, tt.want)
		}
	}
}
