package texthunt

import (
	"context"

	"foxhound/internal/logs"
)

// A place is where an event begins.
type place struct {
	file string
	line int64
}

// A glance is what a block says of the lines that its events begin in.
type glance struct {
	first, last place
	shared      []int64 // lines that several begin in, in order
	longest     map[string]extent
}

// An extent is how many bytes the fields of an event have.
type extent struct {
	place
	bytes int
}

// look reads logs once to see which tables there are rows of, how many bytes, where the longest
// event of each is, and which lines hold several, as an array in one line does.
func (r *reader) look(ctx context.Context, sources []logs.Source, options logs.Options) error {
	var last place
	stats, err := logs.Scan(ctx, sources, options, glanceOf, func(g glance) error {
		if g.first == last {
			r.share(g.first)
		}
		for _, line := range g.shared {
			r.share(place{g.first.file, line})
		}
		if g.last.line > 0 {
			last = g.last
		}
		for table, e := range g.longest {
			keepLonger(r.longest, table, e)
		}
		return nil
	})
	for _, f := range stats {
		r.bytes += f.Bytes
		for table := range f.Rows {
			r.tables = append(r.tables, table)
		}
	}
	return err
}

func (r *reader) share(at place) {
	if at.line > 0 {
		r.shared[at] = true
	}
}

// keepLonger keeps the longer of two events of a table, the first of those as long.
func keepLonger(longest map[string]extent, table string, e extent) {
	if e.bytes > longest[table].bytes {
		longest[table] = e
	}
}

func glanceOf(b *logs.Block) (g glance) {
	g.longest = map[string]extent{}
	for rec := range b.Records {
		at := place{b.Source.Path, rec.Line}
		switch {
		case g.first.line == 0:
			g.first = at
		case at == g.last && (len(g.shared) == 0 || g.shared[len(g.shared)-1] != at.line):
			g.shared = append(g.shared, at.line)
		}
		g.last = at
		keepLonger(g.longest, rec.Table, extent{at, bytesOf(rec)})
	}
	return g
}

func bytesOf(rec *logs.Record) (n int) {
	for i := range rec.Fields {
		n += len(rec.Fields[i].Text)
	}
	return n
}
