package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// comparison are the operators that compare two values of any types that go together.
// Numbers of all types compare by what they are, NaN with nothing; a bool compares with
// a number as 0 or 1; a text with any other value as that is read from the text; a dynamic
// as what is in it. Where one side is null, == is false and != true; the others are null.
// Where both are, all are null.
var comparison = []Scalar{
	{Name: "==", New: compare(equal)},
	{Name: "!=", New: compare(unequal)},
	{Name: "<>", New: compare(unequal)},
	{Name: "<", New: compare(less)},
	{Name: "<=", New: compare(lessEqual)},
	{Name: ">", New: compare(greater)},
	{Name: ">=", New: compare(greaterEqual)},
	{Name: "between", New: between(false)},
	{Name: "!between", New: between(true)},
}

// A relation says which outcomes of a comparison make it true.
type relation struct{ less, equal, greater, unordered bool }

var (
	equal        = relation{equal: true}
	unequal      = relation{less: true, greater: true, unordered: true}
	less         = relation{less: true}
	lessEqual    = relation{less: true, equal: true}
	greater      = relation{greater: true}
	greaterEqual = relation{equal: true, greater: true}
)

// equality reports whether the relation is == or !=, which know one null from a value.
func (r relation) equality() bool { return r == equal || r == unequal }

// compare makes the kernel of a relation by the types of its sides.
func compare(r relation) maker {
	return func(s Spec) (Kernel, error) { return once(comparing(r, s.Args[0].Type, s.Args[1].Type)), nil }
}

func comparing(r relation, left, right value.Type) Kernel {
	switch {
	case left == value.String && right == value.String:
		return native(r, func(v *vector.Vector) *vector.Vector { return v }, compareStrings)
	case counted(left) && counted(right):
		return native(r, asTicks, compareNumbers[int64])
	case (counted(left) || left == value.Real) && (counted(right) || right == value.Real):
		return native(r, asReal, compareNumbers[float64])
	case left == value.Dynamic && right == value.String && r.equality():
		return dynamicWithText(r, 0, 1)
	case left == value.String && right == value.Dynamic && r.equality():
		return dynamicWithText(r, 1, 0)
	}
	return comparingValues(r, left, right)
}

// counted reports whether values of the type are longs, or bools, which compare as longs.
func counted(t value.Type) bool {
	return t.IsInteger() || t == value.Datetime || t == value.Timespan || t == value.Bool
}

// asTicks returns bools as 0 and 1, and longs as they are.
func asTicks(v *vector.Vector) *vector.Vector {
	if v.Type != value.Bool {
		return v
	}
	if v.IsConst() {
		return vector.Const(value.Long, value.Convert(value.Long, value.Bool, v.Value(0)), v.Len())
	}
	out := vector.Of(value.Long, make([]int64, len(v.Bools)), v.Nulls)
	for i, x := range v.Bools {
		if x {
			out.Longs[i] = 1
		}
	}
	return out
}

// native compares with a loop over native slices, and then sees to the nulls.
func native(r relation, as func(*vector.Vector) *vector.Vector, loop func(relation, []bool, *vector.Vector, *vector.Vector)) Kernel {
	return func(args []*vector.Vector, n int) *vector.Vector {
		x, y := as(args[0]), as(args[1])
		out := vector.New(value.Bool, n)
		loop(r, out.Bools, x, y)
		if x.Nulls != nil || y.Nulls != nil {
			r.nulls(out, x, y)
		}
		return out
	}
}

// nulls sets the rows in which a side is null.
func (r relation) nulls(out, x, y *vector.Vector) {
	for i := range out.Bools {
		a, b := x.IsNull(i), y.IsNull(i)
		switch {
		case a && b || (a || b) && !r.equality():
			out.SetNull(i)
		case a || b:
			out.Bools[i] = r == unequal
		}
	}
}

// compareNumbers compares native slices, one loop an operator; the compiler makes each for
// longs and for reals.
func compareNumbers[T int64 | float64](r relation, to []bool, x, y *vector.Vector) {
	a, b, am, bm := vector.Slice[T](x), vector.Slice[T](y), x.Mask(), y.Mask()
	switch r {
	case equal:
		for i := range to {
			to[i] = a[i&am] == b[i&bm]
		}
	case unequal:
		for i := range to {
			to[i] = a[i&am] != b[i&bm]
		}
	case less:
		for i := range to {
			to[i] = a[i&am] < b[i&bm]
		}
	case lessEqual:
		for i := range to {
			to[i] = a[i&am] <= b[i&bm]
		}
	case greater:
		for i := range to {
			to[i] = a[i&am] > b[i&bm]
		}
	case greaterEqual:
		for i := range to {
			to[i] = a[i&am] >= b[i&bm]
		}
	}
}

func compareStrings(r relation, to []bool, x, y *vector.Vector) {
	a, b, am, bm := x.Strings, y.Strings, x.Mask(), y.Mask()
	switch r {
	case equal:
		for i := range to {
			to[i] = a[i&am] == b[i&bm]
		}
	case unequal:
		for i := range to {
			to[i] = a[i&am] != b[i&bm]
		}
	default:
		for i := range to {
			to[i] = r.of(outcome(a[i&am], b[i&bm]))
		}
	}
}

// between makes the kernel of x between (low .. high), both ends included. A timespan as
// the end of a datetime's range is counted from its start.
func between(negated bool) maker {
	return func(s Spec) (Kernel, error) {
		x, low, high := s.Args[0].Type, s.Args[1].Type, s.Args[2].Type
		relative := low == value.Datetime && high == value.Timespan
		end := longs(plus, Spec{Args: s.Args[1:], Result: value.Datetime})
		if relative {
			high = value.Datetime
		}
		from, to := comparing(greaterEqual, x, low), comparing(lessEqual, x, high)
		return once(func(args []*vector.Vector, n int) *vector.Vector {
			last := args[2]
			if relative {
				last = end(args[1:], n)
			}
			out := and(s, []*vector.Vector{from(args[:2], n), to([]*vector.Vector{args[0], last}, n)}, n)
			return withNulls(out, negated, nullsOf(n, args[0], args[1], last))
		}), nil
	}
}

// withNulls makes a bool vector that is still being made null in more places, and turns
// it round where that is asked for.
func withNulls(v *vector.Vector, negated bool, nulls []bool) *vector.Vector {
	for i := range v.Bools {
		if nulls != nil && nulls[i] {
			v.SetNull(i)
		}
		v.Bools[i] = v.Bools[i] != negated
	}
	return v
}
