package exec

import (
	"fmt"

	"foxhound/internal/function"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// conversions are the functions that make a value of a type.
var conversions = map[value.Type]string{
	value.Bool: "tobool", value.Int: "toint", value.Long: "tolong", value.Real: "toreal", value.Decimal: "todecimal", value.String: "tostring",
	value.Datetime: "todatetime", value.Timespan: "totimespan", value.Guid: "toguid", value.Dynamic: "todynamic",
}

// converter returns what turns columns of one type into columns of another; null stands
// where that cannot be.
func converter(from, to value.Type) (func(*vector.Vector) *vector.Vector, error) {
	if from == to {
		return func(v *vector.Vector) *vector.Vector { return v }, nil
	}
	f, ok := function.Lookup(conversions[to])
	if !ok {
		return nil, fmt.Errorf("exec: no way from %s to %s", from, to)
	}
	kernel, err := f.New(function.Spec{Args: []function.Arg{{Type: from}}, Result: to})
	if err != nil {
		return nil, err
	}
	return func(v *vector.Vector) *vector.Vector { return kernel([]*vector.Vector{v}, v.Len()) }, nil
}

// read reads a value of a type from its text, as the conversions do.
func read(t value.Type, s string) (x any, ok bool) {
	switch t {
	case value.Bool:
		x, ok = box(value.ParseBool(s))
	case value.Int:
		x, ok = box(value.ParseInt(s))
	case value.Long:
		x, ok = box(value.ParseLong(s))
	case value.Real:
		x, ok = box(value.ParseReal(s))
	case value.Decimal:
		x, ok = box(value.ParseDecimal(s))
	case value.Datetime:
		x, ok = box(value.ParseTime(s))
	case value.Timespan:
		x, ok = box(value.ParseSpan(s))
	case value.Guid:
		x, ok = box(value.ParseGuid(s))
	case value.Dynamic:
		return readDynamic(s), true
	default:
		return s, true
	}
	return x, ok
}

func box[T any](x T, ok bool) (any, bool) { return x, ok }

// readDynamic reads JSON; text that is none is a string, and none at all is null.
func readDynamic(s string) any {
	if s == "" {
		return nil
	}
	x, err := value.ParseJSON(s)
	if err != nil {
		return s
	}
	return x
}
