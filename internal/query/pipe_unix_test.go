//go:build unix

package query

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"foxhound/internal/logs"
)

// A pipe is read as often as a query does, and once only from who writes to it.
func TestAccountedPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	go func() {
		if w, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
			w.WriteString(twoRows)
			w.Close()
		}
	}()
	sources, err := logs.Find([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	a := NewAccounted(&Logs{Sources: sources, Options: logs.Options{OwnTables: true, Tables: []logs.TableGlob{{Table: "Mine", Glob: "pipe"}}}})
	defer a.Close()
	q, err := (&Engine{Tables: a, Source: a}).Prepare(context.Background(), "query", "Mine | join kind=inner (Mine) on Name")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := q.Rows(context.Background()); err != nil || b.Rows != 2 {
		t.Errorf("%v, %v, want 2 rows", b, err)
	}
}
