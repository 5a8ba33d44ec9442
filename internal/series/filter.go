package series

// FIR is a moving sum by coefficients, over what is before each element or, if it is
// centred, around it; the series is zero outside. The coefficients are divided by their sum
// if they are to be normalized.
func FIR(y, taps []float64, normalize, centred bool) []float64 {
	by, ahead := 1.0, 0
	if normalize {
		by = Sum(taps)
	}
	if centred {
		ahead = len(taps) / 2
	}
	out := make([]float64, len(y))
	for i := range y {
		for k, c := range taps {
			if j := i + ahead - k; j >= 0 && j < len(y) {
				out[i] += c * y[j]
			}
		}
		out[i] /= by
	}
	return out
}

// IIR is the recursive filter of numerators b and denominators a, of which there is one at
// least: a[0]*out[i] = b[0]*y[i] + b[1]*y[i-1] + ... - a[1]*out[i-1] - a[2]*out[i-2] - ...
func IIR(y, b, a []float64) []float64 {
	out := make([]float64, len(y))
	for i := range y {
		for k := 0; k < len(b) && k <= i; k++ {
			out[i] += b[k] * y[i-k]
		}
		for k := 1; k < len(a) && k <= i; k++ {
			out[i] -= a[k] * out[i-k]
		}
		out[i] /= a[0]
	}
	return out
}
