package limits

import "testing"

// Every limit says how much of what, and who says so; no two limit the same thing.
func TestAll(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range All() {
		if l.Most <= 0 || l.What == "" || l.Source == "" || seen[l.What] {
			t.Errorf("limit %+v", l)
		}
		seen[l.What] = true
	}
	if Query.Most != QueryLength {
		t.Errorf("Query.Most = %d, QueryLength = %d", Query.Most, QueryLength)
	}
}
