package plan

import "testing"

func TestSteps(t *testing.T) {
	table := &Table{Name: "T"}
	doubled := func(n Node) Node { return &Union{From: []Node{n, n}} }
	many := Node(table)
	for range 100 {
		many = doubled(many)
	}
	once := &Shared{ID: 1, Input: doubled(table)}
	in := &Filter{Input: table, Predicate: &InTable{X: &Ref{}, Input: doubled(table)}}
	sub := &Partition{Input: table, Key: &Ref{}, Sub: &Take{Input: &Given{}, Count: &Const{}}}
	for _, tt := range []struct {
		name string
		n    Node
		want int
	}{
		{"a table", table, 1},
		{"a table twice", doubled(table), 3},
		{"a table twice, twice", doubled(doubled(table)), 7},
		{"doubled 100 times", many, 1000},
		{"computed once", doubled(once), 6},
		{"a list read twice", doubled(in), 8},
		{"a subquery", sub, 4},
	} {
		if got := Steps(tt.n, 1000); got != tt.want {
			t.Errorf("%s: %d steps, want %d", tt.name, got, tt.want)
		}
	}
}
