package function

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
)

func absoluteDecimal(_ Spec, args []any) any {
	if args[0] == nil {
		return nil
	}
	return new(apd.Decimal).Abs(args[0].(*apd.Decimal))
}

// betaCDF is the cumulative beta distribution: NaN outside of 0 to 1. Where alpha is not
// positive all of it lies at 0, where beta is not, at 1.
func betaCDF(x, alpha, beta float64) float64 {
	switch {
	case math.IsNaN(x+alpha+beta) || x < 0 || x > 1:
		return math.NaN()
	case alpha <= 0:
		return 1
	case beta <= 0 || x == 0:
		return 0
	case x == 1:
		return 1
	}
	front := math.Exp(alpha*math.Log(x) + beta*math.Log1p(-x) - logBeta(alpha, beta))
	if x < (alpha+1)/(alpha+beta+2) {
		return front * betaFraction(x, alpha, beta) / alpha
	}
	return 1 - front*betaFraction(1-x, beta, alpha)/beta
}

func logBeta(a, b float64) float64 { return logGamma(a) + logGamma(b) - logGamma(a+b) }

// betaFraction is the continued fraction of the incomplete beta function, by the method
// of Lentz.
func betaFraction(x, a, b float64) float64 {
	const (
		rounds = 1000
		tiny   = 1e-300
		enough = 1e-16
	)
	away := func(x float64) float64 { // from zero
		if math.Abs(x) < tiny {
			return tiny
		}
		return x
	}
	c := 1.0
	d := 1 / away(1-(a+b)*x/(a+1))
	h := d
	for i := 1; i <= rounds; i++ {
		m := float64(i)
		for _, step := range [2]float64{
			m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)),
			-(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1)),
		} {
			d = 1 / away(1+step*d)
			c = away(1 + step/c)
			h *= d * c
		}
		if math.Abs(d*c-1) < enough {
			break
		}
	}
	return h
}

// betaInverse is the x at which the cumulative beta distribution reaches p.
func betaInverse(p, alpha, beta float64) float64 {
	if math.IsNaN(p+alpha+beta) || p < 0 || p > 1 || alpha <= 0 || beta <= 0 {
		return math.NaN()
	}
	low, high := 0.0, 1.0
	for range 200 {
		mid := (low + high) / 2
		if mid == low || mid == high {
			break
		}
		if betaCDF(mid, alpha, beta) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// betaDensity is the density of the beta distribution.
func betaDensity(x, alpha, beta float64) float64 {
	if math.IsNaN(x+alpha+beta) || x < 0 || x > 1 || alpha <= 0 || beta <= 0 {
		return math.NaN()
	}
	return math.Exp((alpha-1)*math.Log(x) + (beta-1)*math.Log1p(-x) - logBeta(alpha, beta))
}

// welchTest is the two-sided p-value of Welch's t-test, of the mean, variance and count
// of two samples.
func welchTest(s Spec, args []any) any {
	var x [6]float64
	for i, a := range args {
		var ok bool
		if x[i], ok = value.Convert(value.Real, s.Args[i].Type, a).(float64); !ok {
			return nil
		}
	}
	a, b := x[1]/x[2], x[4]/x[5] // squared errors of the means
	t := (x[0] - x[3]) / math.Sqrt(a+b)
	freedom := (a + b) * (a + b) / (a*a/(x[2]-1) + b*b/(x[5]-1))
	return betaCDF(freedom/(freedom+t*t), freedom/2, 0.5)
}
