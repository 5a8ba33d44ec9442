package group

import "strings"

// copies are copies of strings, many of them in one piece of memory, which costs the
// garbage collector one look in place of many. Its zero value is ready for use.
type copies struct {
	piece *strings.Builder
	size  int // of the last piece
}

// The pieces grow from few bytes, for groups are often few, to some that few strings need
// to be kept alive for.
const (
	leastPiece = 1 << 8
	mostPiece  = 1 << 15
)

// of returns a copy of s.
func (c *copies) of(s string) string {
	if len(s) > mostPiece/8 {
		return strings.Clone(s)
	}
	if c.piece == nil || c.piece.Len()+len(s) > c.piece.Cap() {
		c.size = min(max(leastPiece, 2*c.size, len(s)), mostPiece)
		c.piece = new(strings.Builder)
		c.piece.Grow(c.size)
	}
	from := c.piece.Len()
	c.piece.WriteString(s) // within its capacity, so that earlier copies stay where they are
	return c.piece.String()[from:]
}
