package value

import (
	"math"
	"math/big"
	"math/bits"
	"sync"
)

// The engine writes reals by Grisu2 (Florian Loitsch, "Printing floating-point numbers
// quickly and accurately with integers", 2010) in the form that rounds towards the real
// only where it has taken fewer than nine digits from behind the point. So 0.1+0.2 is
// 0.30000000000000007, which reads back as the same real, and not ...04, which is nearer.
// Text that is compared, hashed or joined must come out the same, hence this copy of it.

// A scaled is f times two to the e.
type scaled struct {
	f uint64
	e int
}

const (
	mantissaBits = 52
	hidden       = 1 << mantissaBits
	rounded      = 9 // digits behind the point from which on the last is left as it is
)

// digits appends the digits of a positive finite real to buf; the real is about those
// digits times ten to the k.
func digits(x float64, buf []byte) (d []byte, k int) {
	v := split(x)
	low, high := v.bounds()
	power, k := cached(high.e)
	w := v.normal().times(power)
	low, high = low.times(power), high.times(power)
	low.f++
	high.f--
	return generate(w, high, high.f-low.f, buf, k)
}

func split(x float64) scaled {
	b := math.Float64bits(x)
	f, e := b&(hidden-1), int(b>>mantissaBits&0x7ff)
	if e == 0 {
		return scaled{f, -1074}
	}
	return scaled{f | hidden, e - 1075}
}

// normal shifts the highest bit to the top.
func (v scaled) normal() scaled {
	s := bits.LeadingZeros64(v.f)
	return scaled{v.f << s, v.e - s}
}

// bounds returns what lies halfway to the neighbours, at one exponent.
func (v scaled) bounds() (low, high scaled) {
	high = scaled{v.f<<1 + 1, v.e - 1}.normal()
	low = scaled{v.f<<1 - 1, v.e - 1}
	if v.f == hidden {
		low = scaled{v.f<<2 - 1, v.e - 2}
	}
	return scaled{low.f << (low.e - high.e), high.e}, high
}

// times multiplies and rounds to 64 bits.
func (v scaled) times(w scaled) scaled {
	h, l := bits.Mul64(v.f, w.f)
	return scaled{h + l>>63, v.e + w.e + 64}
}

// generate takes digits from the upper bound until what is left is within delta.
func generate(w, high scaled, delta uint64, buf []byte, k int) ([]byte, int) {
	shift := -high.e
	whole, rest := high.f>>shift, high.f&(1<<shift-1)
	away := high.f - w.f
	for kappa := decimals(whole) - 1; kappa >= 0; kappa-- {
		d := whole / powers[kappa]
		whole %= powers[kappa]
		buf = appendDigit(buf, d)
		if left := whole<<shift + rest; left <= delta {
			approach(buf, delta, left, powers[kappa]<<shift, away)
			return buf, k + kappa
		}
	}
	for places := 1; ; places++ {
		rest *= 10
		delta *= 10
		buf = appendDigit(buf, rest>>shift)
		rest &= 1<<shift - 1
		if rest >= delta {
			continue
		}
		if places < rounded {
			approach(buf, delta, rest, 1<<shift, away*powers[places])
		}
		return buf, k - places
	}
}

// appendDigit leaves out zeros at the front.
func appendDigit(buf []byte, d uint64) []byte {
	if d == 0 && len(buf) == 0 {
		return buf
	}
	return append(buf, byte('0'+d))
}

// approach lowers the last digit while that brings the decimal nearer to the real, which
// is away from the upper bound.
func approach(buf []byte, delta, rest, unit, away uint64) {
	for rest < away && delta-rest >= unit && (rest+unit < away || away-rest > rest+unit-away) {
		buf[len(buf)-1]--
		rest += unit
	}
}

func decimals(x uint64) int {
	n := 1
	for n < len(powers) && x >= powers[n] {
		n++
	}
	return n
}

var powers = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// Powers of ten from firstPower in steps of powerStep, as 64 bits.
const (
	firstPower = -348
	powerStep  = 8
	powerCount = 87
)

// cached returns a power of ten that brings a number with exponent e to where its digits
// can be taken, and what power of ten the digits then have.
func cached(e int) (scaled, int) {
	const log2 = 0.30102999566398114
	i := (int(math.Ceil(float64(-61-e)*log2+347)) >> 3) + 1
	return tens()[i], -(firstPower + i*powerStep)
}

var tens = sync.OnceValue(func() (table [powerCount]scaled) {
	for i := range table {
		table[i] = ten(firstPower + i*powerStep)
	}
	return table
})

// ten returns ten to the n, rounded to 64 bits.
func ten(n int) scaled {
	const exact = 1300 // bits: more than any power here has
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil)
	f := new(big.Float).SetPrec(exact).SetInt(p)
	if n < 0 {
		f.Quo(new(big.Float).SetPrec(exact).SetInt64(1), f)
	}
	f.SetPrec(64)
	e := f.MantExp(f)
	m, _ := f.SetMantExp(f, 64).Uint64()
	return scaled{m, e - 64}
}
