package logs

import (
	"bytes"

	"foxhound/internal/schema"
)

// A rowReader decodes the rows of one block that are JSON objects.
//
// Rows of a log are alike: the i-th key is mostly the i-th key of the row before. So the
// keys are compared with those first, and a row that has the same ones takes over the
// names and, unless its Type column differs, the table.
type rowReader struct {
	block    *Block
	yield    func(*Record) bool
	stopped  bool // yield has said no
	foreign  bool // a mapper has taken a row
	record   Record
	data     []byte
	start    int   // of the row at hand in data
	keys     []key // its keys
	same     bool  // they are the layout's so far
	typ      tag   // where that had to be looked up
	layout   layout
	spellers spellers

	templates templates

	fixed bool   // an envelope has named the table:
	table string // this one
	depth int    // how many wrappers it is in
	inner map[string]*rowReader
}

// A key is a key of a row, without its quotes.
type key struct {
	raw     []byte
	escaped bool
	at, end int // where its value starts and ends
}

// A layout is what is known of rows with certain keys, all different, in a certain order.
type layout struct {
	keys   []key
	names  []string
	table  string
	typ    tag // as of the reader
	typeAt int // which key that comes from, or -1
}

func newRowReader(b *Block, yield func(*Record) bool) *rowReader {
	return &rowReader{block: b, yield: yield, layout: layout{typeAt: -1}, spellers: spellers{}}
}

// read reads the object at the scanner's position, which starts at line. Its fields have no
// names yet where the layout does not have them.
func (r *rowReader) read(s *jsonScanner, line int64) bool {
	r.record.reset("", line)
	r.data, r.start = s.data, s.pos
	r.keys, r.same = r.keys[:0], true
	if s.peek() != '{' {
		return s.fail(s.ended("not a JSON object"))
	}
	s.pos++
	if s.space(); s.peek() == '}' {
		s.pos++
		r.same = len(r.layout.keys) == 0
		return true
	}
	for {
		if !r.field(s) {
			return false
		}
		if more, ok := s.comma('}'); !more {
			r.same = r.same && len(r.keys) == len(r.layout.keys)
			return ok
		}
		if len(r.keys) == maxFields {
			return s.fail("more fields than a row can have")
		}
	}
}

// field reads one key and its value.
func (r *rowReader) field(s *jsonScanner) bool {
	raw, escaped, ok := s.str()
	if !ok || !s.colon() {
		return false
	}
	i, name := len(r.keys), ""
	r.keys = append(r.keys, key{raw: raw, escaped: escaped, at: s.pos})
	if r.same = r.same && i < len(r.layout.keys) && bytes.Equal(raw, r.layout.keys[i].raw); r.same {
		name = r.layout.names[i]
	}
	text, kind, escaped, ok := s.value()
	if !ok {
		return false
	}
	if escaped {
		text = r.record.build(func(dst []byte) []byte { return appendUnescaped(dst, text) })
	}
	r.keys[i].end = s.pos
	r.record.add(name, kind, text)
	return true
}

// emit yields what was read, or the rows that it wraps.
func (r *rowReader) emit() {
	if r.depth < maxWrappers && len(r.keys) <= maxWrapperKeys && r.unwrap() {
		return
	}
	r.finish(r.findTable())
}

// findTable finds the table of the row at hand.
func (r *rowReader) findTable() string {
	f := r.block.file
	switch {
	case f.table != "" && f.mapped:
		return "" // until a mapper has been asked
	case f.table != "":
		return f.table
	case r.fixed:
		return r.table
	}
	if r.same && r.layout.typeAt < 0 {
		return r.layout.table
	}
	typ := r.tag()
	if r.same && typ == r.layout.typ {
		return r.layout.table
	}
	if r.typ = typ; !typ.typed {
		for _, table := range []string{typ.name, f.guess} {
			if table != "" && r.mostly(table) {
				return table
			}
		}
	}
	return tableByType(r.typeText(), r.columnNames)
}

// A tag is what a row says of its table: its Type column, or else its ActionType.
type tag struct {
	name  string // what Type says, or the table of such actions
	typed bool   // there is a Type
}

func (r *rowReader) tag() tag { return tagOf(r.typeText(), r.value("ActionType")) }

func tagOf(typ, action []byte) tag {
	if typ != nil {
		return tag{string(typ), true}
	}
	return tag{schema.ActionTable(string(action)), false}
}

// typeText returns what the row says of its table: its Type, or one in another case that names
// a table. Nil says nothing.
func (r *rowReader) typeText() []byte {
	if typ := r.value("Type"); typ != nil {
		return typ
	}
	for i, k := range r.keys {
		if f := &r.record.Fields[i]; isType(k.raw) && f.Kind == Text && schema.Known(string(f.Text)) {
			return f.Text
		}
	}
	return nil
}

// value returns the text of a string field by its key in the log.
func (r *rowReader) value(name string) []byte {
	for i := range r.keys {
		if string(r.keys[i].raw) == name && r.record.Fields[i].Kind == Text {
			return r.record.Fields[i].Text
		}
	}
	return nil
}

// mostly reports whether the table has most of the row's keys, a time among them.
func (r *rowReader) mostly(table string) bool {
	sp, has, dated := r.spellers.of(table), 0, false
	for _, k := range r.keys {
		column := sp.spell(k).column
		if column.Type != "" {
			has++
		}
		dated = dated || column.Name == "TimeGenerated" || column.Name == "Timestamp"
	}
	return dated && 2*has > len(r.keys)
}

func (r *rowReader) columnNames() []string {
	names := make([]string, len(r.keys))
	for i, k := range r.keys {
		names[i] = columnName(unquote(k.raw, k.escaped))
	}
	return names
}

// finish names the fields as the table does and hands the record on.
func (r *rowReader) finish(table string) {
	r.record.Table = table
	if !r.same || table != r.layout.table {
		r.rename(table)
	}
	r.layout.typ = r.typ
	if table == "" {
		r.mapped()
	}
	r.stopped = r.stopped || !r.yield(&r.record)
}

// mapped offers a row that no table took to the mappers.
func (r *rowReader) mapped() {
	for _, m := range mappers {
		if m(r.block.file, &r.record) {
			r.foreign = true
			return
		}
	}
	r.record.Table = r.block.file.table
}

// rename is the slow path of naming: each key is looked up. The row's keys become the
// layout, unless some occur twice.
func (r *rowReader) rename(table string) {
	sp := r.spellers.of(table)
	sp.begin()
	unique := true
	fields := r.record.Fields
	r.record.Fields = fields[:0]
	for i, k := range r.keys {
		var added bool
		r.record.Fields, added = sp.place(r.record.Fields, k, fields[i])
		unique = unique && added
	}
	r.layout = layout{table: table, typeAt: -1, keys: r.layout.keys[:0], names: r.layout.names[:0]}
	if !unique {
		return
	}
	for i, k := range r.keys {
		if isType(k.raw) || string(k.raw) == "ActionType" {
			r.layout.typeAt = i
		}
		r.layout.keys = append(r.layout.keys, k)
		r.layout.names = append(r.layout.names, r.record.Fields[i].Name)
	}
}
