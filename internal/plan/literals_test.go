package plan

import (
	"fmt"
	"testing"

	"foxhound/internal/function"
	"foxhound/internal/value"
)

func call(name string, of value.Type, args ...Expr) *Call {
	return &Call{Func: &function.Scalar{Name: name}, T: of, Args: args}
}

func is(name string, args ...Expr) *Call { return call(name, value.Bool, args...) }

func text(s string) *Const { return &Const{Value: s, T: value.String} }

// What a row must hold, column by column: w is a whole value, i may begin inside a word, l is
// within JSON.
func TestNeeds(t *testing.T) {
	url, name, bag, port := &Ref{0, value.String}, &Ref{1, value.String}, &Ref{2, value.Dynamic}, &Ref{3, value.Long}
	list := &Const{Value: []any{"a", "b"}, T: value.Dynamic}
	in := &InTable{Op: "in", X: url}
	for _, tt := range []struct {
		name string
		e    Expr
		want string
	}{
		{"equal", is("==", url, text("a")), "0w[a]"},
		{"equal, the other way round", is("=~", text("a"), url), "0w[a]"},
		{"in", is("in", url, text("a"), text("b")), "0w[a b]"},
		{"in a list", is("in~", url, list), "0w[a b]"},
		{"has", is("has", url, text("a")), "0[a]"},
		{"contains", is("contains", url, text("a")), "0i[a]"},
		{"endswith", is("endswith", url, text("a")), "0i[a]"},
		{"startswith", is("startswith", url, text("a")), "0[a]"},
		{"has_any", is("has_any", url, list), "0[a b]"},
		{"has_all", is("has_all", url, list), "0[a] 0[b]"},
		{"and", is("and", is("has", url, text("a")), is("==", name, text("b"))), "0[a] 1w[b]"},
		{"or", is("or", is("has", url, text("a")), is("==", name, text("b"))), "0[a]|1w[b]"},
		{"the shorter of or", is("or", is("and", is("in", url, list), is("has", name, text("c"))), is("has", name, text("d"))), "1[c]|1[d]"},
		{"or with what is not known", is("or", is("has", url, text("a")), is("==", port, text("1"))), ""},
		{"not", is("not", is("has", url, text("a"))), ""},
		{"unequal", is("!=", url, text("a")), ""},
		{"a number that holds a word", is("or", is("has", url, text("a")), is("has", call("tostring", value.String, port), text("evil"))), "0[a]"},
		{"a number that holds an address", is("or", is("has", url, text("a")), is("has", call("tostring", value.String, port), text("10.0.0.1"))), "0[a]"},
		{"a number that may hold a number", is("or", is("has", url, text("a")), is("has", call("tostring", value.String, port), text("443"))), ""},
		{"a time that holds one of words", is("or", is("has", url, text("a")), is("in", call("tostring", value.String, &Ref{3, value.Datetime}), text("q"), text("10"))), ""},
		{"a bool that may hold a word", is("or", is("has", url, text("a")), is("contains", call("tostring", value.String, &Ref{3, value.Bool}), text("ALS"))), ""},
		{"what is no ASCII", is("or", is("has", url, text("a")), is("contains", call("tostring", value.String, &Ref{3, value.Bool}), text("\u017f"))), ""},
		{"false or", is("or", &Const{Value: false, T: value.Bool}, is("has", url, text("a"))), "0[a]"},
		{"false alone", is("or", &Const{Value: false, T: value.Bool}, &Const{T: value.Bool}), ""},
		{"an empty text", is("in", url, text("a"), text("")), ""},
		{"a number", is("==", port, &Const{Value: int64(443), T: value.Long}), ""},
		{"columns", is("==", url, name), ""},
		{"a dynamic", is("has", bag, text("a")), "2l[a]"},
		{"a member", is("==", call("tostring", value.String, call("[]", value.Dynamic, bag, text("x"))), text("a")), "2wl[a]"},
		{"in small letters", is("==", call("tolower", value.String, url), text("a")), "0w[a]"},
		{"a number's text", is("==", call("tostring", value.String, port), text("443")), ""},
		{"what is computed", is("==", call("strcat", value.String, url, name), text("a")), ""},
		{"JSON in a text", is("==", call(function.JSONPath, value.Dynamic, url, text("x")), text("a")), "0wl[a]"},
		{"in a table", in, "0w[x]"},
		{"a column alone", &Ref{4, value.Bool}, ""},
	} {
		got := ""
		for _, need := range Needs(tt.e, func(*InTable) []any { return []any{"x"} }) {
			got += " " + spelled(need)
		}
		if got != "" {
			got = got[1:]
		}
		if got != tt.want {
			t.Errorf("%s: needs %q, want %q", tt.name, got, tt.want)
		}
	}
	if needs := Needs(in, nil); needs != nil {
		t.Errorf("a table that is not known needs %v", needs)
	}
}

func spelled(need Need) (s string) {
	for i, h := range need {
		if i > 0 {
			s += "|"
		}
		s += fmt.Sprint(h.Place)
		for _, flag := range []struct {
			name string
			set  bool
		}{{"w", h.Whole}, {"i", h.Inside}, {"l", h.Loose}} {
			if flag.set {
				s += flag.name
			}
		}
		s += fmt.Sprint(h.Texts)
	}
	return s
}

// Where a column comes from, below the steps that give it.
func TestLower(t *testing.T) {
	table := &Table{Cols: []Column{{"a", value.String}, {"b", value.String}, {"c", value.Dynamic}}}
	a, b, c := &Ref{0, value.String}, &Ref{1, value.String}, &Ref{2, value.Dynamic}
	for _, tt := range []struct {
		name  string
		n     Node
		place int
		want  string
	}{
		{"a filter", &Filter{Input: table}, 1, "1[x]"},
		{"a column renamed", &Project{Input: table, Exprs: []Expr{b, a}}, 0, "1[x]"},
		{"a column in large letters", &Project{Input: table, Exprs: []Expr{call("toupper", value.String, b)}}, 0, "1[x]"},
		{"a column computed", &Project{Input: table, Exprs: []Expr{call("strcat", value.String, a, b)}}, 0, ""},
		{"a dynamic as text", &Project{Input: table, Exprs: []Expr{call("tostring", value.String, c)}}, 0, "2l[x]"},
		{"elements", &Expand{Input: table, Places: []int{2}}, 2, "2l[x]"},
		{"beside elements", &Expand{Input: table, Places: []int{2}}, 0, "0[x]"},
		{"places of elements", &Expand{Input: table, Places: []int{2}, Index: true}, 3, ""},
		{"kept by mv-apply", &Apply{Input: table, Kept: []int{2, 1}}, 1, "1[x]"},
		{"made by mv-apply", &Apply{Input: table, Kept: []int{2, 1}}, 2, ""},
		{"beside what is parsed", &Parse{Input: table, Parts: []ParsePart{{Column: true, Place: 0}}}, 1, "1[x]"},
		{"replaced by parse", &Parse{Input: table, Parts: []ParsePart{{Column: true, Place: 0}}}, 0, ""},
		{"made by parse-kv", &ParsePairs{Input: table, Keys: []ParsePart{{Column: true, Place: 3}}}, 3, ""},
		{"a group", &Summarize{Input: table}, 0, ""},
	} {
		need, ok := Lower(tt.n, Need{{Place: tt.place, Texts: []string{"x"}}})
		if got := spelled(need); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: %q, %v, want %q", tt.name, got, ok, tt.want)
		}
	}
}
