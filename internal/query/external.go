package query

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// externalRows is how many rows of a file make a batch.
const externalRows = 4096

// maxExternal is the longest record of a file that stands for an address, in bytes.
const maxExternal = 16 << 20

// External reads the files that stand for the addresses of an externaldata, in the order
// of the addresses. Nothing is ever fetched: an address without a file is an error that
// says how to give one.
func (l *Logs) External(ctx context.Context, d *plan.External, emit func(*vector.Batch) error) error {
	for _, address := range d.Addresses {
		bare, _, _ := strings.Cut(address, ";") // what follows is a key, or how to sign in
		file, ok := l.Data[bare]
		if !ok {
			return fmt.Errorf("nothing is fetched from the network; give a file that stands for it with --data '%s=FILE'", bare)
		}
		if err := readExternal(ctx, file, bare, d, emit); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

func readExternal(ctx context.Context, file, address string, d *plan.External, emit func(*vector.Batch) error) error {
	in, err := logs.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	w := &externalWriter{columns: d.Cols, emit: emit}
	next, err := records(in, format(d.Format, address, file), d)
	if err != nil {
		return err
	}
	for {
		row, err := next()
		if errors.Is(err, io.EOF) {
			return w.flush()
		}
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = w.add(row)
		}
		if err != nil {
			return err
		}
	}
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
	case "txt", "raw":
		return lines(in, d.Header), nil
	case "json", "jsonl", "ndjson", "multijson", "singlejson":
		return objects(in, d.Cols)
	}
	return nil, fmt.Errorf("the format `%s` of externaldata is not supported; csv, tsv, psv, scsv, txt, raw, json and multijson are", format)
}

func delimited(in io.Reader, delimiter rune, header bool) func() ([]any, error) {
	r := csv.NewReader(in)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = delimiter, -1, true, true
	return func() ([]any, error) {
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
		if !s.Scan() {
			if s.Err() != nil {
				return nil, s.Err()
			}
			return nil, io.EOF
		}
		return []any{strings.TrimSuffix(s.Text(), "\r")}, nil
	}
}

// objects reads JSON objects, one after the other or in one array, by the names of their
// members.
func objects(in io.Reader, columns []plan.Column) (func() ([]any, error), error) {
	text, err := io.ReadAll(io.LimitReader(in, 1<<30))
	if err != nil {
		return nil, err
	}
	var list []any
	if whole, err := value.ParseJSON(string(text)); err == nil {
		if array, ok := whole.([]any); ok {
			list = array
		} else {
			list = []any{whole}
		}
	} else {
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			one, err := value.ParseJSON(line)
			if err != nil {
				return nil, fmt.Errorf("a line is no JSON: %w", err)
			}
			list = append(list, one)
		}
	}
	at := 0
	return func() ([]any, error) {
		if at == len(list) {
			return nil, io.EOF
		}
		bag, _ := list[at].(*value.Bag)
		at++
		row := make([]any, len(columns))
		for i, c := range columns {
			if bag != nil {
				row[i], _ = bag.Get(c.Name)
			}
		}
		return row, nil
	}, nil
}

// An externalWriter turns records into batches.
type externalWriter struct {
	columns []plan.Column
	emit    func(*vector.Batch) error
	rows    [][]any
}

func (w *externalWriter) add(row []any) error {
	w.rows = append(w.rows, row)
	if len(w.rows) < externalRows {
		return nil
	}
	return w.flush()
}

func (w *externalWriter) flush() error {
	if len(w.rows) == 0 {
		return nil
	}
	b := &vector.Batch{Rows: len(w.rows)}
	for i, c := range w.columns {
		v := vector.New(c.Type, len(w.rows))
		for r, row := range w.rows {
			var x any
			if i < len(row) {
				x = row[i]
			}
			v.Set(r, cellOf(c.Type, x))
		}
		b.Columns = append(b.Columns, v)
	}
	w.rows = w.rows[:0]
	return w.emit(b)
}

// cellOf converts a text or a JSON value to a column's type; null where it is none.
func cellOf(t value.Type, x any) any {
	text, isText := x.(string)
	switch {
	case x == nil:
		return nil
	case t == value.Dynamic && isText:
		if v, err := value.ParseJSON(text); err == nil {
			return v
		}
		return text
	case t == value.Dynamic:
		return x
	case isText:
		return value.Convert(t, value.String, text)
	}
	return value.Convert(t, value.Dynamic, x)
}

// StandIn returns the columns of the file that stands for a name: those of its heading, all
// strings, as a watchlist's are.
func (l *Logs) StandIn(name string) ([]plan.Column, bool) {
	file, ok := l.Data[name]
	if !ok {
		return nil, false
	}
	in, err := logs.Open(file)
	if err != nil {
		return nil, false
	}
	defer in.Close()
	heading, err := csv.NewReader(in).Read()
	if err != nil {
		return nil, false
	}
	columns := make([]plan.Column, len(heading))
	for i, h := range heading {
		columns[i] = plan.Column{Name: h, Type: value.String}
	}
	return columns, true
}
