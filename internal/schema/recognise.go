package schema

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Spelling gives a column as the table's schema spells it, in whichever dialect has it;
// an exact match goes before one in another case.
func Spelling(table, column string) (Column, bool) {
	var tables []*Table
	for _, d := range []Dialect{Sentinel, Defender} {
		if t, ok := Lookup(d, table); ok {
			tables = append(tables, t)
		}
	}
	for _, t := range tables {
		if c, ok := t.Column(column); ok {
			return c, true
		}
	}
	for _, t := range tables {
		if i, ok := t.folded()[strings.ToLower(column)]; ok {
			return t.Columns[i], true
		}
	}
	return Column{}, false
}

// Recognise returns the table that a set of column names belongs to: the only one of [Alike].
func Recognise(columns []string) (table string, ok bool) {
	if alike := Alike(columns); len(alike) == 1 {
		return alike[0], true
	}
	return "", false
}

// Alike returns the tables that a set of column names may belong to, sorted: none fits
// clearly better than the others. The names must hold a time column and at least three names
// that tell something, half of them or more the table's. A name tells the more the fewer
// tables have it.
func Alike(columns []string) (tables []string) {
	names := distinct(columns)
	if !names["timegenerated"] && !names["timestamp"] {
		return nil
	}
	scores := score(names)
	if len(scores) == 0 || scores[0].columns < 3 || 2*scores[0].columns < scores[0].of {
		return nil
	}
	for _, f := range scores {
		if !scores[0].clearOf(f) {
			tables = append(tables, f.table)
		}
	}
	slices.Sort(tables)
	return tables
}

// clearOf reports whether a table fits clearly better than another. Where both have the same
// names, the one with fewer others is the better only if the names are most of its own: of
// a few columns taken out of a table, its size tells nothing.
func (f fitness) clearOf(other fitness) bool {
	if f.share == other.share && f.cover < 0.5 {
		return false
	}
	return f.fit() > 1.02*other.fit()
}

// distinct folds names and drops empty ones.
func distinct(columns []string) map[string]bool {
	names := make(map[string]bool, len(columns))
	for _, c := range columns {
		if c != "" {
			names[strings.ToLower(c)] = true
		}
	}
	return names
}

// generic names tables of every sort have: they tell nothing.
var generic = map[string]bool{
	"timegenerated": true, "timestamp": true, "tenantid": true, "type": true,
	"sourcesystem": true, "mg": true, "managementgroupname": true, "computer": true,
	"_resourceid": true, "_subscriptionid": true, "_isbillable": true, "_billedsize": true,
	"_itemid": true, "_timereceived": true,
}

// A fitness says how well a table fits a set of names.
type fitness struct {
	table   string
	columns int     // telling names that the table has
	of      int     // telling names there are
	share   float64 // of what all telling names tell, by weight
	cover   float64 // the names it has, of all columns that it or the set has
}

// fit ranks first by the share; of tables that have the same names, as the Device tables
// do, the one with the fewest others wins.
func (f fitness) fit() float64 { return f.share * (1 + f.cover) }

// score measures all tables that have any of the names, the best first.
func score(names map[string]bool) []fitness {
	idx := index()
	found := make([]fitness, len(idx.tables))
	var total float64
	telling := 0
	for _, name := range slices.Sorted(maps.Keys(names)) { // sorted, that sums are the same each time
		if generic[name] {
			continue
		}
		telling++
		tables := idx.having(name)
		weight := 1 / float64(max(1, len(tables)))
		total += weight
		for _, t := range tables {
			found[t].columns++
			found[t].share += weight
		}
	}
	for i := range found {
		f, t := &found[i], idx.tables[i]
		f.table, f.of = t.name, telling
		f.share /= total
		f.cover = float64(f.columns) / float64(telling+t.telling-f.columns)
	}
	return ranked(found)
}

// ranked sorts those that have any of the names.
func ranked(found []fitness) []fitness {
	found = slices.DeleteFunc(found, func(f fitness) bool { return f.columns == 0 })
	slices.SortFunc(found, func(a, b fitness) int {
		return cmp.Or(cmp.Compare(b.fit(), a.fit()), strings.Compare(a.table, b.table))
	})
	return found
}

// A columnIndex finds tables by column names in lower case, of the tables that logs are
// recognised as, over both dialects. It is made when the first log is looked at, and so of few
// parts: the tables of a name are a chain.
type columnIndex struct {
	tables []known
	first  map[string]int // of the links of a name
	links  []link         // but the first, so that 0 ends a chain
}

// A known table is one that logs are recognised as.
type known struct {
	name    string
	telling int // how many of its columns are not generic
}

type link struct{ table, next int }

// having lists the tables that have a column.
func (idx *columnIndex) having(name string) (tables []int) {
	for at := idx.first[name]; at > 0; at = idx.links[at].next {
		tables = append(tables, idx.links[at].table)
	}
	return tables
}

var index = sync.OnceValue(func() *columnIndex {
	const columns = 4096 // more than there are
	idx := &columnIndex{first: make(map[string]int, columns/2), links: make([]link, 1, columns)}
	c := embedded()
	for i := range c.sections {
		if s := &c.sections[i]; s.common && c.first[s.name] == i {
			idx.tables = append(idx.tables, known{name: s.name})
			idx.add(s.columns)
			if s.next > 0 {
				idx.add(c.sections[s.next].columns)
			}
		}
	}
	return idx
})

// add adds columns to the last table.
func (idx *columnIndex) add(columns string) {
	table := len(idx.tables) - 1
	for word := range strings.FieldsSeq(strings.ToLower(columns)) {
		name, _, extra := column(word)
		first := idx.first[name]
		known := first > 0 && idx.links[first].table == table
		if extra || known || first == 0 && generic[name] {
			continue
		}
		idx.first[name] = len(idx.links)
		idx.links = append(idx.links, link{table, first})
		idx.tables[table].telling++
	}
}
