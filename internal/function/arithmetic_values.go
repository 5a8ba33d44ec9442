package function

import (
	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
)

// decimals computes where one of the operands is a decimal.
func decimals(op operation, s Spec) Kernel {
	k, _ := rowwise(func(s Spec, args []any) any {
		if args[0] == nil || args[1] == nil {
			return nil
		}
		x, okX := value.Convert(value.Decimal, s.Args[0].Type, args[0]).(*apd.Decimal)
		y, okY := value.Convert(value.Decimal, s.Args[1].Type, args[1]).(*apd.Decimal)
		if !okX || !okY {
			return nil
		}
		return value.Convert(s.Result, value.Decimal, orNil(decimal(op, x, y)))
	})(s)
	return k
}

// decimal computes with 34 digits; nil where the result is none.
func decimal(op operation, x, y *apd.Decimal) *apd.Decimal {
	d := new(apd.Decimal)
	var err error
	switch op {
	case plus:
		_, err = value.Decimals.Add(d, x, y)
	case minus:
		_, err = value.Decimals.Sub(d, x, y)
	case times:
		_, err = value.Decimals.Mul(d, x, y)
	case over:
		_, err = value.Decimals.Quo(d, x, y)
	case modulo:
		if _, err = value.Decimals.Rem(d, x, y); err == nil && d.Negative && !d.IsZero() {
			_, err = value.Decimals.Add(d, d, new(apd.Decimal).Abs(y))
		}
	}
	if err != nil || d.Form != apd.Finite {
		return nil
	}
	return d
}

func orNil(d *apd.Decimal) any {
	if d == nil {
		return nil
	}
	return d
}

func negateDecimal(_ Spec, args []any) any {
	if args[0] == nil {
		return nil
	}
	return new(apd.Decimal).Neg(args[0].(*apd.Decimal))
}

// mixed computes where one operand is a dynamic: with the number or time in it, as the
// other's type, or with null where there is none.
func mixed(op operation, s Spec) Kernel {
	k, _ := rowwise(func(s Spec, args []any) any {
		x, y := args[0], args[1]
		if x == nil || y == nil {
			return nil
		}
		return value.Convert(s.Result, value.Dynamic, compute(op, s, x, y))
	})(s)
	return k
}

// compute computes two values of which one was in a dynamic. Whole numbers stay whole
// unless the other is a real; ticks are counted as whole numbers.
func compute(op operation, s Spec, x, y any) any {
	x, y = number(x), number(y)
	if x == nil || y == nil {
		return nil
	}
	_, exactX := x.(*apd.Decimal)
	_, exactY := y.(*apd.Decimal)
	if exactX || exactY {
		dx, _ := value.Convert(value.Decimal, value.Dynamic, x).(*apd.Decimal)
		dy, _ := value.Convert(value.Decimal, value.Dynamic, y).(*apd.Decimal)
		if dx == nil || dy == nil {
			return nil
		}
		return orNil(decimal(op, dx, dy))
	}
	n, wholeX := x.(int64)
	m, wholeY := y.(int64)
	if wholeX && wholeY && s.Result != value.Real {
		return whole(op, n, m)
	}
	a, _ := value.Convert(value.Real, value.Dynamic, x).(float64)
	b, _ := value.Convert(value.Real, value.Dynamic, y).(float64)
	return real2(op, a, b)
}

// number returns a value as int64, float64 or decimal: ticks of times, numbers in texts,
// 0 or 1 of a bool; nil where there is none.
func number(x any) any {
	switch x := x.(type) {
	case int64, float64, *apd.Decimal:
		return x
	case string:
		return numberIn(x)
	}
	return value.Convert(value.Long, value.Dynamic, x)
}

// whole computes two longs; nil where that is nothing.
func whole(op operation, x, y int64) any {
	switch op {
	case plus:
		return x + y
	case minus:
		return x - y
	case times:
		return x * y
	}
	switch {
	case y == 0:
		return nil
	case op == over:
		return x / y
	}
	return restOf(x, y)
}

// real2 computes two reals.
func real2(op operation, x, y float64) float64 {
	switch op {
	case plus:
		return x + y
	case minus:
		return x - y
	case times:
		return x * y
	case over:
		return x / y
	}
	return realRest(x, y)
}
