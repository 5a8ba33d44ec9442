package logs

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// changing scans a file of many blocks, and calls change once its first block is handed on.
func changing(t *testing.T, change func(path string)) (rows int, stats FileStats) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x")
	write(t, path, strings.Repeat(rowA, 10_000))
	changed := false
	all, err := Scan(context.Background(), []Source{{Path: path, Size: 1}}, Options{Workers: 1, blockSize: 1 << 10}, recordLines, func(s string) error {
		rows += strings.Count(s, "\n")
		if !changed {
			change(path)
			changed = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, all[0]
}

// What is appended to a file while it is read is left to the next time.
func TestFileGrows(t *testing.T) {
	rows, stats := changing(t, func(path string) {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		io.WriteString(f, strings.Repeat(rowB, 10_000))
	})
	if want := int64(len(rowB)) * 10_000; rows != 10_000 || stats.Err != nil || stats.Grown != want {
		t.Errorf("%d rows, %d bytes more, %v; want 10000 and %d", rows, stats.Grown, stats.Err, want)
	}
}

// A file that is cut while it is read is read as far as it goes, and says so.
func TestFileShrinks(t *testing.T) {
	for _, size := range []int64{0, int64(len(rowA)) * 5000} {
		rows, stats := changing(t, func(path string) {
			if err := os.Truncate(path, size); err != nil {
				t.Skip("the system cuts no open file: ", err)
			}
		})
		if rows == 0 || rows >= 10_000 || stats.Err == nil || !strings.HasPrefix(stats.Err.Error(), "the file was cut while it was read: ") {
			t.Errorf("cut to %d bytes: %d rows, %v", size, rows, stats.Err)
		}
	}
}

// A file that goes away stays what it is to who has it open.
func TestFileRemoved(t *testing.T) {
	rows, stats := changing(t, func(path string) {
		if err := os.Remove(path); err != nil {
			t.Skip("the system removes no open file: ", err)
		}
	})
	if rows != 10_000 || stats.Err != nil {
		t.Errorf("%d rows, %v", rows, stats.Err)
	}
}

// Standard input that is a file is read from where it stands, to where it ended.
func TestStdinFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	for _, test := range []struct{ name, content, want string }{
		{"text", "skipped" + rowA, "1 Syslog {\"Type\":\"Syslog\",\"Computer\":\"a\"}\n"},
		{"zip", "skipped" + zipped(8, packedFile{"a", rowA}), "1 Syslog {\"Type\":\"Syslog\",\"Computer\":\"a\"}\n"},
	} {
		write(t, path, test.content)
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		file.Seek(int64(len("skipped")), io.SeekStart)
		var rows strings.Builder
		stats, err := Scan(context.Background(), []Source{{Path: "-", Size: -1}}, Options{Stdin: file}, recordLines, func(s string) error {
			rows.WriteString(s)
			return nil
		})
		if err != nil || len(stats) != 1 || stats[0].Err != nil || rows.String() != test.want {
			t.Errorf("%s: %v, %+v, %s", test.name, err, stats, rows.String())
		}
	}
}

// A read that waits for a pipe holds up nobody who wants to stop.
func TestPipeStops(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	defer r.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err = Scan(ctx, []Source{{Path: "-", Size: -1}}, Options{Stdin: r}, recordLines, func(string) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}
