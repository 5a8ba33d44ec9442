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
}

// look reads logs once to see which tables there are rows of, how many bytes, and which lines
// hold several events, as an array in one line does.
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

func glanceOf(b *logs.Block) (g glance) {
	for rec := range b.Records {
		at := place{b.Source.Path, rec.Line}
		switch {
		case g.first.line == 0:
			g.first = at
		case at == g.last && (len(g.shared) == 0 || g.shared[len(g.shared)-1] != at.line):
			g.shared = append(g.shared, at.line)
		}
		g.last = at
	}
	return g
}
