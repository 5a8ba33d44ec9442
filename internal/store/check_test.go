package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	ctx := context.Background()
	s := open(t, Options{})
	pull(t, s, Feed{Name: "f"}, many(0, 50)...)
	if faults, err := s.Check(ctx); err != nil || len(faults) != 0 {
		t.Fatalf("sound store: %v, %v", faults, err)
	}
	for _, tt := range []struct{ harm, want string }{
		{"UPDATE assertion SET value = 'h7.example.net' WHERE value = 'h7.example.com'", "an assertion of f on h7[.]example[.]net is not what was written"},
		{"UPDATE assertion SET confidence = 1 WHERE value = 'h8.example.com'", "an assertion of f on h8[.]example[.]com is not what was written"},
		{"UPDATE assertion SET said = 99 WHERE value = 'h9.example.com'", "1 assertions that nobody said"},
		{"DELETE FROM assertion WHERE value = 'h9.example.com'", "feed f: 50 assertions are counted, and 49 there"},
		{"UPDATE assertion SET withdrawn = 1 WHERE value = 'h9.example.com'", "what is remembered of feed number 1 is not what it says"},
		{"UPDATE memory SET data = x'00'", "what is remembered of a feed has 1 bytes"},
		{"DELETE FROM attribution", "50 assertions that cannot be looked up"},
	} {
		tx, err := s.db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(tt.harm); err != nil {
			t.Fatal(err)
		}
		c := &checker{ctx: ctx, tx: tx}
		for _, check := range []func() error{c.references, c.rows, c.counts, c.memories} {
			if err := check(); err != nil {
				t.Fatal(err)
			}
		}
		tx.Rollback()
		if !strings.Contains(strings.Join(c.found, "\n"), tt.want) {
			t.Errorf("after %s: %q, want %q", tt.harm, c.found, tt.want)
		}
	}
}

// A damaged file is reported, stays as it is, and is moved aside on demand.
func TestCorrupt(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "foxhound.db")
	s := openAt(t, path, Options{})
	pull(t, s, Feed{Name: "f"}, many(0, 2000)...)
	s.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) / 2; i < len(data)/2+20_000; i++ {
		data[i] ^= 0x5a
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{})
	faults, err := s.Check(ctx)
	var corrupt *CorruptError
	if len(faults) == 0 && !errors.As(err, &corrupt) {
		t.Errorf("Check of a damaged file: %v, %v", faults, err)
	}
	s.Close()

	if err := os.WriteFile(path, []byte("this is no database, and long enough to have a header of one hundred bytes, which SQLite looks at before it says so ..."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, path, Options{}); !errors.As(err, &corrupt) {
		t.Fatalf("Open of no database: %v", err)
	}
	for _, want := range []string{path + ".corrupt-2026-11-23", path + ".corrupt-2026-11-23-2"} {
		aside, err := SetAside(path, noon)
		if err != nil || aside != want || exists(path) || !exists(aside) {
			t.Fatalf("SetAside = %q, %v; want %q", aside, err, want)
		}
		openAt(t, path, Options{}).Close()
	}
}
