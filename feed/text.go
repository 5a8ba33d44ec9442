package feed

import (
	"bufio"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// utf8Reader returns the text of in as UTF-8: a byte order mark is taken off, and UTF-16,
// which spreadsheets and PowerShell write, is converted, with and without its mark.
func utf8Reader(in *bufio.Reader) io.Reader {
	start, _ := in.Peek(4)
	switch {
	case len(start) >= 3 && string(start[:3]) == "\ufeff":
		in.Discard(3)
		return in
	case len(start) >= 2 && string(start[:2]) == "\xff\xfe":
		in.Discard(2)
		return &utf16Reader{in: in, order: binary.LittleEndian}
	case len(start) >= 2 && string(start[:2]) == "\xfe\xff":
		in.Discard(2)
		return &utf16Reader{in: in, order: binary.BigEndian}
	case len(start) == 4 && start[0] != 0 && start[1] == 0 && start[2] != 0 && start[3] == 0:
		return &utf16Reader{in: in, order: binary.LittleEndian}
	case len(start) == 4 && start[0] == 0 && start[1] != 0 && start[2] == 0 && start[3] != 0:
		return &utf16Reader{in: in, order: binary.BigEndian}
	}
	return in
}

// A utf16Reader gives UTF-16 text as UTF-8; what is no text becomes U+FFFD.
type utf16Reader struct {
	in    *bufio.Reader
	order binary.ByteOrder
	ready []byte // converted, not yet given
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	if len(u.ready) == 0 {
		if err := u.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, u.ready)
	u.ready = u.ready[n:]
	return n, nil
}

// fill converts the next few thousand characters.
func (u *utf16Reader) fill() error {
	u.ready = u.ready[:0]
	for len(u.ready) < 4096 {
		r, err := u.rune()
		if err != nil && len(u.ready) > 0 {
			return nil // the error comes again
		}
		if err != nil {
			return err
		}
		u.ready = utf8.AppendRune(u.ready, r)
	}
	return nil
}

// rune reads one character; a surrogate that stands alone is one of its own.
func (u *utf16Reader) rune() (rune, error) {
	unit, err := u.in.Peek(2)
	if len(unit) < 2 {
		return 0, err
	}
	first := rune(u.order.Uint16(unit))
	u.in.Discard(2)
	if !utf16.IsSurrogate(first) {
		return first, nil
	}
	unit, _ = u.in.Peek(2)
	if len(unit) < 2 {
		return utf8.RuneError, nil
	}
	r := utf16.DecodeRune(first, rune(u.order.Uint16(unit)))
	if r != utf8.RuneError {
		u.in.Discard(2)
	}
	return r, nil
}
