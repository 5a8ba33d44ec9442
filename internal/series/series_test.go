package series

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"slices"
	"testing"
)

func near(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) <= 1e-9*max(1, math.Abs(y)) })
}

// noise is a series of n elements, the same each time.
func noise(n int) []float64 {
	random := rand.New(rand.NewPCG(5, uint64(n)))
	y := make([]float64, n)
	for i := range y {
		y[i] = 10 * random.NormFloat64()
	}
	return y
}

// slowFourier is the definition.
func slowFourier(x []complex128) []complex128 {
	n := len(x)
	out := make([]complex128, n)
	for k := range out {
		for i, v := range x {
			out[k] += v * cmplx.Rect(1, -2*math.Pi*float64(i*k%n)/float64(n))
		}
	}
	return out
}

func TestFourier(t *testing.T) {
	for n := 1; n < 40; n++ {
		x := make([]complex128, n)
		for i, v := range noise(n) {
			x[i] = complex(v, float64(i))
		}
		got, want := Fourier(x, false), slowFourier(x)
		back := Fourier(got, true)
		for i := range x {
			if cmplx.Abs(got[i]-want[i]) > 1e-9 || cmplx.Abs(back[i]-x[i]) > 1e-9 {
				t.Errorf("of %d elements, element %d is %v and comes back as %v; want %v and %v", n, i, got[i], back[i], want[i], x[i])
			}
		}
	}
}

func TestFitLine(t *testing.T) {
	for _, c := range []struct{ y, want []float64 }{ // want: slope, interception, share of the variance
		{[]float64{5}, []float64{0, 5, 1}},
		{[]float64{3, 3, 3}, []float64{0, 3, 1}},
		{[]float64{3, 5, 7, 9}, []float64{2, 1, 1}},
		{[]float64{1, 2, 4, 8}, []float64{2.3, -2, 0.92}},
	} {
		f := FitLine(c.y)
		if got := []float64{f.Slope, f.Interception, f.RSquare}; !near(got, c.want) {
			t.Errorf("the line through %v is %v, want %v", c.y, got, c.want)
		}
	}
}

// TestFitTwoLines compares the place to split at with that of trying all.
func TestFitTwoLines(t *testing.T) {
	left := func(y []float64) float64 { f := FitLine(y); return f.RVariance * float64(len(y)-1) }
	for n := 4; n < 60; n++ {
		y := noise(n)
		best := 2
		for at := 2; at <= n-2; at++ {
			if left(y[:at])+left(y[at:]) < left(y[:best])+left(y[best:]) {
				best = at
			}
		}
		if got := FitTwoLines(y); got.At != best || len(got.Values) != n {
			t.Errorf("%d elements are split at %d, want %d", n, got.At, best)
		}
	}
}

func TestFitPolynomial(t *testing.T) {
	want := []float64{2, -3, 0.5, 7}
	x, y := make([]float64, 20), make([]float64, 20)
	for i := range x {
		x[i] = float64(i) - 4
		y[i] = horner(want, x[i])
	}
	p, ok := FitPolynomial(x, y, 3)
	if !ok || !near(p.Values, y) || math.Abs(p.Coefficients[0]-2) > 1e-6 {
		t.Errorf("the polynomial is %v, want %v", p.Coefficients, want)
	}
	for _, degree := range []int{-1, 20, 33} {
		if _, ok := FitPolynomial(x, y, degree); ok {
			t.Errorf("there is a polynomial of degree %d through %d elements", degree, len(y))
		}
	}
	if _, ok := FitPolynomial(make([]float64, 20), y, 3); ok {
		t.Error("there is a polynomial through elements at one place")
	}
}

// TestDecompose holds the parts to what they say of each other, and finds what was put in.
func TestDecompose(t *testing.T) {
	y := make([]float64, 70)
	for i := range y {
		y[i] = float64([]int{0, 0, 9, 9, 4, 1, 0}[i%7])
	}
	if got := NewSpectrum(y).Periods(0, math.Inf(1), Sure); len(got) != 1 || got[0].Length != 7 {
		t.Errorf("the periods are %v, want 7", got)
	}
	for _, m := range []Model{{Period: -1, Threshold: Sure, Learnt: 70}, {Period: 7, Learnt: 50, Trend: "linefit"}, {Period: 5, Learnt: 70, Trend: "none"}, {}} {
		before := slices.Clone(y)
		p := Decompose(y, m)
		for i := range y {
			if !near([]float64{p.Season[i] + p.Trend[i], p.Baseline[i] + p.Residual[i]}, []float64{p.Baseline[i], y[i]}) {
				t.Fatalf("%+v: the parts of element %d do not add up", m, i)
			}
		}
		if !slices.Equal(before, y) {
			t.Fatalf("%+v: the series was changed", m)
		}
	}
	if p := Decompose(y, Model{Period: -1, Threshold: Sure, Learnt: 70}); !near(p.Residual, make([]float64, 70)) {
		t.Errorf("what a season and its mean leave is %v", p.Residual)
	}
}

func TestOutlierScores(t *testing.T) {
	learnt := []float64{9, 1, 5, 3, 7}
	if got, want := OutlierScores([]float64{5, 3, 11, -1}, learnt, 0, 1), []float64{0, 0, 1, -1}; !near(got, want) {
		t.Errorf("the scores are %v, want %v", got, want)
	}
	if learnt[0] != 9 {
		t.Error("what was learnt from was changed")
	}
	if got := OutlierScores([]float64{5}, nil, 0, 1); !near(got, []float64{0}) {
		t.Errorf("with nothing to learn from the score is %v", got)
	}
}

func TestFilters(t *testing.T) {
	for _, c := range []struct {
		what      string
		got, want []float64
	}{
		{"a sum", FIR([]float64{1, 2, 3, 4}, []float64{1, 1}, false, false), []float64{1, 3, 5, 7}},
		{"a centred mean", FIR([]float64{1, 2, 3}, []float64{1, 1, 1}, true, true), []float64{1, 2, 5.0 / 3}},
		{"a running sum", IIR([]float64{0, 1, 2, 3, 4}, []float64{1}, []float64{1, -1}), []float64{0, 1, 3, 6, 10}},
	} {
		if !near(c.got, c.want) {
			t.Errorf("%s is %v, want %v", c.what, c.got, c.want)
		}
	}
}
