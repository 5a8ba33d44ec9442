package sweep

import (
	"encoding/binary"
	"sort"
)

// A lookup is a kind of window that is looked up at many places of a block: by slow, which any
// place is for, or by assembly, for places with eight bytes on either side. Either appends to the k
// places that passed those whose windows the filter lets pass, with their hashes, and returns how
// many there are then.
type lookup struct {
	slow        func(s *Sweeper, places list, k int) int
	quick, wide func(*lookupArgs)
	origin      int // where in the list the block begins
}

var (
	nameLookup = &lookup{slow: (*Sweeper).lookNames, quick: lookNamesAVX2, wide: lookNamesAVX512}
	quadLookup = &lookup{slow: (*Sweeper).lookQuads, quick: lookQuadsAVX2, wide: lookQuadsAVX512}
	hashLookup = &lookup{slow: (*Sweeper).lookHashes, wide: lookHashesAVX512, origin: runReach - 8}
)

// lookupArgs are what the assembly needs: pointers into a sweeper, a block and the index.
type lookupArgs struct {
	places *uint16 // in the block, rising, see eight
	n      int     // not 0
	masks  *masks
	text   *byte // the block
	origin int
	others *[128]uint8 // notWord
	filter *uint64
	shift  uint64
	passed *uint16
	hashed *uint64
	k      int // how many passed, to be set
}

// passing is what the filter let pass: places and their hashes. Behind the last, assembly may write
// seven more.
type passing struct {
	places [blockSize + 8]uint16
	hashes [blockSize + 8]uint64
}

// put writes the n-th place and its hash.
func (p *passing) put(n int, place uint16, hash uint64) {
	p.places[n&(blockSize-1)], p.hashes[n&(blockSize-1)] = place, hash
}

// pass leaves, of the places from k to n, those whose hashes the filter lets pass, and returns where
// they end. It has no branch: each is written behind those that passed, and counted if it does. And
// it is a loop of its own, for the filter may be in far memory and a short loop has many loads under
// way.
func (s *Sweeper) pass(k, n int) int {
	p, f := &s.passed, s.filter
	for i := k; i < n; i++ {
		place, hash := p.places[i&(blockSize-1)], p.hashes[i&(blockSize-1)]
		p.put(k, place, hash)
		k += f.one(hash)
	}
	return k
}

// reach is at least how far a lookup sees around a place: eight bytes on either side.
const reach = 16

// A blockText is a block and what is around it, with zeros beyond the buffer.
type blockText [reach + blockSize + reach]byte

// text returns the block at base for a lookup at the places. At an end of the buffer that is a copy, of
// what is between them and around.
func (s *Sweeper) text(places list) *blockText {
	from := s.base - reach
	if from >= 0 && len(s.buf)-from >= len(s.edge) {
		return (*blockText)(s.buf[from:])
	}
	if len(places) > 0 {
		first, behind := int(places[0]), int(places[len(places)-1])+2*reach
		clear(s.edge[first:behind])
		first = max(first, -from)
		copy(s.edge[first:behind], s.buf[from+first:])
	}
	return &s.edge
}

// before returns the eight bytes before a place, the nearest at the top.
func (t *blockText) before(d uint16) uint64 {
	at := int(d) & (blockSize - 1)
	return binary.LittleEndian.Uint64(t[at+reach-8:])
}

// after returns the eight bytes behind a place, the nearest at the bottom.
func (t *blockText) after(d uint16) uint64 {
	at := int(d) & (blockSize - 1)
	return binary.LittleEndian.Uint64(t[at+reach+1:])
}

// lookup returns the places whose windows the filter lets pass. Their hashes are in s.passed.
func (s *Sweeper) lookup(places list, kind *lookup) list {
	k := 0
	if run := kind.best(); run != nil {
		before, middle, behind := s.apart(places, kind.origin)
		k = kind.slow(s, before, k)
		if len(middle) > 0 {
			s.args = lookupArgs{
				places: s.eight(middle), n: len(middle), masks: &s.m, text: &s.buf[s.base], origin: kind.origin, others: &notWord,
				filter: &s.filter.words[0], shift: uint64(s.filter.shift), passed: &s.passed.places[k], hashed: &s.passed.hashes[k],
			}
			run(&s.args)
			k += s.args.k
		}
		places = behind
	}
	return s.passed.places[:kind.slow(s, places, k)]
}

// best returns the assembly for this processor, or nil.
func (l *lookup) best() func(*lookupArgs) {
	switch {
	case wider:
		return l.wide
	case fast:
		return l.quick
	}
	return nil
}

// eight returns where the places begin: of fewer than eight, where there is one before them for each
// that is missing, for eight are read.
func (s *Sweeper) eight(places list) *uint16 {
	if len(places) >= len(s.few) {
		return &places[0]
	}
	at := len(s.few) - len(places)
	copy(s.few[at:], places)
	for i := range at {
		s.few[i] = places[0]
	}
	return &s.few[at]
}

// apart leaves in the middle the places that have eight bytes of the buffer on either side.
func (s *Sweeper) apart(places list, origin int) (before, middle, behind list) {
	from, to := 0, len(places)
	if s.base < 8 {
		for from < to && s.base+int(places[from])-origin < 8 {
			from++
		}
	}
	if last := len(s.buf) - 9 - s.base + origin; last < blockSize+origin {
		to = max(from, sort.Search(len(places), func(i int) bool { return int(places[i]) > last }))
	}
	return places[:from], places[from:to], places[to:]
}
