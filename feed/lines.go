package feed

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// lines reads a text line by line, whatever their ends (LF, CRLF) and length.
type lines struct {
	in     *bufio.Reader // nil for the lines of block alone
	block  string        // whole lines that come before those of in
	max    int
	buf    []byte
	line   string // of the block; buf holds one of in
	number int    // of the line that text is of, 1-based
	cut    bool   // whether the line was longer than max; text is its start then
	err    error  // what ended the text, nil at its end
}

// next moves to the next line and reports whether there is one. The text it
// leaves in buf is valid until the next call.
func (l *lines) next() bool {
	l.buf, l.line, l.cut = l.buf[:0], "", false
	l.number++
	if l.block != "" {
		end := strings.IndexByte(l.block, '\n') + 1
		l.line, l.block = l.block[:end], l.block[end:]
		return true
	}
	if l.in == nil {
		return false
	}
	for {
		part, err := l.in.ReadSlice('\n')
		l.keep(part)
		switch {
		case err == bufio.ErrBufferFull:
		case err != nil && err != io.EOF:
			l.err = fmt.Errorf("line %d: %w", l.number, err)
			return false // half a line is no record
		default:
			return err == nil || len(l.buf) > 0
		}
	}
}

// keep appends part of a line as far as the line is within its limit.
func (l *lines) keep(part []byte) {
	room := l.max - len(l.buf)
	if len(part) > room {
		part, l.cut = part[:room], true
	}
	l.buf = append(l.buf, part...)
}

// text returns the line without its end.
func (l *lines) text() string {
	if l.line != "" {
		return strings.TrimRight(l.line, "\r\n")
	}
	b := l.buf
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return string(b)
}

// tooLong is the reason why a cut line is malformed.
func (l *lines) tooLong() error {
	return fmt.Errorf("the line is longer than %d bytes", l.max)
}
