package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A CorruptError is for a file that is no store, or one that is damaged.
type CorruptError struct {
	Path string
	Err  error
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("store %s is damaged (%v); nothing was changed: `foxhound store rebuild` moves it aside and reads the feeds again", e.Path, e.Err)
}

func (e *CorruptError) Unwrap() error { return e.Err }

// A BusyError is for a pull while another one runs.
type BusyError struct {
	Path  string // the lock file
	Owner string // who holds it, as they wrote there
}

func (e *BusyError) Error() string {
	return fmt.Sprintf("another pull is writing to the store (%s); wait until it is done", e.Owner)
}

// A foreignError is for a database of another program.
type foreignError struct{}

func (*foreignError) Error() string { return "this is a database of another program" }

// wrap says of which store an error is, and which errors mean that it is damaged.
func (s *Store) wrap(err error) error {
	if err == nil {
		return nil
	}
	var corrupt *CorruptError
	var foreign *foreignError
	switch {
	case errors.As(err, &corrupt), errors.Is(err, ErrNone):
		return err
	case errors.As(err, &foreign):
		return fmt.Errorf("store %s: %w; name another file with --store", s.path, err)
	case damaged(err):
		return &CorruptError{s.path, err}
	}
	return fmt.Errorf("store %s: %w", s.path, err)
}

// damaged reports whether SQLite says that the file is malformed or no database.
func damaged(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	code := e.Code() & 0xff
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB
}
