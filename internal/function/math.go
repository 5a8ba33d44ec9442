package function

import (
	"math"
	"math/rand/v2"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// mathematics are the functions of real numbers. They take numbers of any type as reals.
// The logarithms of a negative number are null, as the engine has them; what else is
// undefined is NaN.
var mathematics = []Scalar{
	{Name: "sqrt", New: ofReal(math.Sqrt)},
	{Name: "exp", New: ofReal(math.Exp)},
	{Name: "exp2", New: ofReal(math.Exp2)},
	{Name: "exp10", New: ofReal(func(x float64) float64 { return math.Pow(10, x) })},
	{Name: "log", New: logarithm(math.Log)},
	{Name: "log2", New: logarithm(math.Log2)},
	{Name: "log10", New: logarithm(math.Log10)},
	{Name: "sin", New: ofReal(math.Sin)},
	{Name: "cos", New: ofReal(math.Cos)},
	{Name: "tan", New: ofReal(math.Tan)},
	{Name: "cot", New: ofReal(func(x float64) float64 { return 1 / math.Tan(x) })},
	{Name: "asin", New: ofReal(math.Asin)},
	{Name: "acos", New: ofReal(math.Acos)},
	{Name: "atan", New: ofReal(math.Atan)},
	{Name: "atan2", New: ofReals(math.Atan2)},
	{Name: "degrees", New: ofReal(func(x float64) float64 { return x * 180 / math.Pi })},
	{Name: "radians", New: ofReal(func(x float64) float64 { return x * math.Pi / 180 })},
	{Name: "pow", New: ofReals(math.Pow)},
	{Name: "gamma", New: ofReal(math.Gamma)},
	{Name: "loggamma", New: ofReal(logGamma)},
	{Name: "erf", New: ofReal(math.Erf)},
	{Name: "erfc", New: ofReal(math.Erfc)},
	{Name: "sign", New: ofReal(sign)},
	{Name: "ceiling", New: ofReal(math.Ceil)},
	{Name: "pi", New: fixed(func(_ Spec, _ []*vector.Vector, n int) *vector.Vector {
		return vector.Const(value.Real, math.Pi, n)
	})},
	{Name: "isnan", New: askReal(math.IsNaN)},
	{Name: "isinf", New: askReal(func(x float64) bool { return math.IsInf(x, 0) })},
	{Name: "isfinite", New: askReal(func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) })},
	{Name: "abs", New: absolute},
	{Name: "round", New: fixed(round)},
	{Name: "rand", New: fixed(random), Volatile: true},
	{Name: "beta_cdf", New: ofReals3(betaCDF)},
	{Name: "beta_inv", New: ofReals3(betaInverse)},
	{Name: "beta_pdf", New: ofReals3(betaDensity)},
	{Name: "welch_test", New: rowwise(welchTest)},
}

// ofReal lifts a function of one real.
func ofReal(f func(float64) float64) maker {
	return tryReal(func(x float64) (float64, bool) { return f(x), true })
}

func tryReal(f func(float64) (float64, bool)) maker {
	return fixed(func(_ Spec, args []*vector.Vector, n int) *vector.Vector {
		return apply1(value.Real, asReal(args[0]), n, f)
	})
}

func logarithm(f func(float64) float64) maker {
	return tryReal(func(x float64) (float64, bool) { return f(x), !(x < 0) })
}

// ofReals lifts a function of two reals.
func ofReals(f func(x, y float64) float64) maker {
	return fixed(func(_ Spec, args []*vector.Vector, n int) *vector.Vector {
		return apply2(value.Real, asReal(args[0]), asReal(args[1]), n, func(x, y float64) (float64, bool) { return f(x, y), true })
	})
}

// ofReals3 lifts a function of three reals.
func ofReals3(f func(x, y, z float64) float64) maker {
	lifted := map3(f)
	return func(s Spec) (Kernel, error) {
		s.Result = value.Real
		k, err := lifted(s)
		return func(args []*vector.Vector, n int) *vector.Vector {
			return k([]*vector.Vector{asReal(args[0]), asReal(args[1]), asReal(args[2])}, n)
		}, err
	}
}

// askReal lifts a question about a real; null is no number, so that the answer is no.
func askReal(f func(float64) bool) maker {
	return fixed(func(_ Spec, args []*vector.Vector, n int) *vector.Vector {
		x := asReal(args[0])
		return asked(n, x, func(i int) bool { return !x.IsNull(i) && f(x.Reals[x.Index(i)]) })
	})
}

// asked answers a question for each row, or once for all where v is constant.
func asked(n int, v *vector.Vector, question func(i int) bool) *vector.Vector {
	if v.IsConst() && n > 0 {
		return vector.Const(value.Bool, question(0), n)
	}
	out := vector.New(value.Bool, n)
	for i := range out.Bools {
		out.Bools[i] = question(i)
	}
	return out
}

func logGamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}

// sign is 0 for NaN too.
func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// absolute makes the kernel of abs, whose result has the argument's type.
func absolute(s Spec) (Kernel, error) {
	switch s.Args[0].Type {
	case value.Real:
		return ofReal(math.Abs)(s)
	case value.Decimal:
		return rowwise(absoluteDecimal)(s)
	}
	return map1(func(x int64) int64 {
		if x < 0 {
			return -x
		}
		return x
	})(s)
}

// round rounds to a number of places, 0 unless given, half away from zero.
func round(_ Spec, args []*vector.Vector, n int) *vector.Vector {
	x := asReal(args[0])
	if len(args) == 1 {
		return apply1(value.Real, x, n, func(x float64) (float64, bool) { return math.Round(x), true })
	}
	return apply2(value.Real, x, args[1], n, func(x float64, places int64) (float64, bool) { return roundTo(x, places), true })
}

// roundTo rounds to places behind the point, or before it where there are fewer than none.
func roundTo(x float64, places int64) float64 {
	const all = 308 // beyond which a power of ten is no real
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0) || places > all:
		return x
	case places < -all:
		return 0
	case places < 0:
		unit := math.Pow(10, float64(-places))
		return math.Round(x/unit) * unit
	}
	unit := math.Pow(10, float64(places))
	if scaled := x * unit; !math.IsInf(scaled, 0) {
		return math.Round(scaled) / unit
	}
	return x
}

// random gives numbers from 0 up to 1, or whole ones from 0 up to the argument.
func random(_ Spec, args []*vector.Vector, n int) *vector.Vector {
	out := vector.New(value.Real, n)
	for i := range out.Reals {
		switch {
		case len(args) == 0:
			out.Reals[i] = rand.Float64()
		case args[0].IsNull(i) || args[0].Longs[args[0].Index(i)] <= 0:
			out.SetNull(i)
		default:
			out.Reals[i] = float64(rand.Int64N(args[0].Longs[args[0].Index(i)]))
		}
	}
	return out
}
