package export

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/limits"
)

const (
	limitsPage = "../docs/exports.md"
	limitsMark = "<!-- generated: go test ./export -run Limits -update -->\n"
)

// The documentation lists every limit, with who says so.
func TestLimitsDocumented(t *testing.T) {
	page, err := os.ReadFile(limitsPage)
	if err != nil {
		t.Fatal(err)
	}
	prose, _, ok := strings.Cut(string(page), limitsMark)
	if !ok {
		t.Fatalf("%s has no mark", limitsPage)
	}
	var b strings.Builder
	b.WriteString("\n| most | of what | who says so |\n|---|---|---|\n")
	for _, l := range limits.All() {
		fmt.Fprintf(&b, "| %d | %s | %s |\n", l.Most, l.What, l.Source)
	}
	want := prose + limitsMark + b.String()
	if *update {
		if err := os.WriteFile(limitsPage, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(page), want); diff != "" {
		t.Errorf("%s (-is +should be):\n%s", limitsPage, diff)
	}
}
