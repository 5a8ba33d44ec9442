package query

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// maxExternal is the longest record of a file that stands for an address, in bytes.
const maxExternal = 16 << 20

var errLongRecord = fmt.Errorf("a record is longer than %d MiB", maxExternal>>20)

// A bounded reader gives what one record may take, with what is read ahead of it. It is
// filled for each record, so that one without an end does not fill the memory.
type bounded struct {
	in   io.Reader
	left int
}

func (b *bounded) fill() { b.left = 2 * maxExternal }

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLongRecord
	}
	n, err := b.in.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// format is that which the query names, else that of the address's or the file's ending.
func format(named, address, file string) string {
	if named != "" {
		return strings.ToLower(named)
	}
	for _, name := range []string{address, file} {
		name = strings.ToLower(strings.SplitN(name, "?", 2)[0])
		for _, packed := range []string{".gz", ".zst", ".bz2", ".zip"} {
			name = strings.TrimSuffix(name, packed)
		}
		switch ext := strings.TrimPrefix(path.Ext(name), "."); ext {
		case "csv", "tsv", "psv", "scsv", "txt", "json", "jsonl", "ndjson":
			return ext
		}
	}
	return "csv"
}

var delimiters = map[string]rune{"csv": ',', "tsv": '\t', "tsve": '\t', "psv": '|', "scsv": ';', "sohsv": '\x01'}

// records returns a function that gives one record after the other, as values by column;
// its texts are those that conversion reads.
func records(in io.Reader, format string, d *plan.External) (func() ([]any, error), error) {
	if delimiter, ok := delimiters[format]; ok {
		return delimited(in, delimiter, d.Header), nil
	}
	switch format {
	case "txt":
		return lines(in, d.Header), nil
	case "raw":
		return whole(in), nil
	case "json", "jsonl", "ndjson", "multijson", "singlejson":
		return objects(in, d.Cols), nil
	}
	return nil, fmt.Errorf("the format `%s` of externaldata is not supported; csv, tsv, psv, scsv, txt, raw, json and multijson are", format)
}

func delimited(in io.Reader, delimiter rune, header bool) func() ([]any, error) {
	limited := &bounded{in: in}
	r := csv.NewReader(limited)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = delimiter, -1, true, true
	return func() ([]any, error) {
		limited.fill()
		if header {
			header = false
			if _, err := r.Read(); err != nil {
				return nil, err
			}
		}
		cells, err := r.Read()
		if err != nil {
			return nil, err
		}
		row := make([]any, len(cells))
		for i, c := range cells {
			row[i] = c
		}
		return row, nil
	}
}

func lines(in io.Reader, header bool) func() ([]any, error) {
	s := bufio.NewScanner(in)
	s.Buffer(nil, maxExternal)
	return func() ([]any, error) {
		if header {
			header = false
			s.Scan()
		}
		switch {
		case s.Scan():
			return []any{strings.TrimSuffix(s.Text(), "\r")}, nil
		case errors.Is(s.Err(), bufio.ErrTooLong):
			return nil, errLongRecord
		case s.Err() != nil:
			return nil, s.Err()
		}
		return nil, io.EOF
	}
}

// whole gives a file as one text.
func whole(in io.Reader) func() ([]any, error) {
	done := false
	return func() ([]any, error) {
		if done {
			return nil, io.EOF
		}
		done = true
		text, err := io.ReadAll(io.LimitReader(in, maxExternal+1))
		if len(text) > maxExternal {
			err = errLongRecord
		}
		return []any{string(text)}, err
	}
}

// objects reads JSON objects, one after the other or in arrays, by the names of their
// members. One that is no object gives nulls.
func objects(in io.Reader, columns []plan.Column) func() ([]any, error) {
	r := newValues(in)
	return func() ([]any, error) {
		x, err := r.next()
		if err != nil {
			return nil, err
		}
		row := make([]any, len(columns))
		if bag, ok := x.(*value.Bag); ok {
			for i, c := range columns {
				row[i], _ = bag.Get(c.Name)
			}
		}
		return row, nil
	}
}

// values reads JSON values one by one, whatever the size of the file: those that stand one
// after the other and the elements of an array around all.
type values struct {
	in      *bounded
	decoder *json.Decoder
	inside  bool // the array
}

func newValues(in io.Reader) *values {
	text := bufio.NewReader(in)
	v := &values{in: &bounded{in: text}}
	v.decoder = json.NewDecoder(v.in)
	v.in.fill()
	if first, err := firstByte(text); err == nil && first == '[' {
		_, err := v.decoder.Token()
		v.inside = err == nil
	}
	return v
}

// firstByte looks at the first byte that is no white space.
func firstByte(text *bufio.Reader) (byte, error) {
	for {
		c, err := text.ReadByte()
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c, text.UnreadByte()
		}
	}
}

func (v *values) next() (any, error) {
	v.in.fill()
	if v.inside && !v.decoder.More() {
		if _, err := v.decoder.Token(); err != nil { // its bracket
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, notJSON(err)
		}
		v.inside = false
	}
	var text json.RawMessage
	if err := v.decoder.Decode(&text); err != nil {
		return nil, notJSON(err)
	}
	x, err := value.ParseJSON(string(text))
	if err != nil {
		return nil, notJSON(err)
	}
	return x, nil
}

// notJSON says what is wrong with a file of JSON; that it ends is no error of its own.
func notJSON(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, errLongRecord) {
		return err
	}
	return fmt.Errorf("a record is no JSON: %w", err)
}
