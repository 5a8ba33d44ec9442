package aggregate

import (
	"fmt"
	"slices"

	"foxhound/internal/function"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A maker is the type of [Func.New].
type maker = func(Spec) (Maker, error)

// always is the maker of an accumulator that every use can have.
func always(f func(Spec) Accumulator) maker {
	return func(s Spec) (Maker, error) { return func() Accumulator { return f(s) }, nil }
}

// grown returns s with n elements at least, the new ones zero.
func grown[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	return append(s, make([]T, n-len(s))...)
}

// taken returns the rows at the places.
func taken(args []*vector.Vector, groups []int, places []int) ([]*vector.Vector, []int) {
	if len(places) == len(groups) {
		return args, groups
	}
	columns := make([]*vector.Vector, len(args))
	for i, a := range args {
		columns[i] = a.Take(places)
	}
	some := make([]int, len(places))
	for i, p := range places {
		some[i] = groups[p]
	}
	return columns, some
}

// known returns the rows that are null in none of the arguments.
func known(args []*vector.Vector, groups []int) ([]*vector.Vector, []int) {
	if !slices.ContainsFunc(args, mayBeNull) {
		return args, groups
	}
	places := make([]int, 0, len(groups))
	for i := range groups {
		if !slices.ContainsFunc(args, func(a *vector.Vector) bool { return a.IsNull(i) }) {
			places = append(places, i)
		}
	}
	return taken(args, groups, places)
}

func mayBeNull(v *vector.Vector) bool { return v.Nulls != nil || v.Any != nil }

// trues returns where a slice is true.
func trues(which []bool) []int {
	places := make([]int, 0, len(which))
	for i, yes := range which {
		if yes {
			places = append(places, i)
		}
	}
	return places
}

// sequence returns the numbers below n.
func sequence(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// integer returns a constant argument, otherwise where there is none or it is null. what
// names it, for the error of one that is not constant.
func integer(s Spec, at int, what string, otherwise int64) (int64, error) {
	if at >= len(s.Args) {
		return otherwise, nil
	}
	if !s.Args[at].Const {
		return 0, fmt.Errorf("the %s must be a constant", what)
	}
	switch x := s.Args[at].Value.(type) {
	case int64:
		return x, nil
	case float64:
		return int64(x), nil
	}
	return otherwise, nil
}

// without returns a spec without one of its arguments.
func without(s Spec, at int) Spec {
	s.Args = slices.Delete(slices.Clone(s.Args), at, at+1)
	return s
}

// refused is the maker of what cannot be computed for a type of argument.
func refused(arg function.Arg) (Maker, error) {
	return nil, fmt.Errorf("no value of type `%s` can be aggregated so", arg.Type)
}

// isLong reports whether values of the type are held in Longs.
func isLong(t value.Type) bool {
	return t.IsInteger() || t == value.Datetime || t == value.Timespan
}
