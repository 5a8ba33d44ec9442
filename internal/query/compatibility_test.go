package query

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/aggregate"
	"foxhound/internal/bind"
	"foxhound/internal/function"
	"foxhound/internal/shared"
	"foxhound/internal/signature"
)

var update = flag.Bool("update", false, "rewrite docs/kql-compatibility.md")

// An entry is one thing of the language: whether it is supported, and how many of the
// recorded cases that use it pass.
type entry struct {
	name           string
	supported      bool
	passed, exists int
}

// A section is a table of the page.
type section struct {
	title   string
	entries []entry
	uses    string // under which recorded cases list it; empty where they do not
}

// compatibilityPage is held by [TestCompatibility] below the mark.
const (
	compatibilityPage = "../../docs/kql-compatibility.md"
	compatibilityMark = "<!-- generated: go test ./internal/query -run Compatibility -update -->\n"
)

// The page says of everything in the language whether it is supported, as the binder has
// it, and how many recorded cases pass. Where the recorded cases are absent, their numbers
// are taken from the page.
func TestCompatibility(t *testing.T) {
	page, err := os.ReadFile(compatibilityPage)
	if err != nil {
		t.Fatal(err)
	}
	prose, tables, ok := strings.Cut(string(page), compatibilityMark)
	if !ok {
		t.Fatalf("%s has no mark", compatibilityPage)
	}
	sections := languageSections(t)
	if _, err := shared.Dir(); err == nil {
		countCases(t, sections)
	} else {
		keepCounts(sections, tables)
	}
	want := prose + compatibilityMark + written(sections)
	if *update {
		if err := os.WriteFile(compatibilityPage, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(page), want); diff != "" {
		t.Errorf("%s (-is +should be):\n%s", compatibilityPage, diff)
	}
}

// languageSections lists the language, without numbers of cases.
func languageSections(t *testing.T) []*section {
	return []*section{
		{title: "Statements", entries: bound(t, statements)},
		{title: "Tabular operators", entries: bound(t, operators), uses: "operators"},
		{title: "Plugins", entries: plugins(t), uses: "plugins"},
		{title: "Operators of expressions", entries: listed(infixes(), func(name string) bool { _, ok := function.Lookup(name); return ok }), uses: "binary"},
		{title: "Aggregate functions", entries: listed(signature.Names(signature.Aggregates), func(name string) bool { _, ok := aggregate.Lookup(name); return ok }), uses: "aggregates"},
		{title: "Functions", entries: listed(signature.Names(signature.Functions), bind.Supports), uses: "functions"},
		{title: "Functions of Sentinel and Defender", entries: listed([]string{"AssignedIPAddresses", "DeviceFromIP", "FileProfile", "SeenBy", "_GetWatchlist", "_GetWatchlistAlias"}, bind.Supports)},
	}
}

func listed(names []string, supported func(string) bool) []entry {
	names = slices.Clone(names)
	slices.Sort(names)
	var entries []entry
	for _, name := range slices.Compact(names) {
		entries = append(entries, entry{name: name, supported: supported(name)})
	}
	return entries
}

// An example uses one thing of the language.
type example struct{ name, query string }

// bound tells by the binder whether each example is supported: it binds, or is refused by
// name.
func bound(t *testing.T, examples []example) []entry {
	var entries []entry
	for _, x := range examples {
		_, err := (&Engine{Tables: catalogue()}).Prepare(context.Background(), "", x.query)
		if err != nil && !strings.Contains(err.Error(), "not supported") && !strings.Contains(err.Error(), "control command") {
			t.Errorf("the example of %s: %v", x.name, err)
		}
		entries = append(entries, entry{name: x.name, supported: err == nil})
	}
	return entries
}

func plugins(t *testing.T) []entry {
	return listed(signature.Names(signature.Plugins), func(name string) bool {
		_, err := (&Engine{}).Columns("", "print x = 1 | evaluate "+name+"()")
		return err == nil || !strings.Contains(err.Error(), "the plugin `"+name+"` is not supported")
	})
}

// infixes are the operators of expressions: those with a signature of their own, and those
// that take lists.
func infixes() []string {
	names := []string{"in", "!in", "in~", "!in~", "has_any", "has_all", "between", "!between", "[]"}
	return append(names, signature.Names(signature.Operators)...)
}

// written is the tables as the page has them.
func written(sections []*section) string {
	var text strings.Builder
	for _, s := range sections {
		supported := 0
		for _, e := range s.entries {
			if e.supported {
				supported++
			}
		}
		fmt.Fprintf(&text, "\n## %s\n\n%d of %d are supported.\n\n", s.title, supported, len(s.entries))
		text.WriteString("| | | cases |\n|---|---|---:|\n")
		for _, e := range s.entries {
			fmt.Fprintf(&text, "| `%s` | %s | %s |\n", strings.ReplaceAll(e.name, "|", `\|`), e.verdict(), e.cases())
		}
	}
	return text.String()
}

func (e *entry) verdict() string {
	if e.supported {
		return "supported"
	}
	return "refused by name"
}

// cases is how many cases pass of those that exist.
func (e *entry) cases() string {
	if e.exists == 0 {
		return ""
	}
	return fmt.Sprintf("%d / %d", e.passed, e.exists)
}
