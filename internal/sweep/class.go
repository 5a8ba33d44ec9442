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
	lineWords  = 8 // of a cache line
	rowWords   = blockWords + lineWords
)

// masks hold the classes of a block's bytes, a bit a byte: byte i is bit i%64 of word
// i/64+1. The first word is the end of the block before, and a word behind the block is
// there too, so that what spans two blocks is seen whole. Rows are whole cache lines apart, and a
// sweeper has them where the first word of a block begins one: what wide registers load and store lies
// on one line then, which saves a sweep a twentieth of its time (TestAligned).
type masks [classes][rowWords]uint64

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
func behind(row *[rowWords]uint64, w int, i uint) uint64 {
	return row[w]<<1<<(63-i&63) | row[w-1]>>(i&63)
}

// ahead returns the 64 bits after bit i of word w, the nearest at the bottom.
func ahead(row *[rowWords]uint64, w int, i uint) uint64 {
	return row[w]>>1>>(i&63) | row[w+1]<<(63-i&63)
}

// around returns 13 bits around place d of the block: the eight before it, its own and the four after it.
// It is what is asked most, [behind] and [ahead] at once.
func around(row *[rowWords]uint64, d uint16) uint64 {
	first := uint(d)&(blockSize-1) + 64 - 8
	return (row[first/64]>>(first&63) | row[first/64+1]<<1<<(^first&63)) & (1<<13 - 1)
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

// A pairTable has, for each two bytes as a number of 16 bits, two bits for each of four classes:
// whether the first is in it and whether the second is. Few pairs are common, so that what is used of
// it stays in the first cache.
type pairTable [1 << 16]uint8

// set tells in which classes the bytes of a pair are.
func (t *pairTable) set(pair int, first, second [4]bool) {
	for class := range 4 {
		if first[class] {
			t[pair] |= 1 << (2 * class)
		}
		if second[class] {
			t[pair] |= 2 << (2 * class)
		}
	}
}

// masks returns the masks of 64 bytes. Pairs of bytes that lie eight apart make a word, of eight lanes
// with two bits for each class; four such words are a square of pairs of bits in every lane, to be
// turned about its diagonal:
//
//	bytes   0 1   8 9    16 17  ...    the first word's lanes
//	        2 3   10 11  18 19         the second's ...
//	bits    0-7   8-15   16-23         of a class's mask, once turned
//
// BenchmarkClassify tells what that is worth.
func (t *pairTable) masks(b *[64]byte) (one, two, three, four uint64) {
	at := func(i int) uint64 {
		return uint64(t[binary.LittleEndian.Uint16(b[i:])]) | uint64(t[binary.LittleEndian.Uint16(b[i+16:])])<<16 |
			uint64(t[binary.LittleEndian.Uint16(b[i+32:])])<<32 | uint64(t[binary.LittleEndian.Uint16(b[i+48:])])<<48
	}
	x, y, z, w := at(0)|at(8)<<8, at(2)|at(10)<<8, at(4)|at(12)<<8, at(6)|at(14)<<8
	x, z = swap(x, z, 4, 0x0f0f0f0f0f0f0f0f)
	y, w = swap(y, w, 4, 0x0f0f0f0f0f0f0f0f)
	one, two = swap(x, y, 2, 0x3333333333333333)
	three, four = swap(z, w, 2, 0x3333333333333333)
	return one, two, three, four
}

// swap exchanges the parts of x that mask does not keep with those of y that it does.
func swap(x, y uint64, by uint, mask uint64) (uint64, uint64) {
	t := (x>>by ^ y) & mask
	return x ^ t<<by, y ^ t
}

// pairClasses tell the eight classes by four, which are not theirs: of the eight sorts of byte below, and
// all others, no two are in the same ones of the four. Only the Go path makes them.
//
//	         8  f  g  .  :  @  \  é
//	word     1  1  1  0  0  0  0  0
//	second   1  1  0  0  1  0  0  1
//	third    1  0  0  1  0  0  1  0
//	rare     0  0  0  0  0  1  1  1
var pairClasses = sync.OnceValue(func() *pairTable {
	codes := func(c byte) [4]bool {
		return [4]bool{
			is(c, word),
			is(c, hex) || is(c, colon) || is(c, high),
			is(c, digit) || is(c, dot) || is(c, esc),
			is(c, at) || is(c, esc) || is(c, high),
		}
	}
	all := new(pairTable)
	for pair := range all {
		all.set(pair, codes(byte(pair)), codes(byte(pair>>8)))
	}
	return all
})

// classifyGo fills n words of masks, from the first of the block on, for 64 bytes of src each. The
// assembly must equal it.
func classifyGo(m *masks, src []byte, n int) {
	of := pairClasses()
	for w := 1; w <= n; w++ {
		words, second, third, rare := of.masks((*[64]byte)(src))
		src = src[64:]
		signs := ^(words | rare)
		m[dot][w], m[digit][w], m[word][w], m[hex][w] = third&signs, third&words, words, second&words
		m[colon][w], m[at][w], m[esc][w], m[high][w] = second&signs, rare&^(second|third), third&rare, second&rare
	}
}
