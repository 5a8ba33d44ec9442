package logs

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// newTextReader gives the text of r as UTF-8 without byte order mark and padding. UTF-8 is
// read straight to where it is wanted: it is plain, behind a mark so long.
func newTextReader(r *headReader) (text *paddingReader, plain bool, mark int) {
	order, mark := encodingOf(r.peek(4))
	r.discard(mark)
	if order != nil {
		return &paddingReader{r: &utf16Reader{r: bufio.NewReaderSize(r, 64<<10), order: order}}, false, mark
	}
	return &paddingReader{r: r}, true, mark
}

// encodingOf tells UTF-16 by its byte order mark, or by a first character and line of
// ASCII; the order is nil for UTF-8. mark is the mark's length.
func encodingOf(head []byte) (order binary.ByteOrder, mark int) {
	switch {
	case bytes.HasPrefix(head, byteOrderMark):
		return nil, len(byteOrderMark)
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return binary.LittleEndian, 2
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return binary.BigEndian, 2
	case len(head) == 4 && printable(head[0]) && head[1] == 0 && printable(head[2]) && head[3] == 0:
		return binary.LittleEndian, 0
	case len(head) == 4 && head[0] == 0 && printable(head[1]) && head[2] == 0 && printable(head[3]):
		return binary.BigEndian, 0
	}
	return nil, 0
}

func printable(c byte) bool { return ' ' <= c && c < 0x7f || c == '\n' || c == '\r' || c == '\t' }

// A utf16Reader gives UTF-16 text as UTF-8. Unpaired surrogates, and half a character at
// the end, become U+FFFD.
type utf16Reader struct {
	r     *bufio.Reader
	order binary.ByteOrder
	out   []byte // decoded and not yet handed on
	buf   []byte
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	if u.buf == nil {
		u.buf = make([]byte, 0, 32<<10)
	}
	if len(u.out) == 0 {
		if err := u.fill(cap(u.buf) / 4); err != nil {
			return 0, err
		}
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}

// fill decodes up to max characters, and fails only where it got none.
func (u *utf16Reader) fill(max int) error {
	u.out = u.buf[:0]
	for range max {
		c, err := u.unit()
		if err != nil {
			if len(u.out) > 0 {
				return nil
			}
			return err
		}
		if utf16.IsSurrogate(c) {
			c = u.pair(c)
		}
		u.out = utf8.AppendRune(u.out, c)
		if u.r.Buffered() < 4 && len(u.out) > 0 { // hand on what is there before waiting
			return nil
		}
	}
	return nil
}

func (u *utf16Reader) unit() (rune, error) {
	two, err := u.r.Peek(2)
	if len(two) == 0 {
		return 0, err
	}
	_, _ = u.r.Discard(len(two))
	if len(two) == 1 {
		return utf8.RuneError, nil
	}
	return rune(u.order.Uint16(two)), nil
}

// pair joins a surrogate with the next unit where that completes it.
func (u *utf16Reader) pair(first rune) rune {
	two, _ := u.r.Peek(2)
	if len(two) == 2 {
		if c := utf16.DecodeRune(first, rune(u.order.Uint16(two))); c != utf8.RuneError {
			_, _ = u.r.Discard(2)
			return c
		}
	}
	return utf8.RuneError
}

// A paddingReader drops the NUL bytes at the start of lines, before or behind blanks, which
// rotation and sparse files leave at the start and the end of a log. Those within a line are
// handed on; those at its end are too, and who reads the line takes them off.
type paddingReader struct {
	r      io.Reader
	inLine bool  // more than blanks was handed on of the line at hand
	known  int64 // bytes of padding before the line at hand, and at its start
	ending int64 // NUL bytes that the line at hand ends with so far
}

// restart has what is read from now on begin with a line, and be all that is counted.
func (r *paddingReader) restart() { *r = paddingReader{r: r.r} }

// padding returns how many bytes of what was read are padding, dropped or at the end of lines.
func (r *paddingReader) padding() int64 { return r.known + r.ending }

func (r *paddingReader) Read(p []byte) (int, error) {
	for {
		n, err := r.r.Read(p)
		if n = r.squeeze(p[:n]); n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
	}
}

// squeeze moves what is to be handed on to the start of p and returns its length.
func (r *paddingReader) squeeze(p []byte) int {
	if r.ending == 0 && bytes.IndexByte(p, 0) < 0 { // Fast path: logs hold no NUL.
		if text := bytes.TrimRight(p, " \t\r\v\f"); len(text) > 0 {
			r.inLine = text[len(text)-1] != '\n'
		}
		return len(p)
	}
	n := 0
	for _, c := range p {
		if c == 0 && !r.inLine {
			r.known++
			continue
		}
		p[n] = c
		n++
		switch c {
		case 0:
			r.ending++
		case '\n':
			r.known, r.ending, r.inLine = r.known+r.ending, 0, false
		case '\r': // may belong to the line's end
		case ' ', '\t', '\v', '\f':
			r.ending = 0
		default:
			r.ending, r.inLine = 0, true
		}
	}
	return n
}
