package sweep

import "math/bits"

// quadAround reads the address whose second dot is at p, if one is. All of it, with a byte that ends it,
// is within eight bytes on either side: its numbers are measured in these, and no step hangs on how
// long they are. Its twin is [quadAt].
func quadAround(buf []byte, p int) (v uint32, ok bool) {
	x, y := before(buf, p), after(buf, p+1)
	second := bits.LeadingZeros64(notDigits(x)) / 8
	third := bits.TrailingZeros64(notDigits(y)) / 8
	if x<<(8*second)>>56 != '.' || y>>(8*third)&0xff != '.' {
		return 0, false
	}
	w, z := x<<(8*second+8), y>>(8*third+8)
	first := bits.LeadingZeros64(notDigits(x)<<(8*second+8)) / 8
	fourth := bits.TrailingZeros64(notDigits(y)>>(8*third+8)) / 8
	a, b := number(w, first), number(x, second)
	c, d := number(y<<(64-8*third), third), number(z<<(64-8*fourth), fourth)
	return a<<24 | b<<16 | c<<8 | d, a|b|c|d <= 255
}

// notDigits has the topmost bit of each byte that is no digit.
func notDigits(x uint64) uint64 {
	x ^= 0x3030303030303030
	return (x&0x7f7f7f7f7f7f7f7f + 0x7676767676767676 | x) & 0x8080808080808080
}

// number is the value of the digits in so many of the topmost bytes, or more than 255 if they are no
// part of an address, which has no zero before other digits.
func number(text uint64, length int) uint32 {
	if length > 3 {
		return noNumber
	}
	digits := text & top[length] >> 40
	n := uint32(digits&15*100 + digits>>8&15*10 + digits>>16&15)
	if n < least[length] {
		return noNumber
	}
	return n
}

const noNumber = 1 << 10

// least is the smallest number of so many digits.
var least = [4]uint32{noNumber, 0, 10, 100}
