// Package series computes on series of real numbers what Kusto's series functions do: fits,
// transforms, periods, seasons and trends, filters, outliers. Each function says what it
// computes; start with [Decompose], which uses most of them. It knows numbers only: what a
// dynamic, an argument or a null is, and how many elements there may be, is for
// internal/function. A series is never changed.
package series

import "math"

// Sum is the sum of the elements.
func Sum(y []float64) float64 {
	sum := 0.0
	for _, v := range y {
		sum += v
	}
	return sum
}

// Product is the product of the elements.
func Product(y []float64) float64 {
	p := 1.0
	for _, v := range y {
		p *= v
	}
	return p
}

// Dot is the scalar product of two series of one length.
func Dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// squares is the sum of the squared distances from the mean.
func squares(y []float64) float64 {
	mean, sum := Sum(y)/float64(len(y)), 0.0
	for _, v := range y {
		sum += (v - mean) * (v - mean)
	}
	return sum
}

// Variance is the variance of a sample; of one element it is 0.
func Variance(y []float64) float64 {
	if len(y) < 2 {
		return 0
	}
	return squares(y) / float64(len(y)-1)
}

// Correlation is Pearson's, of two series of one length; NaN where a series is constant.
func Correlation(a, b []float64) float64 {
	ma, mb, sum := Sum(a)/float64(len(a)), Sum(b)/float64(len(b)), 0.0
	for i := range a {
		sum += (a[i] - ma) * (b[i] - mb)
	}
	return sum / math.Sqrt(squares(a)*squares(b))
}
