package function

import (
	"fmt"

	"errors"

	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// conditional are the functions that choose among values, and those that ask whether
// there is one. The values to choose from have one type, that of the result.
var conditional = []Scalar{
	{Name: "iff", New: fixed(choose)},
	{Name: "iif", New: fixed(choose)},
	{Name: "case", New: newCase},
	{Name: "coalesce", New: fixed(coalesce)},
	{Name: "max_of", New: best(after)},
	{Name: "min_of", New: best(before)},
	{Name: "isnull", New: absent(false, true)},
	{Name: "isnotnull", New: absent(false, false)},
	{Name: "notnull", New: absent(false, false)},
	{Name: "isempty", New: absent(true, true)},
	{Name: "isnotempty", New: absent(true, false)},
	{Name: "notempty", New: absent(true, false)},
	{Name: "assert", New: assert},
	{Name: "around", New: around},
}

// newCase makes the kernel of case: pairs of a condition and a value, and the last value.
func newCase(s Spec) (Kernel, error) {
	if len(s.Args)%2 == 0 {
		return nil, errors.New("`case` takes pairs of a condition and a value, and behind them one value more for what meets none; that is missing")
	}
	return fixed(choose)(s)
}

// choose gives, of condition, value, condition, value ..., otherwise, the value behind the
// first condition that is true; null is not.
func choose(s Spec, args []*vector.Vector, n int) *vector.Vector {
	last := len(args) - 1
	if x := args[0]; len(args) == 3 && x.IsConst() {
		if !x.IsNull(0) && x.Bools[0] {
			return args[1]
		}
		return args[2]
	}
	from := make([]int32, n) // the argument that each row comes from
	for i := range from {
		from[i] = int32(last)
	}
	for c := last - 2; c >= 0; c -= 2 {
		x := args[c]
		m := x.Mask()
		for i := range from {
			if x.Bools[i&m] && (x.Nulls == nil || !x.Nulls[i&m]) {
				from[i] = int32(c + 1)
			}
		}
	}
	return pick(s.Result, args, from)
}

// coalesce gives the first value that is not null, of strings the first that is not empty.
func coalesce(s Spec, args []*vector.Vector, n int) *vector.Vector {
	from := make([]int32, n)
	for i := range from {
		for j, a := range args {
			from[i] = int32(j)
			if !isEmptyAt(a, i) {
				break
			}
		}
	}
	return pick(s.Result, args, from)
}

// isEmptyAt reports whether row i is null, or the empty string.
func isEmptyAt(v *vector.Vector, i int) bool {
	if v.Strings != nil {
		return v.Strings[v.Index(i)] == ""
	}
	return v.IsNull(i)
}

// pick takes each row from the argument at that place.
func pick(t value.Type, args []*vector.Vector, from []int32) *vector.Vector {
	switch t {
	case value.Bool:
		return pickNative[bool](t, args, from)
	case value.Int, value.Long, value.Datetime, value.Timespan:
		return pickNative[int64](t, args, from)
	case value.Real:
		return pickNative[float64](t, args, from)
	case value.String:
		return pickNative[string](t, args, from)
	}
	return pickNative[any](t, args, from)
}

func pickNative[T vector.Native](t value.Type, args []*vector.Vector, from []int32) *vector.Vector {
	out := vector.New(t, len(from))
	to := vector.Slice[T](out)
	slices := make([][]T, len(args))
	for i, a := range args {
		if s, ok := sliceOf[T](a, t); ok {
			slices[i] = s
		}
	}
	for i, f := range from {
		a := args[f]
		to[i] = slices[f][i&a.Mask()]
		if a.Nulls != nil && a.Nulls[i&a.Mask()] {
			out.SetNull(i)
		}
	}
	return out
}

// sliceOf returns an argument's slice where the argument is of the result's type, as
// values are, and conditions only by chance.
func sliceOf[T vector.Native](v *vector.Vector, t value.Type) ([]T, bool) {
	if v.Type != t && !(v.Type.IsInteger() && t.IsInteger()) {
		return nil, false
	}
	return vector.Slice[T](v), true
}

// best gives the largest or smallest of the values that are not null. NaN, where there is
// one, is both.
func best(wanted order) maker {
	return fixed(func(s Spec, args []*vector.Vector, n int) *vector.Vector {
		from := make([]int32, n)
		for i := range from {
			for j := 1; j < len(args); j++ {
				if better(args[j], args[from[i]], i, wanted) {
					from[i] = int32(j)
				}
			}
		}
		return pick(s.Result, args, from)
	})
}

// better reports whether row i of x goes before that of y.
func better(x, y *vector.Vector, i int, wanted order) bool {
	switch {
	case x.IsNull(i):
		return false
	case y.IsNull(i):
		return true
	case x.Longs != nil:
		return outcome(x.Longs[x.Index(i)], y.Longs[y.Index(i)]) == wanted
	case x.Reals != nil:
		a, b := x.Reals[x.Index(i)], y.Reals[y.Index(i)]
		return outcome(a, b) == wanted || a != a
	case x.Strings != nil:
		return outcome(x.Strings[x.Index(i)], y.Strings[y.Index(i)]) == wanted
	}
	return orderOf(x.Value(i), y.Value(i)) == wanted
}

// absent makes the maker of a question after nulls, or after empty texts as well; it is
// answered yes where there is one, and never null.
func absent(texts, yes bool) maker {
	return fixed(func(_ Spec, args []*vector.Vector, n int) *vector.Vector {
		x := args[0]
		if x.IsConst() {
			return vector.Const(value.Bool, isMissing(x.Value(0), texts) == yes, n)
		}
		out := vector.New(value.Bool, n)
		switch to := out.Bools; {
		case x.Strings != nil && texts:
			for i := range to {
				to[i] = (x.Strings[i] == "") == yes
			}
		case x.Nulls != nil:
			for i := range to {
				to[i] = x.Nulls[i] == yes
			}
		case x.Any != nil:
			for i := range to {
				to[i] = isMissing(x.Any[i], texts) == yes
			}
		default:
			for i := range to {
				to[i] = !yes
			}
		}
		return out
	})
}

// isMissing reports whether a value is null, or, where texts is true, an empty text.
func isMissing(x any, texts bool) bool { return x == nil || texts && x == "" }

// assert refuses the query where its condition is false before any row is seen, with the
// message that the query gives. The condition must be constant.
func assert(s Spec) (Kernel, error) {
	if !s.Args[0].Const {
		return nil, errors.New("the condition of `assert` must be constant")
	}
	if s.Args[0].Value != true {
		message, _ := s.Args[1].Value.(string)
		return nil, errors.New(message)
	}
	return fixed(func(_ Spec, _ []*vector.Vector, n int) *vector.Vector { return vector.Const(value.Bool, true, n) })(s)
}

// around tells whether a value is no further from a centre than delta.
func around(s Spec) (Kernel, error) {
	x, center, delta := s.Args[0], s.Args[1], s.Args[2]
	for _, a := range s.Args {
		if !signature.Summable.Takes(a.Type) {
			return nil, fmt.Errorf("`around` takes numbers, datetimes and timespans, not a %s", a.Type)
		}
	}
	distance := Spec{Args: []Arg{center, delta}, Result: center.Type}
	low, err := operator(minus)(distance)
	if err != nil {
		return nil, err
	}
	high, err := operator(plus)(distance)
	if err != nil {
		return nil, err
	}
	inside, err := between(false)(Spec{Args: []Arg{x, center, center}, Result: value.Bool})
	return func(args []*vector.Vector, n int) *vector.Vector {
		return inside([]*vector.Vector{args[0], low(args[1:], n), high(args[1:], n)}, n)
	}, err
}
