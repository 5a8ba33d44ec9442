package bind

import (
	"maps"
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// literal returns the value of an expression that is written as one.
func literal(e kql.Expr) (*plan.Const, bool) {
	switch e := e.(type) {
	case *kql.String:
		return &plan.Const{Value: e.Value, T: value.String}, true
	case *kql.Long:
		return &plan.Const{Value: e.Value, T: value.Long}, true
	case *kql.Int32:
		return &plan.Const{Value: int64(e.Value), T: value.Int}, true
	case *kql.Real:
		return &plan.Const{Value: e.Value, T: value.Real}, true
	case *kql.Bool:
		return &plan.Const{Value: e.Value, T: value.Bool}, true
	case *kql.Timespan:
		return &plan.Const{Value: value.Span(e.Value), T: value.Timespan}, true
	case *kql.Null:
		return null(typeOf(e.Type)), true
	case *kql.Dynamic:
		return &plan.Const{Value: dynamicValue(e.Value), T: value.Dynamic}, true
	}
	return parsedLiteral(e)
}

// parsedLiteral returns the value of a literal that the tree holds in another form; a
// value out of Kusto's range is null.
func parsedLiteral(e kql.Expr) (*plan.Const, bool) {
	switch e := e.(type) {
	case *kql.Datetime:
		t, ok := value.TimeOf(e.Value)
		return orNull(t, ok, value.Datetime), true
	case *kql.Decimal:
		d, ok := value.ParseDecimal(e.Value)
		return orNull(d, ok, value.Decimal), true
	case *kql.Guid:
		u, ok := value.ParseGuid(e.Value)
		return orNull(u, ok, value.Guid), true
	}
	return nil, false
}

func orNull(v any, ok bool, t value.Type) *plan.Const {
	if !ok {
		return null(t)
	}
	return &plan.Const{Value: v, T: t}
}

// null is the null of a type, which for string is the empty one.
func null(t value.Type) *plan.Const {
	if t == value.String {
		return &plan.Const{Value: "", T: t}
	}
	return &plan.Const{T: t}
}

// dynamicValue turns what stands in dynamic(...) into a value.
func dynamicValue(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case []any:
		list := make([]any, len(v))
		for i, x := range v {
			list[i] = dynamicValue(x)
		}
		return list
	case kql.Bag:
		bag := &value.Bag{}
		for _, e := range v {
			bag.Set(e.Key, dynamicValue(e.Value))
		}
		return bag
	case map[string]any:
		bag := &value.Bag{}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			bag.Set(k, dynamicValue(v[k]))
		}
		return bag
	case kql.Expr:
		if k, ok := literal(v); ok {
			return k.Value
		}
		return nil
	}
	return v
}
