package yamltext

import (
	"fmt"
	"strings"
	"testing"
)

const sample = `# a comment
name: one
empty:
list:
  - a
  - {k: v, w: "x y"}
text: |

    first
      second
folded: >
  to
  gether
---
- second document
`

func TestParse(t *testing.T) {
	roots, err := Parse(sample)
	if err != nil || len(roots) != 2 {
		t.Fatalf("%d documents, %v", len(roots), err)
	}
	root := roots[0]
	for _, tt := range []struct {
		n    Node
		want string
	}{
		{root.Get("name"), `"one" at 2:7`},
		{root.Get("empty"), `"" at 0:0`},
		{root.Get("absent"), `"" at 0:0`},
		{root.Get("list").Items()[0], `"a" at 5:5`},
		{root.Get("list").Items()[1].Get("w"), `"x y" at 6:15`},
		{root.Get("text"), `"\nfirst\n  second\n" at 7:7`},
		{root.Get("folded"), `"to gether\n" at 11:9`},
		{root.Get("name").Items()[0], `"one" at 2:7`},
		{roots[1].Items()[0], `"second document" at 15:3`},
	} {
		if got := fmt.Sprintf("%q at %d:%d", tt.n.Text, tt.n.Line, tt.n.Column); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
	if text := root.Get("text"); text.Block != 8 || text.Indent != 4 {
		t.Errorf("the block begins on line %d after %d blanks, want 8 and 4", text.Block, text.Indent)
	}
}

// Aliases are not followed, and what nests without end is refused.
func TestHostile(t *testing.T) {
	roots, err := Parse("a: &x [1, 2]\nb: [*x, *x]\n")
	if err != nil || len(roots[0].Get("b").Items()) != 2 || len(roots[0].Get("b").Items()[0].Items()) > 1 {
		t.Errorf("an alias was followed: %+v, %v", roots, err)
	}
	for _, text := range []string{strings.Repeat("[", 100_000), strings.Repeat("{a: ", 50_000), strings.Repeat(" ", 10_000) + "a: b", "a: [", "\x00", strings.Repeat("a: b\n", 6000)} {
		if _, err := Parse(text); err == nil && text != "\x00" {
			t.Errorf("%.20q: no error", text)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Add("a: &x [1]\nb: *x\n!!t c: ? d\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return
		}
		roots, err := Parse(text)
		if err != nil {
			return
		}
		for _, n := range roots {
			inside(t, n, strings.Count(text, "\n")+1, 0)
		}
	})
}

// inside checks that a value and all in it stand on lines that there are.
func inside(t *testing.T, n Node, lines, depth int) {
	if n.Line < 0 || n.Line > lines || depth > maxNesting+1 {
		t.Errorf("line %d of %d, depth %d", n.Line, lines, depth)
	}
	for _, v := range n.Values {
		inside(t, v, lines, depth+1)
	}
}
