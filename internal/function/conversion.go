package function

import (
	"math"
	"strconv"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// conversions are the functions that make one type of another. None of them fails: what
// cannot be converted is null. The binder uses them too, to turn an argument into what a
// signature asks for.
var conversions = []Scalar{
	{Name: "tobool", New: converter(value.Bool)},
	{Name: "toboolean", New: converter(value.Bool)},
	{Name: "toint", New: converter(value.Int)},
	{Name: "tolong", New: converter(value.Long)},
	{Name: "toreal", New: converter(value.Real)},
	{Name: "todouble", New: converter(value.Real)},
	{Name: "todecimal", New: converter(value.Decimal)},
	{Name: "tostring", New: converter(value.String)},
	{Name: "todatetime", New: converter(value.Datetime)},
	{Name: "totimespan", New: converter(value.Timespan)},
	{Name: "totime", New: converter(value.Timespan)},
	{Name: "toguid", New: converter(value.Guid)},
	{Name: "gettype", New: getType},
}

// converter makes the maker of a conversion of any type to one.
func converter(to value.Type) maker {
	return func(s Spec) (Kernel, error) {
		return once(func(args []*vector.Vector, n int) *vector.Vector { return convert(to, args[0]) }), nil
	}
}

// convert makes a vector of one type of that of another, by a loop over native slices
// for the pairs that are frequent.
func convert(to value.Type, v *vector.Vector) *vector.Vector {
	switch from := v.Type; {
	case from == to:
		return v
	case to == value.Long && from == value.Int, to == value.Long && countsTicks(from):
		return retyped(v, to)
	case to == value.Real && from.IsInteger():
		return asReal(v)
	case v.IsConst() && from == value.Real && to.IsInteger():
		return vector.Const(to, cutConstant(to, v.Value(0)), v.Len())
	case to == value.String:
		return written(v)
	case from == value.String:
		return parsed(to, v)
	}
	return convertEach(to, v)
}

// written returns the texts of values.
func written(v *vector.Vector) *vector.Vector {
	switch v.Type {
	case value.Int, value.Long:
		return apply(v, value.String, func(n int64) string { return strconv.FormatInt(n, 10) })
	case value.Datetime:
		return apply(v, value.String, func(n int64) string { return value.Time(n).String() })
	case value.Real:
		return apply(v, value.String, func(x float64) string { return string(value.AppendReal(nil, x)) })
	case value.Dynamic:
		return textsIn(v)
	}
	return convertEach(value.String, v)
}

func countsTicks(t value.Type) bool { return t == value.Datetime || t == value.Timespan }

// retyped returns the same values under another type that is held in the same slice.
func retyped(v *vector.Vector, t value.Type) *vector.Vector {
	c := *v
	c.Type = t
	return &c
}

// apply computes a value for each; null stays null.
func apply[A, R vector.Native](v *vector.Vector, to value.Type, f func(A) R) *vector.Vector {
	return apply1(to, v, v.Len(), func(a A) (R, bool) { return f(a), true })
}

// parsed reads texts.
func parsed(to value.Type, v *vector.Vector) *vector.Vector {
	n := v.Len()
	switch to {
	case value.Int:
		return apply1(to, v, n, value.ParseInt)
	case value.Long:
		return apply1(to, v, n, value.ParseLong)
	case value.Real:
		return apply1(to, v, n, value.ParseReal)
	case value.Bool:
		return apply1(to, v, n, value.ParseBool)
	case value.Datetime:
		return apply1(to, v, n, func(s string) (int64, bool) {
			t, ok := value.ParseTime(s)
			return int64(t), ok
		})
	}
	return convertEach(to, v)
}

// textsIn returns the texts of dynamics.
func textsIn(v *vector.Vector) *vector.Vector {
	if v.IsConst() {
		return vector.Const(value.String, value.Text(value.Dynamic, v.Value(0)), v.Len())
	}
	out := vector.New(value.String, v.Len())
	for i, x := range v.Any {
		out.Strings[i] = value.Text(value.Dynamic, x)
	}
	return out
}

// cutConstant makes a whole number of a constant real. The engine computes constants
// apart from columns, and what is too large for a whole number becomes the smallest there
// (the largest in a column).
func cutConstant(to value.Type, x any) any {
	real, ok := x.(float64)
	if !ok || math.IsNaN(real) || math.IsInf(real, 0) {
		return nil
	}
	limit, smallest := -float64(math.MinInt64), int64(math.MinInt64)
	if to == value.Int {
		limit, smallest = -float64(math.MinInt32), int64(math.MinInt32)
	}
	if real >= limit {
		return smallest
	}
	return value.Convert(to, value.Real, x)
}

// getType makes the kernel of gettype: the name of the argument's type, or of what is in a
// dynamic.
func getType(s Spec) (Kernel, error) {
	if t := s.Args[0].Type; t != value.Dynamic {
		return fixed(func(_ Spec, _ []*vector.Vector, n int) *vector.Vector {
			return vector.Const(value.String, t.String(), n)
		})(s)
	}
	return rowwise(func(_ Spec, args []any) any { return kindOf(args[0]) })(s)
}

// kindOf returns what gettype says of what is in a dynamic.
func kindOf(x any) string {
	switch x.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case int64:
		return "long"
	case float64:
		return "double"
	case string:
		return "string"
	case value.Time:
		return "datetime"
	case value.Span:
		return "timespan"
	case value.UUID:
		return "guid"
	case []any:
		return "array"
	case *value.Bag:
		return "dictionary"
	}
	return "decimal"
}
