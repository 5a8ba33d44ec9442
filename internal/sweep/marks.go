package sweep

import "math/bits"

// A mark is a sort of anchor that the masks alone tell of.
const (
	nameMark       = iota // dots that may be a name's
	quadMark              // dots that may be an address's second
	hashMark              // the first whole group of hexadecimal digits of a run
	pairMark              // the colons that pairsOf finds
	escapeMark            // what may begin an escape
	foreignMark           // the first of bytes from 0x80
	hiddenNameMark        // those of nameMark whose label begins behind what may begin an escape
	hiddenQuadMark        // those of quadMark whose first number, with what sticks to it, does
	markKinds
)

// marks hold the anchors of a block by kind, a bit a byte: byte i is bit i%64 of word i/64. Some
// has a bit a word, for those that are not zero.
type marks struct {
	rows [markKinds][blockWords]uint64
	some [markKinds][blockWords / 64]uint64
}

// put notes a word.
func (k *marks) put(kind, at int, x uint64) {
	k.rows[kind][at] = x
	if x != 0 {
		k.some[kind][at/64] |= 1 << (at % 64)
	}
}

// findGo fills the marks from the masks of n words. It is the twin of the assembly, which finds all
// kinds and reads words that are zero behind the n-th.
//
//	text             at 1.2.3.4 of a.evil.com in 0.25 s
//	dot                  ^ ^ ^     ^    ^         ^
//	between digits       ^ ^ ^                    ^
//	second               - ^ -                    -
//	names'                         ^    ^
//
// Second is a dot between digits with such a dot two to four bytes before it and another
// behind it. That leaves out two thirds of an address's dots, and every fraction.
//
//	hex     ....1111 1111111111111111 1111111111111111 111.....
//	groups  0        1                1                0
//	first            ^                -
//
// A run of 31 digits or more covers a whole group of 16 bits of the mask, wherever it begins; no
// address, time or GUID does. Of a run's groups only the first counts, so that a long run is
// looked at once.
func (k *marks) findGo(m *masks, n int, t *traits) {
	k.some = [markKinds][blockWords / 64]uint64{}
	dots, digits, words, colons, escs := &m[dot], &m[digit], &m[word], &m[colon], &m[esc]
	last, highs := groups(m[hex][0]), uint64(0)
	var hiding hiding
	before := hiding.next(m, 0)
	for at := range n {
		w := at + 1
		hidden := uint64(0)
		if escs[w]|escs[w-1]>>63|hiding.carry != 0 {
			hidden = hiding.next(m, w)
		}
		if d := dots[w]; d != 0 {
			names, second := dotsOf(d, dots[w-1], dots[w+1], digits[w]<<1|digits[w-1]>>63, digits[w]>>1|digits[w+1]<<63, t.allDots)
			k.put(nameMark, at, names)
			k.put(quadMark, at, second)
			if hidden|before != 0 {
				k.put(hiddenNameMark, at, names&hidden)
				k.put(hiddenQuadMark, at, second&nearAfter(hidden, before))
			}
		}
		before = hidden
		if t.hashes {
			g := groups(m[hex][w])
			if g != 0 {
				k.put(hashMark, at, g&^(g<<16|last>>48))
			}
			last = g
		}
		if c := colons[w]; c != 0 && t.colons {
			k.put(pairMark, at, pairsOf(c, colons[w-1]))
		}
		if e := escs[w]; e != 0 {
			k.put(escapeMark, at, e&(words[w]>>1|words[w+1]<<63))
		}
		highs |= m[high][w]
	}
	if highs != 0 {
		k.findForeign(m, n)
	}
}

// hiding finds the dots at which runs of word bytes end that begin behind what may begin an escape,
// word by word:
//
//	text             "C:\\temp\\nevil.com"
//	esc                 ^^    ^^
//	starts                ^     ^
//	word                  1111  11111 111
//	word + starts             1      1111     a run that begins so is carried to its end
//	hidden                           ^        where that is a dot
type hiding struct{ carry uint64 }

// next returns those of word w. Of the word before the first, that of the block before, runs are
// left out that begin with it: what an escape may take of them is less.
func (h *hiding) next(m *masks, w int) uint64 {
	starts := m[esc][w] << 1
	if w > 0 {
		starts |= m[esc][w-1] >> 63
	}
	starts &= m[word][w]
	if starts|h.carry == 0 {
		return 0
	}
	ends, carry := bits.Add64(m[word][w], starts, h.carry)
	h.carry = carry
	return ends &^ m[word][w] & m[dot][w]
}

// nearAfter returns the places two to four bytes behind those of a word and of that before it.
func nearAfter(x, before uint64) uint64 {
	return x<<2 | before>>62 | x<<3 | before>>61 | x<<4 | before>>60
}

// nearBefore returns the places two to four bytes before those of a word and of that behind it.
func nearBefore(x, behind uint64) uint64 {
	return x>>2 | behind<<62 | x>>3 | behind<<61 | x>>4 | behind<<60
}

// findForeign fills the marks of high bytes alone.
func (k *marks) findForeign(m *masks, n int) {
	row := &m[high]
	for at := range n {
		if h := row[at+1]; h != 0 {
			k.put(foreignMark, at, h&^(h<<1|row[at]>>63))
		}
	}
}

// dotsOf returns which of the dots of a word may be names', all of them or those not between
// digits, and which may be an address's second. Before and behind are the dots of the words around it.
func dotsOf(d, before, behind, digitBefore, digitBehind uint64, all bool) (names, second uint64) {
	between := d & digitBefore & digitBehind
	second = between & nearAfter(d, before) & nearBefore(d, behind)
	if all {
		return d, second
	}
	return d &^ between, second
}

// groups has the lowest bit of each group of 16 that are all set.
func groups(x uint64) uint64 {
	x &= x >> 1
	x &= x >> 2
	x &= x >> 4
	x &= x >> 8
	return x & 0x0001000100010001
}

// A list holds places of a block, by their distance from its start.
type list = []uint16

// flattenGo lists the places of a kind.
func (k *marks) flattenGo(places list, kind int) list {
	room, n := (*[blockSize]uint16)(places[:blockSize]), 0
	for half, some := range k.some[kind] {
		for ; some != 0; some &= some - 1 {
			w := half*64 + bits.TrailingZeros64(some)
			n = spread(room, n, w, k.rows[kind][w])
		}
	}
	return places[:n]
}

// spread lists the bits of a word behind n places, and returns how many there are then. Few words have
// more than two, so two are written always, the second first: what is too much is written over or never
// read. Before the last word of a block there is room for both; there the second may fall on the first.
func spread(room *[blockSize]uint16, n, word int, x uint64) int {
	end := n + bits.OnesCount64(x)
	for {
		next := x & (x - 1)
		room[min(n+1, blockSize-1)] = uint16(64*word + bits.TrailingZeros64(next))
		room[n&(blockSize-1)] = uint16(64*word + bits.TrailingZeros64(x))
		if x = next & (next - 1); x == 0 {
			return end
		}
		n += 2
	}
}
