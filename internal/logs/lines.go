package logs

import (
	"bytes"
	"sync"
)

// cutLine returns the first line of data without its end (LF or CR LF), and what follows.
func cutLine(data []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(data, newline)
	return bytes.TrimSuffix(line, []byte{'\r'}), rest
}

var newline = []byte{'\n'}

func lineFeeds(data []byte) int64 { return int64(bytes.Count(data, newline)) }

// lineEnd returns the offset behind the line that begins at an offset: behind its line feed.
func lineEnd(data []byte, begin int) int {
	if i := bytes.IndexByte(data[begin:], '\n'); i >= 0 {
		return begin + i + 1
	}
	return len(data)
}

// A lineIndex is where a block's lines are.
type lineIndex struct {
	ends       []int32 // offsets behind them
	separators []int32 // of Zeek's rows, or quotes of JSON: how many are before each end
	directives []int32 // of Zeek: where the lines that begin with # do
}

// lineIndexes has the memory of blocks' indexes.
var lineIndexes = sync.Pool{New: func() any { return new(lineIndex) }}

// indexLines finds the lines of a block, once, and tells whether it then found a NUL.
func (b *Block) indexLines() (nul bool) {
	if b.index != nil {
		return false
	}
	x := lineIndexes.Get().(*lineIndex)
	b.index, x.directives = x, x.directives[:0]
	switch b.file.format {
	case zeekFormat:
		x.ends, x.separators, nul = appendRows(x.ends[:0], x.separators[:0], b.data, '\t')
	case ndjsonFormat, zeekJSONFormat:
		x.ends, x.separators, nul = appendRows(x.ends[:0], x.separators[:0], b.data, '"')
		return nul
	default:
		x.ends, nul = appendLineEnds(x.ends[:0], b.data)
		return nul
	}
	data, begin := b.data, int32(0)
	for _, end := range x.ends {
		if data[begin] == '#' {
			x.directives = append(x.directives, begin)
		}
		begin = end
	}
	return nul
}

// forgetLines has the block's lines be found anew, if they are needed again.
func (b *Block) forgetLines() {
	if b.index != nil {
		lineIndexes.Put(b.index)
		b.index = nil
	}
}

// begin is where a line of the block's index begins.
func (x *lineIndex) begin(line int) int {
	if line == 0 {
		return 0
	}
	return int(x.ends[line-1])
}

// before is how many separators are before a line.
func (x *lineIndex) before(line int) int32 {
	if line == 0 {
		return 0
	}
	return x.separators[line-1]
}

// lineEnds yields the offsets behind the block's lines.
func (b *Block) lineEnds(yield func(end int) bool) {
	if b.index == nil {
		lineEnds(b.data)(yield)
		return
	}
	for _, end := range b.index.ends {
		if !yield(int(end)) {
			return
		}
	}
}

// lines yields the lines of the block without their ends, each with its number, until
// yield says no. The number is of the file, 1-based. Byte order marks, which files that
// were put together have in their midst, and NUL padding at the end are taken off. Lines
// that are to be passed over are not yielded.
func (b *Block) lines(yield func(line int64, text []byte) bool) {
	if b.passing != nil {
		b.passing.lines(b, yield)
		return
	}
	begin, line := 0, b.line
	for end := range b.lineEnds {
		if !yield(line, bareLine(b.data[begin:end])) {
			return
		}
		begin = end
		line++
	}
}

// bareLine takes off a line what is not of its text.
func bareLine(line []byte) []byte {
	text, _ := cutLine(line)
	return bytes.TrimRight(bytes.TrimPrefix(text, byteOrderMark), "\x00")
}

// A lineSplitter cuts at the last line feed.
type lineSplitter struct{}

func (lineSplitter) next(data []byte, atEOF bool) cut {
	if atEOF {
		return cut{take: len(data)}
	}
	return cut{take: bytes.LastIndexByte(data, '\n') + 1}
}

func (lineSplitter) drop(piece []byte) (int, bool) {
	if i := bytes.IndexByte(piece, '\n'); i >= 0 {
		return i + 1, true
	}
	return len(piece), false
}
