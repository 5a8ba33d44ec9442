package signature

import (
	"strings"
	"testing"
)

// Groups are read when they are first asked; here, all.
func TestEveryGroupReads(t *testing.T) {
	for g := range groups() {
		if strings.HasPrefix(string(g), "#") { // what stands above the first
			continue
		}
		if len(AllNames(g)) == 0 {
			t.Errorf("the group %q has no signatures", g)
		}
	}
}
