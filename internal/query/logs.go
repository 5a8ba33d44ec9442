package query

import (
	"context"
	"slices"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/schema"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// Logs are log files as the tables of a dialect: both the tables and the source of an
// [Engine]. Queries may run on them one after the other, not at once.
type Logs struct {
	Sources []logs.Source
	Options logs.Options
	Dialect schema.Dialect

	// Places gives each table two more columns behind its own: _File and _Line, where the row
	// stands. Its time is then the event's, by [logs.Record.Time]: a row without one has the
	// last time there is, rather than null.
	Places bool

	Data map[string]string // files that stand for addresses and names (externaldata, watchlists)

	files    map[string][]logs.FileStats // what the last scan of each file saw: of an archive, each of its members
	inferred map[string][]plan.Column    // of the user's own tables
	heads    heads
}

// Table returns the columns that the dialect's table has, or one of the user's own.
func (l *Logs) Table(name string) ([]plan.Column, bool) {
	t, ok := schema.Lookup(l.Dialect, name)
	if !ok {
		return l.own(name)
	}
	columns := make([]plan.Column, len(t.Columns))
	for i, c := range t.Columns {
		typ, _ := value.TypeNamed(c.Type)
		columns[i] = plan.Column{Name: c.Name, Type: typ}
	}
	if l.Places {
		columns = append(columns, placeColumns...)
	}
	return columns, true
}

// Names lists the tables: those that the logs have rows of, as a workspace has those that
// something was sent to, or all of the dialect where there are no logs.
func (l *Logs) Names() []string {
	if len(l.Sources) == 0 {
		return schema.Names(l.Dialect)
	}
	if l.files == nil {
		l.look()
	}
	var names []string
	for _, f := range l.Files() {
		for table := range f.Rows {
			if _, ok := l.Table(table); ok && !slices.Contains(names, table) {
				names = append(names, table)
			}
		}
	}
	slices.Sort(names)
	return names
}

// look reads the logs once to see which tables there are.
func (l *Logs) look() {
	count := func(b *logs.Block) struct{} {
		for range b.Records {
		}
		return struct{}{}
	}
	stats, _ := logs.Scan(context.Background(), l.Sources, l.Options, count, func(struct{}) error { return nil })
	l.saw(stats)
}

func (l *Logs) saw(stats []logs.FileStats) {
	if l.files == nil {
		l.files = make(map[string][]logs.FileStats)
	}
	for origin, members := range logs.ByOrigin(stats) {
		l.files[origin] = members
	}
}

// Files returns what was read of each source, in their order; those of which no query
// wanted a table are left out.
func (l *Logs) Files() []logs.FileStats {
	var list []logs.FileStats
	for _, s := range l.Sources {
		list = append(list, l.files[s.Path]...)
	}
	return list
}

// worked is what became of a block.
type worked struct {
	result any
	err    error
}

// Scan reads a table from all files but those known to have no row of it.
func (l *Logs) Scan(ctx context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	wanted := l.columnsOf(t)
	before := newPrefilter(l, t)
	var stopped error
	stats, err := logs.Scan(ctx, l.with(t.Name), l.Options, func(b *logs.Block) worked {
		before.narrow(b)
		batch := b.Columns(t.Name, wanted)
		if batch.Rows == 0 { // as in most blocks, where few rows are sought
			return worked{}
		}
		result, err := work(spread(batch, t))
		return worked{result, err}
	}, func(w worked) error {
		if w.err == nil && w.result != nil {
			w.err = emit(w.result)
		}
		stopped = w.err
		return w.err
	})
	if stopped == nil {
		l.saw(stats)
	}
	return err
}

// with returns the sources that have rows of a table, or may have. Where --table gives them
// all to other tables, they are read to say which tables there are instead.
func (l *Logs) with(table string) []logs.Source {
	sources := logs.MayHave(l.Sources, l.Options.Tables, table)
	if len(sources) == 0 {
		sources = slices.Clone(l.Sources)
	}
	return slices.DeleteFunc(sources, func(s logs.Source) bool {
		seen, known := l.files[s.Path]
		return known && !slices.ContainsFunc(seen, func(f logs.FileStats) bool { return f.Err != nil || f.Rows[table] > 0 })
	})
}

// columnsOf lists the columns that are wanted of a table.
func (l *Logs) columnsOf(t *plan.Table) []logs.Column {
	var columns []logs.Column
	for i, c := range t.Cols {
		if t.Wanted == nil || slices.Contains(t.Wanted, i) {
			columns = append(columns, logs.Column{Name: c.Name, Type: c.Type, Of: l.origin(t.Name, c.Name), Members: t.Members[i], Tests: testsOf(t, i)})
		}
	}
	return columns
}

// testsOf returns the tests of a table's column.
func testsOf(t *plan.Table, place int) (tests []logs.Test) {
	for _, test := range t.Tests {
		if test.Place == place {
			tests = append(tests, logs.Test{How: hows[test.How], Texts: test.Texts, Longs: test.Longs}.Prepared())
		}
	}
	return tests
}

var hows = map[plan.How]logs.How{plan.Is: logs.Is, plan.IsLike: logs.IsLike, plan.Holds: logs.Holds}

// spread puts the wanted columns in their places and nulls in the others.
func spread(b *vector.Batch, t *plan.Table) *vector.Batch {
	if t.Wanted == nil {
		return b
	}
	out := &vector.Batch{Rows: b.Rows, Columns: make([]*vector.Vector, len(t.Cols))}
	for i, place := range t.Wanted {
		out.Columns[place] = b.Columns[i]
	}
	for i, c := range t.Cols {
		if out.Columns[i] == nil {
			out.Columns[i] = vector.Null(c.Type, b.Rows)
		}
	}
	return out
}
