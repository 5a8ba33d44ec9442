package series

import (
	"math"
	"math/bits"
	"math/cmplx"
)

// Fourier transforms a series of any length in O(n log n); the inverse is scaled by 1/n.
func Fourier(x []complex128, inverse bool) []complex128 {
	n := len(x)
	sign := -1.0
	if inverse {
		sign = 1
	}
	var out []complex128
	if n&(n-1) == 0 {
		out = append(out, x...)
		powerOfTwo(out, sign)
	} else {
		out = chirp(x, sign)
	}
	if inverse {
		for i := range out {
			out[i] /= complex(float64(n), 0)
		}
	}
	return out
}

// powerOfTwo transforms a series whose length is a power of two, in place.
func powerOfTwo(x []complex128, sign float64) {
	n := len(x)
	shift := 64 - bits.Len(uint(n)-1)
	for i := range x {
		if j := int(bits.Reverse64(uint64(i)) >> shift); n > 1 && j > i {
			x[i], x[j] = x[j], x[i]
		}
	}
	for size := 2; size <= n; size *= 2 {
		half := size / 2
		turns := make([]complex128, half)
		for k := range turns {
			turns[k] = cmplx.Rect(1, sign*2*math.Pi*float64(k)/float64(size))
		}
		for start := 0; start < n; start += size {
			for k := range half {
				a, b := x[start+k], x[start+k+half]*turns[k]
				x[start+k], x[start+k+half] = a+b, a-b
			}
		}
	}
}

// chirp is Bluestein's algorithm: it turns a transform of any length into a convolution,
// which transforms of a power of two compute.
func chirp(x []complex128, sign float64) []complex128 {
	n := len(x)
	size := 1 << bits.Len(uint(2*n-1))
	turn := make([]complex128, n)
	a, b := make([]complex128, size), make([]complex128, size)
	for i := range n {
		square := uint64(i) * uint64(i) % uint64(2*n)
		turn[i] = cmplx.Rect(1, sign*math.Pi*float64(square)/float64(n))
		a[i] = x[i] * turn[i]
		b[i] = cmplx.Conj(turn[i])
		b[(size-i)%size] = b[i]
	}
	powerOfTwo(a, -1)
	powerOfTwo(b, -1)
	for i := range a {
		a[i] *= b[i]
	}
	powerOfTwo(a, 1)
	out := make([]complex128, n)
	for i := range out {
		out[i] = a[i] * turn[i] / complex(float64(size), 0)
	}
	return out
}

// circular returns, for each lag, the sum of the products of the elements that are so far
// apart in a ring.
func circular(y []float64) []float64 {
	x := make([]complex128, len(y))
	mean := Sum(y) / float64(len(y)) // taken away, so that what differs does not drown
	for i, v := range y {
		x[i] = complex(v-mean, 0)
	}
	x = Fourier(x, false)
	for i, v := range x {
		x[i] = v * cmplx.Conj(v)
	}
	x = Fourier(x, true)
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = real(v)
	}
	return out
}
