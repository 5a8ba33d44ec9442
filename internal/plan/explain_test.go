package plan

import (
	"strings"
	"testing"

	"foxhound/internal/value"
)

// What is said of a test that is pushed into a scan.
func TestTestString(t *testing.T) {
	many := make([]int64, maxShown+1)
	for _, tt := range []struct {
		test Test
		want string
	}{
		{Test{How: Is, Texts: []string{"a", "b\n"}}, `is "a" or "b\n"`},
		{Test{How: IsLike, Texts: []string{"a"}}, `is, in any case, "a"`},
		{Test{How: Holds, Texts: []string{"a"}}, `holds "a"`},
		{Test{How: Is, Longs: []int64{443, -1}}, `is 443 or -1`},
		{Test{How: Is, Longs: many}, `is 0 or 0 or 0 or 0 or 0 or 0 or 0 or 0 or 0 or 0 or 0 or 0 and 1 more`},
	} {
		if got := tt.test.String(); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.test, got, tt.want)
		}
	}
}

// Filters that stand one above the other down to a table are all tried in its scan.
func TestFiltersScan(t *testing.T) {
	table := &Table{Name: "T", Cols: []Column{{Name: "a", Type: value.String}}}
	one := &Filter{Input: table}
	for _, tt := range []struct {
		name string
		n    *Filter
		want bool
	}{
		{"over a table", one, true},
		{"over a filter", &Filter{Input: one}, true},
		{"over a projection", &Filter{Input: &Project{Input: one}}, false},
	} {
		if got := filtersScan(tt.n); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// A row must hold what the values of a table are, where they are known, and one of them where not.
func TestExplainInTable(t *testing.T) {
	table := &Table{Name: "T", Cols: []Column{{Name: "a", Type: value.String}, {Name: "b", Type: value.String}}}
	a, b := &Ref{0, value.String}, &Ref{1, value.String}
	known, read := &Rows{}, &Table{Name: "L"}
	among := func(op string, x Expr, in Node) Expr { return &InTable{Op: op, X: x, Input: in, T: value.Bool} }
	asked := map[*InTable]int{}
	values := func(in *InTable) []any {
		asked[in]++
		if in.Input == known {
			return []any{"x", "y"}
		}
		return nil
	}
	for _, tt := range []struct {
		predicate Expr
		want      string
	}{
		{among("in", a, known), `a row must hold: "x" or "y"`},
		{among("has_all", a, known), `a row must hold: "x"; a row must hold: "y"`},
		{among("in", a, read), "a row must hold one of the table's values: a"},
		{among("has_all", a, read), "a row must hold each of the table's values: a"},
		{is("and", among("in~", a, known), among("has_any", b, read)), `a row must hold: "x" or "y"; a row must hold one of the table's values: b`},
		{is("or", among("in", a, known), among("in", b, read)), ""},
		{among("!in", a, read), ""},
		{among("!in", a, known), ""},
		{among("in", is("strcat", a, b), read), ""},
	} {
		var got []string
		for line := range strings.Lines(Explain(&Filter{Input: table, Predicate: tt.predicate}, nil, values)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "a row") {
				got = append(got, line)
			}
		}
		if got := strings.Join(got, "; "); got != tt.want {
			t.Errorf("%s: %s, want %s", Text(tt.predicate, table.Cols), got, tt.want)
		}
	}
	for in, n := range asked { // which may take as long as the query
		if n != 1 {
			t.Errorf("%s: its values were asked for %d times", Text(in, table.Cols), n)
		}
	}
}

// What is spelled is rows of the query, and steps of rows alone that read nothing else.
func TestSpelled(t *testing.T) {
	rows, table := &Rows{}, &Table{Name: "T"}
	for _, tt := range []struct {
		name string
		n    Node
		want bool
	}{
		{"rows", rows, true},
		{"a table", table, false},
		{"filtered rows", &Filter{Input: rows, Predicate: is("has", &Ref{0, value.String}, text("x"))}, true},
		{"rows filtered by a table", &Filter{Input: rows, Predicate: is("and", &InTable{Input: table}, text("x"))}, false},
		{"rows with the value of a table", &Project{Input: rows, Exprs: []Expr{&Scalar{Input: table}}}, false},
		{"computed once", &Shared{Input: rows}, true},
		{"a range", &Range{}, false},
	} {
		if got := Spelled(tt.n); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
