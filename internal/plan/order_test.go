package plan

import (
	"fmt"
	"strings"
	"testing"

	"foxhound/internal/function"
	"foxhound/internal/value"
)

// What becomes of a filter and of a number of rows over other steps.
func TestOrder(t *testing.T) {
	table := &Table{Name: "T", Cols: []Column{{Name: "a", Type: value.String}}}
	a := &Ref{0, value.String}
	keys := []SortKey{{Expr: a}}
	sort := &Sort{Input: table, Keys: keys}
	over := func(n Node, e Expr) *Project { return &Project{Input: n, Cols: table.Cols, Exprs: []Expr{e}} }
	window := &Call{Func: &function.Scalar{Name: "prev", Window: true}, T: value.String, Args: []Expr{a}}
	filtered := func(n Node) Node { return Filtered(n, is("has", a, text("x"))) }
	first := func(n Node) Node { return FirstOf(n, &Const{Value: int64(2), T: value.Long}) }
	for _, tt := range []struct {
		name string
		n    Node
		want string
	}{
		{"a filter of a table", filtered(table), "filter scan"},
		{"a filter of a sort", filtered(sort), "sort filter scan"},
		{"filters of a sort", filtered(filtered(sort)), "sort filter filter scan"},
		{"a filter of computed columns", filtered(over(sort, a)), "filter project sort scan"},
		{"a filter of the first rows", filtered(first(sort)), "filter top scan"},
		{"the first rows", first(table), "take scan"},
		{"the first of a sort", first(sort), "top scan"},
		{"the first of columns computed from a sort", first(over(over(sort, a), a)), "project project top scan"},
		{"the first of columns that look at other rows", first(over(over(sort, window), a)), "take project project sort scan"},
		{"the first of a filtered sort", first(filtered(sort)), "top filter scan"},
		{"the first of the first", first(first(sort)), "take top scan"},
	} {
		if got := shape(tt.n); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// shape names the steps of a plan without branches.
func shape(n Node) string {
	var steps []string
	for line := range strings.Lines(Explain(n, nil, nil)) {
		if name, _, _ := strings.Cut(strings.Trim(line, " \n"), " "); name != "a" && name != "pushed" {
			steps = append(steps, strings.TrimSuffix(name, ":"))
		}
	}
	return strings.Join(steps, " ")
}

// Needs reach every table of a union that can meet them, and there only what can.
func TestNeedsOfUnions(t *testing.T) {
	x, y := &Table{Name: "X", Cols: []Column{{Name: "a", Type: value.String}}}, &Table{Name: "Y", Cols: []Column{{Name: "b", Type: value.String}}}
	cols := []Column{{Name: "a", Type: value.String}, {Name: "b", Type: value.String}}
	all := &Union{Cols: cols, From: []Node{
		&Project{Input: x, Cols: cols, Exprs: []Expr{&Ref{0, value.String}, text("")}},
		&Project{Input: y, Cols: cols, Exprs: []Expr{text(""), &Ref{0, value.String}}},
	}}
	a, b := &Ref{0, value.String}, &Ref{1, value.String}
	for _, tt := range []struct {
		predicate Expr
		want      string
	}{
		{is("or", is("has", a, text("p")), is("has", b, text("q"))), "X 0[p]; Y 0[q]"},
		{is("has", a, text("p")), "X 0[p]"},
		{is("or", is("has", a, text("p")), is("==", b, text(""))), ""},
	} {
		var got []string
		scan := func(t *Table, needs []Need) []string {
			for _, n := range needs {
				got = append(got, fmt.Sprint(t.Name, " ", spelled(n)))
			}
			return nil
		}
		Explain(&Filter{Input: all, Predicate: tt.predicate}, scan, nil)
		if got := strings.Join(got, "; "); got != tt.want {
			t.Errorf("%s: %s, want %s", Text(tt.predicate, cols), got, tt.want)
		}
	}
}
