package guard

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/guards.md")

const docsPage = "../docs/guards.md"

// The documentation has a row for every list that a decision can name.
func TestListsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/matching.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append([]string{"public-suffixes", "compromised-sites", "retracted-before"}, names()...) {
		if !strings.Contains(string(text), "\n| `"+name+"` |") {
			t.Errorf("docs/matching.md has no row for %s", name)
		}
	}
}

func names() (all []string) {
	for _, l := range lists {
		all = append(all, l.name)
	}
	return all
}

// holdSection holds a part of docs/guards.md, between comments with its name, to what it should
// be, or writes it.
func holdSection(t *testing.T, name, want string) {
	t.Helper()
	page, err := os.ReadFile(docsPage)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- "+name+": go test ./guard -update -->\n", "<!-- end -->\n"
	before, rest, ok := strings.Cut(string(page), begin)
	is, after, more := strings.Cut(rest, end)
	if !ok || !more {
		t.Fatalf("%s has no section %s", docsPage, name)
	}
	if *update {
		if err := os.WriteFile(docsPage, []byte(before+begin+want+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(is, want); diff != "" {
		t.Errorf("%s, %s (-is +should be):\n%s", docsPage, name, diff)
	}
}

// ownWork says of lists that no file of others is behind who made them after what.
var ownWork = map[string]string{
	"non-global-addresses": "IANA's registries of special-purpose addresses",
	"internal-names":       "IANA's registry of special-use names",
	"public-resolvers":     "the operators' own pages",
	"empty-files":          "computed",
	"shared-hosts":         "ours; blocks as GitHub and Telegram publish them",
}

// The documentation says of each list where it comes from.
func TestProvenance(t *testing.T) {
	var b strings.Builder
	b.WriteString("| list | entries | made of | licence |\n|---|--:|---|---|\n")
	for _, l := range lists {
		text, err := files.ReadFile("lists/" + l.name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		of, licence := ownWork[l.name], "this project's"
		if from := fromLine.FindAllStringSubmatch(string(text), -1); from != nil {
			of, licence = madeOf(from), "CC0 1.0"
		}
		if of == "" {
			t.Errorf("nobody says what %s is made of", l.name)
		}
		fmt.Fprintf(&b, "| `%s` | %d | %s | %s |\n", l.name, l.len(), of, licence)
	}
	b.WriteString("| `public-suffixes` | | Mozilla's public suffix list, with `golang.org/x/net` as `go.mod` has it | MPL 2.0 |\n")
	b.WriteString("| `compromised-sites` | | what the feed says of each indicator (`is_compromised`) | |\n")
	b.WriteString("| `retracted-before` | | what feeds took back: abuse.ch's list of false positives, in the store or beside other files | |\n")
	holdSection(t, "lists", b.String())
}

// madeOf names warninglists with their versions; of many, how many they are.
func madeOf(from [][]string) string {
	if n := len(from); n > 10 {
		return fmt.Sprintf("%d MISP warninglists, as named in the file", n)
	}
	var parts []string
	for _, f := range from {
		parts = append(parts, f[1]+" "+f[2])
	}
	return "MISP warninglists: " + strings.Join(parts, ", ")
}
