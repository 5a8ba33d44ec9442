package exec

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
)

func andFunc() *function.Scalar { f, _ := function.Lookup("and"); return f }

func TestNarrow(t *testing.T) {
	from := table{columnsOf(value.Long, value.Bool), [][]any{{int64(7), true}, {nil, false}}}
	n := &plan.Plugin{Name: "narrow", From: []plan.Node{from.node()}, Cols: columnsOf(value.Long, value.String, value.String)}
	want := [][]any{{int64(0), "c0", "7"}, {int64(0), "c1", "True"}, {int64(1), "c0", ""}, {int64(1), "c1", "False"}}
	if diff := cmp.Diff(want, rowsOf(t, n, nil)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestLookup(t *testing.T) {
	networks := table{columnsOf(value.String, value.String, value.String), [][]any{
		{"10.0.0.0/8", "site", "a"}, {"10.1.0.0/16", "branch", "a"}, {"10.1.2.3", "host", "b"}, {"nonsense", "none", "a"}, {"2001:db8::/32", "six", "a"},
	}}
	rows := table{columnsOf(value.String, value.String), [][]any{{"10.1.2.3", "a"}, {"10.9.9.9", "b"}, {"192.0.2.1", "a"}, {"", "a"}, {"2001:db8::1", "a"}}}
	for _, tt := range []struct {
		name      string
		further   bool
		unmatched bool
		want      [][]any
	}{
		{"ipv4_lookup", false, false, [][]any{
			{"10.1.2.3", "a", "10.0.0.0/8", "site", "a"}, {"10.1.2.3", "a", "10.1.0.0/16", "branch", "a"}, {"10.1.2.3", "a", "10.1.2.3", "host", "b"},
			{"10.9.9.9", "b", "10.0.0.0/8", "site", "a"}}},
		{"ipv4_lookup", true, true, [][]any{
			{"10.1.2.3", "a", "10.0.0.0/8", "site"}, {"10.1.2.3", "a", "10.1.0.0/16", "branch"},
			{"10.9.9.9", "b", "", ""}, {"192.0.2.1", "a", "", ""}, {"", "a", "", ""}, {"2001:db8::1", "a", "", ""}}},
		{"ipv6_lookup", true, false, [][]any{
			{"10.1.2.3", "a", "10.0.0.0/8", "site"}, {"10.1.2.3", "a", "10.1.0.0/16", "branch"}, {"2001:db8::1", "a", "2001:db8::/32", "six"}}},
	} {
		text := func(i int) plan.Expr { return &plan.Ref{Index: i, T: value.String} }
		n := &plan.Plugin{Name: tt.name, From: []plan.Node{rows.node(), networks.node()}, Args: []plan.Expr{text(0), text(0)}}
		if tt.further {
			n.Args = append(n.Args, text(1), text(2))
		}
		n.Args = append(n.Args, &plan.Const{T: value.Bool, Value: tt.unmatched})
		if diff := cmp.Diff(tt.want, rowsOf(t, n, nil)); diff != "" {
			t.Errorf("%s, -want +got:\n%s", tt.name, diff)
		}
	}
}

func TestMergeSchemas(t *testing.T) {
	n := func(x int64) any { return x }
	of := func(name string, at int64, typ string) []any { return []any{name, n(at), "System." + typ, typ} }
	types := columnsOf(value.String, value.Long, value.String, value.String)
	for _, tt := range []struct {
		name string
		keep bool
		rows [][]any
		want [][]any
	}{
		{"one behind the other", true, [][]any{of("a", 0, "x"), of("b", 1, "y"), of("a", 0, "x"), of("b", 1, "y"), of("c", 2, "z")},
			[][]any{of("a", 0, "x"), of("b", 1, "y"), of("c", 2, "z")}},
		{"out of order", true, [][]any{of("a", 0, "x"), of("b", 1, "y"), of("c", 1, "z"), of("b", 2, "y")},
			[][]any{of("a", 0, "x"), of("c", 1, "z"), {"b", n(-1), "ERROR(unknown CSL type:ERROR(columns are out of order))", "ERROR(columns are out of order)"}}},
		{"any order", false, [][]any{of("a", 0, "x"), of("b", 1, "y"), of("c", 1, "z"), of("b", 2, "y")},
			[][]any{of("a", 0, "x"), of("c", 1, "z"), of("b", 2, "y")}},
		{"no schema", true, nil, nil},
	} {
		p := &plan.Plugin{Name: "schema_merge", From: []plan.Node{table{types, tt.rows}.node()}, Cols: types}
		p.Args = append(refs(table{cols: types}, 4), &plan.Const{T: value.Bool, Value: tt.keep})
		if diff := cmp.Diff(tt.want, rowsOf(t, p, nil)); diff != "" {
			t.Errorf("%s, -want +got:\n%s", tt.name, diff)
		}
	}
}
