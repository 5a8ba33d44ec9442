package logs

// A format is one way of writing a log. Each has a file of its own and a line in
// [formats]; nothing else knows it.
//
// A format sees a source twice. The splitter, one goroutine per source, cuts the text into
// blocks of whole records and carries the header from block to block. Then many goroutines
// decode blocks at the same time, so whatever a format keeps for a file must not change
// after it was made.
type format struct {
	name string // as FileStats.Format shows it

	// detect reports whether the file's head is of this format. A head that ends inside
	// a record is usual; one that is too short to tell is not of the format.
	detect func(f *file) bool

	// split makes the file's splitter; nil means lines.
	split func(f *file) splitter

	// header returns the header in force after the block's data, given the one before
	// it (nil at the file's start); nil means that the format has none. It is called in
	// the order of the blocks, and what it returns is shared and must never change: a
	// format that meets a new header, in the midst of a file even, makes a new value.
	header func(before any, data []byte) any

	// decode yields the block's records until yield says no. One Record may serve for
	// all of them. Blank lines and header lines are no records; what should be a record
	// and cannot be read goes to [Block.malformed].
	decode func(b *Block, yield func(*Record) bool)
}

// A mapper gives a JSON row that no table took (r.Table is empty, fields as in the log) a
// table and that table's columns, or leaves the row alone and returns false.
type mapper func(f *file, r *Record) bool

// A file is what a format may know of a source. It never changes once decoding began.
type file struct {
	path  string
	years calendar // for times that have none
	table string   // given by --table, or empty
	text  bool     // what is of no format, or cannot be read, is text
	head  []byte   // the first bytes, decompressed and as UTF-8; valid for detect and split only
	whole bool     // no more follows head
	above int64    // lines before head, all blank

	format *format
	guess  string // for JSON: the table that the first row's columns tell of
	mapped bool   // for JSON: rows are for the mappers, even where --table names the table they give

	plan  *plan      // what the head promises of all rows, or nil
	known *knowledge // of rows read so far, or nil: it saves work, and changes no record
}

// malformed counts a record that could not be read, and hands it on as text where that is
// wanted; reason is a short clause in lower case, such as "unterminated string".
func (b *Block) malformed(line int64, text []byte, reason string) {
	b.bad++
	if b.stray != nil {
		b.stray(textRecord(line, text))
	}
	if len(b.examples) < maxExamples {
		b.examples = append(b.examples, Malformed{Line: line, Reason: reason})
	}
}

// maxExamples is how many malformed records of a file are kept to be shown.
const maxExamples = 5

// reset empties the record for the next row, which starts at line.
func (r *Record) reset(table string, line int64) {
	r.Table, r.Line, r.failed = table, line, false
	r.Fields, r.scratch = r.Fields[:0], r.scratch[:0]
}

// add appends a field whose text lives at least as long as the record: in the block, in a
// constant, or made by [Record.build].
func (r *Record) add(name string, kind Kind, text []byte) {
	r.Fields = append(r.Fields, Field{Name: name, Text: text, Kind: kind})
}

// build makes a text that lives as long as the record: write appends it to dst. It
// allocates nothing once the record's buffer has grown.
func (r *Record) build(write func(dst []byte) []byte) []byte {
	start := len(r.scratch)
	r.scratch = write(r.scratch)
	return r.scratch[start:len(r.scratch):len(r.scratch)]
}
