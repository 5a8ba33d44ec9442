package feed

import (
	"fmt"
	"testing"

	"foxhound/indicator"
)

// TestCollected holds what is packed and what is not to what a plain slice would hold, over the
// borders of chunks.
func TestCollected(t *testing.T) {
	for _, n := range []int{0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 3*chunkSize + 7} {
		for _, kept := range []int{0, 1, chunkSize, 2 * chunkSize, n} {
			if kept > n {
				continue
			}
			var c collected
			for i := range n {
				if i == kept/2 {
					c.settle()
				}
				c.add(numbered(i))
			}
			c.truncate(kept)
			c.add(numbered(kept))
			for ind := range c.from(kept) {
				ind.Reporter = "changed"
			}
			check(t, fmt.Sprintf("%d cut to %d", n, kept), &c, kept+1)
		}
	}
}

func numbered(i int) indicator.Indicator { return indicator.Indicator{ID: fmt.Sprint(i)} }

// check wants n indicators in order, the last of them changed.
func check(t *testing.T, name string, c *collected, n int) {
	t.Helper()
	if c.len() != n {
		t.Errorf("%s: len = %d, want %d", name, c.len(), n)
	}
	all := c.take()
	if all.Len() != n || c.len() != 0 {
		t.Fatalf("%s: took %d and left %d, want %d and none", name, all.Len(), c.len(), n)
	}
	for i, ind := range all.All() {
		if changed := ind.Reporter != ""; ind.ID != fmt.Sprint(i) || changed != (i == n-1) {
			t.Fatalf("%s: number %d is %+v", name, i, ind)
		}
	}
}
