package kql

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWalkVisitsInOrderOfText(t *testing.T) {
	query := &Query{Statements: []Statement{
		&Let{Name: "L", Value: &DataTable{Values: []Expr{Name("v1")}}},
		From("T",
			&Where{Predicate: And(Among(Name("w1"), "in", Name("w2")), &Between{X: Name("w3"), From: Name("w4"), To: Name("w5")})},
			&Extend{Columns: []Assign{As("x", &Minus{X: Name("e1")})}},
			&Project{Columns: Cols("p1")},
			&ProjectAway{Names: []string{"gone"}},
			&Lookup{Table: Name("l1"), On: Names("l2")},
			&Join{Table: From("j1"), On: Names("j2")},
			&MvExpand{Columns: Cols("m1")},
			&MvApply{Columns: Cols("a1"), On: []Operator{&Take{Count: Name("a2")}}},
			&Summarize{Aggregates: Cols("s1"), By: Cols("s2")},
			&Serialize{Columns: []Assign{As("n", Fn("f", &Index{X: Name("z1"), I: Name("z2")}))}},
			&OrderBy{Keys: []SortKey{{Expr: &Member{X: Name("o1"), Name: "m"}}}},
			&Top{Count: Name("t1"), By: SortKey{Expr: Name("t2")}},
		),
	}}
	want := []string{"v1", "T", "w1", "w2", "w3", "w4", "w5", "e1", "p1", "l1", "l2", "j1", "j2", "m1", "a1", "a2",
		"s1", "s2", "z1", "z2", "o1", "t1", "t2"}
	if diff := cmp.Diff(want, namesIn(query, nil)); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestWalkStopsWhereToldTo(t *testing.T) {
	where := &Where{Predicate: Name("inside")}
	got := namesIn(From("T", where, &Take{Count: Name("n")}), where)
	if diff := cmp.Diff([]string{"T", "n"}, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// namesIn collects names, except those inside skip.
func namesIn(n, skip Node) []string {
	var names []string
	Walk(n, func(n Node) bool {
		if id, ok := n.(*Ident); ok {
			names = append(names, id.Name)
		}
		return n != skip
	})
	return names
}
