package query

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// Accounted is [Logs] that tell how many rows of each table there were to look at. It reads
// standard input and pipes as often as queries do.
type Accounted struct {
	*Logs
	streams map[string]*replay // by their paths
	seen    []Tally
}

// A Tally is how many rows of a table the logs have.
type Tally struct {
	Table string
	Rows  int64 // at least, where a query needed no more
	Whole bool  // all of the table was read
}

// NewAccounted returns the logs with an account of them. Close gives back what it holds.
func NewAccounted(l *Logs) *Accounted {
	a := &Accounted{Logs: l, streams: map[string]*replay{}}
	for _, s := range l.Sources {
		switch {
		case !s.Once():
		case s.Path != "-":
			a.streams[s.Path] = &replay{from: logs.Late(s.Path)}
		case l.Options.Stdin != nil:
			a.streams[s.Path] = &replay{from: l.Options.Stdin}
		}
	}
	return a
}

// Close removes what was kept of streams.
func (a *Accounted) Close() error {
	var errs []error
	for _, stream := range a.streams {
		errs = append(errs, stream.close())
	}
	return errors.Join(errs...)
}

// Tallies returns the tables that were read, in the order in which they were first, since
// the account began.
func (a *Accounted) Tallies() []Tally { return a.seen }

// Table returns a table's columns as [Logs.Table] does.
func (a *Accounted) Table(name string) ([]plan.Column, bool) {
	a.rewind()
	return a.Logs.Table(name)
}

// Names lists the tables as [Logs.Names] does.
func (a *Accounted) Names() []string {
	a.rewind()
	return a.Logs.Names()
}

// Scan reads a table as [Logs.Scan] does, but not from no logs at all.
func (a *Accounted) Scan(ctx context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	if len(a.Sources) == 0 {
		return fmt.Errorf("no logs given to read `%s` from; name files, globs or directories, or - for standard input", t.Name)
	}
	a.rewind()
	var rows atomic.Int64
	stopped := false
	err := a.Logs.Scan(ctx, t, func(b *vector.Batch) (any, error) {
		rows.Add(int64(b.Rows))
		return work(b)
	}, func(result any) error {
		err := emit(result)
		stopped = stopped || err != nil
		return err
	})
	a.note(t.Name, rows.Load(), err == nil && !stopped)
	return err
}

// note keeps the fullest account of a table.
func (a *Accounted) note(table string, rows int64, whole bool) {
	if whole {
		rows = 0
		for _, f := range a.Files() {
			rows += f.Rows[table]
		}
	}
	i := slices.IndexFunc(a.seen, func(t Tally) bool { return t.Table == table })
	if i < 0 {
		i, a.seen = len(a.seen), append(a.seen, Tally{Table: table})
	}
	if whole || !a.seen[i].Whole {
		a.seen[i].Rows, a.seen[i].Whole = max(rows, a.seen[i].Rows), whole
	}
}

// rewind has streams read from their beginning.
func (a *Accounted) rewind() {
	streams := make(map[string]io.Reader, len(a.streams))
	for path, stream := range a.streams {
		streams[path] = stream.reader()
	}
	a.Options.Streams = streams
}
