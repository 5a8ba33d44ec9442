package value

import (
	"math"
	"strconv"
)

// AppendReal appends a real as the engine writes it: the shortest decimal that reads back
// as the same real, though not always the nearest of those (see [digits]), always with a
// point or an exponent: 1.0, 0.30000000000000007, 1e-7, 1.5e300, inf, NaN.
func AppendReal(dst []byte, x float64) []byte {
	switch {
	case math.IsNaN(x):
		return append(dst, "NaN"...)
	case math.Signbit(x):
		return AppendReal(append(dst, '-'), -x)
	case math.IsInf(x, 0):
		return append(dst, "inf"...)
	case x == 0:
		return append(dst, "0.0"...)
	}
	var buf [20]byte
	d, k := digits(x, buf[:0])
	return appendPlain(dst, d, k)
}

// What is wider than this in plain form is written with an exponent.
const (
	widest   = 21 // digits before the point
	smallest = -6 // zeros behind it
)

// appendPlain writes d times ten to the k.
func appendPlain(dst, d []byte, k int) []byte {
	point := len(d) + k // digits before the point
	switch {
	case k >= 0 && point <= widest:
		return append(appendZeros(append(dst, d...), k), ".0"...)
	case point > 0 && point <= widest:
		dst = append(append(dst, d[:point]...), '.')
		return append(dst, d[point:]...)
	case point > smallest && point <= 0:
		return append(appendZeros(append(dst, "0."...), -point), d...)
	}
	dst = append(dst, d[0])
	if len(d) > 1 {
		dst = append(append(dst, '.'), d[1:]...)
	}
	return strconv.AppendInt(append(dst, 'e'), int64(point-1), 10)
}

func appendZeros(dst []byte, n int) []byte {
	for range n {
		dst = append(dst, '0')
	}
	return dst
}
