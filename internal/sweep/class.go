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

// load fills the masks for the block of buf at base and returns its length in words. Where
// buf ends, no class has a bit.
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
			m[c][want+1] = 0
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

// classifyGo fills words of masks, from the first of the block on, for 64 bytes of src each.
// It takes eight bytes' classes as a square of 8x8 bits and turns that about its diagonal.
// BenchmarkClassify tells what that is worth; the assembly must equal it.
func classifyGo(m *masks, src []byte, words int) {
	for w := 1; w <= words; w++ {
		group := src[:64]
		src = src[64:]
		var row [classes]uint64
		for i := 0; i < 64; i += 8 {
			x := binary.LittleEndian.Uint64(group[i:])
			t := turn(uint64(classOf[byte(x)]) | uint64(classOf[byte(x>>8)])<<8 |
				uint64(classOf[byte(x>>16)])<<16 | uint64(classOf[byte(x>>24)])<<24 |
				uint64(classOf[byte(x>>32)])<<32 | uint64(classOf[byte(x>>40)])<<40 |
				uint64(classOf[byte(x>>48)])<<48 | uint64(classOf[byte(x>>56)])<<56)
			row[0] |= t & 0xff << i
			row[1] |= t >> 8 & 0xff << i
			row[2] |= t >> 16 & 0xff << i
			row[3] |= t >> 24 & 0xff << i
			row[4] |= t >> 32 & 0xff << i
			row[5] |= t >> 40 & 0xff << i
			row[6] |= t >> 48 & 0xff << i
			row[7] |= t >> 56 << i
		}
		for c := range row {
			m[c][w] = row[c]
		}
	}
}

// turn transposes a matrix of 8x8 bits: bit c of byte i becomes bit i of byte c.
//
//	swaps the squares of 1x1, 2x2 and 4x4 bits right of the diagonal with those left of it
func turn(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}
