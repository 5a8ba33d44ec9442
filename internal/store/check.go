package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Check verifies the whole store: that SQLite finds the file sound, and that the rows say what
// their marks, places and counts say. It returns what is wrong, a sentence each, at most a
// hundred.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, s.wrap(err)
	}
	defer tx.Rollback()
	c := &checker{ctx: ctx, tx: tx}
	for _, check := range []func() error{c.file, c.references, c.rows, c.counts, c.memories} {
		if err := check(); err != nil {
			return c.found, s.wrap(err)
		}
		if len(c.found) > 0 {
			break // the rest would say the same
		}
	}
	return c.found, nil
}

// maxFaults is how many faults a check names.
const maxFaults = 100

type checker struct {
	ctx   context.Context
	tx    *sql.Tx
	found []string
}

func (c *checker) fault(format string, args ...any) {
	if len(c.found) < maxFaults {
		c.found = append(c.found, fmt.Sprintf(format, args...))
	}
}

// file asks SQLite.
func (c *checker) file() error {
	return each(c.ctx, c.tx, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		if text != "ok" {
			c.fault("the file: %s", text)
		}
		return err
	}, fmt.Sprintf("PRAGMA integrity_check(%d)", maxFaults))
}

// references finds rows that refer to one that is not there.
func (c *checker) references() error {
	for _, r := range []struct{ what, query string }{
		{"assertions of no feed", "SELECT count(*) FROM assertion WHERE feed NOT IN (SELECT id FROM feed)"},
		{"assertions of no family's row", "SELECT count(*) FROM assertion WHERE family NOT IN (SELECT id FROM family)"},
		{"assertions that nobody said", "SELECT count(*) FROM assertion WHERE said NOT IN (SELECT id FROM said)"},
		{"assertions that cannot be looked up", "SELECT count(*) FROM assertion a WHERE NOT EXISTS (SELECT 1 FROM attribution t WHERE t.feed = a.feed AND t.family = a.family)"},
	} {
		var n int
		if err := c.tx.QueryRowContext(c.ctx, r.query).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			c.fault("%d %s", n, r.what)
		}
	}
	return nil
}

// rows holds every assertion to its mark, print and place.
func (c *checker) rows() error {
	var n names
	if err := n.load(c.ctx, c.tx); err != nil {
		return err
	}
	var m marks
	return each(c.ctx, c.tx, func(rows *sql.Rows) error {
		var a stored
		if err := a.scan(rows, &n); err != nil {
			c.fault("an assertion that cannot be read: %v", err)
			return nil
		}
		mark, print := m.of(&a.Indicator, a.Family.Key())
		if mark != a.mark || print != a.print || placeOf(a.Observable) != a.place {
			c.fault("an assertion of %s on %s is not what was written", n.feeds[a.feed].Name, a.Defang())
		}
		return nil
	}, "SELECT "+columns+" FROM assertion")
}

// counts holds feeds to the number of their assertions.
func (c *checker) counts() error {
	return each(c.ctx, c.tx, func(rows *sql.Rows) error {
		var name string
		var standing, n int
		err := rows.Scan(&name, &standing, &n)
		if standing != n {
			c.fault("feed %s: %d assertions are counted, and %d there", name, standing, n)
		}
		return err
	}, "SELECT name, standing, (SELECT count(*) FROM assertion a WHERE a.feed = f.id AND a.withdrawn IS NULL) FROM feed f")
}

// memories holds what pulls go by to the assertions themselves.
func (c *checker) memories() error {
	var feeds []int64
	err := each(c.ctx, c.tx, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		feeds = append(feeds, id)
		return err
	}, "SELECT id FROM feed")
	for _, id := range feeds {
		if err != nil {
			return err
		}
		var kept, there *memory
		if kept, err = loadMemory(c.ctx, c.tx, id); err != nil {
			c.fault("%v", err)
			return nil
		}
		if there, err = scanMemory(c.ctx, c.tx, id); err == nil && !kept.same(there) {
			c.fault("what is remembered of feed number %d is not what it says", id)
		}
	}
	return err
}

// SetAside moves a store that is damaged out of the way, with what belongs to it, and returns
// where it is now: the path with .corrupt- and the date behind it. Nobody may have it open.
func SetAside(path string, now time.Time) (string, error) {
	release, err := (&Store{path: path, opts: Options{Now: func() time.Time { return now }}}).Lock()
	if err != nil {
		return "", err
	}
	defer release()
	aside := path + ".corrupt-" + now.UTC().Format("2006-01-02")
	for n := 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s.corrupt-%s-%d", path, now.UTC().Format("2006-01-02"), n)
	}
	for _, part := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+part, aside+part); err != nil && !(part != "" && errors.Is(err, os.ErrNotExist)) {
			return "", fmt.Errorf("store: %w", err)
		}
	}
	return filepath.Clean(aside), nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
