package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"foxhound/internal/lazyregexp"
)

// A jsonScanner walks through JSON value by value and counts lines. It finds only where values
// end; [json.Unmarshal] judges each one, so that a broken record is malformed by itself
// and the next one is still read, which a [json.Decoder] cannot do.
type jsonScanner struct {
	in   *bufio.Reader
	max  int // bytes of one value
	line int // of the next byte, 1-based
	buf  []byte
}

// peek returns the next byte that is no white space, without taking it.
func (s *jsonScanner) peek() (byte, error) {
	for {
		b, err := s.in.ReadByte()
		switch {
		case err == io.EOF:
			return 0, io.EOF
		case err != nil:
			return 0, fmt.Errorf("line %d: %w", s.line, err)
		case b == '\n':
			s.line++
		case b != ' ' && b != '\t' && b != '\r':
			return b, s.in.UnreadByte()
		}
	}
}

// take takes the next byte if it is b.
func (s *jsonScanner) take(b byte) (bool, error) {
	next, err := s.peek()
	if err != nil || next != b {
		return false, err
	}
	_, err = s.in.ReadByte()
	return true, err
}

// expect takes b, or says what stands there.
func (s *jsonScanner) expect(b byte) error {
	next, err := s.peek()
	if err == io.EOF {
		return s.truncated(s.line)
	}
	if err != nil {
		return err
	}
	if next != b {
		return fmt.Errorf("line %d: found `%s` where `%c` belongs", s.line, printable(string(next)), b)
	}
	_, err = s.in.ReadByte()
	return err
}

func (s *jsonScanner) truncated(line int) error {
	return fmt.Errorf("the file ends inside the JSON that starts on line %d: it is cut short, fetch it again", line)
}

// value takes one value, of any kind, and returns its text, which is valid until the next
// call, and the line it starts on.
func (s *jsonScanner) value() (text []byte, line int, err error) {
	first, err := s.peek()
	switch {
	case err == io.EOF:
		return nil, s.line, s.truncated(s.line)
	case err != nil:
		return nil, s.line, err
	case strings.IndexByte(",:]}", first) >= 0:
		return nil, s.line, fmt.Errorf("line %d: found `%c` where a value belongs", s.line, first)
	}
	s.buf, line = s.buf[:0], s.line
	var end valueEnd
	for !end.done {
		b, err := s.in.ReadByte()
		if err == io.EOF {
			return s.buf, line, s.truncated(line)
		}
		if err != nil {
			return s.buf, line, fmt.Errorf("line %d: %w", s.line, err)
		}
		if !end.takes(b) {
			return s.buf, line, s.in.UnreadByte()
		}
		if b == '\n' {
			s.line++
		}
		s.buf = append(s.buf, b)
		if end.quoted && !end.escaped {
			s.plainText() // Fast path
		}
		if len(s.buf) > s.max {
			return s.buf, line, fmt.Errorf("line %d: a JSON value of more than %d MiB is no record", line, s.max>>20)
		}
	}
	return s.buf, line, nil
}

// plainText takes what is at hand of a string before its end, an escape or a line break: bytes
// that change nothing.
func (s *jsonScanner) plainText() {
	text, _ := s.in.Peek(s.in.Buffered())
	if end := bytes.IndexByte(text, '"'); end >= 0 {
		text = text[:end]
	}
	for _, special := range []byte{'\\', '\n'} {
		if at := bytes.IndexByte(text, special); at >= 0 {
			text = text[:at]
		}
	}
	text = text[:min(len(text), max(0, s.max+1-len(s.buf)))]
	s.buf = append(s.buf, text...)
	s.in.Discard(len(text))
}

// A valueEnd finds the end of a JSON value. A string ends at the end of its line
// at the latest, since JSON allows no line break in one.
type valueEnd struct {
	depth   int
	quoted  bool
	escaped bool
	started bool // within a number or a word
	done    bool
}

// takes reports whether b is part of the value, and sets done at its last byte.
func (v *valueEnd) takes(b byte) bool {
	switch {
	case v.escaped:
		v.escaped = false
	case v.quoted:
		v.escaped = b == '\\'
		v.quoted = b != '"' && b != '\n'
		v.done = !v.quoted && v.depth == 0
	case b == '"':
		if v.started {
			return false
		}
		v.quoted = true
	case b == '{' || b == '[':
		if v.started {
			return false
		}
		v.depth++
	case v.depth > 0:
		if b == '}' || b == ']' {
			v.depth--
		}
		v.done = v.depth == 0
	case strings.IndexByte(",:]} \t\r\n", b) >= 0:
		return false
	default:
		v.started = true
	}
	return true
}

// each calls visit at every element of the array or object that opens next and ends with
// the byte end; visit takes the element.
func (s *jsonScanner) each(open, end byte, visit func() error) error {
	if err := s.expect(open); err != nil {
		return err
	}
	if done, err := s.take(end); done || err != nil && err != io.EOF {
		return err
	}
	for {
		if err := visit(); err != nil {
			return err
		}
		if comma, err := s.take(','); err != nil && err != io.EOF {
			return err
		} else if comma {
			continue
		}
		return s.expect(end)
	}
}

// key takes the name of a field and the colon behind it.
func (s *jsonScanner) key() (name string, line int, err error) {
	text, line, err := s.value()
	if err != nil {
		return "", line, err
	}
	if json.Unmarshal(text, &name) != nil {
		return "", line, fmt.Errorf("line %d: found `%s` where the name of a field belongs", line, printable(string(text)))
	}
	return name, line, s.expect(':')
}

// end reports text behind the last value.
func (s *jsonScanner) end() error {
	_, err := s.peek()
	switch {
	case err == io.EOF:
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("line %d: there is more text behind the end of the JSON, which was not read", s.line)
}

var errNoRecord = errors.New("not an object with an indicator's fields")

var (
	exportField = lazyregexp.New(`"ioc_value"\s*:`)
	apiField    = lazyregexp.New(`"(?:ioc|query_status)"\s*:`)
	jsonStart   = lazyregexp.New(`^\s*(?:\{\s*["}]|\[\s*[\]{])`)
	emptyExport = lazyregexp.New(`^\s*(?:\{\s*\}|\[\s*\])\s*$`)
)

// looksJSON tells JSON from a defanged value that starts with a bracket.
func looksJSON(head []byte) bool { return jsonStart.Match(head) }
