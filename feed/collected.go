package feed

import (
	"iter"
	"slices"

	"foxhound/indicator"
)

// chunkSize is how many indicators lie together while a feed is read: about a megabyte.
const chunkSize = 4096

// collected are the indicators of a feed while it is read. They lie in chunks that never
// move: a slice of millions that grows would stand in memory twice each time, and leave
// several times its size behind.
type collected struct{ chunks [][]indicator.Indicator }

func (c *collected) len() int {
	if len(c.chunks) == 0 {
		return 0
	}
	last := len(c.chunks) - 1
	return last*chunkSize + len(c.chunks[last])
}

// add appends; of a small feed the one chunk grows as slices do.
func (c *collected) add(ind indicator.Indicator) {
	last := len(c.chunks) - 1
	switch {
	case last < 0:
		c.chunks, last = append(c.chunks, nil), 0
	case len(c.chunks[last]) == chunkSize:
		c.chunks, last = append(c.chunks, make([]indicator.Indicator, 0, chunkSize)), last+1
	}
	c.chunks[last] = append(c.chunks[last], ind)
}

// from yields the indicators from number n on; they may be changed in their place.
func (c *collected) from(n int) iter.Seq[*indicator.Indicator] {
	return func(yield func(*indicator.Indicator) bool) {
		for ; n < c.len(); n++ {
			if !yield(&c.chunks[n/chunkSize][n%chunkSize]) {
				return
			}
		}
	}
}

// truncate forgets all but the first n.
func (c *collected) truncate(n int) {
	if n == 0 {
		c.chunks = nil
		return
	}
	last := (n - 1) / chunkSize
	c.chunks = c.chunks[:last+1]
	c.chunks[last] = c.chunks[last][:n-last*chunkSize]
}

// take returns the indicators in one slice of just their size, and keeps none.
func (c *collected) take() []indicator.Indicator {
	all := slices.Concat(c.chunks...)
	c.chunks = nil
	return all
}
