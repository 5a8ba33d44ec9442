package value

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Compare orders two values of one type, neither null: below 0 where a is before b. False
// is before true, NaN before all other reals, strings go by their bytes. Dynamics go by
// kind first (see [rank]), numbers of all kinds together by what they are; arrays go by
// their elements and bags by their text, with null before everything.
func Compare(t Type, a, b any) int {
	switch a := a.(type) {
	case bool:
		if b, ok := b.(bool); ok {
			return compareBools(a, b)
		}
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b)
		}
	case float64:
		if b, ok := b.(float64); ok {
			return cmp.Compare(a, b)
		}
	case string:
		if b, ok := b.(string); ok {
			return strings.Compare(a, b)
		}
	case Time:
		if b, ok := b.(Time); ok {
			return cmp.Compare(a, b)
		}
	case Span:
		if b, ok := b.(Span); ok {
			return cmp.Compare(a, b)
		}
	case UUID:
		if b, ok := b.(UUID); ok {
			return bytes.Compare(a[:], b[:])
		}
	case *apd.Decimal:
		if b, ok := b.(*apd.Decimal); ok {
			return a.Cmp(b)
		}
	}
	return compareDynamics(a, b)
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// compareDynamics orders values of any two kinds.
func compareDynamics(a, b any) int {
	if c := cmp.Compare(rank(a), rank(b)); c != 0 || a == nil {
		return c
	}
	switch x := a.(type) {
	case []any:
		y := b.([]any)
		for i := range min(len(x), len(y)) {
			if c := Compare(Dynamic, x[i], y[i]); c != 0 {
				return c
			}
		}
		return cmp.Compare(len(x), len(y))
	case *Bag:
		return bytes.Compare(AppendJSON(nil, a), AppendJSON(nil, b))
	case int64, float64, *apd.Decimal:
		return CompareNumbers(a, b)
	}
	return Compare(Dynamic, a, b)
}

// rank is the place of a value's kind among the kinds.
func rank(x any) int {
	switch x.(type) {
	case nil:
		return 0
	case bool:
		return 1
	case int64, float64, *apd.Decimal:
		return 2
	case Time:
		return 3
	case Span:
		return 4
	case UUID:
		return 5
	case string:
		return 6
	case []any:
		return 7
	}
	return 8
}

// CompareNumbers orders two numbers of any types by what they are, a long and a real as
// reals; NaN is before all others. Both must be int64, float64 or *apd.Decimal.
func CompareNumbers(a, b any) int {
	if x, ok := a.(int64); ok {
		if y, ok := b.(int64); ok {
			return cmp.Compare(x, y)
		}
	}
	_, exactA := a.(*apd.Decimal)
	_, exactB := b.(*apd.Decimal)
	if exactA || exactB {
		x, okA := decimalOf(a)
		y, okB := decimalOf(b)
		if okA && okB {
			return x.Cmp(y)
		}
	}
	return cmp.Compare(realOf(a), realOf(b))
}

func decimalOf(x any) (*apd.Decimal, bool) {
	switch x := x.(type) {
	case int64:
		return apd.New(x, 0), true
	case float64:
		return DecimalOf(x)
	}
	return x.(*apd.Decimal), true
}

func realOf(x any) float64 {
	switch x := x.(type) {
	case int64:
		return float64(x)
	case float64:
		return x
	}
	return RealOf(x.(*apd.Decimal))
}
