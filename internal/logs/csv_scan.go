package logs

import "bytes"

// A cell is one cell of a row.
type cell struct {
	text    []byte // without the quotes around it
	quoted  bool
	doubled bool // it holds quotes, doubled
	open    bool // its closing quote is missing
}

// appendText appends what the cell means.
func (c cell) appendText(dst []byte) []byte {
	text := c.text
	for c.doubled {
		i := bytes.Index(text, []byte(`""`))
		if i < 0 {
			break
		}
		dst = append(dst, text[:i+1]...)
		text = text[i+2:]
	}
	return append(dst, text...)
}

// A csvScanner reads the cells of one row, which has lost its line end.
type csvScanner struct {
	data  []byte
	delim byte
}

// next returns the next cell and whether more follow.
func (s *csvScanner) next() (c cell, more bool) {
	if len(s.data) > 0 && s.data[0] == '"' {
		end, doubled := closingQuote(s.data, s.delim, true)
		if end < 0 {
			c = cell{text: s.data, open: true}
			s.data = nil
			return c, false
		}
		c = cell{text: s.data[1:end], quoted: true, doubled: doubled}
		s.data = s.data[end+1:]
	} else {
		end := bytes.IndexByte(s.data, s.delim)
		if end < 0 {
			end = len(s.data)
		}
		c = cell{text: s.data[:end]}
		s.data = s.data[end:]
	}
	if len(s.data) == 0 {
		return c, false
	}
	s.data = s.data[1:]
	return c, true
}

// closingQuote returns the place of the quote that closes the one data begins with, or -1.
// A quote closes a cell where the cell's end follows; writers that double none are read as
// they meant it. atEnd says that the row ends with data.
func closingQuote(data []byte, delim byte, atEnd bool) (at int, doubled bool) {
	for i := 1; ; {
		n := bytes.IndexByte(data[i:], '"')
		if n < 0 {
			return -1, doubled
		}
		i += n
		switch rest := data[i+1:]; {
		case len(rest) == 0:
			if atEnd {
				return i, doubled
			}
			return -1, doubled
		case rest[0] == '"':
			doubled = true
			i += 2
		case rest[0] == delim || rest[0] == '\n' || rest[0] == '\r':
			return i, doubled
		default:
			i++
		}
	}
}

// csvRowEnd returns the length of the row that data begins with, its line feed included,
// or -1 where the row goes on behind data. At the end of the file it cannot, unless a quote
// is open.
func csvRowEnd(data []byte, delim byte, atEOF bool) int {
	opening := []byte{delim, '"'}
	feed := -1 // the next line feed, once looked for
	pos := 0
	if bytes.HasPrefix(data, byteOrderMark) {
		pos = len(byteOrderMark)
	}
	for quoted := bytes.HasPrefix(data[pos:], opening[1:]); ; quoted = true {
		if quoted {
			end, _ := closingQuote(data[pos:], delim, atEOF)
			if end < 0 {
				return -1
			}
			pos += end + 1
		}
		if feed < pos {
			feed = indexFrom(data, pos, '\n')
		}
		next := bytes.Index(data[pos:feed], opening)
		if next < 0 {
			break
		}
		pos += next + 1
	}
	switch {
	case feed < len(data):
		return feed + 1
	case atEOF:
		return len(data)
	}
	return -1
}

// indexFrom returns where the first c stands from start on, or the length of data.
func indexFrom(data []byte, start int, c byte) int {
	if n := bytes.IndexByte(data[start:], c); n >= 0 {
		return start + n
	}
	return len(data)
}

// maxMultiline is how many bytes a row that goes over several lines may have. A longer one
// has a quote that was never closed, and what follows are other rows.
const maxMultiline = 4 << 20

// A csvSplitter cuts at line feeds outside of quotes.
type csvSplitter struct{ heading *csvHeading }

func splitCSV(f *file) splitter { return csvSplitter{findHeading(f)} }

func (s csvSplitter) header() any { return s.heading }

func (s csvSplitter) next(data []byte, atEOF bool) cut {
	end := 0
	for end < len(data) {
		n := csvRowEnd(data[end:], s.heading.delim, false)
		if n < 0 || n > maxMultiline {
			break
		}
		end += n
	}
	if end > 0 {
		return cut{take: end}
	}
	if len(data) > maxMultiline {
		if end = bytes.LastIndexByte(data[:maxMultiline], '\n') + 1; end > 0 {
			return cut{take: end}
		}
		if n := csvRowEnd(data, s.heading.delim, false); n > 0 {
			return cut{take: n}
		}
	}
	if atEOF {
		return cut{take: len(data)}
	}
	return cut{}
}

func (csvSplitter) drop(piece []byte) (int, bool) { return lineSplitter{}.drop(piece) }
