package sweep

import (
	"encoding/binary"
	"math/bits"
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

// spread has for each byte a byte for each class it is in, the lowest bit of it set.
var spread = func() (set [256]uint64) {
	for i := range set {
		for c := range classes {
			set[i] |= uint64(classOf[i]>>c&1) << (8 * c)
		}
	}
	return set
}()

// classifyGo fills words of masks, from the first of the block on, for 64 bytes of src each.
// Of eight bytes it makes a word that has, for each class, a byte of mask; eight such words
// are a square of bytes to be turned about its diagonal. BenchmarkClassify tells what that is
// worth. The assembly must equal it.
func classifyGo(m *masks, src []byte, words int) {
	for w := 1; w <= words; w++ {
		g := src[:64:64]
		src = src[64:]
		a, b, c, d := eight(g[0:8]), eight(g[8:16]), eight(g[16:24]), eight(g[24:32])
		e, f, h, i := eight(g[32:40]), eight(g[40:48]), eight(g[48:56]), eight(g[56:64])

		a, e = swap(a, e, 32, 0x00000000ffffffff)
		b, f = swap(b, f, 32, 0x00000000ffffffff)
		c, h = swap(c, h, 32, 0x00000000ffffffff)
		d, i = swap(d, i, 32, 0x00000000ffffffff)

		a, c = swap(a, c, 16, 0x0000ffff0000ffff)
		b, d = swap(b, d, 16, 0x0000ffff0000ffff)
		e, h = swap(e, h, 16, 0x0000ffff0000ffff)
		f, i = swap(f, i, 16, 0x0000ffff0000ffff)

		m[0][w], m[1][w] = swap(a, b, 8, 0x00ff00ff00ff00ff)
		m[2][w], m[3][w] = swap(c, d, 8, 0x00ff00ff00ff00ff)
		m[4][w], m[5][w] = swap(e, f, 8, 0x00ff00ff00ff00ff)
		m[6][w], m[7][w] = swap(h, i, 8, 0x00ff00ff00ff00ff)
	}
}

// eight returns the classes of eight bytes: bit i of byte c tells whether byte i is in class c.
func eight(b []byte) uint64 {
	x := binary.LittleEndian.Uint64(b)
	return spread[byte(x)] | spread[byte(x>>8)]<<1 | spread[byte(x>>16)]<<2 | spread[byte(x>>24)]<<3 |
		spread[byte(x>>32)]<<4 | spread[byte(x>>40)]<<5 | spread[byte(x>>48)]<<6 | spread[x>>56]<<7
}

// swap exchanges the parts of x that mask does not keep with those of y that it does.
func swap(x, y uint64, by uint, mask uint64) (uint64, uint64) {
	t := (x>>by ^ y) & mask
	return x ^ t<<by, y ^ t
}
