package logs

import "bytes"

// ndjsonFormat is one JSON object a line: a table's export, Defender's streaming records,
// or batches of either.
var ndjsonFormat = &format{name: "ndjson", detect: detectNDJSON, decode: decodeNDJSON}

// jsonFormat is JSON as a document: an array of rows, an object of an API that holds one,
// or objects written over several lines.
var jsonFormat = &format{name: "json", detect: detectJSON, split: splitJSON, decode: decodeJSON}

// zeekJSONFormat is NDJSON whose first row a mapper takes. It differs in name alone, since
// each row is judged by itself.
var zeekJSONFormat = &format{name: "zeek-json", detect: detectZeekJSON, decode: decodeNDJSON}

func detectZeekJSON(f *file) bool {
	if !detectNDJSON(f) {
		return false
	}
	bare := *f
	bare.table, bare.mapped = "", false // as it would be read without --table
	var table string
	r := newRowReader(&Block{file: &bare}, func(row *Record) bool { table = row.Table; return false })
	line, _ := cutLine(trimSpace(f.head))
	s := &jsonScanner{data: line}
	if !r.read(s, 1) {
		return false
	}
	r.emit()
	f.mapped = r.foreign && (f.table == "" || f.table == table)
	return f.mapped
}

// detectNDJSON wants an object on the first line. A first line that the head does not hold
// to its end has to be right as far as it goes.
func detectNDJSON(f *file) bool {
	head := trimSpace(f.head)
	line, rest := cutLine(head)
	s := &jsonScanner{data: line}
	r := newRowReader(&Block{file: f}, func(*Record) bool { return false })
	cut := len(rest) == 0 && len(f.head) == headSize
	if !r.read(s, 1) && !(cut && s.pos >= len(line)) || len(r.keys) == 0 && len(line) > 2 {
		return looksLikeRows(head)
	}
	f.guess = guessTable(r)
	return true
}

// looksLikeRows reports whether the first whole line that is JSON comes soon: the first of
// a log that was cut out of another is often the end of a row.
func looksLikeRows(head []byte) bool {
	for range 10 {
		var line []byte
		line, head = cutLine(head)
		s := &jsonScanner{data: trimSpace(line)}
		if s.peek() == '{' && s.element(1) && s.end() && len(line) > 2 {
			return true
		}
	}
	return false
}

// guessTable tells the table of the first row by its keys, for rows without Type.
func guessTable(r *rowReader) string { return tableByType(nil, r.columnNames) }

// decodeNDJSON reads the rows of a block of lines.
func decodeNDJSON(b *Block, yield func(*Record) bool) {
	r := newRowReader(b, yield)
	r.record.enter()
	defer r.record.leave()
	r.templates.list = b.known()
	defer func() { b.leave(&r.templates) }()
	b.lines(func(line int64, text []byte) bool {
		if r.alike(text, line) {
			return !r.stopped
		}
		s := &jsonScanner{data: text}
		s.space()
		switch {
		case s.pos == len(text):
		case r.read(s, line) && s.end():
			r.emit()
			r.learn()
		default:
			b.malformed(line, text, s.why)
		}
		return !r.stopped
	})
}

// decodeJSON reads the rows of a block of values with commas or white space between.
func decodeJSON(b *Block, yield func(*Record) bool) {
	d := documentDecoder{rows: newRowReader(b, yield)}
	if h, ok := b.header.(*heading); ok {
		d.cells = newCellReader(b, h, yield)
	}
	line, counted := b.line, 0
	for pos := between(b.data); pos < len(b.data) && !d.stopped(); {
		line += lineFeeds(b.data[counted:pos])
		counted = pos
		s := &jsonScanner{data: b.data, pos: pos}
		if !d.value(s, line) {
			s.pos = pos + max(1, valueEnd(b.data[pos:], true))
			b.malformed(line, b.data[pos:s.pos], s.why)
		}
		pos = s.pos + between(b.data[s.pos:])
	}
}

// A documentDecoder reads rows that are objects, or arrays of cells under a heading.
type documentDecoder struct {
	rows  *rowReader
	cells *cellReader
}

func (d documentDecoder) stopped() bool {
	return d.rows.stopped || d.cells != nil && d.cells.stopped
}

func (d documentDecoder) value(s *jsonScanner, line int64) bool {
	if d.cells != nil {
		return d.cells.array(s, line)
	}
	if !d.rows.read(s, line) {
		return false
	}
	d.rows.emit()
	return true
}

// between returns the length of what stands between values: white space, commas, byte
// order marks.
func between(data []byte) int {
	i := 0
	for i < len(data) {
		switch data[i] {
		case ' ', '\t', '\r', '\n', ',', 0:
			i++
			continue
		}
		if !bytes.HasPrefix(data[i:], byteOrderMark) {
			break
		}
		i += len(byteOrderMark)
	}
	return i
}

func trimSpace(data []byte) []byte { return data[between(data):] }
