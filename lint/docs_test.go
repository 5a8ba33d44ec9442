package lint

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/limits"
)

var update = flag.Bool("update", false, "rewrite docs/lint.md and golden files")

const (
	docsPage = "../docs/lint.md"
	docsMark = "<!-- generated: go test ./lint -run Docs -update -->\n"
)

// The documentation lists every check and every limit.
func TestDocs(t *testing.T) {
	page, err := os.ReadFile(docsPage)
	if err != nil {
		t.Fatal(err)
	}
	prose, _, ok := strings.Cut(string(page), docsMark)
	if !ok {
		t.Fatalf("%s has no mark", docsPage)
	}
	want := prose + docsMark + documented()
	if *update {
		if err := os.WriteFile(docsPage, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(page), want); diff != "" {
		t.Errorf("%s (-is +should be):\n%s", docsPage, diff)
	}
}

func documented() string {
	var b strings.Builder
	b.WriteString("\n## The checks\n\n| id | severity | what it finds | why that is wrong | mend |\n|---|---|---|---|---|\n")
	cell := strings.NewReplacer("|", "\\|", "\n", " ").Replace
	for _, c := range checks {
		mend := c.Mend
		if mend == "" {
			mend = "said with each finding"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", c.ID, c.Severity, cell(c.What), cell(c.Why), cell(mend))
	}
	b.WriteString("\n## Limits\n\n| most | of what | source |\n|---|---|---|\n")
	for _, l := range documentedLimits {
		fmt.Fprintf(&b, "| %d | %s | %s |\n", l.Most, cell(l.What), l.Source)
	}
	return b.String()
}

// A check without a mend of its own says one with each finding.
func TestEveryFindingHasAMend(t *testing.T) {
	for _, tt := range checkTests {
		name := "rule.yaml"
		text, isKQL := strings.CutPrefix(tt.text, "kql ")
		if isKQL {
			name = "a.kql"
		} else if strings.HasPrefix(text, page) {
			name = "a.txt"
		}
		r, err := Text(name, []byte(text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Findings {
			if f.What == "" || f.Why == "" || f.Mend == "" {
				t.Errorf("%.100s: %+v", text, f)
			}
		}
	}
}

// documentedLimits are those that checks know.
var documentedLimits = []limits.Limit{limits.Query, limits.RuleName, limits.Description, limits.Entities, limits.Identifiers,
	limits.Details, limits.DetailName, limits.Placeholders, limits.Threshold, limits.In, limits.HasAny, limits.HasAll}
