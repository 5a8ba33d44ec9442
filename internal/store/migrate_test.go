package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// released are the hashes of the schema's steps: what was released does not change any more.
var released = map[int]string{
	1: "558528bfce9275cbbf12754f2c2204dae2eb9547373d990ebdf6f129680389fe",
}

// A store of every schema there ever was opens, and has the newest afterwards.
func TestMigrate(t *testing.T) {
	ctx := context.Background()
	for v := 0; v <= version; v++ {
		path := filepath.Join(t.TempDir(), "foxhound.db")
		if v > 0 {
			old(t, path, v)
		}
		s := openAt(t, path, Options{})
		var have int
		if err := s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have != version {
			t.Errorf("schema %d was brought to %d, %v; want %d", v, have, err, version)
		}
		pull(t, s, Feed{Name: "f"}, many(0, 3)...)
		if faults, err := s.Check(ctx); err != nil || len(faults) > 0 {
			t.Errorf("schema %d: %v, %v", v, faults, err)
		}
	}
	for v, want := range released {
		script, err := schemas.ReadFile(fmt.Sprintf("schema/%d.sql", v))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(script)); got != want {
			t.Errorf("schema/%d.sql was released and has changed: write a step from it instead", v)
		}
	}
}

// old makes a store of an old schema.
func old(t *testing.T, path string, v int) {
	t.Helper()
	db := plain(t, path)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := upgrade(context.Background(), tx, v); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func plain(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// Files of others, and of a later foxhound, are left alone.
func TestForeign(t *testing.T) {
	for _, tt := range []struct{ harm, want string }{
		{"CREATE TABLE theirs (x)", "this is a database of another program; name another file with --store"},
		{fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 99; CREATE TABLE x (x)", application), "its schema is version 99, and this foxhound knows"},
	} {
		path := filepath.Join(t.TempDir(), "foxhound.db")
		if _, err := plain(t, path).Exec(tt.harm); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(context.Background(), path, Options{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("after %s: %v, want %q", tt.harm, err, tt.want)
		}
	}
}
