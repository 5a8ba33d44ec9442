package logs

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed mappings/zeek.yaml
var zeekYAML []byte

// zeekMapping is the mapping of Zeek's logs; the file says what one is. It is read once.
var zeekMapping = sync.OnceValue(func() *mapping {
	m, err := parseMapping(zeekYAML)
	if err != nil {
		panic(err) // embedded, and held by a test
	}
	return m
})

// zeekMaps reports whether rows of a table come of Zeek's logs. It looks for the name in the text
// of the mapping, for to read that takes longer than many a query.
func zeekMaps(table string) bool {
	return bytes.Contains(zeekYAML, []byte(" table: "+table+"\n"))
}

// A mapping turns the fields of a log into the columns of tables. It is compiled: fields
// have numbers, so that a row is mapped by looking at places, not at names.
type mapping struct {
	fields map[string]fieldID // shippers' spellings too
	count  int                // of fields
	paths  []*pathMapping     // by name
}

// A fieldID numbers a field that a mapping speaks of; 0 is a field it does not know.
type fieldID uint8

const maxMapped = 256

// A pathMapping maps the rows of one path.
type pathMapping struct {
	name, table string
	knownBy     []fieldID
	renamed     [maxMapped]renamedColumn // for each field the column that takes it as it is
	computed    []computedColumn         // by name
}

// Columns have numbers too, as the names of fields that a log may have already: names are
// unique in a row, and the log's own goes first.
type renamedColumn struct {
	name string // empty where none takes the field
	id   fieldID
}

type computedColumn struct {
	name      string
	id        fieldID
	compute   compute
	standing  Standing
	rewritten bool // it does not stand in the row
}

// path returns the mapping of that name, or nil.
func (m *mapping) path(name string) *pathMapping {
	for _, p := range m.paths {
		if p.name == name {
			return p
		}
	}
	return nil
}

// recognise returns the mapping whose telling fields the row has all of, or nil.
func (m *mapping) recognise(has func(fieldID) bool) *pathMapping {
	for _, p := range m.paths {
		if len(p.knownBy) > 0 && !slices.ContainsFunc(p.knownBy, func(id fieldID) bool { return !has(id) }) {
			return p
		}
	}
	return nil
}

// finish gives the row its computed columns.
func (p *pathMapping) finish(r *row) {
	for i := range p.computed {
		c := &p.computed[i]
		if r.has(c.id) {
			continue
		}
		if text, kind, ok := c.compute(r); ok {
			r.rec.add(c.name, kind, text)
		}
	}
}

// A row is a record on its way into its table.
type row struct {
	rec   *Record
	place [maxMapped]int32 // for each field its index in rec.Fields from 1, or 0
}

// get returns a field of the row.
func (r *row) get(id fieldID) (*Field, bool) {
	if n := r.place[id]; n > 0 {
		return &r.rec.Fields[n-1], true
	}
	return nil, false
}

func (r *row) has(id fieldID) bool { return r.place[id] > 0 }

// parseMapping reads and compiles a mapping file.
func parseMapping(data []byte) (*mapping, error) {
	var spec struct {
		Every map[string]columnSpec `yaml:"every"`
		Paths map[string]pathSpec   `yaml:"paths"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&spec); err != nil {
		return nil, fmt.Errorf("reading a mapping: %w", err)
	}
	m := &mapping{fields: make(map[string]fieldID)}
	for _, name := range slices.Sorted(maps.Keys(spec.Paths)) {
		p := spec.Paths[name]
		compiled := &pathMapping{name: name, table: p.Table}
		for _, f := range p.KnownBy {
			compiled.knownBy = append(compiled.knownBy, m.field(f))
		}
		for _, columns := range []map[string]columnSpec{spec.Every, p.Columns} {
			if err := m.compile(compiled, columns); err != nil {
				return nil, fmt.Errorf("mapping of %s: %w", name, err)
			}
		}
		m.paths = append(m.paths, compiled)
	}
	if m.count >= maxMapped {
		return nil, fmt.Errorf("mapping speaks of %d fields, more than %d", m.count, maxMapped-1)
	}
	return m, nil
}

// compile adds columns to the path's, in the order of their names.
func (m *mapping) compile(p *pathMapping, columns map[string]columnSpec) error {
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		spec := columns[name]
		if spec.Field != "" {
			if id := m.field(spec.Field); p.renamed[id].name == "" {
				p.renamed[id] = renamedColumn{name, m.field(name)}
				continue
			}
			spec.First = []string{spec.Field} // renamed by another column already
		}
		f, err := m.verb(spec)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		standing, rewritten := spec.standing()
		p.computed = append(p.computed, computedColumn{name, m.field(name), f, standing, rewritten})
	}
	return nil
}

// field numbers a field, and its spelling with underscores for dots.
func (m *mapping) field(name string) fieldID {
	if id, ok := m.fields[name]; ok {
		return id
	}
	m.count++
	id := fieldID(m.count) // parseMapping refuses a count that does not fit
	m.fields[name], m.fields[strings.ReplaceAll(name, ".", "_")] = id, id
	return id
}
