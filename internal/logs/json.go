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
	bare := *f
	bare.table, bare.mapped = "", false // as it would be read without --table
	var table string
	r := newRowReader(&Block{file: &bare}, func(row *Record) bool { table = row.Table; return false })
	if line := firstRow(f); line == nil || !r.read(&jsonScanner{data: line}, 1) {
		return false
	}
	r.emit()
	f.mapped = r.foreign && (f.table == "" || f.table == table)
	return f.mapped
}

// detectNDJSON wants a row on the first line, or on as many of the head's lines as there are
// others: the first of a log that was cut out of another is often the end of a row.
func detectNDJSON(f *file) bool {
	line := firstRow(f)
	if line == nil {
		return false
	}
	f.guess = guessOf(f, line)
	return true
}

// firstRow returns the first line of the head that is a row, where the file is NDJSON, and
// otherwise nil. A first line that the head does not hold to its end has to be right as far as
// it goes, but for what no row may hold.
func firstRow(f *file) []byte {
	head := trimSpace(f.head)
	line, rest := cutLine(head)
	s := &jsonScanner{data: line}
	r := newRowReader(&Block{file: f}, func(*Record) bool { return false })
	cut := len(rest) == 0 && len(f.head) == headSize
	if (r.read(s, 1) || cut && (s.pos >= len(line) || s.why == tooDeep)) && (len(r.keys) > 0 || len(line) <= 2) {
		return line
	}
	first, rows, others := rowsAmong(f)
	if rows < others {
		return nil
	}
	return first
}

// rowsAmong counts the rows and the other lines among those that the head holds to their ends,
// and returns the first row. Blank lines are neither. A row with a comma beside it is an element
// of an array.
func rowsAmong(f *file) (first []byte, rows, others int) {
	r := newRowReader(&Block{file: f}, nil)
	for head := trimSpace(f.head); len(head) > 0 && (f.whole || bytes.IndexByte(head, '\n') >= 0); {
		var line []byte
		line, head = cutLine(head)
		line = bytes.Trim(line, " \t\x00")
		s := &jsonScanner{data: line}
		switch {
		case len(line) == 0:
		case !r.read(s, 1) || !s.end() || len(r.keys) == 0:
			others++
		default:
			if rows++; rows == 1 {
				first = line
			}
		}
	}
	return first, rows, others
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
