package rows

import (
	"encoding/json"
	"math"
	"strconv"

	"foxhound/internal/value"
)

// Cell returns a value as the JSON contract has it: strings, booleans and numbers as such,
// null, a datetime and a timespan as their text, and what JSON cannot hold exactly in an
// object that says what it is:
//
//	{"$long": "9007199254740993"}   an integer beyond 2^53
//	{"$real": "nan"}                nan, +inf or -inf
//	{"$decimal": "1.50"}
//	{"$dynamic": ...}               an array, a bag, or any other dynamic value
func Cell(t value.Type, x any) any {
	if t == value.Dynamic {
		if x == nil {
			return nil
		}
		return map[string]any{"$dynamic": json.RawMessage(value.AppendJSON(nil, x))}
	}
	switch x := x.(type) {
	case int64:
		if x > 1<<53 || x < -1<<53 {
			return map[string]string{"$long": strconv.FormatInt(x, 10)}
		}
		return x
	case float64:
		switch {
		case math.IsNaN(x):
			return map[string]string{"$real": "nan"}
		case math.IsInf(x, 1):
			return map[string]string{"$real": "+inf"}
		case math.IsInf(x, -1):
			return map[string]string{"$real": "-inf"}
		}
		return x
	case nil, bool, string:
		return x
	}
	if t == value.Decimal {
		return map[string]string{"$decimal": value.Text(t, x)}
	}
	return value.Text(t, x)
}
