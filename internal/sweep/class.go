package sweep

import (
	"encoding/binary"
	"math/bits"
	"sync"
)

// A class is a set of bytes that has a bit mask.
const (
	dot   = iota // .
	digit        // 0-9
	word         // letters, digits, - and _: what a label of a host name is made of
	hex          // 0-9 a-f A-F
	colon        // :
	at           // @
	esc          // \ % #, with which escapes begin
	high         // bytes from 0x80
	classes
)

const (
	blockSize  = 8 << 10 // bytes a block: they and their masks fit the first cache together
	blockWords = blockSize / 64
)

// masks hold the classes of a block's bytes, a bit a byte: byte i is bit i%64 of word
// i/64+1. The first word is the end of the block before, and a word behind the block is
// there too, so that what spans two blocks is seen whole.
type masks [classes][blockWords + 2]uint64

// begin forgets what was before.
func (m *masks) begin() {
	for c := range m {
		m[c][0] = 0
	}
}

// load fills the masks for the block of buf at base and returns its length in words. Where buf
// ends, no class has a bit.
func (m *masks) load(buf []byte, base int) (words int) {
	if base > 0 {
		for c := range m {
			m[c][0] = m[c][blockWords]
		}
	}
	rest := buf[base:]
	want := min(blockWords+1, (len(rest)+63)/64)
	whole := min(want, len(rest)/64)
	if whole > 0 {
		classify(m, rest, whole)
	}
	if whole < want {
		m.loadTail(rest[64*whole:], whole)
	}
	if want <= blockWords {
		for c := range m {
			clear(m[c][want+1:])
		}
	}
	return min(want, blockWords)
}

// loadTail fills the word of the last bytes, fewer than 64.
func (m *masks) loadTail(tail []byte, at int) {
	var padded [64]byte
	copy(padded[:], tail)
	var one masks
	classify(&one, padded[:], 1)
	for c := range m {
		m[c][at+1] = one[c][1]
	}
}

// behind returns the 64 bits before bit i of word w, the nearest at the top.
func behind(row *[blockWords + 2]uint64, w int, i uint) uint64 {
	return row[w]<<1<<(63-i&63) | row[w-1]>>(i&63)
}

// ahead returns the 64 bits after bit i of word w, the nearest at the bottom.
func ahead(row *[blockWords + 2]uint64, w int, i uint) uint64 {
	return row[w]>>1>>(i&63) | row[w+1]<<(63-i&63)
}

// runBehind returns how many bits are set without a gap at the top.
func runBehind(x uint64) int { return bits.LeadingZeros64(^x) }

// runAhead returns how many bits are set without a gap at the bottom.
func runAhead(x uint64) int { return bits.TrailingZeros64(^x) }

// classOf has for each byte a bit for each class it is in.
var classOf = func() (set [256]uint8) {
	for i := range set {
		c := byte(i)
		isDigit := '0' <= c && c <= '9'
		isHex := isDigit || 'a' <= c|0x20 && c|0x20 <= 'f'
		isWord := isDigit || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '-' || c == '_'
		for class, in := range [classes]bool{
			c == '.', isDigit, isWord, isHex, c == ':', c == '@', c == '\\' || c == '%' || c == '#', c >= 0x80,
		} {
			if in {
				set[i] |= 1 << class
			}
		}
	}
	return set
}()

// pairClasses has for each two bytes, as a number of 16 bits, two bits for each class: whether the
// first is in it and whether the second is. Few pairs are common, so what is used of it stays in the
// first cache. Only the Go path makes it.
var pairClasses = sync.OnceValue(func() *[1 << 16]uint16 {
	set := new([1 << 16]uint16)
	for i := range set {
		for c := range classes {
			set[i] |= uint16(classOf[byte(i)]>>c&1|classOf[i>>8]>>c&1<<1) << (2 * c)
		}
	}
	return set
})

// classifyGo fills words of masks, from the first of the block on, for 64 bytes of src each.
// Pairs of bytes that lie 16 apart make a word, of four lanes with two bits for each class; eight
// such words are a square of pairs of bits in every lane, to be turned about its diagonal:
//
//	bytes   0 1   16 17   32 33   48 49     the first word's lanes
//	        2 3   18 19   34 35   50 51     the second's ...
//	bits    0-15  16-31   32-47   48-63     of a class's mask, once turned
//
// BenchmarkClassify tells what that is worth. The assembly must equal it.
func classifyGo(m *masks, src []byte, words int) {
	of := pairClasses()
	for w := 1; w <= words; w++ {
		a, b, c, d := lanes(of, (*[56]byte)(src))
		e, f, h, i := lanes(of, (*[56]byte)(src[8:]))
		src = src[64:]

		a, e = swap(a, e, 8, 0x00ff00ff00ff00ff)
		b, f = swap(b, f, 8, 0x00ff00ff00ff00ff)
		c, h = swap(c, h, 8, 0x00ff00ff00ff00ff)
		d, i = swap(d, i, 8, 0x00ff00ff00ff00ff)

		a, c = swap(a, c, 4, 0x0f0f0f0f0f0f0f0f)
		b, d = swap(b, d, 4, 0x0f0f0f0f0f0f0f0f)
		e, h = swap(e, h, 4, 0x0f0f0f0f0f0f0f0f)
		f, i = swap(f, i, 4, 0x0f0f0f0f0f0f0f0f)

		m[0][w], m[1][w] = swap(a, b, 2, 0x3333333333333333)
		m[2][w], m[3][w] = swap(c, d, 2, 0x3333333333333333)
		m[4][w], m[5][w] = swap(e, f, 2, 0x3333333333333333)
		m[6][w], m[7][w] = swap(h, i, 2, 0x3333333333333333)
	}
}

// lanes returns four words of lanes, from eight bytes at each of four places of g.
func lanes(of *[1 << 16]uint16, g *[56]byte) (a, b, c, d uint64) {
	a = pair(of, g[0:]) | pair(of, g[16:])<<16 | pair(of, g[32:])<<32 | pair(of, g[48:])<<48
	b = pair(of, g[2:]) | pair(of, g[18:])<<16 | pair(of, g[34:])<<32 | pair(of, g[50:])<<48
	c = pair(of, g[4:]) | pair(of, g[20:])<<16 | pair(of, g[36:])<<32 | pair(of, g[52:])<<48
	d = pair(of, g[6:]) | pair(of, g[22:])<<16 | pair(of, g[38:])<<32 | pair(of, g[54:])<<48
	return a, b, c, d
}

// pair looks the first two bytes of b up.
func pair(of *[1 << 16]uint16, b []byte) uint64 { return uint64(of[binary.LittleEndian.Uint16(b)]) }

// swap exchanges the parts of x that mask does not keep with those of y that it does.
func swap(x, y uint64, by uint, mask uint64) (uint64, uint64) {
	t := (x>>by ^ y) & mask
	return x ^ t<<by, y ^ t
}
