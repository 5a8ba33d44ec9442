// Package sweep finds the few places in raw log bytes where a listed observable could stand,
// so that all else need not be parsed. It reads whole buffers at a large part of the speed of
// memory, whether ten observables are listed or a million. Start with [New], then give each
// goroutine a [Sweeper] of its own.
//
// The law of the package: a place may be reported without cause, but where the text of a
// record, once its escapes are undone, holds a listed observable as a whole token, a place in
// that record is reported. What is found is for the caller to parse and confirm.
//
// How it goes. Bytes are sorted into eight classes, a bit a byte (class.go). Each observable is
// listed under one anchor: a name under one of its dots, an address under its second dot or its
// colons, a mail address under its @, a hash under the start of its digits. Where anchors are in
// the log is told from the classes (marks.go). At each the bytes around it, the window, are looked
// up in a small filter that stays in cache (lookup.go, filter.go); of what passes, whole tokens are
// looked up among fingerprints of whole observables (ask.go). Windows never reach beyond the observable,
// so what stands left of a name (a subdomain, a quote) does not change its window. Where an
// escape may hide a boundary, the window is tried with and without it (escape.go); where one
// may hide a byte of an observable, the place is reported; names that are not ASCII have a
// path of their own (foreign.go).
package sweep

import (
	"net/netip"
	"slices"
)

// Keys are the observables to look for. Names are canonical host names, lower case and in
// their ASCII form, and stand for their subdomains too; a URL is listed by its host.
type Keys struct {
	Names  []string
	Addrs  []netip.Addr // unmapped, without zone
	Hashes []string     // lower-case hexadecimal
	Mail   []string     // a local part, an @ and a canonical host name

	// Canonical brings a host name that is not ASCII into the form of Names, or reports
	// false; it must be safe for use by many goroutines. Nil reports every such name.
	Canonical func(host string) (string, bool)
}

// An Index is what [New] made of keys. It never changes, so any number of sweepers share it.
type Index struct {
	filter  filter
	windows prints // of all kinds
	wholes  prints // names, hashes, addresses
	traits
	canonical func(string) (string, bool)
	small     *small // not nil where the set is small enough for it
}

// Size returns the bytes of memory that the index takes.
func (x *Index) Size() int {
	return 8*len(x.filter.words) + 32*len(x.windows.groups) + 32*len(x.wholes.groups)
}

// A Sweeper sweeps buffers for one index. It is for one goroutine at a time.
type Sweeper struct {
	sweep // first, for its marks and masks are to begin with cache lines
	*Index
	escapes Escapes
	tables  *tables    // of a small set
	args    lookupArgs // of the lookup at hand
	few     [8]uint16  // its places, where they are fewer: see eight
	passed  passing    // what the filter lets pass of it
	edge    blockText  // a block at an end of the buffer
}

// A sweep is the state of one call of Sweep.
type sweep struct {
	k         marks
	_         [lineWords - 1]uint64 // so that the first word of a block begins a line, and not the one before it
	m         masks
	buf       []byte
	base      int  // where the block at hand begins in buf
	places    list // at hand, see flatten
	proposals questions
	asked     questions
	found     []int
	token     int // where the last foreign token ended
	run       int // where the last run of colons ended

	escaped struct {
		end   int  // where the last run with escaped characters ended
		stops bool // it holds a full stop
	}
}

// Sweeper returns a sweeper for texts that may carry the escapes.
func (x *Index) Sweeper(escapes Escapes) *Sweeper {
	s := &Sweeper{Index: x, escapes: escapes, sweep: sweep{places: make(list, 0, blockSize)}}
	if x.small != nil {
		s.tables = x.small.withEscapes(escapes)
	}
	return s
}

// Sweep appends to places the offsets in buf that may belong to a listed observable, in
// rising order, and returns the extended slice. Buf must begin and end between records; it
// is read only. An offset lies within the token that gave rise to it, so in its record.
func (s *Sweeper) Sweep(places []int, buf []byte) []int {
	s.buf, s.found, s.token, s.run, s.escaped.end = buf, places, 0, 0, 0
	s.m.begin()
	for s.base = 0; s.base < len(buf); s.base += blockSize {
		if s.small != nil {
			s.smallBlock()
		} else {
			n := s.m.load(buf, s.base)
			s.k.find(&s.m, n, &s.traits)
			s.block(n)
		}
	}
	s.answerProposals()
	s.answer()
	slices.Sort(s.found[len(places):])
	places = s.found[:len(places)+len(slices.Compact(s.found[len(places):]))]
	s.buf, s.found = nil, nil
	return places
}

// block looks at the anchors of a block of n words, kind by kind.
func (s *Sweeper) block(n int) {
	if s.quads {
		s.quadAnchors()
	}
	if s.names {
		s.nameAnchors()
	}
	if s.hashes {
		s.hashAnchors()
	}
	if s.mail {
		s.mailAnchors(n)
	}
	if s.words {
		s.wordAnchors(n)
	}
	if s.colons {
		s.colonAnchors()
	}
	if s.names || s.mail {
		s.foreignAnchors()
	}
	if s.escapes&(Unicode|HexByte|Percent) != 0 {
		s.escapeAnchors()
	}
}

// report notes a place.
func (s *Sweeper) report(at int) { s.found = append(s.found, at) }
