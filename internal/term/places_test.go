package term

import (
	"slices"
	"strings"
	"testing"
)

// TestEach compares the two ways of finding overlapping texts.
func TestEach(t *testing.T) {
	for _, unit := range []string{"a", "ab", "aab", "abcabd", "é"} {
		s := strings.Repeat(unit, 60) + "x" + strings.Repeat(unit, 50)
		for _, long := range []string{strings.Repeat(unit, 40), strings.Repeat(unit, 40) + "x", s, s + "y", strings.Repeat("q", 40)} {
			var got, want []int
			Each(s, long, func(at int) bool { got = append(got, at); return true })
			for i := range s {
				if strings.HasPrefix(s[i:], long) {
					want = append(want, i)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q in %q: %v, want %v", long, s, got, want)
			}
		}
	}
}
