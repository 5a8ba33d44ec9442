package schema

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Spelling gives a column as the table's schema spells it, in whichever dialect has it;
// an exact match goes before one in another case.
func Spelling(table, column string) (Column, bool) {
	for _, d := range []Dialect{Sentinel, Defender} {
		if t, ok := Lookup(d, table); ok {
			if c, ok := t.Column(column); ok {
				return c, true
			}
		}
	}
	c, ok := index().folded[table][strings.ToLower(column)]
	return c, ok
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
	found := map[string]*fitness{}
	var total float64
	telling := 0
	for _, name := range slices.Sorted(maps.Keys(names)) { // sorted, that sums are the same each time
		if generic[name] {
			continue
		}
		telling++
		tables := idx.tables[name]
		weight := 1 / float64(max(1, len(tables)))
		total += weight
		for _, table := range tables {
			f := found[table]
			if f == nil {
				f = &fitness{table: table}
				found[table] = f
			}
			f.columns++
			f.share += weight
		}
	}
	return ranked(found, total, telling)
}

func ranked(found map[string]*fitness, total float64, telling int) []fitness {
	var scores []fitness
	for _, f := range found {
		f.of = telling
		f.share /= total
		f.cover = float64(f.columns) / float64(telling+index().telling[f.table]-f.columns)
		scores = append(scores, *f)
	}
	slices.SortFunc(scores, func(a, b fitness) int {
		if a.fit() != b.fit() {
			if a.fit() > b.fit() {
				return -1
			}
			return 1
		}
		return strings.Compare(a.table, b.table)
	})
	return scores
}

// A columnIndex finds tables by column names in lower case, over both dialects' reference tables.
type columnIndex struct {
	tables  map[string][]string          // the tables that have a column
	folded  map[string]map[string]Column // a table's columns
	telling map[string]int               // how many of them are not generic
}

var index = sync.OnceValue(func() columnIndex {
	idx := columnIndex{map[string][]string{}, map[string]map[string]Column{}, map[string]int{}}
	for _, t := range reference() {
		idx.add(t)
	}
	return idx
})

func (idx *columnIndex) add(t *Table) {
	folded := idx.folded[t.Name]
	if folded == nil {
		folded = make(map[string]Column, len(t.Columns))
		idx.folded[t.Name] = folded
	}
	for _, c := range t.Columns {
		name := strings.ToLower(c.Name)
		if _, ok := folded[name]; ok {
			continue
		}
		folded[name] = c
		if !generic[name] {
			idx.tables[name] = append(idx.tables[name], t.Name)
			idx.telling[t.Name]++
		}
	}
}
