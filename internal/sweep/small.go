package sweep

import "sync"

// A small is a set of so few anchors that the two bytes before a dot and the two behind it
// rule out almost every dot of a log, within the pass over its bytes: the nibble tables of
// Teddy, about dots. What it does not rule out is asked for at once, without windows. A
// sweep by it must equal the one without (TestSmall); BenchmarkSweep/6 tells what it buys.
type small struct {
	tables tables
	sets   [4][256]uint8 // by place and byte, the groups of anchors that have the byte there
	n      int           // anchors so far
	pairs  func() *smallPairs
}

// tables are what the assembly reads: for each place, the groups by a byte's low half and by
// its high half, and the bytes that escapes begin with; all twice, for both halves of a
// register. Where registers are wider, each byte has its groups in a table of its place.
type tables struct {
	halves  [8][32]uint8
	escapes [4][32]uint8  // a backslash, two that may follow it, a percent sign; 0xff for none
	bytes   [4][128]uint8 // by the lower seven bits
}

// maxSmall is the most anchors of a small set: six for each of eight groups.
const maxSmall = 48

// smallPlaces are where the bytes stand, from the dot.
var smallPlaces = [4]int{-2, -1, 1, 2}

// add adds an anchor: the dot at p of text. What lies beyond the text may be any byte.
func (m *small) add(text []byte, p int) {
	bit := uint8(1) << (m.n % 8)
	m.n++
	for k, off := range smallPlaces {
		if i := p + off; i < 0 || i >= len(text) {
			for c := range 256 {
				m.allow(k, byte(c), bit)
			}
		} else {
			m.allow(k, text[i], bit)
			if c := text[i]; 'a' <= c && c <= 'z' {
				m.allow(k, c&^0x20, bit)
			}
		}
	}
}

func (m *small) allow(place int, c byte, bit uint8) {
	m.tables.bytes[place][c&0x7f] |= bit
	for i := 0; i < 32; i += 16 {
		m.tables.halves[2*place][i+int(c&15)] |= bit
		m.tables.halves[2*place+1][i+int(c>>4)] |= bit
	}
}

// finish derives the sets from the halves, and the table of pairs from these when it is needed.
func (m *small) finish() {
	for k := range m.sets {
		for c := range m.sets[k] {
			m.sets[k][c] = m.tables.halves[2*k][c&15] & m.tables.halves[2*k+1][c>>4]
		}
	}
	m.pairs = sync.OnceValue(m.lookPairs)
}

// withEscapes returns the tables for a sweeper.
func (m *small) withEscapes(e Escapes) *tables {
	t := m.tables
	fill := func(i int, c byte) {
		for k := range t.escapes[i] {
			t.escapes[i][k] = c
		}
	}
	second := [4]byte{0xff, 'u', 'x', 'x'}[e&(Unicode|HexByte)/Unicode]
	fill(0, '\\')
	fill(1, second)
	fill(2, second)
	if e&(Unicode|HexByte) == Unicode|HexByte {
		fill(1, 'u')
	}
	fill(3, 0xff)
	if e&Percent != 0 {
		fill(3, '%')
	}
	return &t
}

// allows reports whether the bytes around the dot at p may be those of an anchor.
func (m *small) allows(buf []byte, p int) bool {
	groups := uint8(0xff)
	for k, off := range smallPlaces {
		c := byte(0)
		if i := p + off; 0 <= i && i < len(buf) {
			c = buf[i]
		}
		groups &= m.sets[k][c]
	}
	return groups != 0
}

// smallBlock is [Sweeper.block] for a small set.
func (s *Sweeper) smallBlock() {
	s.findSmall()
	s.smallAnchors()
	if s.colons {
		s.colonAnchors()
	}
	if s.names {
		s.foreignAnchors()
	}
	if s.escapes&(Unicode|HexByte|Percent) != 0 {
		s.escapeAnchors()
	}
}

// markSmall fills the marks from the masks of n words that only a small set has: dots that it
// allows, escapes that hide something, colons and high bytes.
func (s *Sweeper) markSmall(n int, highs, escapes uint64) {
	s.k.some = [markKinds][blockWords / 64]uint64{}
	dots, colons := &s.m[dot], &s.m[colon]
	colons[0] = 0 // of the block before, where no more than this was a colon matters
	if s.base > 0 && s.buf[s.base-1] == ':' {
		colons[0] = 1 << 63
	}
	for at := range n {
		w := at&(blockWords-1) + 1
		if names, pairs := dots[w], pairsOf(colons[w], colons[w-1]); names|pairs != 0 { // as rarely
			s.k.put(nameMark, at, names)
			s.k.put(pairMark, at, pairs)
		}
	}
	s.markRare(n, highs, escapes)
}

// markRare fills the marks of escapes and high bytes, if there are any.
func (s *Sweeper) markRare(n int, highs, escapes uint64) {
	if escapes != 0 {
		for at, x := range s.m[esc][1 : n+1] {
			s.k.put(escapeMark, at, x)
		}
	}
	if highs != 0 {
		s.m[high][0] = 0 // else of the block before
		if s.base > 0 {
			s.m[high][0] = uint64(s.buf[s.base-1]>>7) << 63
		}
		s.k.findForeign(&s.m, n)
	}
}

// smallAnchors asks for what is around the dots that are left, as a name and as an address.
func (s *Sweeper) smallAnchors() {
	for _, d := range s.k.flatten(s.places, nameMark) {
		p := s.base + int(d)
		if s.names {
			s.askName(p)
		}
		if s.quads && p > 0 && is(s.buf[p-1], digit) {
			s.askQuad(p)
			s.hiddenQuad(p)
		}
	}
}
