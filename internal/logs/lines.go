package logs

import "bytes"

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

// lineEnds yields the offsets behind the block's lines.
func (b *Block) lineEnds(yield func(end int) bool) {
	if b.ends == nil {
		lineEnds(b.data)(yield)
		return
	}
	for _, end := range b.ends {
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
	begin, line := 0, b.line
	for end := range b.lineEnds {
		if b.passing == nil || !b.passing.over(b.data, begin, end) {
			text, _ := cutLine(b.data[begin:end])
			text = bytes.TrimRight(bytes.TrimPrefix(text, byteOrderMark), "\x00")
			if !yield(line, text) {
				return
			}
		}
		begin = end
		line++
	}
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
