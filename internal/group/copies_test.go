package group

import (
	"strings"
	"testing"
)

// TestCopies holds copies to what was copied, however long it is and whatever came behind it.
func TestCopies(t *testing.T) {
	var c copies
	var got, want []string
	for i := range 2000 {
		s := strings.Repeat(string(rune('a'+i%26)), i*i%517)
		if i%400 == 0 {
			s = strings.Repeat("long", 4*mostPiece/(1+i))
		}
		got, want = append(got, c.of(s)), append(want, s)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("copy %d is %q, want %q", i, got[i], want[i])
		}
	}
}
