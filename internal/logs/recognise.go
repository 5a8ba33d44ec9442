package logs

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/schema"
)

// headSize is how much of a file is looked at to recognise it.
const headSize = 64 << 10

// recognise finds the file's format by its head, to whose end so many bytes were read. Where
// there is none but plain text, or none at all, it says what the file is instead, as a clause.
func (f *file) recognise(read int64) (unrecognised string) {
	if len(bytes.TrimSpace(f.head)) == 0 && f.whole {
		return empty(read)
	}
	if what := binaryKind(f.head); what != "" {
		return what
	}
	for _, format := range formats {
		if format.detect(f) {
			f.format = format
			return ""
		}
	}
	if f.text {
		f.format = textFormat
		return "text of no known format, searched line by line"
	}
	return "text of no known format"
}

// empty says of a text of so many bytes that all of them are blank.
func empty(size int64) string {
	switch size {
	case 0:
		return "empty"
	case 1:
		return "empty: 1 blank byte"
	}
	return fmt.Sprintf("empty: %d blank bytes", size)
}

// magics are the first bytes of files that people keep beside logs.
var magics = []struct{ magic, kind string }{
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"Rar!\x1a\x07", "a RAR archive"},
	{"\x7fELF", "an ELF program"},
	{"MZ", "a Windows program"},
	{"%PDF-", "a PDF document"},
	{"PAR1", "a Parquet file"},
	{"ElfFile\x00", "a Windows event log (EVTX)"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"\xd4\xc3\xb2\xa1", "a packet capture"},
	{"\x0a\x0d\x0d\x0a", "a packet capture"},
}

// binaryKind says what a file that is no text is, or nothing for text.
func binaryKind(head []byte) string {
	control := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\x1b' {
			control++
		}
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) && (control > 0 || m.magic != "MZ") {
			return "binary: " + m.kind
		}
	}
	if control > 4+len(head)/50 { // a stray one is in many a text
		return "binary"
	}
	return ""
}

// splitter makes the splitter of the file's format.
func (f *file) splitter() splitter {
	if f.format.split == nil {
		return lineSplitter{}
	}
	return f.format.split(f)
}

// headers returns the header in force at the start of a block's data and the one after it.
func (f *file) headers(s splitter, before any, data []byte) (at, after any) {
	if known, ok := s.(stateful); ok {
		return known.header(), nil
	}
	if f.format.header != nil {
		return before, f.format.header(before, data)
	}
	return nil, nil
}

// unfinished returns an error where the file ended before what its text began.
func (f *file) unfinished(s splitter) error {
	if d, ok := s.(interface{ unfinished() error }); ok {
		return d.unfinished()
	}
	return nil
}

// whatIs says what sort of row one is that no table took, as a clause: Zeek's by its path, one
// of another table by its name, one of several by those, any other by its first names.
func whatIs(r *Record) string {
	if path := r.Get("_path"); len(path) > 0 && hasField(r.Fields, "ts") {
		return "is Zeek " + shown(string(path))
	}
	if typ := r.Get("Type"); tableName.Match(typ) {
		return "is of Type " + shown(string(typ))
	}
	if tables := alike(r); tables != "" {
		return tables
	}
	var names []string
	for _, field := range r.Fields[:min(len(r.Fields), 4)] {
		names = append(names, shown(field.Name))
	}
	if names == nil {
		return "has no field"
	}
	return "has " + strings.Join(names, ", ")
}

// tableName is what a table may be called; other systems' Type is often a number or a word.
var tableName = lazyregexp.New(`^[A-Z]\w*$`)

// alike says which tables have the columns of a row, where several do and only their owner
// knows which it is.
func alike(r *Record) string {
	var names []string
	for _, f := range r.Fields {
		names = append(names, f.Name)
	}
	const most = 3
	tables := schema.Alike(names)
	switch {
	case len(tables) < 2:
		return ""
	case len(tables) > most:
		tables = append(tables[:most], fmt.Sprintf("%d more", len(tables)-most))
	}
	last := len(tables) - 1
	return "fits " + strings.Join(tables[:last], ", ") + " and " + tables[last] + " alike: give --table NAME=GLOB"
}

// shown is a name that a log chose, short and on one line.
func shown(name string) string {
	quoted := strconv.Quote(name[:min(len(name), 40)])
	return "`" + quoted[1:len(quoted)-1] + "`"
}

// unmatched says which rows of a file that was read through no table took, or nothing. first
// is what [whatIs] says of the first of them.
func (s *FileStats) unmatched(first string) string {
	var all int64
	for _, n := range s.Rows {
		all += n
	}
	switch none := s.Rows[""]; {
	case all == 0 && s.Malformed > 0:
		return "no record of it can be read"
	case none == 0:
		return ""
	case all == 1:
		return "1 row of no known table, which " + first
	case none == all:
		return fmt.Sprintf("%d rows of no known table; the first %s", all, first)
	}
	return fmt.Sprintf("%d of %d rows of no known table; the first %s", s.Rows[""], all, first)
}
