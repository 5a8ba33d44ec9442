package query

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
)

// TestBytes: a file counts for the tables that its first rows are of.
func TestBytes(t *testing.T) {
	dir := t.TempDir()
	l := &Logs{Sources: []logs.Source{{Path: "-", Size: 1 << 20}}}
	for name, rows := range map[string]int{"DeviceNetworkEvents": 10, "DnsEvents": 3} {
		path := filepath.Join(dir, name+".ndjson")
		text := strings.Repeat(`{"Type":"`+name+`","TimeGenerated":"2024-01-02T03:04:05Z"}`+"\n", rows)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		l.Sources = append(l.Sources, logs.Source{Path: path, Size: int64(len(text))})
		l.Options.Tables = append(l.Options.Tables, logs.TableGlob{Table: name, Glob: path})
	}
	bytes := func(table string) int64 { return l.Bytes(&plan.Table{Name: table}) }
	for range 2 { // the second time without looking
		if many, few, none := bytes("DeviceNetworkEvents"), bytes("DnsEvents"), bytes("Syslog"); many != l.size("DeviceNetworkEvents") || few != l.size("DnsEvents") || none != 0 {
			t.Errorf("%d, %d and %d bytes", many, few, none)
		}
	}
}

// size is the size of the file that a table is named after.
func (l *Logs) size(table string) (n int64) {
	for _, s := range l.Sources {
		if strings.HasSuffix(s.Path, table+".ndjson") {
			n = s.Size
		}
	}
	return n
}
