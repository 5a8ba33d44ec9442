package sweep

import (
	"strings"
	"testing"
	"unicode"

	"foxhound/indicator"
)

// Every character that IDNA turns into a full stop, or into text with one, is known as such.
func TestStops(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		host, ok := indicator.CanonicalHost("aa" + string(r) + "bb")
		if ok && strings.Contains(host, ".") && !stops(r) {
			t.Errorf("%U makes %q", r, host)
		}
	}
}
