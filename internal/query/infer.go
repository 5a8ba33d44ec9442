package query

import (
	"context"
	"errors"
	"slices"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// inferred is how many records of a table of the user's own say what its columns are.
const inferred = 10_000

// own returns the columns of a table that only --table knows: those that its first records
// have, in the order in which they are first seen, with the narrowest type that fits all
// of their values.
func (l *Logs) own(table string) ([]plan.Column, bool) {
	if !slices.ContainsFunc(l.Options.Tables, func(g logs.TableGlob) bool { return g.Table == table }) {
		return nil, false
	}
	if columns, ok := l.inferred[table]; ok {
		return columns, len(columns) > 0
	}
	seen := &sample{places: make(map[string]int)}
	enough := errors.New("enough records")
	opts := l.Options
	opts.Workers, opts.Progress = 1, nil // one block at a time: the sample is the same each time
	_, err := logs.Scan(context.Background(), logs.ReadAs(l.Sources, l.Options.Tables, table), opts,
		func(b *logs.Block) *sample { return sampled(b, table) },
		func(s *sample) error {
			if seen.add(s); seen.records >= inferred {
				return enough
			}
			return nil
		})
	if l.inferred == nil {
		l.inferred = make(map[string][]plan.Column)
	}
	if err != nil && !errors.Is(err, enough) {
		return nil, false
	}
	l.inferred[table] = seen.columns()
	return l.inferred[table], len(seen.names) > 0
}

// A sample is what the fields of some records can be read as.
type sample struct {
	records int
	typed   bool // the log tells numbers from texts: a quoted number is a text
	names   []string
	kinds   []kinds
	places  map[string]int // of names
}

// kinds is the types that every value of a column so far fits; a column without a value
// fits all.
type kinds struct {
	seen bool
	text bool // a value is a text in the log
	not  [value.Dynamic + 1]bool
}

func sampled(b *logs.Block, table string) *sample {
	s := &sample{places: make(map[string]int)}
	for r := range b.Records {
		if r.Table != table {
			continue
		}
		s.records++
		for i := range r.Fields {
			s.typed = s.typed || r.Fields[i].Kind == logs.Number || r.Fields[i].Kind == logs.Bool
			s.kinds[s.place(r.Fields[i].Name)].see(&r.Fields[i])
		}
	}
	return s
}

func (s *sample) place(name string) int {
	at, ok := s.places[name]
	if !ok {
		at = len(s.names)
		s.places[name] = at
		s.names, s.kinds = append(s.names, name), append(s.kinds, kinds{})
	}
	return at
}

// add takes what later records showed.
func (s *sample) add(later *sample) {
	s.records += later.records
	s.typed = s.typed || later.typed
	for i, name := range later.names {
		k := &s.kinds[s.place(name)]
		k.seen = k.seen || later.kinds[i].seen
		k.text = k.text || later.kinds[i].text
		for t, not := range later.kinds[i].not {
			k.not[t] = k.not[t] || not
		}
	}
}

// see notes one value.
func (k *kinds) see(f *logs.Field) {
	text := string(f.Text)
	if f.Kind == logs.Null || text == "" {
		return
	}
	k.seen = true
	k.text = k.text || f.Kind == logs.Text
	k.not[value.Dynamic] = k.not[value.Dynamic] || f.Kind != logs.JSON
	k.not[value.Bool] = k.not[value.Bool] || f.Kind == logs.Number || text != "true" && text != "false" && text != "True" && text != "False"
	for _, t := range []value.Type{value.Long, value.Real, value.Datetime} {
		if !k.not[t] {
			k.not[t] = f.Kind == logs.JSON || !logs.Fits(f, t)
		}
	}
}

// narrowest is the type that fits: what fits nothing else is a string. typed says that a
// text of digits is a text.
func (k *kinds) narrowest(typed bool) value.Type {
	if typed && k.text {
		k.not[value.Bool], k.not[value.Long], k.not[value.Real] = true, true, true
	}
	if k.seen {
		for _, t := range []value.Type{value.Bool, value.Long, value.Real, value.Datetime, value.Dynamic} {
			if !k.not[t] {
				return t
			}
		}
	}
	return value.String
}

func (s *sample) columns() []plan.Column {
	columns := make([]plan.Column, len(s.names))
	for i, name := range s.names {
		columns[i] = plan.Column{Name: name, Type: s.kinds[i].narrowest(s.typed)}
	}
	return columns
}
