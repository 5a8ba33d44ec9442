package lint

import (
	"maps"
	"slices"

	"foxhound/internal/schema"
)

// An origin is the column of a table that a value was taken from unchanged, but for its
// case. The zero origin is a value that was computed, or is not known.
type origin struct {
	table, column string
	fold          string // lower or upper, where the query made it so; of no table for other values
}

// known reports whether the value is a table's.
func (o origin) known() bool { return o.table != "" }

// A frame is what names of columns mean at a place of a query. It is not changed once made.
type frame struct {
	before *frame            // where names are looked for that own has not
	own    map[string]origin // made at this step
	tables []string          // whose columns are all here, in a frame without one before it
	d      schema.Dialect
}

// lookup returns what a column was taken from.
func (f *frame) lookup(name string) origin {
	for ; f != nil; f = f.before {
		if o, ok := f.own[name]; ok {
			return o
		}
		for _, t := range f.tables {
			if table, ok := schema.Lookup(f.d, t); ok {
				if _, ok := table.Column(name); ok {
					return origin{table: t, column: name}
				}
			}
		}
	}
	return origin{}
}

// with returns the frame with other columns beside its own.
func (f *frame) with(own map[string]origin) *frame { return &frame{before: f, own: own, d: f.d} }

// flat returns the names that were made, and the tables whose columns stand behind them.
func (f *frame) flat() (map[string]origin, []string) {
	own := make(map[string]origin)
	var tables []string
	for ; f != nil; f = f.before {
		for name, o := range f.own {
			if _, taken := own[name]; !taken {
				own[name] = o
			}
		}
		tables = append(tables, f.tables...)
	}
	return own, tables
}

// joined returns the columns of two tables side by side; of a name in both, the left's.
func joined(left, right *frame) *frame {
	own, tables := left.flat()
	more, behind := right.flat()
	for name, o := range more {
		if _, taken := own[name]; !taken && !left.lookup(name).known() {
			own[name] = o
		}
	}
	return &frame{own: own, tables: distinct(append(tables, behind...)), d: left.d}
}

// stacked returns the columns of tables one below the other: a name means a column only
// where all of those that made it agree.
func stacked(frames []*frame, d schema.Dialect) *frame {
	own := make(map[string]origin)
	var tables []string
	for _, f := range frames {
		made, behind := f.flat()
		tables = append(tables, behind...)
		for name, o := range made {
			if other, taken := own[name]; taken && other != o {
				o = origin{}
			}
			own[name] = o
		}
	}
	for name, o := range own {
		for _, f := range frames {
			if f.lookup(name) != o {
				own[name] = origin{}
			}
		}
	}
	return &frame{own: own, tables: distinct(tables), d: d}
}

// distinct returns the words sorted, each once.
func distinct(words []string) []string {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// tablesBehind lists the tables whose columns are all here.
func (f *frame) tablesBehind() []string {
	_, tables := f.flat()
	return tables
}

// names reports whether a column of that name was made here, of whatever.
func (f *frame) names(column string) bool {
	for ; f != nil; f = f.before {
		if _, ok := f.own[column]; ok {
			return true
		}
	}
	return false
}
