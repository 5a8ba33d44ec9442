package proof

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"foxhound/internal/plan"
	"foxhound/internal/schema"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// eventColumn numbers the events, behind each table's own columns, so that a row of the result
// can be traced to its event.
const eventColumn = "_Proof"

// events are the tables of a dialect with the rows of some events, both as the tables and as the
// source of a query engine.
type events struct {
	dialect schema.Dialect
	list    []*Event
}

// Table returns the columns of a dialect's table.
func (s *events) Table(name string) ([]plan.Column, bool) {
	t, ok := schema.Lookup(s.dialect, name)
	if !ok {
		return nil, false
	}
	columns := make([]plan.Column, 0, len(t.Columns)+1)
	for _, c := range t.Columns {
		typ, _ := value.TypeNamed(c.Type)
		columns = append(columns, plan.Column{Name: c.Name, Type: typ})
	}
	return append(columns, plan.Column{Name: eventColumn, Type: value.Long}), true
}

// Names lists the dialect's tables.
func (s *events) Names() []string { return schema.Names(s.dialect) }

// External refuses: a proof stands for itself.
func (s *events) External(_ context.Context, d *plan.External, _ func(*vector.Batch) error) error {
	return fmt.Errorf("no file was given for %q: a rule that reads one cannot be proved by its own events alone", d.Addresses)
}

// Scan gives the rows of the events, in their order.
func (s *events) Scan(_ context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	type numbered struct {
		row json.RawMessage
		n   int
	}
	var rows []numbered
	for n, e := range s.list {
		if e.Table == t.Name {
			rows = append(rows, numbered{e.Row, n})
		}
		for _, b := range e.Beside {
			if b.Table == t.Name {
				rows = append(rows, numbered{b.Row, n})
			}
		}
	}
	if len(rows) == 0 {
		return nil
	}
	columns := make([]*vector.Vector, len(t.Cols))
	for i, c := range t.Cols {
		columns[i] = vector.New(c.Type, len(rows))
	}
	for r, row := range rows {
		cells, err := cellsOf(row.row)
		if err != nil {
			return err
		}
		for i, c := range t.Cols { // a log may have fields that its table has no column for
			switch text, ok := cells[c.Name]; {
			case c.Name == eventColumn:
				columns[i].Set(r, int64(row.n))
			case !ok:
				columns[i].SetNull(r)
			default:
				x, err := cell(c.Type, text)
				if err != nil {
					return fmt.Errorf("event `%s`: column %s: %w", s.list[row.n].Name, c.Name, err)
				}
				columns[i].Set(r, x)
			}
		}
	}
	out, err := work(vector.NewBatch(len(rows), columns...))
	if err != nil {
		return err
	}
	return emit(out)
}

func cellsOf(row json.RawMessage) (map[string]json.RawMessage, error) {
	var cells map[string]json.RawMessage
	if err := json.Unmarshal(row, &cells); err != nil {
		return nil, fmt.Errorf("the row %s is no JSON object: %w", row, err)
	}
	return cells, nil
}

// cell reads a value as a table takes it in: text of a number is a number in a column of them.
func cell(t value.Type, raw json.RawMessage) (any, error) {
	raw = bytes.TrimSpace(raw)
	if string(raw) == "null" {
		if t == value.String {
			return "", nil
		}
		return nil, nil
	}
	text := string(raw)
	if len(raw) > 0 && raw[0] == '"' {
		if err := json.Unmarshal(raw, &text); err != nil {
			return nil, err
		}
		if t == value.Dynamic {
			return text, nil
		}
	}
	switch t {
	case value.String:
		return text, nil
	case value.Dynamic:
		return value.ParseJSON(text)
	}
	x := value.Convert(t, value.String, text)
	if x == nil && text != "" {
		return nil, fmt.Errorf("`%s` is no %s", text, t)
	}
	return x, nil
}
