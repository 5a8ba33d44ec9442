package sweep

import (
	"bytes"
	"math/bits"
)

// hextets reads an address of eight groups of hexadecimal digits, as its halves, from a run of digits,
// colons and dots in buf, the colons of which are told a bit a byte. No step hangs on what the digits are, as in
// [netip.ParseAddr], which it must equal where it reports true.
func hextets(buf []byte, begin, length int, colons uint64) (hi, lo uint64, ok bool) {
	if bits.OnesCount64(colons) != 7 || bytes.IndexByte(buf[begin:begin+length], '.') >= 0 {
		return 0, 0, false
	}
	from := 0
	for ends := colons | 1<<length; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros64(ends)
		n := end - from
		if n < 1 || n > 4 {
			return 0, 0, false
		}
		hi, lo = hi<<16|lo>>48, lo<<16|hextet(before(buf, begin+end)&top[n])
		from = end + 1
	}
	return hi, lo, true
}

// hextet returns the value of the digits in the topmost four bytes, of which zeros count nothing:
//
//	bytes     .. .. .. .. 'd' 'e' 'a' 'd'
//	digits    .. .. .. ..  d   e   a   d
//	pairs     .. .. .. ..  de  .   ad  .
func hextet(text uint64) uint64 {
	text >>= 32
	digits := text&0x0f0f0f0f + text>>6&0x01010101*9
	pairs := digits<<4&0x00f000f0 | digits>>8&0x000f000f
	return pairs&0xff<<8 | pairs>>16
}

// colonsOf returns a bit for each byte of a run in buf, of less than 64, that is a colon.
func colonsOf(buf []byte, begin, length int) (set uint64) {
	for i := 0; i < length; i += 8 {
		x := after(buf, begin+i) ^ 0x3a3a3a3a3a3a3a3a
		x = ^(x&0x7f7f7f7f7f7f7f7f + 0x7f7f7f7f7f7f7f7f | x) & 0x8080808080808080
		set |= x >> 7 * 0x0102040810204080 >> 56 << i
	}
	return set & (1<<length - 1)
}
