package value

import (
	"math"

	"github.com/cockroachdb/apd/v3"
)

// Convert returns a value as one of another type, as KQL's toint, tostring and their like
// do; nil is null, and what cannot be converted becomes null (of string, ""). From is x's
// own type; of a dynamic, what is in it counts. Reals are cut towards zero, and those too
// large become the largest number; a long becomes an int by its low 32 bits; datetimes and
// timespans are their ticks. Into a dynamic a value goes as it is: text is not read as JSON.
func Convert(to, from Type, x any) any {
	if x == nil || to == from {
		return orEmpty(to, x)
	}
	switch to {
	case Bool:
		return orNull(toBool(x))
	case Int:
		return orNull(toInt(x))
	case Long:
		return orNull(toLong(x))
	case Real:
		return orNull(toReal(x))
	case Decimal:
		return orNull(toDecimal(x))
	case String:
		return Text(from, x)
	case Datetime:
		return orNull(toTime(x))
	case Timespan:
		return orNull(toSpan(x))
	case Guid:
		return orNull(toGuid(x))
	}
	return x
}

func orNull[T any](x T, ok bool) any {
	if !ok {
		return nil
	}
	return x
}

func orEmpty(t Type, x any) any {
	if x == nil && t == String {
		return ""
	}
	return x
}

func toBool(x any) (bool, bool) {
	switch x := x.(type) {
	case bool:
		return x, true
	case int64:
		return x != 0, true
	case float64:
		return x != 0, true
	case *apd.Decimal:
		return !x.IsZero(), true
	case string:
		return ParseBool(x)
	}
	return false, false
}

func toInt(x any) (int64, bool) {
	switch x := x.(type) {
	case float64:
		return RealToInt(x)
	case *apd.Decimal:
		return RealToInt(RealOf(x))
	case string:
		return ParseInt(x)
	}
	n, ok := toLong(x)
	return int64(int32(n)), ok
}

func toLong(x any) (int64, bool) {
	switch x := x.(type) {
	case bool:
		if x {
			return 1, true
		}
		return 0, true
	case int64:
		return x, true
	case float64:
		return RealToLong(x)
	case *apd.Decimal:
		return decimalToLong(x)
	case string:
		return ParseLong(x)
	case Time:
		return int64(x), true
	case Span:
		return int64(x), true
	}
	return 0, false
}

// RealToInt cuts a real towards zero, to within 32 bits; ok is false for nan and infinities.
func RealToInt(x float64) (n int64, ok bool) {
	n, ok = RealToLong(x)
	return min(max(n, math.MinInt32), math.MaxInt32), ok
}

// RealToLong cuts a real towards zero, to within 64 bits; ok is false for nan and infinities.
func RealToLong(x float64) (n int64, ok bool) {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return 0, false
	case x >= math.MaxInt64:
		return math.MaxInt64, true
	case x <= math.MinInt64:
		return math.MinInt64, true
	}
	return int64(x), true
}

func decimalToLong(x *apd.Decimal) (int64, bool) {
	whole := new(apd.Decimal)
	context := Decimals
	context.Rounding = apd.RoundDown
	if _, err := context.RoundToIntegralValue(whole, x); err != nil {
		return RealToLong(RealOf(x))
	}
	n, err := whole.Int64()
	if err != nil {
		return RealToLong(RealOf(x))
	}
	return n, true
}

func toReal(x any) (float64, bool) {
	switch x := x.(type) {
	case float64:
		return x, true
	case *apd.Decimal:
		return RealOf(x), true
	case string:
		return ParseReal(x)
	}
	n, ok := toLong(x)
	return float64(n), ok
}

func toDecimal(x any) (*apd.Decimal, bool) {
	switch x := x.(type) {
	case *apd.Decimal:
		return x, true
	case float64:
		return DecimalOf(x)
	case string:
		return ParseDecimal(x)
	}
	n, ok := toLong(x)
	return apd.New(n, 0), ok
}

func toTime(x any) (Time, bool) {
	switch x := x.(type) {
	case Time:
		return x, true
	case string:
		return ParseTime(x)
	case bool:
		return 0, false
	}
	n, ok := toLong(x)
	return Time(n), ok && Time(n).Valid()
}

func toSpan(x any) (Span, bool) {
	switch x := x.(type) {
	case Span:
		return x, true
	case string:
		return ParseSpan(x)
	case bool:
		return 0, false
	}
	n, ok := toLong(x)
	return Span(n), ok
}

func toGuid(x any) (UUID, bool) {
	switch x := x.(type) {
	case UUID:
		return x, true
	case string:
		return ParseGuid(x)
	}
	return UUID{}, false
}
