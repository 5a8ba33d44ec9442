package function

import (
	"fmt"
	"math"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// arithmetic are the operators on numbers, datetimes and timespans. Null is sticky. Ints
// are computed as longs, which wrap where they overflow; whole numbers divided by 0 give
// null, reals what IEEE 754 says. The rest of a division is never negative. Datetimes and
// timespans are their ticks, and what is no datetime is null.
var arithmetic = []Scalar{
	{Name: "+", New: operator(plus)},
	{Name: "-", New: operator(minus)},
	{Name: "*", New: operator(times)},
	{Name: "/", New: operator(over)},
	{Name: "%", New: operator(modulo)},
	{Name: "neg", New: negate},
}

// An operation is one of the arithmetic operators, by its symbol.
type operation byte

const (
	plus   operation = '+'
	minus  operation = '-'
	times  operation = '*'
	over   operation = '/'
	modulo operation = '%'
)

// operator makes the kernel of an operator by the types of its operands: over longs where
// all is whole or ticks, over reals, or over values where a decimal or dynamic takes part.
func operator(op operation) maker {
	return func(s Spec) (Kernel, error) {
		l, r := s.Args[0].Type, s.Args[1].Type
		switch {
		case l == value.Dynamic && r == value.Dynamic:
			return nil, fmt.Errorf("`%c` of two dynamics; convert them first, as with toreal()", op)
		case l == value.Dynamic || r == value.Dynamic:
			return mixed(op, s), nil
		case l == value.Decimal || r == value.Decimal:
			return decimals(op, s), nil
		case s.Result == value.Real || l == value.Real || r == value.Real:
			return reals(op, s), nil
		}
		return longs(op, s), nil
	}
}

// once has a kernel compute one row where all its arguments are constant.
func once(k Kernel) Kernel {
	return func(args []*vector.Vector, n int) *vector.Vector {
		if n > 1 && allConst(args) {
			return repeated(k(args, 1), true, n)
		}
		return k(args, n)
	}
}

// nullsOf returns where one of the vectors is null, for n rows; nil where none is.
func nullsOf(n int, args ...*vector.Vector) []bool {
	var out []bool
	for _, a := range args {
		if a.Nulls == nil {
			continue
		}
		if out == nil {
			out = make([]bool, n)
		}
		m := a.Mask()
		for i := range out {
			if a.Nulls[i&m] {
				out[i] = true
			}
		}
	}
	return out
}

// longs computes over ints, longs and ticks.
func longs(op operation, s Spec) Kernel {
	return once(func(args []*vector.Vector, n int) *vector.Vector {
		x, y := args[0], args[1]
		out := vector.Of(s.Result, make([]int64, n), nullsOf(n, x, y))
		longLoop(op, out, x, y)
		if s.Result == value.Datetime {
			dropInvalid(out)
		}
		return out
	})
}

func longLoop(op operation, out, x, y *vector.Vector) {
	to, a, b, am, bm := out.Longs, x.Longs, y.Longs, x.Mask(), y.Mask()
	switch op {
	case plus:
		for i := range to {
			to[i] = a[i&am] + b[i&bm]
		}
	case minus:
		for i := range to {
			to[i] = a[i&am] - b[i&bm]
		}
	case times:
		for i := range to {
			to[i] = a[i&am] * b[i&bm]
		}
	default:
		divideLongs(op, out, x, y)
	}
}

func divideLongs(op operation, out, x, y *vector.Vector) {
	a, b, am, bm := x.Longs, y.Longs, x.Mask(), y.Mask()
	for i := range out.Longs {
		switch d := b[i&bm]; {
		case d == 0:
			out.SetNull(i)
		case op == over:
			out.Longs[i] = a[i&am] / d
		default:
			out.Longs[i] = restOf(a[i&am], d)
		}
	}
}

// restOf returns the rest of a division by d, which is not 0: within 0 and d's amount.
func restOf(n, d int64) int64 {
	r := n % d
	switch {
	case r >= 0:
		return r
	case d < 0:
		return r - d
	}
	return r + d
}

// dropInvalid makes null what is no datetime.
func dropInvalid(v *vector.Vector) {
	for i, t := range v.Longs {
		if !value.Time(t).Valid() {
			v.SetNull(i)
		}
	}
}

// reals computes over reals. Where the result is a timespan or datetime, it is cut to ticks.
func reals(op operation, s Spec) Kernel {
	return once(func(args []*vector.Vector, n int) *vector.Vector {
		x, y := asReal(args[0]), asReal(args[1])
		out := vector.Of(value.Real, make([]float64, n), nullsOf(n, x, y))
		realLoop(op, out.Reals, x, y)
		if s.Result == value.Real {
			return out
		}
		return toTicks(s.Result, out)
	})
}

func realLoop(op operation, to []float64, x, y *vector.Vector) {
	a, b, am, bm := x.Reals, y.Reals, x.Mask(), y.Mask()
	switch op {
	case plus:
		for i := range to {
			to[i] = a[i&am] + b[i&bm]
		}
	case minus:
		for i := range to {
			to[i] = a[i&am] - b[i&bm]
		}
	case times:
		for i := range to {
			to[i] = a[i&am] * b[i&bm]
		}
	case over:
		for i := range to {
			to[i] = a[i&am] / b[i&bm]
		}
	case modulo:
		for i := range to {
			to[i] = realRest(a[i&am], b[i&bm])
		}
	}
}

func realRest(x, d float64) float64 {
	r := math.Mod(x, d)
	if r < 0 {
		r += math.Abs(d)
	}
	return r
}

// toTicks makes longs, datetimes or timespans of reals.
func toTicks(t value.Type, v *vector.Vector) *vector.Vector {
	out := vector.Of(t, make([]int64, v.Len()), v.Nulls)
	for i, x := range v.Reals {
		n, ok := value.RealToLong(x)
		if !ok {
			out.SetNull(i)
		}
		out.Longs[i] = n
	}
	if t == value.Datetime {
		dropInvalid(out)
	}
	return out
}

// asReal returns a vector of numbers, bools or ticks as reals; constants stay constant.
func asReal(v *vector.Vector) *vector.Vector {
	switch {
	case v.Type == value.Real:
		return v
	case v.IsConst():
		return vector.Const(value.Real, value.Convert(value.Real, v.Type, v.Value(0)), v.Len())
	case v.Longs == nil:
		return convertEach(value.Real, v)
	}
	out := vector.Of(value.Real, make([]float64, len(v.Longs)), v.Nulls)
	for i, n := range v.Longs {
		out.Reals[i] = float64(n)
	}
	return out
}

// convertEach converts a vector value by value.
func convertEach(to value.Type, v *vector.Vector) *vector.Vector {
	out := vector.New(to, v.Len())
	for i := range v.Len() {
		out.Set(i, value.Convert(to, v.Type, v.Value(i)))
	}
	return out
}

// negate makes the kernel of the unary minus.
func negate(s Spec) (Kernel, error) {
	switch s.Args[0].Type {
	case value.Real:
		return map1(func(x float64) float64 { return -x })(s)
	case value.Decimal:
		return rowwise(negateDecimal)(s)
	case value.Dynamic:
		return nil, fmt.Errorf("`-` of a dynamic; convert it first, as with toreal()")
	}
	return map1(func(x int64) int64 { return -x })(s)
}
