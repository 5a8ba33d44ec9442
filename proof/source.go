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
	read    *List // what the text reads its indicators from, where it carries none
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
	if t.Name == workspaceTable && s.read != nil {
		listed, err := s.read.inWorkspace()
		if err != nil {
			return err
		}
		for _, row := range listed {
			rows = append(rows, numbered{row, -1})
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
					return fmt.Errorf("event `%s`: column %s: %w", s.nameOf(row.n), c.Name, err)
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

// nameOf is an event's name; what belongs to no event is of the list.
func (s *events) nameOf(n int) string {
	if n < 0 {
		return "the list of indicators"
	}
	return s.list[n].Name
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
