package logs

import (
	"bytes"
	"slices"
)

// Most lines of a log need not be decoded by who knows, from their bytes, that they hold
// nothing of interest. But they have to be counted, and lines that cannot be read have to be
// told from rows. So a line is passed over only where
//
//   - the file's head is rows of one table, one a line, each with a time (but in plain text,
//     where any line is a row): its plan;
//   - it is not of the file's first block, which is decoded whole: what is rare in the file
//     as a whole, short of that, is met in small ones;
//   - the first and the last row of its block are of that table too; and
//   - it has the shape of a row: the braces at its ends, the number of fields.
//
// What such a line holds between its ends is not judged.

// A plan is what the head of a file promises of its rows.
type plan struct{ table string }

// A passing is how the lines of a block are passed over.
type passing struct {
	places []int                  // offsets in the block: lines that hold one are decoded
	shaped func(line []byte) bool // reports whether a line has the shape of a row
	table  string                 // the rows' table
	rows   int64                  // passed over

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

// Only has the next reading of the block's records decode only the lines that hold a place
// and those that are not shaped as the file's rows are; all others are counted as rows of
// [Block.Table]. Places are offsets in the text of [Block.Raw], in rising order. It reports
// false, and changes nothing, where lines cannot be passed over.
func (b *Block) Only(places []int) bool {
	plan := b.file.plan
	if plan == nil || b.line == 1 {
		return false
	}
	shaped := rowShapes[b.file.format](b)
	if shaped == nil {
		return false
	}
	p := &passing{places: places, shaped: shaped, table: plan.table}
	if !p.holds(b) {
		return false
	}
	b.passing = p
	return true
}

// holds looks at the ends of the block.
func (p *passing) holds(b *Block) bool {
	first := b.data[:lineEnd(b.data, 0)]
	last := b.data[bytes.LastIndexByte(b.data[:len(b.data)-1], '\n')+1:]
	if b.file.format == textFormat {
		return true
	}
	for i, line := range [][]byte{first, last} {
		sample := b.sample(line)
		if rows, ok := sample.only(p.table); !ok || rows != 1 || sample.bad > 0 {
			return false
		}
		if i == 0 {
			p.guessed, p.bare = sample.guessed > 0, sample.bare > 0
		}
	}
	return true
}

// over reports whether the line between two offsets of the block is passed over, and counts
// it then. It is asked in the order of the lines.
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

// only reports whether all records of the block are of the table, and dated, and how many
// they are.
func (b *Block) only(table string) (rows int64, ok bool) {
	ok = true
	for r := range b.Records {
		_, dated := r.Time()
		ok = ok && dated && r.Table == table
		rows++
	}
	return rows, ok
}

// planOf reads the lines of the file's head, and returns what they promise, or nil. What is
// no more than a head has no line to be passed over.
func planOf(f *file) *plan {
	if rowShapes[f.format] == nil || f.whole {
		return nil
	}
	if f.format == textFormat {
		return &plan{TextTable}
	}
	head := f.head[:bytes.LastIndexByte(f.head, '\n')+1]
	b := &Block{Source: &Source{Path: f.path}, file: f, data: head, line: 1, rows: map[string]int64{}}
	var table string
	for r := range b.Records {
		table = r.Table
		break
	}
	rows, ok := b.only(table)
	if !ok || rows == 0 || rows+b.bad != int64(len(slices.Collect(b.rowLines))) {
		return nil
	}
	return &plan{table}
}

// rowLines yields the lines that should be rows.
func (b *Block) rowLines(yield func([]byte) bool) {
	b.lines(func(_ int64, text []byte) bool {
		return len(trimSpace(text)) == 0 || b.file.format == zeekFormat && text[0] == '#' || yield(text)
	})
}

// rowShapes makes, for each format whose records are lines, what tells a line that is shaped as
// a row of a block from one that is to be decoded whatever it holds. A line that a decoder
// could refuse for its shape, or that could be more than one record, has none.
var rowShapes map[*format]func(*Block) func(line []byte) bool

func init() { // for decoding refers to it
	rowShapes = map[*format]func(*Block) func([]byte) bool{
		ndjsonFormat:   func(*Block) func([]byte) bool { return shapedAsObject },
		zeekJSONFormat: func(*Block) func([]byte) bool { return shapedAsObject },
		cefFormat:      func(*Block) func([]byte) bool { return shapedAsCEF },
		zeekFormat:     shapeOfZeek,
		textFormat:     func(*Block) func([]byte) bool { return shapedAsText },
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
	start, body := findCEF(line)
	if start < 0 {
		return false
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

// shapeOfZeek wants as many values as there are fields. A block with a header within has
// rows of more than one shape.
func shapeOfZeek(b *Block) func([]byte) bool {
	h, _ := b.header.(*zeekHeader)
	if h == nil || h.bad != "" || len(h.names) == 0 {
		return nil
	}
	for range zeekDirectives(b.data) {
		return nil
	}
	separator, between := []byte{h.separator}, len(h.names)-1
	return func(line []byte) bool { return line[0] != 0 && bytes.Count(line, separator) == between }
}
