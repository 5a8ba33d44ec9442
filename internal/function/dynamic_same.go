package function

import (
	"math"
	"slices"

	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
)

// A jsonKey stands for a value that has no comparable form but its text.
type jsonKey string

// keyOf returns a value that is equal, with ==, for dynamic values that are the same:
// numbers by their value, whatever their type, bags whatever the order of their names.
func keyOf(x any) any {
	switch x := x.(type) {
	case float64:
		if x == math.Trunc(x) && math.Abs(x) < 1<<63 {
			return int64(x)
		}
		if math.IsNaN(x) {
			return jsonKey("NaN")
		}
	case *apd.Decimal, []any, *value.Bag:
		return jsonKey(value.AppendJSON(nil, canonical(x)))
	}
	return x
}

func sortedKeys(b *value.Bag) []string { return slices.Sorted(slices.Values(b.Keys())) }

// dynamicReal returns a dynamic number as a real.
func dynamicReal(x any) (float64, bool) {
	switch x := x.(type) {
	case int64:
		return float64(x), true
	case float64:
		return x, true
	case *apd.Decimal:
		f, err := x.Float64()
		return f, err == nil
	}
	return 0, false
}

// listOf returns a dynamic as an array; ok is false where it is none.
func listOf(x any) (list []any, ok bool) {
	list, ok = x.([]any)
	return list, ok
}

// onArray lifts a function of an array and further values; what is no array gives null.
func onArray(f func(list []any, rest []any) any) maker {
	return rowwise(func(_ Spec, row []any) any {
		list, ok := listOf(row[0])
		if !ok {
			return nil
		}
		return f(list, row[1:])
	})
}
