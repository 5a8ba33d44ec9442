package kqltest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"foxhound/kql"
)

// A Result is what an engine gives for a query: rows of cells as the results of `foxhound
// query -o json` have them.
type Result struct {
	Columns []Column
	Rows    [][]any
}

// An Engine answers queries.
type Engine interface {
	Query(text string) (Result, error)
}

// Run puts the case to an engine. The error says what it gave in place of what it must.
func (c *Case) Run(e Engine) error {
	text, err := c.Text()
	if err != nil {
		return err
	}
	got, err := e.Query(text)
	switch {
	case c.Error != nil && err == nil:
		return fmt.Errorf("gave %d rows, want an error like `%s`", len(got.Rows), c.Error)
	case c.Error != nil && !c.Error.MatchString(err.Error()):
		return fmt.Errorf("error `%v`, want one like `%s`", err, c.Error)
	case c.Error != nil:
		return nil
	case err != nil:
		return err
	case !slices.Equal(got.Columns, c.Columns):
		return fmt.Errorf("columns %v, want %v", got.Columns, c.Columns)
	}
	return c.compare(got.Rows)
}

// Text is the query with the case's tables before it, as any engine understands it.
func (c *Case) Text() (string, error) {
	var text strings.Builder
	for _, t := range c.Tables {
		d, err := t.datatable()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&text, "let %s = %s;\n", t.Name, d)
	}
	return text.String() + c.Query, nil
}

func (t *Table) datatable() (string, error) {
	var columns, cells []string
	for _, c := range t.Columns {
		columns = append(columns, c.Name+":"+c.Type)
	}
	for _, row := range t.Rows {
		values, err := decode(row)
		if err != nil {
			return "", err
		}
		if len(values) != len(t.Columns) {
			return "", fmt.Errorf("a row of `%s` has %d cells for %d columns: %s", t.Name, len(values), len(t.Columns), row)
		}
		for i, v := range values {
			cells = append(cells, literal(v, t.Columns[i].Type))
		}
	}
	return fmt.Sprintf("datatable(%s)[%s]", strings.Join(columns, ", "), strings.Join(cells, ", ")), nil
}

// literal writes a cell as a literal of its type.
func literal(v any, typ string) string {
	switch v := v.(type) {
	case nil:
		if typ == "string" {
			return `""`
		}
		return typ + "(null)"
	case string:
		if typ == "string" {
			return kql.PrintExpr(kql.Str(v))
		}
		return typ + "(" + v + ")"
	case map[string]any:
		for kind, x := range v {
			if kind == "$dynamic" {
				text, _ := json.Marshal(x)
				return "dynamic(" + string(text) + ")"
			}
			return fmt.Sprintf("%s(%v)", strings.TrimPrefix(kind, "$"), x)
		}
	}
	return fmt.Sprintf("%s(%v)", typ, v)
}

func decode(row string) ([]any, error) {
	d := json.NewDecoder(strings.NewReader(row))
	d.UseNumber()
	var values []any
	if err := d.Decode(&values); err != nil {
		return nil, fmt.Errorf("the row %s is no JSON array: %w", row, err)
	}
	return values, nil
}

func (c *Case) compare(got [][]any) error {
	if len(got) != len(c.Rows) {
		return fmt.Errorf("%d rows, want %d: %v", len(got), len(c.Rows), got)
	}
	want := make([]string, len(c.Rows))
	have := make([]string, len(got))
	for i := range got {
		values, err := decode(c.Rows[i])
		if err != nil {
			return err
		}
		want[i] = canonical(values)
		have[i] = canonical(plain(got[i]))
	}
	if !c.Ordered {
		slices.Sort(want)
		slices.Sort(have)
	}
	for i := range want {
		if want[i] != have[i] {
			return fmt.Errorf("row %d is %s, want %s", i+1, have[i], want[i])
		}
	}
	return nil
}

// plain is a row as a reader of its JSON has it.
func plain(row []any) []any {
	text, err := json.Marshal(row)
	if err != nil {
		return []any{err.Error()}
	}
	values, err := decode(string(text))
	if err != nil {
		return []any{err.Error()}
	}
	return values
}

// canonical writes values so that equal ones are alike: numbers to twelve digits, names in
// order.
func canonical(x any) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(rounded(x))
	return strings.TrimSpace(out.String())
}

func rounded(x any) any {
	switch x := x.(type) {
	case json.Number:
		if _, err := x.Int64(); err == nil {
			return x
		}
		f, _ := x.Float64()
		if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			return int64(f)
		}
		return json.Number(fmt.Sprintf("%.12g", f))
	case []any:
		list := make([]any, len(x))
		for i, e := range x {
			list[i] = rounded(e)
		}
		return list
	case map[string]any:
		bag := make(map[string]any, len(x))
		for k, e := range x {
			bag[k] = rounded(e)
		}
		return bag
	}
	return x
}
