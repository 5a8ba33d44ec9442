package function

import "foxhound/internal/series"

// seriesFourier are the discrete Fourier transform and its inverse.
var seriesFourier = []Scalar{
	{Name: "series_fft", New: onReals(func(y []float64, rest []any) any { return transform(y, rest, false) })},
	{Name: "series_ifft", New: onReals(func(y []float64, rest []any) any { return transform(y, rest, true) })},
}

// transform takes the imaginary part from the arguments if it is given, and returns the
// real and the imaginary part.
func transform(re []float64, rest []any, inverse bool) any {
	im := make([]float64, len(re))
	if len(rest) > 0 && rest[0] != nil {
		var ok bool
		if im, ok = other(re, rest); !ok {
			return nil
		}
	}
	x := make([]complex128, len(re))
	for i := range x {
		x[i] = complex(re[i], im[i])
	}
	x = series.Fourier(x, inverse)
	outRe, outIm := make([]float64, len(x)), make([]float64, len(x))
	for i, v := range x {
		outRe[i], outIm[i] = real(v), imag(v)
	}
	return []any{seriesOf(outRe), seriesOf(outIm)}
}
