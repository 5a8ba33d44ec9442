package sweep

import "sort"

// A lookup is what the assembly needs to look up the windows around dots: pointers into a
// sweeper, a block and the index.
type lookup struct {
	dots, end       *uint16 // places in the block, rising
	masks           *masks
	text            *byte // the block
	filter          *uint64
	shift           uint64
	passed, escaped *uint16 // places that the filter lets pass, and those behind an escape
	k, e            int     // how many, to be set
	hashed          *uint64 // room for a window of each place
}

// lookup looks up the windows around the dots: in assembly, where there is any, but for those
// so near an end of the buffer that their eight bytes on either side are not there.
func (s *Sweeper) lookup(dots list, slow func(s *Sweeper, dots, passed, escaped list) (int, int), quick func(*lookup)) (passed, escaped list) {
	passed, escaped = s.lists.passed[:blockSize], s.lists.escaped[:blockSize]
	if !fast || len(dots) == 0 {
		k, e := slow(s, dots, passed, escaped)
		return passed[:k], escaped[:e]
	}
	from := 0
	for from < len(dots) && s.base+int(dots[from]) < 8 {
		from++
	}
	to := len(dots)
	if last := len(s.buf) - 9 - s.base; last < blockSize {
		to = max(from, sort.Search(len(dots), func(i int) bool { return int(dots[i]) > last }))
	}
	k, e := slow(s, dots[:from], passed, escaped)
	if from < to {
		middle := dots[from:to]
		l := lookup{
			dots: &middle[0], end: &middle[len(middle)-1], masks: &s.m, text: &s.buf[s.base],
			filter: &s.filter.words[0], shift: uint64(s.filter.shift), passed: &passed[k], escaped: &escaped[e], hashed: &s.hashed[0],
		}
		quick(&l)
		k, e = k+l.k, e+l.e
	}
	if to < len(dots) {
		dk, de := slow(s, dots[to:], passed[k:], escaped[e:])
		k, e = k+dk, e+de
	}
	return passed[:k], escaped[:e]
}
