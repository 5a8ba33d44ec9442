package logs

import (
	"bytes"
	"iter"
	"slices"

	"foxhound/internal/schema"
)

// csvFormat is comma-separated values as the portals and pandas export them, also with
// semicolons or tabs, under a first row of column names.
var csvFormat = &format{name: "csv", detect: detectCSV, split: splitCSV, decode: decodeCSV}

// A csvHeading is the heading of a CSV file.
type csvHeading struct {
	*heading
	row   []byte // as it is written, to know it when it comes again
	delim byte
}

func detectCSV(f *file) bool { return findHeading(f) != nil }

// findHeading reads the first row as column names, with the delimiter that gives the most.
// It returns nil where the file does not look like CSV.
func findHeading(f *file) *csvHeading {
	var best *csvHeading
	head := bytes.TrimLeft(f.head, "\r\n")
	for _, delim := range []byte{',', ';', '\t'} {
		h := headingBy(f, head, delim)
		if h != nil && (best == nil || len(h.names) > len(best.names)) {
			best = h
		}
	}
	return best
}

func headingBy(f *file, head []byte, delim byte) *csvHeading {
	n := csvRowEnd(head, delim, f.whole)
	if n < 0 {
		return nil
	}
	names := cellTexts(head[:n], delim)
	if len(names) < 2 || len(names) > maxFields || !slices.ContainsFunc(names, func(s string) bool { return s != "" }) {
		return nil
	}
	h := &csvHeading{newHeading(f, names), bytes.Clone(trimRow(head[:n])), delim}
	if h.table != "" || h.timed() || len(names) > 2 && namesOnly(names) && evenRows(head[n:], delim, len(names)) {
		return h
	}
	return nil
}

// timed reports whether the heading has a table's time column.
func (h *csvHeading) timed() bool {
	columns := h.columns()
	return slices.Contains(columns, "TimeGenerated") || slices.Contains(columns, "Timestamp")
}

// namesOnly reports whether all cells could be names of columns; a first one may be empty.
func namesOnly(cells []string) bool {
	for i, cell := range cells {
		if !isName(cell) && (cell != "" || i > 0) {
			return false
		}
	}
	return true
}

func isName(s string) bool {
	if len(s) == 0 || len(s) > 128 || !isLetter(s[0]) && s[0] != '_' && s[0] != '@' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') && bytes.IndexByte([]byte("_-.@ []()/"), c) < 0 {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// evenRows reports whether the row that follows is as wide as the heading.
func evenRows(rest []byte, delim byte, width int) bool {
	n := csvRowEnd(rest, delim, true)
	return n > 0 && len(cellTexts(rest[:n], delim)) == width
}

func cellTexts(row []byte, delim byte) []string {
	var texts []string
	s := csvScanner{data: trimRow(row), delim: delim}
	for more := true; more; {
		var c cell
		c, more = s.next()
		texts = append(texts, string(c.appendText(nil)))
	}
	return texts
}

// decodeCSV reads the rows of a block.
func decodeCSV(b *Block, yield func(*Record) bool) {
	h := b.header.(*csvHeading)
	d := csvDecoder{newCellReader(b, h.heading, yield), h}
	line, begin := b.line, 0
	for end := range h.rowEnds(b.data) {
		row := b.data[begin:end]
		if b.passing == nil || !b.passing.over(b.data, begin, end) {
			if d.record(row, line); d.stopped {
				return
			}
		}
		line += lineFeeds(row)
		begin = end
	}
}

// rowEnds yields the offsets behind the rows of data. Most rows have no quote: they end where
// their line does.
func (h *csvHeading) rowEnds(data []byte) iter.Seq[int] {
	return func(yield func(end int) bool) {
		begin := 0
		quoted := 0 // where the row ends, if it has quotes and was looked at
		for end := range lineEnds(data) {
			if quoted <= begin && bytes.IndexByte(data[begin:end], '"') >= 0 {
				quoted = len(data)
				if n := csvRowEnd(data[begin:], h.delim, false); n >= 0 {
					quoted = begin + n
				}
			}
			if end < quoted {
				continue
			}
			if !yield(end) {
				return
			}
			begin = end
		}
	}
}

// shapeOfCSV wants as many cells as the heading has, a time in their column, and what tells the
// table to tell the file's.
func shapeOfCSV(b *Block) func([]byte) bool {
	h := b.header.(*csvHeading)
	timeAt, telling := slices.IndexFunc(h.columns(), isTime), h.telling()
	var told []byte // what the last row tells its table by
	return func(row []byte) bool {
		if !h.shaped(row) {
			return false
		}
		if timeAt >= 0 {
			if t, ok := parseTime(h.cell(row, timeAt)); !ok || !aTime(t) {
				return false
			}
		}
		if telling < 0 || b.file.table != "" {
			return true
		}
		if tells := h.cell(row, telling); told == nil || !bytes.Equal(tells, told) {
			if sample := b.sample(row); !sample.allOf(b.file.plan.table) {
				return false
			}
			told = append([]byte{}, tells...)
		}
		return true
	}
}

// telling is the column that tells a row's table, or -1 where the heading does.
func (h *csvHeading) telling() int {
	if h.typeAt < 0 && len(h.alike) > 0 {
		return h.action
	}
	return h.typeAt
}

// cell returns a cell of a row, as it is written between its quotes.
func (h *csvHeading) cell(row []byte, at int) []byte {
	s := csvScanner{data: trimRow(row), delim: h.delim}
	for range at {
		s.next()
	}
	c, _ := s.next()
	return c.text
}

// shaped reports whether a row has as many cells as the heading, and is not the heading.
func (h *csvHeading) shaped(row []byte) bool {
	if bytes.Equal(trimRow(row), h.row) {
		return false
	}
	if bytes.IndexByte(row, '"') >= 0 {
		return h.width(row) == len(h.names)
	}
	return bytes.Count(row, []byte{h.delim}) == len(h.names)-1
}

// width returns how many cells a row has, or 0 where one does not end.
func (h *csvHeading) width(row []byte) (cells int) {
	s := csvScanner{data: trimRow(row), delim: h.delim}
	for more := true; more; cells++ {
		var c cell
		if c, more = s.next(); c.open {
			return 0
		}
	}
	return cells
}

type csvDecoder struct {
	*cellReader
	heading *csvHeading
}

// record reads a row. One that goes over several lines and is not as wide as the heading
// has most likely a quote too many: its lines are tried one by one then.
func (d csvDecoder) record(row []byte, line int64) {
	reason := d.row(row, line)
	if reason == "" {
		return
	}
	first, rest := cutLine(row)
	if len(rest) == 0 {
		d.block.malformed(line, trimRow(row), reason)
		return
	}
	for row = first; !d.stopped; line++ {
		if reason := d.row(row, line); reason != "" {
			d.block.malformed(line, trimRow(row), reason)
		}
		if len(rest) == 0 {
			return
		}
		row, rest = cutLine(rest)
	}
}

// row yields a row, or says why it is none.
func (d csvDecoder) row(row []byte, line int64) (reason string) {
	row = trimRow(row)
	if len(row) == 0 || bytes.Equal(row, d.heading.row) {
		return ""
	}
	d.cellReader.record.reset("", line)
	s := csvScanner{data: row, delim: d.heading.delim}
	for more := true; more; {
		var c cell
		if c, more = s.next(); c.open {
			return "a quoted cell does not end"
		}
		if len(d.cellReader.record.Fields) == maxFields {
			return "more cells than a row can have"
		}
		d.add(c)
	}
	if n := len(d.cellReader.record.Fields); n != len(d.heading.names) {
		return cellCount(n, len(d.heading.names))
	}
	d.emit(typeCell)
	return ""
}

// add makes a cell a field.
func (d csvDecoder) add(c cell) {
	text, kind := c.text, Text
	switch {
	case c.doubled:
		text = d.cellReader.record.build(func(dst []byte) []byte { return c.appendText(dst) })
	case !c.quoted && string(text) == "null":
		text, kind = nil, Null
	}
	d.cellReader.record.add("", kind, text)
}

// typeCell names a cell and, CSV having no types, takes the column's.
func typeCell(f *Field, column schema.Column) {
	f.Name = column.Name
	if f.Kind != Text {
		return
	}
	switch column.Type {
	case "int", "long", "real":
		if isNumber(f.Text) {
			f.Kind = Number
		}
	case "bool":
		if string(f.Text) == "true" || string(f.Text) == "false" {
			f.Kind = Bool
		}
	}
}

// trimRow takes off a row's end and what files that were put together have at its start.
func trimRow(row []byte) []byte {
	row = bytes.TrimSuffix(bytes.TrimPrefix(row, byteOrderMark), newline)
	return bytes.TrimRight(bytes.TrimSuffix(row, []byte{'\r'}), "\x00")
}
