package logs

import (
	"bytes"
	"slices"
	"sort"
)

// Most rows of a log need not be decoded by who knows, from their bytes, that they hold
// nothing of interest. But they have to be counted, and what cannot be read has to be told
// from rows. So a row is passed over only where
//
//   - the file's head is rows of one table, each a line (but in CSV) and with a time (but in
//     plain text): its plan;
//   - it is not of the file's first block, which is decoded whole, so that all is in small
//     files, and what is odd in all of a file is met;
//   - the first and the last row of its block are of that table too, with times of one sort; and
//   - it has the shape of a row: the braces at its ends and a first name that a row of the
//     head begins with, the number of fields.
//
// What such a row holds between its ends is not judged, but for what tells the time and the table
// of a row of CSV, the first name of JSON where that is its time, and an odd number of quotes.

// A plan is what the head of a file promises of its rows.
type plan struct {
	table    string
	openings [][]byte // of rows that are JSON: up to their first name, each once
}

// A passing is how the rows of a block are passed over.
type passing struct {
	places []int                 // offsets in the block: rows that hold one are decoded
	shaped func(row []byte) bool // reports whether it has the shape of a row
	run    shapedRun             // the same of many lines; nil of CSV, whose rows are no lines
	table  string                // the rows' table
	rows   int64                 // passed over

	guessed, bare bool // as the times of the block's first row are
}

// Table returns the one table that the file's head promises all rows to be of; it is empty
// where the head promises nothing, or rows of no known table.
func (b *Block) Table() string {
	if b.file.plan == nil {
		return ""
	}
	return b.file.plan.table
}

// Only has the next reading of the block's records decode only those that hold a place and
// those that are not shaped as the file's rows are; all others are counted as rows of
// [Block.Table]. Places are offsets in the text of [Block.Raw], in rising order. It reports
// false, and changes nothing, where rows cannot be passed over.
func (b *Block) Only(places []int) bool {
	plan := b.file.plan
	if plan == nil || b.Line() == b.file.above+1 || len(b.data) == 0 { // all of the first block is decoded
		return false
	}
	shaped := rowShapes[b.file.format](b)
	if shaped == nil {
		return false
	}
	p := &passing{places: places, shaped: shaped, table: plan.table}
	if b.file.format != csvFormat {
		b.indexLines()
		p.run = runOf(b, shaped)
	}
	if !p.holds(b) {
		return false
	}
	b.passing = p
	return true
}

// holds looks at the ends of the block, as at a block of their own: their times, too, have to be of
// one sort.
func (p *passing) holds(b *Block) bool {
	if b.file.format == textFormat {
		return true
	}
	first := b.data[:lineEnd(b.data, 0)]
	last := b.data[bytes.LastIndexByte(b.data[:len(b.data)-1], '\n')+1:]
	ends := b.sample(slices.Concat(first, last))
	want := int64(2)
	if len(first) == len(b.data) {
		ends.data, want = first, 1
	}
	rows, undated, others := ends.unlike(p.table)
	p.guessed, p.bare = ends.guessed > 0, ends.bare > 0
	return rows == want && undated+others+ends.bad == 0 && (ends.guessed == 0 || ends.guessed == want) && (ends.bare == 0 || ends.bare == want)
}

// lines yields what [Block.lines] does.
func (p *passing) lines(b *Block, yield func(line int64, text []byte) bool) {
	ends := b.index.ends
	for i := 0; i < len(ends); i++ {
		if i += p.many(b.index, i); i == len(ends) {
			return
		}
		if !yield(b.line+int64(i), bareLine(b.data[b.index.begin(i):ends[i]])) {
			return
		}
	}
}

// many passes over the lines from one on, up to one that is to be decoded, and returns how many.
func (p *passing) many(x *lineIndex, from int) int {
	begin, to := x.begin(from), len(x.ends)
	for len(p.places) > 0 && p.places[0] < begin {
		p.places = p.places[1:]
	}
	if len(p.places) > 0 {
		to = from + endsUpTo(x.ends[from:], p.places[0])
	}
	n := p.run(from, to)
	p.rows += int64(n)
	return n
}

// endsUpTo returns how many of the ends, which rise, are not behind a place. The nearer it is,
// the sooner that is found.
func endsUpTo(ends []int32, place int) int {
	n := 1
	for n <= len(ends) && int(ends[n-1]) <= place {
		n *= 2
	}
	return n/2 + sort.Search(min(n, len(ends)+1)-n/2-1, func(i int) bool { return int(ends[n/2+i]) > place })
}

// over reports whether the row between two offsets of the block is passed over, and counts
// it then. It is asked in the order of the rows.
func (p *passing) over(data []byte, begin, end int) bool {
	for len(p.places) > 0 && p.places[0] < begin {
		p.places = p.places[1:]
	}
	if len(p.places) > 0 && p.places[0] < end || !p.shaped(data[begin:end]) {
		return false
	}
	p.rows++
	return true
}

// passed counts what the last reading passed over, and ends the passing.
func (b *Block) passed() {
	p := b.passing
	if p == nil {
		return
	}
	b.passing = nil
	b.over += p.rows
	b.count(p.table, p.rows)
	if p.guessed {
		b.guessed += p.rows
	}
	if p.bare {
		b.bare += p.rows
	}
}

// sample is a block of a part of this one's lines.
func (b *Block) sample(data []byte) *Block {
	return &Block{Source: b.Source, file: b.file, data: data, line: b.line, header: b.header, rows: map[string]int64{}}
}

// planOf reads the file's head, whose header is at hand, and returns what it promises. Where
// that is nothing, it says why, as a clause.
func planOf(f *file, header any) (promised *plan, why string) {
	switch {
	case rowShapes[f.format] == nil:
		return nil, "a document's rows are only found by reading it"
	case f.whole:
		return nil, "it is small"
	case f.format == textFormat:
		return &plan{table: TextTable}, ""
	}
	head := f.head[:bytes.LastIndexByte(f.head, '\n')+1]
	b := &Block{Source: &Source{Path: f.path}, file: f, data: head, line: 1, header: header, rows: map[string]int64{}}
	var table string
	for r := range b.Records {
		table = r.Table
		break
	}
	rows, undated, others := b.unlike(table)
	switch {
	case rows == 0:
		return nil, "its first lines hold no row"
	case others > 0:
		return nil, "its first rows are of several tables"
	case undated > 0:
		return nil, "some of its first rows have no time"
	case f.format != csvFormat && rows+b.bad != int64(len(slices.Collect(b.rowLines))):
		return nil, "its first lines are not a row each"
	}
	return &plan{table, b.openings()}, ""
}

// unlike counts the block's rows, those without a time, and those of another table.
func (b *Block) unlike(table string) (rows, undated, others int64) {
	for r := range b.Records {
		rows++
		if _, dated := r.Time(); !dated {
			undated++
		}
		if r.Table != table {
			others++
		}
	}
	return rows, undated, others
}

// allOf reports whether the block's rows are all of a table.
func (b *Block) allOf(table string) bool {
	rows, _, others := b.unlike(table)
	return rows > 0 && others+b.bad == 0
}

// rowLines yields the lines that should be rows.
func (b *Block) rowLines(yield func([]byte) bool) {
	b.lines(func(_ int64, text []byte) bool {
		return len(trimSpace(text)) == 0 || b.file.format == zeekFormat && text[0] == '#' || yield(text)
	})
}

// maxOpenings bounds what each row is compared with.
const maxOpenings = 32

// openings are what the rows of a block that are JSON begin with, each once.
func (b *Block) openings() (all [][]byte) {
	for line := range b.rowLines {
		opening := openingOf(line)
		known := slices.ContainsFunc(all, func(o []byte) bool { return bytes.Equal(o, opening) })
		if opening != nil && !known && len(all) < maxOpenings {
			all = append(all, bytes.Clone(opening))
		}
	}
	return all
}

// openingOf is a line up to the end of the first name in it, or nil. Where that is a time's, the
// first digit of the time belongs to it, so that a row without one is none like it.
func openingOf(line []byte) []byte {
	name := bytes.IndexByte(line, '"') + 1
	end := bytes.IndexByte(line[name:], '"')
	if line[0] != '{' || name == 0 || end < 0 {
		return nil
	}
	end += name
	if column := string(line[name:end]); isTime(column) || column == "ts" {
		if first := bytes.IndexAny(line[end:], "0123456789"); first > 0 && first <= len(`" : "`) {
			end += first
		}
	}
	return line[:end+1]
}

// isTime reports whether a column holds the time of a table's rows.
func isTime(column string) bool { return column == "TimeGenerated" || column == "Timestamp" }

var quote = []byte{'"'}

// rowShapes makes, for each format that is cut into rows before they are decoded, what tells
// one that is shaped as a row of a block from one that is to be decoded whatever it holds:
// one that a decoder could refuse for its shape, or that could be more than one record.
var rowShapes map[*format]func(*Block) func(line []byte) bool

func init() { // for decoding refers to it
	rowShapes = map[*format]func(*Block) func([]byte) bool{
		ndjsonFormat:   shapeOfJSON,
		zeekJSONFormat: shapeOfJSON,
		cefFormat:      func(*Block) func([]byte) bool { return shapedAsCEF },
		zeekFormat:     shapeOfZeek,
		csvFormat:      shapeOfCSV,
		textFormat:     func(*Block) func([]byte) bool { return shapedAsText },
	}
}

// shapeOfJSON wants the braces, one of the openings in the file's head, and that all quotes have
// another: a row that was cut within a text, or that another one was written into, has not. Of rows
// with a quote escaped in a text some have not either, which costs no more than to decode them.
func shapeOfJSON(b *Block) func([]byte) bool {
	openings := b.file.plan.openings
	return func(line []byte) bool {
		return shapedAsObject(line) && bytes.Count(line, quote)%2 == 0 && slices.ContainsFunc(openings, func(o []byte) bool { return bytes.HasPrefix(line, o) })
	}
}

func shapedAsObject(line []byte) bool {
	end := len(line)
	for end > 0 && (line[end-1] == '\n' || line[end-1] == '\r') {
		end--
	}
	return end > 1 && line[0] == '{' && line[end-1] == '}'
}

// shapedAsText wants what is not blank.
func shapedAsText(line []byte) bool { return len(trimText(line)) > 0 }

// shapedAsCEF wants the header whole, without escapes, and no frame around the line, for one
// line may have many.
func shapedAsCEF(line []byte) bool {
	body := bytes.IndexByte(line, '|') + 1
	if body < len(beginCEF) || string(line[body-len(beginCEF):body]) != beginCEF { // Slow path: a bar before it, or another version
		if _, body = findCEF(line); body < 0 {
			return false
		}
	}
	if n := digits(line); n > 0 && bytes.HasPrefix(line[n:], []byte(" <")) {
		return false
	}
	header := line[body:]
	for range len(cefHeader) - 1 {
		n := bytes.IndexByte(header, '|')
		if n < 0 || n > 0 && header[n-1] == '\\' {
			return false
		}
		header = header[n+1:]
	}
	return true
}

// shapeOfZeek wants as many values as there are fields, and a time where it is the first. A block with a header within has
// rows of more than one shape.
func shapeOfZeek(b *Block) func([]byte) bool {
	h, _ := b.header.(*zeekHeader)
	if h == nil || h.bad != "" || len(h.names) < 2 {
		return nil
	}
	for range b.zeekDirectives {
		return nil
	}
	separator, between := []byte{h.separator}, len(h.names)-1
	timed := h.names[0] == "ts"
	return func(line []byte) bool {
		return line[0] != 0 && bytes.Count(line, separator) == between && (!timed || '0' <= line[0] && line[0] <= '9')
	}
}
