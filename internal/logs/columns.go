package logs

import (
	"strconv"
	"time"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A Column is a column that records are read into: its name, the type that their texts
// become, and what of a record they are. Where Members are given, nothing of a dynamic is
// read but its members of these names: it is a bag of those, or null. Rows whose field fails
// one of the tests may be left out.
type Column struct {
	Name    string
	Type    value.Type
	Of      Origin
	Members []string
	Tests   []Test
}

// An Origin says what of a record a [Column] holds.
type Origin uint8

const (
	OfField Origin = iota // the field of the column's name
	OfFile                // the path of the source, a string
	OfLine                // [Record.Line], a long
	OfTime                // [Record.Time], a datetime; the last there is where the record has none
)

// Columns reads the block's records of a table into columns. A field that a record has not
// is null, or "" in a string; so is one whose text is not of the column's type. Of the two
// time columns, TimeGenerated and Timestamp, the one stands in for the other, and Type is
// the table's name where the log does not say it. What is returned does not point into the
// block.
func (b *Block) Columns(table string, columns []Column) *vector.Batch {
	r := newColumnReader(table, columns)
	if b.Source != nil {
		r.file = b.Source.Path
	}
	b.table, b.columns, b.wanted, b.tests = table, columns, r.fields(), testsOf(table, columns)
	defer func() { b.table, b.columns, b.wanted, b.tests = "", nil, nil, nil }()
	for rec := range b.Records {
		if rec.Table == table {
			r.read(rec)
		}
	}
	return r.batch()
}

// A columnReader gathers the columns of one block.
type columnReader struct {
	columns []Column
	writers []writer
	places  map[string]int // of columns by name
	guess   []int          // the column of the field at each place of the last record
	names   []string       // what those fields are called
	set     []int          // the last row in which each column was set, from 1
	typ     int            // the place of the Type column, or -1
	table   string
	file    string
	rows    int
}

func newColumnReader(table string, columns []Column) *columnReader {
	r := &columnReader{columns: columns, table: table, places: make(map[string]int, len(columns)+1), typ: -1, set: make([]int, len(columns))}
	for i, c := range columns {
		if c.Of == OfField {
			r.places[c.Name] = i
		}
		r.writers = append(r.writers, newWriter(c))
	}
	r.stand("TimeGenerated", "Timestamp")
	r.stand("Timestamp", "TimeGenerated")
	if at, ok := r.places["Type"]; ok && columns[at].Type == value.String {
		r.typ = at
	}
	return r
}

// stand has a time column filled from the other where the record lacks it.
func (r *columnReader) stand(name, other string) {
	at, wanted := r.places[name]
	if _, both := r.places[other]; wanted && !both && r.columns[at].Type == value.Datetime {
		r.places[other] = at
	}
}

// fields are the names of the fields that are read.
func (r *columnReader) fields() map[string]bool {
	names := make(map[string]bool, len(r.places)+2)
	for name := range r.places {
		names[name] = true
	}
	for _, c := range r.columns {
		if c.Of == OfTime {
			names["TimeGenerated"], names["Timestamp"] = true, true
		}
	}
	return names
}

// read appends a record. Its own time column goes before one that stands in for it.
func (r *columnReader) read(rec *Record) {
	r.rows++
	for i := range rec.Fields {
		f := &rec.Fields[i]
		at := r.column(i, f.Name)
		if at < 0 || r.set[at] == r.rows && f.Name != r.columns[at].Name {
			continue
		}
		if r.set[at] == r.rows {
			r.writers[at].drop()
		}
		r.set[at] = r.rows
		r.writers[at].write(f)
	}
	for at, last := range r.set {
		if last != r.rows {
			r.writers[at].write(r.other(at, rec))
		}
	}
}

// other is what stands in a column that no field of the record is for.
func (r *columnReader) other(at int, rec *Record) *Field {
	switch of := r.columns[at].Of; {
	case of == OfFile:
		return &Field{Text: []byte(r.file)}
	case of == OfLine:
		return &Field{Text: strconv.AppendInt(nil, rec.Line, 10), Kind: Number}
	case of == OfTime:
		return &Field{Text: timeText(rec)}
	case at == r.typ:
		return &Field{Text: []byte(r.table)}
	}
	return &Field{Kind: Null}
}

// lastTime is the last time that KQL has.
const lastTime = "9999-12-31T23:59:59.9999999Z"

// timeText is the record's time, as [parseTime] reads it.
func timeText(rec *Record) []byte {
	t, ok := rec.Time()
	if !ok {
		return []byte(lastTime)
	}
	return t.AppendFormat(nil, time.RFC3339Nano)
}

// column finds the column of the field at a place, most often that of the last record's.
func (r *columnReader) column(i int, name string) int {
	if i < len(r.names) && r.names[i] == name {
		return r.guess[i]
	}
	at, ok := r.places[name]
	if !ok {
		at = -1
	}
	for len(r.names) <= i {
		r.names, r.guess = append(r.names, ""), append(r.guess, -1)
	}
	r.names[i], r.guess[i] = name, at
	return at
}

func (r *columnReader) batch() *vector.Batch {
	b := &vector.Batch{Rows: r.rows, Columns: make([]*vector.Vector, len(r.columns))}
	for i, w := range r.writers {
		b.Columns[i] = w.vector(r.columns[i].Type)
	}
	return b
}
