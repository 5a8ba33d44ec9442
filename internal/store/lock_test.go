package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// One pull writes at a time, and says who it is.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "foxhound.db")
	a, b := openAt(t, path, Options{}), openAt(t, path, Options{})
	release, err := a.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Lock(); err != nil {
		t.Errorf("the holder cannot take it again: %v", err)
	}
	var busy *BusyError
	if _, err := b.Begin(context.Background(), Feed{Name: "f"}); !errors.As(err, &busy) || !strings.Contains(busy.Owner, "since 2026-11-23 12:00:00 UTC") {
		t.Errorf("a second pull: %v", err)
	}
	release()
	release()
	if _, err := b.Lock(); !errors.As(err, &busy) {
		t.Errorf("released once of two times: %v", err)
	}
}

// Who reads does not wait for a pull, and sees nothing of it before it is stored.
func TestReadWhilePulling(t *testing.T) {
	path := filepath.Join(t.TempDir(), "foxhound.db")
	a, b := openAt(t, path, Options{}), openAt(t, path, Options{Busy: time.Millisecond})
	pull(t, a, Feed{Name: "f"}, many(0, 3)...)
	p, err := a.Begin(context.Background(), Feed{Name: "f"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Rollback()
	for _, ind := range many(3, batchSize+1) {
		if err := p.Add(ind); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(all(t, b, Filter{})); got != 3 {
		t.Errorf("%d assertions are seen during the pull, want 3", got)
	}
	if _, err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := len(all(t, b, Filter{})); got != 3+batchSize+1 {
		t.Errorf("%d assertions are seen after the pull", got)
	}
}
