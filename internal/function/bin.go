package function

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// bins round values down to a multiple of a step, counted from 0 (of datetimes from the
// start of the year 1, a Monday) or from a fixed point. A step that is not positive gives
// null.
var bins = []Scalar{
	{Name: "bin", New: bin},
	{Name: "floor", New: bin},
	{Name: "bin_at", New: binAt},
}

// bin makes the kernel by the type of the result.
func bin(s Spec) (Kernel, error) {
	switch {
	case s.Args[0].Type == value.Decimal || s.Args[1].Type == value.Decimal:
		return rowwise(binDecimal)(s)
	case s.Args[0].Type == value.Real || s.Args[1].Type == value.Real:
		return once(func(args []*vector.Vector, n int) *vector.Vector {
			return apply2(value.Real, asReal(args[0]), asReal(args[1]), n, binReal)
		}), nil
	}
	return once(func(args []*vector.Vector, n int) *vector.Vector {
		x, step := args[0], args[1]
		if step.IsConst() && !step.IsNull(0) && step.Longs[0] > 0 {
			return binLoop(s.Result, x, step.Longs[0], n)
		}
		return apply2(s.Result, x, step, n, binLong)
	}), nil
}

// binLoop is [binLong] with one positive step for all rows.
func binLoop(t value.Type, x *vector.Vector, step int64, n int) *vector.Vector {
	out := vector.Of(t, make([]int64, n), nullsOf(n, x))
	to, from, m := out.Longs, x.Longs, x.Mask()
	for i := range to {
		v := from[i&m]
		r := v % step
		if r < 0 {
			r += step
		}
		to[i] = v - r
	}
	return out
}

func binLong(x, step int64) (int64, bool) {
	if step <= 0 {
		return 0, false
	}
	return x - restOf(x, step), true
}

func binReal(x, step float64) (float64, bool) {
	if !(step > 0) {
		return 0, false
	}
	return math.Floor(x/step) * step, true
}

func binDecimal(s Spec, args []any) any {
	x, okX := value.Convert(value.Decimal, s.Args[0].Type, args[0]).(*apd.Decimal)
	step, okStep := value.Convert(value.Decimal, s.Args[1].Type, args[1]).(*apd.Decimal)
	if !okX || !okStep || step.Sign() <= 0 {
		return nil
	}
	rest := decimal(modulo, x, step)
	if rest == nil {
		return nil
	}
	return orNil(decimal(minus, x, rest))
}

// binAt makes the kernel of bins that are counted from a fixed point.
func binAt(s Spec) (Kernel, error) {
	if s.Result == value.Real || s.Result == value.Decimal {
		return once(func(args []*vector.Vector, n int) *vector.Vector {
			out := binAtReal(asReal(args[0]), asReal(args[1]), asReal(args[2]), n)
			return convert(s.Result, out)
		}), nil
	}
	whole := try3(func(x, step, point int64) (int64, bool) {
		b, ok := binLong(x-point, step)
		return b + point, ok && (s.Result != value.Datetime || value.Time(b+point).Valid())
	})
	k, err := whole(s)
	return func(args []*vector.Vector, n int) *vector.Vector {
		return k([]*vector.Vector{args[0], convert(value.Long, args[1]), args[2]}, n)
	}, err
}

func binAtReal(x, step, point *vector.Vector, n int) *vector.Vector {
	from := apply2(value.Real, x, point, n, func(x, p float64) (float64, bool) { return x - p, true })
	b := apply2(value.Real, from, step, n, binReal)
	return apply2(value.Real, b, point, n, func(b, p float64) (float64, bool) { return b + p, true })
}
