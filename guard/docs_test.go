package guard

import (
	"os"
	"strings"
	"testing"
)

// The documentation has a row for every list that a decision can name.
func TestListsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/matching.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range decideTests {
		if tt.list != "" && !strings.Contains(string(text), "\n| `"+tt.list+"` |") {
			t.Errorf("docs/matching.md has no row for %s", tt.list)
		}
	}
}
