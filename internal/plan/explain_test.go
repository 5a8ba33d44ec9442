package plan

import (
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
