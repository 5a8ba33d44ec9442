package warninglists

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/shared"
)

// The embedded lists are what is made of warninglists of the same versions, byte for byte.
func TestEmbeddedListsAreMade(t *testing.T) {
	archive := shared.Path(t, "data", "threatfox", "misp-warninglists-2026-08-20.tar.gz")
	made, err := Make(archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range Made() {
		want := []byte(made[m.Name])
		got, err := os.ReadFile(filepath.Join("..", "lists", m.Name+".txt"))
		switch {
		case err != nil:
			t.Error(err)
		case head(got) != head(want):
			t.Logf("%s.txt is of other versions, and cannot be compared", m.Name)
		case !bytes.Equal(got, want):
			t.Errorf("%s.txt is not what is made; go generate ./guard writes it", m.Name)
		}
	}
}

// head is what a list says of itself.
func head(text []byte) string {
	before, _, _ := strings.Cut(string(text), "\n\n")
	return before
}

func TestText(t *testing.T) {
	l := List{Name: "sites", About: "Sites.", Parts: []Part{
		{"ranked", []string{"a", "b"}, 2, "not"},
		{"Somebody", []string{"c"}, 0, ""},
	}}
	sources := map[string]*Source{
		"a":   {1, []string{"Good.com", "only-a.com", "example.com", "under.twice.com", "twice.com", "twice.com"}},
		"b":   {2, []string{".good.com", "example.com", "twice.com", "under.twice.com", "github.io", "co.uk"}},
		"c":   {3, []string{"good.com", "10.0.1.0/24", "10.0.0.0/24", "::ffff:1.2.3.4", "10.0.0.7", "d41d8cd98f00b204e9800998ecf8427e", "/x+/"}},
		"not": {4, []string{"example.com"}},
	}
	got, err := l.Text(sources)
	if err != nil {
		t.Fatal(err)
	}
	want := `# Sites.
# From the MISP warninglists (CC0 1.0), by guard/warninglists; edit that, not this file.
#
# a, version 1: 6 entries
# b, version 2: 6 entries
# without not, version 4: 1 entries
# c, version 3: 7 entries

[ranked]
good.com
twice.com

[Somebody]
1.2.3.4
10.0.0.0/23
d41d8cd98f00b204e9800998ecf8427e
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	only, err := List{Name: "files", Hashes: true, Parts: l.Parts[1:]}.Text(sources)
	if err != nil || !strings.HasSuffix(string(only), "\n\n[Somebody]\nd41d8cd98f00b204e9800998ecf8427e\n") {
		t.Errorf("of hashes alone: %v\n%s", err, only)
	}
	delete(sources, "c")
	if _, err := l.Text(sources); err == nil || !strings.Contains(err.Error(), "sites: there is no warninglist `c`") {
		t.Errorf("without c: %v", err)
	}
}

// A checkout and an archive give the same lists.
func TestReadFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"lists/one/list.json": `{"version": 1, "list": ["a.com"]}`,
		"lists/two.json":      `{"version": 2, "list": ["b.com"]}`,
		"tools/other.json":    `[]`,
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]*Source{"one": {1, []string{"a.com"}}, "two": {2, []string{"b.com"}}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompact(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"10.0.0.0/25 10.0.0.128/25", "10.0.0.0/24"},
		{"10.0.0.128/25 10.0.1.0/24 10.0.0.0/25", "10.0.0.0/23"},
		{"10.0.1.0/24 10.0.2.0/24", "10.0.1.0/24 10.0.2.0/24"},
		{"10.0.0.0/8 10.1.0.0/16", "10.0.0.0/8"},
		{"1.2.3.4/32", "1.2.3.4"},
		{"2001:db8::/33 2001:db8:8000::/33", "2001:db8::/32"},
		{"b.a.com com.a a.com", "a.com com.a"},
	} {
		if got := strings.Join(compact(slices.Clone(strings.Fields(tt.in))), " "); got != tt.want {
			t.Errorf("compact(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
