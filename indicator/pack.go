package indicator

import (
	"iter"
	"slices"
	"sort"
)

// A Pack holds many indicators in little memory: a million values of a plain list in about
// 35 MB, where a slice of them takes 250 and their values. Values lie one behind the other; what
// many indicators say alike (family, threat type, reporter, tags ...) is held once; what none
// of them says takes nothing.
//
// The zero Pack is empty and ready to use. Any number of goroutines may read a Pack that none
// changes. An indicator comes out as it went in, but for times, which come out in UTC, and
// tags and aliases that are empty and not nil.
type Pack struct {
	said     dictionary
	segments []*segment // none is empty
	firsts   []int      // the number of each segment's first indicator
	n        int
	open     bool // whether the last segment may grow
	room     room // of the next segment
}

// A room is how much is expected.
type room struct{ indicators, bytes int }

// A segment is full with so many indicators or bytes of text: so many that segments are few,
// so few that one which grows leaves little behind.
const (
	segmentSize  = 16 << 10
	segmentBytes = 512 << 10
)

// Len returns how many indicators there are; a nil Pack has none.
func (p *Pack) Len() int {
	if p == nil {
		return 0
	}
	return p.n
}

// Grow makes room for so many more indicators, whose values have so many bytes. It changes
// nothing else, and is of use where that much is added next.
func (p *Pack) Grow(indicators, bytes int) { p.room = room{indicators, bytes} }

// Add appends an indicator.
func (p *Pack) Add(ind Indicator) {
	if !p.open {
		s := newSegment(min(p.room.indicators, segmentSize), min(p.room.bytes, segmentBytes))
		p.segments, p.firsts, p.open, p.room = append(p.segments, s), append(p.firsts, p.n), true, room{}
	}
	s := p.segments[len(p.segments)-1]
	s.add(&ind, &p.said)
	p.n++
	if len(s.kinds) >= segmentSize || s.bytes() >= segmentBytes {
		p.seal()
	}
}

// seal ends the last segment and gives up what it has in reserve.
func (p *Pack) seal() {
	if p.open {
		p.segments[len(p.segments)-1].clip()
		p.open = false
	}
}

// Append appends the indicators of other, which must not be used any more: p has what was its.
func (p *Pack) Append(other *Pack) {
	if other.n == 0 {
		return
	}
	p.seal()
	other.seal()
	now := p.said.merge(&other.said)
	for i, s := range other.segments {
		s.renumber(now)
		p.segments, p.firsts = append(p.segments, s), append(p.firsts, p.n+other.firsts[i])
	}
	p.n += other.n
}

// Truncate forgets all but the first n.
func (p *Pack) Truncate(n int) {
	if n >= p.n {
		return
	}
	last := sort.SearchInts(p.firsts, n) // of those that go
	clear(p.segments[last:])
	p.segments, p.firsts, p.n, p.open = p.segments[:last], p.firsts[:last], n, false
	if last > 0 && n < p.firsts[last-1]+len(p.segments[last-1].kinds) {
		p.segments[last-1] = p.segments[last-1].cut(n - p.firsts[last-1])
	}
}

// At returns indicator number i, from 0 on. Its strings share the Pack's memory.
func (p *Pack) At(i int) Indicator {
	s, i := p.find(i)
	return s.at(i, &p.said)
}

// Observable returns what [Pack.At] does of an indicator's observable, and faster.
func (p *Pack) Observable(i int) Observable {
	s, i := p.find(i)
	return s.observable(i)
}

// find returns the segment that holds number i, and its number there.
func (p *Pack) find(i int) (*segment, int) {
	at := sort.Search(len(p.firsts), func(k int) bool { return p.firsts[k] > i }) - 1
	return p.segments[at], i - p.firsts[at]
}

// All yields every indicator with its number, in order.
func (p *Pack) All() iter.Seq2[int, Indicator] {
	return func(yield func(int, Indicator) bool) {
		for k, s := range p.segments {
			for i := range s.kinds {
				if !yield(p.firsts[k]+i, s.at(i, &p.said)) {
					return
				}
			}
		}
	}
}

// Marks yields the marks of the indicators from number first on, before number end, with their
// numbers.
func (p *Pack) Marks(first, end int) iter.Seq2[int, Mark] {
	return func(yield func(int, Mark) bool) {
		for k := max(0, sort.SearchInts(p.firsts, first+1)-1); k < len(p.segments); k++ {
			s := p.segments[k]
			for i := max(0, first-p.firsts[k]); i < len(s.kinds); i++ {
				n := p.firsts[k] + i
				if n >= end || !yield(n, s.mark(i, &p.said)) {
					return
				}
			}
		}
	}
}

// A Mark is what can be told of a packed indicator at once.
type Mark struct {
	Observable
	Compromised bool
	Relisted    bool
	Attributed  bool // its family is known
}

// Slice returns all indicators in a slice.
func (p *Pack) Slice() []Indicator {
	if p.n == 0 {
		return nil
	}
	all := make([]Indicator, 0, p.n)
	for _, ind := range p.All() {
		all = append(all, ind)
	}
	return all
}

// PackOf packs a slice.
func PackOf(list []Indicator) *Pack {
	p := new(Pack)
	for i := range list {
		p.Add(list[i])
	}
	p.seal()
	return p
}

// clipped returns s without what it has in reserve.
func clipped[T any](s []T) []T {
	if cap(s)-len(s) <= len(s)/16 {
		return s
	}
	return slices.Clone(s)
}
