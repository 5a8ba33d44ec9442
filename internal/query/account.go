package query

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// Accounted is [Logs] that tell how many rows of each table there were to look at. It reads
// standard input as often as queries do.
type Accounted struct {
	*Logs
	stdin *replay
	seen  []Tally
}

// A Tally is how many rows of a table the logs have.
type Tally struct {
	Table string
	Rows  int64 // at least, where a query needed no more
	Whole bool  // all of the table was read
}

// NewAccounted returns the logs with an account of them. Close gives back what it holds.
func NewAccounted(l *Logs) *Accounted {
	a := &Accounted{Logs: l}
	if l.Options.Stdin != nil && slices.ContainsFunc(l.Sources, func(s logs.Source) bool { return s.Path == "-" }) {
		a.stdin = &replay{from: l.Options.Stdin}
	}
	return a
}

// Close removes what was kept of standard input.
func (a *Accounted) Close() error { return a.stdin.close() }

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

// rewind has standard input read from its beginning.
func (a *Accounted) rewind() {
	if a.stdin != nil {
		a.Options.Stdin = a.stdin.reader()
	}
}
