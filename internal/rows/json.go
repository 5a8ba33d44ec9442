package rows

import (
	"bufio"
	"encoding/json"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A Column is a column as the JSON contract has it.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Columns returns the columns as the JSON contract has them.
func Columns(columns []plan.Column) []Column {
	list := make([]Column, len(columns))
	for i, c := range columns {
		list[i] = Column{c.Name, c.Type.String()}
	}
	return list
}

// document is one JSON document: columns, then rows of cells (see [Cell]).
type document struct {
	out   *bufio.Writer
	begun bool
	err   error
}

func newDocument(out *bufio.Writer, columns []plan.Column) *document {
	d := &document{out: out}
	head, err := marshal(Columns(columns))
	d.err = err
	out.WriteString(`{"columns":`)
	out.Write(head)
	out.WriteString(`,"rows":[`)
	return d
}

func (d *document) Write(b *vector.Batch) error {
	for i := range b.Rows {
		if d.begun {
			d.out.WriteByte(',')
		}
		d.begun = true
		row, err := marshal(Row(b, i))
		if err != nil {
			return err
		}
		d.out.WriteString("\n")
		if _, err := d.out.Write(row); err != nil {
			return err
		}
	}
	return d.err
}

func (d *document) Close() error {
	if d.begun {
		d.out.WriteString("\n")
	}
	d.out.WriteString("]}\n")
	return d.out.Flush()
}

// Row returns a row's cells (see [Cell]).
func Row(b *vector.Batch, i int) []any {
	cells := make([]any, len(b.Columns))
	for c, v := range b.Columns {
		cells[c] = Cell(v.Type, v.Value(i))
	}
	return cells
}

// objects is a JSON object a row: names and plain values. What JSON cannot hold is text.
type objects struct {
	out   *bufio.Writer
	names [][]byte
}

func newObjects(out *bufio.Writer, columns []plan.Column) *objects {
	o := &objects{out: out}
	for _, c := range columns {
		name, _ := marshal(c.Name)
		o.names = append(o.names, append(name, ':'))
	}
	return o
}

func (o *objects) Write(b *vector.Batch) error {
	var line []byte
	for i := range b.Rows {
		line = append(line[:0], '{')
		for c, v := range b.Columns {
			if c > 0 {
				line = append(line, ',')
			}
			line = value.AppendJSON(append(line, o.names[c]...), plain(v.Value(i)))
		}
		if _, err := o.out.Write(append(line, '}', '\n')); err != nil {
			return err
		}
	}
	return nil
}

// Object is a row as a JSON object of plain values. What is null, or a text without characters, is
// left out: a table's row says the same without it.
func Object(names []string, b *vector.Batch, i int) []byte {
	out := []byte{'{'}
	for c, v := range b.Columns {
		x := v.Value(i)
		if x == nil || x == "" {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		name, _ := marshal(names[c])
		out = value.AppendJSON(append(append(out, name...), ':'), plain(x))
	}
	return append(out, '}')
}

// plain is a value that JSON may hold; it holds every dynamic, and so every other but
// numbers that are none.
func plain(x any) any {
	if f, ok := x.(float64); ok && (f != f || f > maxReal || f < -maxReal) {
		return value.Text(value.Real, f)
	}
	return x
}

const maxReal = 1.7976931348623157e308

func (o *objects) Close() error { return o.out.Flush() }

// marshal writes JSON without the escapes that only HTML needs.
func marshal(x any) ([]byte, error) {
	var buf jsonBuffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	err := e.Encode(x)
	return buf.line(), err
}

// A jsonBuffer takes what an encoder writes.
type jsonBuffer struct{ bytes []byte }

func (b *jsonBuffer) Write(p []byte) (int, error) {
	b.bytes = append(b.bytes, p...)
	return len(p), nil
}

// line is what was written, without the encoder's line feed.
func (b *jsonBuffer) line() []byte {
	if n := len(b.bytes); n > 0 && b.bytes[n-1] == '\n' {
		return b.bytes[:n-1]
	}
	return b.bytes
}
