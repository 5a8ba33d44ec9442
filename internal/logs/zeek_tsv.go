package logs

import (
	"bytes"
	"iter"
)

// zeekFormat is Zeek's own log format: lines of values under a header that names them, and
// that may recur in a file with other fields.
var zeekFormat = &format{name: "zeek-tsv", detect: detectZeek, header: zeekHeaderAfter, decode: decodeZeek}

// detectZeek wants the directive that Zeek writes first, or one that names fields, among the
// lines the file opens with.
func detectZeek(f *file) bool {
	for data := f.head; len(data) > 0; {
		var line []byte
		if line, data = cutLine(data); len(line) > 0 && line[0] != '#' {
			return false
		}
		if bytes.HasPrefix(line, []byte("#separator ")) || bytes.HasPrefix(line, []byte("#fields\t")) {
			return true
		}
	}
	return false
}

// zeekHeaderAfter reads the header lines of a block.
func zeekHeaderAfter(before any, data []byte) any {
	h, _ := before.(*zeekHeader)
	for line := range zeekDirectives(data) {
		h = h.with(line)
	}
	if h == nil {
		return nil
	}
	return h
}

// zeekDirectives yields the lines of a block that begin with #. Such a sign is rarer than a
// line.
func zeekDirectives(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for at := 0; ; at++ {
			n := bytes.IndexByte(data[at:], '#')
			if n < 0 {
				return
			}
			if at += n; at > 0 && data[at-1] != '\n' {
				continue
			}
			if line, _ := cutLine(data[at:]); !yield(line) {
				return
			}
		}
	}
}

// zeekDirectives yields what [zeekDirectives] does, of a block whose lines may be known.
func (b *Block) zeekDirectives(yield func([]byte) bool) {
	if b.index == nil {
		zeekDirectives(b.data)(yield)
		return
	}
	for _, at := range b.index.directives {
		if line, _ := cutLine(b.data[at:]); !yield(line) {
			return
		}
	}
}

func decodeZeek(b *Block, yield func(*Record) bool) {
	h, _ := b.header.(*zeekHeader)
	d := zeekDecoder{file: b.file}
	d.rec.enter()
	defer d.rec.leave()
	d.use(h)
	b.lines(func(line int64, text []byte) bool {
		switch {
		case len(bytes.Trim(text, "\x00")) == 0:
			return true
		case text[0] == '#':
			h = h.with(text)
			d.use(h)
			return true
		}
		if reason := d.row(line, text); reason != "" {
			b.malformed(line, text, reason)
			return true
		}
		return yield(&d.rec)
	})
}

// A zeekDecoder turns lines into records, one after the other in the same memory.
type zeekDecoder struct {
	file   *file
	rec    Record
	at     row
	header *zeekHeader
	layout *zeekLayout
	item   []byte // of a list, unescaped
}

// use goes on under another header.
func (d *zeekDecoder) use(h *zeekHeader) {
	d.header, d.layout = h, h.layoutFor(d.file)
}

// row reads one line into d.rec, or says why it cannot.
func (d *zeekDecoder) row(line int64, text []byte) (reason string) {
	l := d.layout
	if l.bad != "" {
		return l.bad
	}
	d.rec.reset(l.table, line)
	d.at = row{rec: &d.rec}
	if len(l.unmapped) > 0 {
		d.rec.add("_path", Text, l.unmapped) // as Zeek's JSON logs have it
	}
	escaped := bytes.IndexByte(text, '\\') >= 0
	for i := range l.fields {
		value, last := text, i == len(l.fields)-1
		n := bytes.IndexByte(text, d.header.separator)
		if (n < 0) != last {
			return l.countsDiffer(i + 1 + bytes.Count(text, []byte{d.header.separator}))
		}
		if !last {
			value, text = text[:n], text[n+1:]
		}
		if string(value) != d.header.unset {
			d.value(&l.fields[i], value, escaped)
		}
	}
	if l.path != nil {
		l.path.finish(&d.at)
	}
	return ""
}

// value adds a field that is set.
func (d *zeekDecoder) value(f *zeekField, text []byte, escaped bool) {
	kind := f.kind
	switch {
	case f.list:
		text = d.list(f, text)
	case string(text) == d.header.empty:
		text, kind = nil, Text
	case kind == Bool:
		text, kind = zeekBool(text)
	case kind == Number && !isNumber(text):
		kind = Text
	}
	if kind == Text && escaped && bytes.IndexByte(text, '\\') >= 0 {
		raw := text
		text = d.rec.build(func(dst []byte) []byte { return appendZeekText(dst, raw) })
	}
	d.rec.add(f.name, kind, text)
	d.at.place[f.id] = int32(len(d.rec.Fields))
}

// list spells a set or a vector as the JSON array that Zeek's JSON logs have.
func (d *zeekDecoder) list(f *zeekField, text []byte) []byte {
	if string(text) == d.header.empty {
		return emptyList
	}
	return d.rec.build(func(dst []byte) []byte {
		dst = append(dst, '[')
		for more := true; more; {
			var item []byte
			item, text, more = bytes.Cut(text, d.header.setSeparator)
			if string(item) == d.header.unset {
				dst = append(dst, "null"...)
			} else {
				d.item = appendZeekText(d.item[:0], item)
				dst = f.appendItem(dst, d.item)
			}
			if more {
				dst = append(dst, ',')
			}
		}
		return append(dst, ']')
	})
}

// appendItem appends an item of a list as JSON.
func (f *zeekField) appendItem(dst, item []byte) []byte {
	if f.item == Bool {
		item, kind := zeekBool(item)
		if kind == Bool {
			return append(dst, item...)
		}
	}
	if f.item == Number && isNumber(item) {
		return append(dst, item...)
	}
	return appendQuoted(dst, item)
}

func zeekBool(text []byte) ([]byte, Kind) {
	switch string(text) {
	case "T":
		return wordTrue, Bool
	case "F":
		return wordFalse, Bool
	}
	return text, Text
}

var wordTrue, wordFalse, emptyList = []byte("true"), []byte("false"), []byte("[]")

// appendZeekText undoes \xHH and \\; a backslash before anything else stands for itself.
func appendZeekText(dst, text []byte) []byte {
	for {
		n := bytes.IndexByte(text, '\\')
		if n < 0 || n+1 == len(text) {
			return append(dst, text...)
		}
		dst, text = append(dst, text[:n]...), text[n:]
		switch {
		case text[1] == '\\':
			dst, text = append(dst, '\\'), text[2:]
		case len(text) >= 4 && text[1] == 'x' && unhex(text[2]) >= 0 && unhex(text[3]) >= 0:
			dst, text = append(dst, byte(unhex(text[2])<<4|unhex(text[3]))), text[4:]
		default:
			dst, text = append(dst, '\\'), text[1:]
		}
	}
}
