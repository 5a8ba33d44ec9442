package function

import (
	"bytes"
	"cmp"
	"math"

	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// An order is how two values stand to each other.
type order int8

const (
	before order = iota - 1
	same
	after
	unordered // NaN, and values that have no order: they are not equal
)

func outcome[T cmp.Ordered](a, b T) order {
	switch {
	case a < b:
		return before
	case a > b:
		return after
	case a == b:
		return same
	}
	return unordered
}

// of tells whether the relation holds for an outcome.
func (r relation) of(o order) bool {
	switch o {
	case before:
		return r.less
	case same:
		return r.equal
	case after:
		return r.greater
	}
	return r.unordered
}

// comparingValues compares value by value: the slow way for types that are rarely compared.
func comparingValues(r relation, left, right value.Type) Kernel {
	return func(args []*vector.Vector, n int) *vector.Vector {
		out := vector.New(value.Bool, n)
		for i := range n {
			x, y := meet(args[0].Value(i), args[1].Value(i), left, right)
			switch {
			case x == nil && y == nil || (x == nil || y == nil) && !r.equality():
				out.SetNull(i)
			case x == nil || y == nil:
				out.Bools[i] = r == unequal
			default:
				out.Bools[i] = r.of(orderOf(x, y))
			}
		}
		return out
	}
}

// dynamicWithText is [comparingValues] for the equality of a dynamic, the argument at one
// place, with a text: the texts in dynamics are compared without more ado.
func dynamicWithText(r relation, dynamic, text int) Kernel {
	return func(args []*vector.Vector, n int) *vector.Vector {
		out := vector.New(value.Bool, n)
		x, y := args[dynamic], args[text]
		xm, ym := x.Mask(), y.Mask()
		for i := range out.Bools {
			t := y.Strings[i&ym]
			switch d := x.Any[i&xm].(type) {
			case string:
				out.Bools[i] = (d == t) == r.equal
			case nil:
				out.Bools[i] = !r.equal
			default:
				read := readAs(t, d)
				out.Bools[i] = (read != nil && orderOf(d, read) == same) == r.equal
			}
		}
		return out
	}
}

// meet brings two values of different types to what can be compared: a text against any
// other value is read as one of that sort. What cannot be read is a null.
func meet(x, y any, left, right value.Type) (any, any) {
	if left == value.String && right != value.String {
		return read(x, y, right), y
	}
	if right == value.String && left != value.String {
		return x, read(y, x, left)
	}
	if left == value.Dynamic || right == value.Dynamic {
		return meetDynamic(x, y)
	}
	return x, y
}

// read reads a text as a value like other, which is of type t. Against a dynamic it stays
// a text where there is a text in it.
func read(text, other any, t value.Type) any {
	if t != value.Dynamic {
		return readAs(text, other)
	}
	if _, ok := other.(string); ok || other == nil {
		return text
	}
	return readAs(text, other)
}

// readAs reads a text as a value of other's kind; whatever has no text of its own stays one.
func readAs(text, other any) any {
	switch other.(type) {
	case bool:
		return value.Convert(value.Bool, value.String, text)
	case int64, float64:
		return numberIn(text.(string))
	case *apd.Decimal:
		return value.Convert(value.Decimal, value.String, text)
	case value.Time:
		return value.Convert(value.Datetime, value.String, text)
	case value.Span:
		return value.Convert(value.Timespan, value.String, text)
	case value.UUID:
		return value.Convert(value.Guid, value.String, text)
	}
	return text
}

// numberIn reads a text as a whole number, so that none of its digits is lost, or else as
// a real; nil where it is neither.
func numberIn(text string) any {
	if n, ok := value.ParseLong(text); ok {
		return n
	}
	return value.Convert(value.Real, value.String, text)
}

// meetDynamic brings what is in a dynamic to what it is compared with.
func meetDynamic(x, y any) (any, any) {
	_, textX := x.(string)
	_, textY := y.(string)
	switch {
	case textX && !textY && y != nil:
		return readAs(x, y), y
	case textY && !textX && x != nil:
		return x, readAs(y, x)
	}
	return x, y
}

// orderOf compares two values, neither null, of any types.
func orderOf(x, y any) order {
	if a, ok := numeric(x); ok {
		if b, ok := numeric(y); ok {
			return orderOfNumbers(a, b)
		}
		return unordered
	}
	switch a := x.(type) {
	case string:
		if b, ok := y.(string); ok {
			return outcome(a, b)
		}
	case value.UUID:
		if b, ok := y.(value.UUID); ok {
			return order(bytes.Compare(a[:], b[:]))
		}
	case []any, *value.Bag:
		if value.Text(value.Dynamic, x) == value.Text(value.Dynamic, y) {
			return same
		}
	}
	return unordered
}

// numeric returns numbers as they are, and bools and ticks as longs.
func numeric(x any) (any, bool) {
	switch x := x.(type) {
	case int64, float64, *apd.Decimal:
		return x, true
	case bool, value.Time, value.Span:
		return value.Convert(value.Long, value.Dynamic, x), true
	}
	return nil, false
}

func orderOfNumbers(x, y any) order {
	if a, ok := x.(float64); ok && math.IsNaN(a) {
		return unordered
	}
	if b, ok := y.(float64); ok && math.IsNaN(b) {
		return unordered
	}
	return order(value.CompareNumbers(x, y))
}
