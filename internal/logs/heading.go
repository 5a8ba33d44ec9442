package logs

import (
	"fmt"
	"slices"

	"foxhound/internal/schema"
)

// A heading names the cells of rows that do not name them themselves: the first row of CSV,
// the columns of an API's table. It never changes.
type heading struct {
	names  []string // all different; empty for a first column without a name, which is an index
	typeAt int      // which column is Type, or -1
	cased  bool     // it is spelled in another case, and tells only where it names a table
	table  string   // of rows without one
	alike  []string // the tables it may be where the names do not tell which
	action int      // which column is ActionType, which may tell, or -1
}

func newHeading(f *file, names []string) *heading {
	h := &heading{names: distinctNames(names), table: f.table}
	if h.typeAt = slices.Index(h.names, "Type"); h.typeAt < 0 {
		h.typeAt, h.cased = slices.IndexFunc(h.names, isType), true
	}
	if h.table == "" {
		if h.alike = schema.Alike(h.columns()); len(h.alike) == 1 {
			h.table, h.alike = h.alike[0], nil
		}
	}
	h.action = slices.Index(h.names, "ActionType")
	return h
}

// distinctNames numbers names that come again, and names columns without one.
func distinctNames(names []string) []string {
	distinct := make([]string, len(names))
	seen := make(map[string]bool, len(names))
	for i, name := range names {
		if name == "" && i > 0 {
			name = fmt.Sprintf("column %d", i+1)
		}
		distinct[i] = name
		for n := 2; seen[distinct[i]]; n++ {
			distinct[i] = fmt.Sprintf("%s (%d)", name, n)
		}
		seen[distinct[i]] = true
	}
	return distinct
}

func (h *heading) columns() []string {
	columns := make([]string, len(h.names))
	for i, name := range h.names {
		columns[i] = columnName(name)
	}
	return columns
}

// A cellReader makes records of cells. It belongs to one block.
type cellReader struct {
	block   *Block
	heading *heading
	yield   func(*Record) bool
	stopped bool
	record  Record
	typ     string                     // the Type of the last row that had one
	routed  string                     // and its table
	tables  map[string][]schema.Column // the heading's columns as each table spells them
}

func newCellReader(b *Block, h *heading, yield func(*Record) bool) *cellReader {
	return &cellReader{block: b, heading: h, yield: yield, tables: map[string][]schema.Column{}}
}

// array reads a row that is a JSON array of cells.
func (c *cellReader) array(s *jsonScanner, line int64) bool {
	c.record.reset("", line)
	if s.peek() != '[' {
		return s.fail("a row that is no array of cells")
	}
	ok := s.elements(func() bool {
		text, kind, escaped, ok := s.value()
		if escaped {
			text = c.record.build(func(dst []byte) []byte { return appendUnescaped(dst, text) })
		}
		c.record.add("", kind, text)
		return ok
	})
	if !ok {
		return false
	}
	if len(c.record.Fields) != len(c.heading.names) {
		return s.fail(cellCount(len(c.record.Fields), len(c.heading.names)))
	}
	c.emit(c.column)
	return true
}

func cellCount(got, want int) string {
	return fmt.Sprintf("%d cells under a heading of %d", got, want)
}

// column gives a field of JSON its name.
func (c *cellReader) column(f *Field, column schema.Column) { f.Name = column.Name }

// emit finds the record's table, has each field named by its column and yields.
func (c *cellReader) emit(name func(*Field, schema.Column)) {
	c.record.Table = c.table()
	columns := c.columns(c.record.Table)
	for i := range c.record.Fields {
		name(&c.record.Fields[i], columns[i])
	}
	if c.heading.names[0] == "" {
		c.record.Fields = slices.Delete(c.record.Fields, 0, 1)
	}
	c.stopped = c.stopped || !c.yield(&c.record)
}

func (c *cellReader) table() string {
	if c.block.file.table != "" {
		return c.heading.table
	}
	if c.heading.typeAt < 0 {
		return c.tableByAction()
	}
	typ := c.record.Fields[c.heading.typeAt].Text
	if c.heading.cased && !schema.Known(string(typ)) {
		return c.tableByAction()
	}
	if string(typ) != c.typ || c.tables[c.routed] == nil {
		c.typ, c.routed = string(typ), tableByType(typ, c.heading.columns)
	}
	return c.routed
}

// tableByAction tells the table of a row without Type.
func (c *cellReader) tableByAction() string {
	if h := c.heading; len(h.alike) > 0 && h.action >= 0 {
		if table := schema.ActionTable(string(c.record.Fields[h.action].Text)); slices.Contains(h.alike, table) {
			return table
		}
	}
	return c.heading.table
}

func (c *cellReader) columns(table string) []schema.Column {
	columns, ok := c.tables[table]
	if ok {
		return columns
	}
	sp := newSpeller(table)
	sp.begin()
	var fields []Field
	for _, name := range c.heading.names {
		fields, _ = sp.place(fields, key{raw: []byte(name)}, Field{})
	}
	for i, f := range fields {
		column := sp.spell(key{raw: []byte(c.heading.names[i])}).column
		columns = append(columns, schema.Column{Name: f.Name, Type: column.Type})
	}
	c.tables[table] = columns
	return columns
}
