package feed

import (
	"iter"

	"foxhound/indicator"
)

// chunkSize is how many indicators lie together that may still change: about a megabyte.
const chunkSize = 4096

// collected are the indicators of a feed while it is read: those that stay as they are in a
// pack, and behind them those that their reader may still change, in chunks that never move.
type collected struct {
	pack   indicator.Pack
	chunks [][]indicator.Indicator
	final  bool // what is added stays as it is
}

// finally has all that is added from now on to the end of the text stay as it is, which saves
// the chunks.
func (c *collected) finally() {
	c.settle()
	c.final = true
}

// settle puts all there is into the pack.
func (c *collected) settle() {
	for _, chunk := range c.chunks {
		for i := range chunk {
			c.pack.Add(chunk[i])
		}
	}
	c.chunks, c.final = nil, false
}

// loose is how many may still change.
func (c *collected) loose() int {
	if len(c.chunks) == 0 {
		return 0
	}
	last := len(c.chunks) - 1
	return last*chunkSize + len(c.chunks[last])
}

func (c *collected) len() int { return c.pack.Len() + c.loose() }

// add appends; of a small feed the one chunk grows as slices do.
func (c *collected) add(ind indicator.Indicator) {
	if c.final {
		c.pack.Add(ind)
		return
	}
	last := len(c.chunks) - 1
	switch {
	case last < 0:
		c.chunks, last = append(c.chunks, nil), 0
	case len(c.chunks[last]) == chunkSize:
		c.chunks, last = append(c.chunks, make([]indicator.Indicator, 0, chunkSize)), last+1
	}
	c.chunks[last] = append(c.chunks[last], ind)
}

// from yields the indicators from number n on, all of which may still change, in their place.
func (c *collected) from(n int) iter.Seq[*indicator.Indicator] {
	return func(yield func(*indicator.Indicator) bool) {
		for i := n - c.pack.Len(); i < c.loose(); i++ {
			if !yield(&c.chunks[i/chunkSize][i%chunkSize]) {
				return
			}
		}
	}
}

// truncate forgets all but the first n.
func (c *collected) truncate(n int) {
	loose := n - c.pack.Len()
	if loose <= 0 {
		c.pack.Truncate(n)
		c.chunks = nil
		return
	}
	last := (loose - 1) / chunkSize
	c.chunks = c.chunks[:last+1]
	c.chunks[last] = c.chunks[last][:loose-last*chunkSize]
}

// take returns all in a pack, and keeps none.
func (c *collected) take() *indicator.Pack {
	c.settle()
	all := c.pack
	*c = collected{}
	return &all
}
