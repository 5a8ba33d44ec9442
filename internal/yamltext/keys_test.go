package yamltext

import (
	"strings"
	"testing"
)

func TestKeys(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		all, most  int
	}{
		{"a mapping", "a: 1\nb: 2\n", 2, 2},
		{"one in another", "a:\n  b: 1\n  c: 2\nd: 3\n", 4, 2},
		{"a list of mappings", "- a: 1\n  b: 2\n- a: 1\n  b: 2\n- a: 1\n  b: 2\n", 6, 2},
		{"a list within", "g:\n  - a: 1\n    b: 2\n  - a: 1\n    b: 2\nh: 1\n", 6, 2},
		{"lists that part no mapping", "a:\n- x\nb:\n- x\nc:\n- x\n", 3, 3},
		{"lists of mappings that part no mapping", "a:\n- x: 1\nb:\n- x: 1\nc:\n- x: 1\n", 6, 3},
		{"brackets over lines", "a: {\nb: 1,\n  c: 2,\nd: 3}\n", 4, 4},
		{"a block of text", "a: |\n  b: [\n\n  c: 2\nd: 3\n", 2, 2},
		{"no block of text", "# a: |\n  b: 1\n  c: 2\n", 3, 2},
		{"documents", "a: 1\n---\nb: 2\n", 2, 1},
		{"blank lines and comments", "a:\n  b: 1\n\n# c\n  d: 2\n", 3, 2},
	} {
		if all, most := keys(tt.text); all != tt.all || most != tt.most {
			t.Errorf("%s: keys = %d, %d, want %d, %d", tt.name, all, most, tt.all, tt.most)
		}
	}
}

func TestMostKeys(t *testing.T) {
	if _, err := Parse(strings.Repeat("- a: 1\n  b: 2\n", maxSiblings)); err != nil {
		t.Errorf("a long list: %v", err)
	}
	if _, err := Parse(strings.Repeat("a: 1\n", maxSiblings+1)); err == nil || !strings.Contains(err.Error(), "in one mapping") {
		t.Errorf("a wide mapping: %v", err)
	}
	if _, err := Parse(strings.Repeat("- a: 1\n", maxKeys+1)); err == nil || !strings.Contains(err.Error(), "more than the 60000") {
		t.Errorf("too many keys: %v", err)
	}
}
