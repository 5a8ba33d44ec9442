package function

import "foxhound/internal/value"

// measured are the results for which the engine gives another type than its binder, whatever
// the arguments are. signatures.txt has them as measured; they are listed here for those
// who ask by name:
//
//	ceiling, round                         real, also of whole numbers
//	getyear, getmonth, monthofyear,        int or long: the engine has been seen to give
//	hourofday, datetime_part, datepart     either for the same query
var measured = map[string]value.Type{"ceiling": value.Real, "round": value.Real}

// ResultType returns the type of a function's result as the engine has it: bySignature,
// but for those that the engine gives another, and for datetime_diff of weeks, which is a
// real while that of every other part is a long.
func ResultType(name string, s Spec, bySignature value.Type) value.Type {
	if t, ok := measured[name]; ok {
		return t
	}
	if name == "datetime_diff" && len(s.Args) > 0 && s.Args[0].Const && partName(s.Args[0].Value) == "week" {
		return value.Real
	}
	return bySignature
}
