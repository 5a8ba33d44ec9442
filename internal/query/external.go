package query

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// externalRows is how many rows of a file make a batch.
const externalRows = 4096

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
// strings, as a watchlist's are. A file that cannot be read has none, and is an error when its
// rows are read.
func (l *Logs) StandIn(name string) ([]plan.Column, bool) {
	file, ok := l.Data[name]
	if !ok {
		return nil, false
	}
	in, err := logs.Open(file)
	if err != nil {
		return nil, true
	}
	defer in.Close()
	heading, err := csv.NewReader(in).Read()
	if err != nil {
		return nil, true
	}
	columns := make([]plan.Column, len(heading))
	for i, h := range heading {
		columns[i] = plan.Column{Name: h, Type: value.String}
	}
	return columns, true
}
