// Package store keeps what feeds say: every assertion of every feed with its history, the
// feeds and how far each was read, what is held for review, and findings. It is one SQLite
// file. Start with [Open]; [DefaultPath] says where the file is.
//
// Writing. One pull writes at a time, in one transaction, beside any number of readers:
//
//	release, err := s.Lock()            // [*BusyError] says who pulls already
//	f, err := s.Feed(ctx, "threatfox")  // what is known of the feed: its cursor above all
//	... fetch, with f.Cursor ...
//	p, err := s.Begin(ctx, store.Feed{Name: "threatfox", Location: url})
//	defer p.Rollback()
//	err = p.Add(ind)                    // for every indicator; unchanged ones cost next to nothing
//	err = p.Retract(store.Retraction{Observable: ind.Observable, Source: indicator.ThreatFox})
//	p.Malformed(n)                      // records that gave no indicator
//	p.SetCursor(store.Cursor{"etag": etag, "removal_id": "8457"})
//	outcome, err := p.Commit()
//
// Nothing of a pull is seen before Commit returns, and everything after it, whatever is
// killed when; the cursor is part of it. Begin takes the lock itself where the caller holds
// none. What a pull brings is fetched before Begin, so that the transaction is short. Where
// nothing is new (a 304) or nothing could be fetched, [Store.Checked] keeps that.
//
// A pull that would add or remove too much of a feed is not stored but held, and
// [Outcome.Held] says why; single indicators that [Options.Hold] names are stored, but stand
// for nothing until they are approved.
//
// Reading. [Store.Assertions] yields what feeds say, by [Filter]; an [Assertion] knows
// its [State]. [Store.Indicators] yields what is to be hunted.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"foxhound/indicator"

	_ "modernc.org/sqlite" // the driver, without cgo
)

// Options are for [Open]; the zero value works.
type Options struct {
	Now      func() time.Time                          // the clock; nil means [time.Now]
	Hold     func(indicator.Indicator) (reason string) // names an indicator to be held for review; nil holds none
	Limits   Limits                                    // how much one pull may change; the zero value means [DefaultLimits]
	Busy     time.Duration                             // how long a write waits for another, which may be a large pull; 0 means a minute
	Existing bool                                      // a store that is not there is an error, and is not made
}

// A Store is an open store. It is safe for concurrent use.
type Store struct {
	path string
	db   *sql.DB
	opts Options

	mu     sync.Mutex
	locked int // how many hold the lock that this store took
	lock   *os.File
}

// ErrNone means that there is no store at the path.
var ErrNone = errors.New("there is no store yet")

// Open opens the store at path and brings it to the newest schema. A store that is not there
// is made, with its directory, but where it has to exist: [ErrNone]. A file that is no store
// or is damaged gives a [*CorruptError] and stays as it is.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Busy == 0 {
		opts.Busy = time.Minute
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if opts.Existing {
			return nil, fmt.Errorf("%s: %w", path, ErrNone)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
	}
	db, err := sql.Open("sqlite", dataSource(path, opts))
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	s := &Store{path: path, db: db, opts: opts}
	if err := s.migrate(ctx); err != nil {
		db.Close()
		return nil, s.wrap(err)
	}
	return s, nil
}

// dataSource is the path with what SQLite shall do: a log beside the file, so that nobody
// waits for a pull to read; every commit on the disk before it returns. More pages in memory than
// these buy nothing: a batch of a large pull touches all there are.
func dataSource(path string, opts Options) string {
	q := url.Values{"_pragma": {
		fmt.Sprintf("busy_timeout(%d)", opts.Busy.Milliseconds()),
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "cache_size(-24576)", "temp_store(MEMORY)",
	}, "_txlock": {"immediate"}}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// Close ends the use of the store.
func (s *Store) Close() error { return s.db.Close() }

// Path is the file of the store.
func (s *Store) Path() string { return s.path }
