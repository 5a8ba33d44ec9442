package function

import (
	"errors"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// windows are the functions of a row's place among the others. Those that run on start
// anew at each row whose restart is true.
var windows = []Scalar{
	{Name: "row_number", New: fixed(rowNumber), Window: true},
	{Name: "row_cumsum", New: fixed(rowSum), Window: true},
	{Name: "row_rank", New: rowRank, Window: true},
	{Name: "row_rank_dense", New: fixed(rankDense), Window: true},
	{Name: "row_rank_min", New: fixed(rankMin), Window: true},
	{Name: "row_window_session", New: fixed(rowSession), Window: true},
	{Name: "prev", New: neighbour("prev", -1), Window: true},
	{Name: "next", New: neighbour("next", 1), Window: true},
}

// restarts returns whether a row is one to start anew at, by the argument at the place.
func restarts(args []*vector.Vector, place int) func(i int) bool {
	if len(args) <= place {
		return func(i int) bool { return i == 0 }
	}
	v := args[place]
	return func(i int) bool { return i == 0 || !v.IsNull(i) && v.Bools[v.Index(i)] }
}

// rowNumber counts rows from the first argument, 1 unless given.
func rowNumber(_ Spec, args []*vector.Vector, n int) *vector.Vector {
	out := vector.New(value.Long, n)
	restart := restarts(args, 1)
	start := int64(1)
	for i := range out.Longs {
		if len(args) > 0 && !args[0].IsNull(i) {
			start = args[0].Longs[args[0].Index(i)]
		}
		if restart(i) {
			out.Longs[i] = start
		} else {
			out.Longs[i] = out.Longs[i-1] + 1
		}
	}
	return out
}

// rowSum adds up the rows so far; a null adds nothing.
func rowSum(s Spec, args []*vector.Vector, n int) *vector.Vector {
	restart := restarts(args, 1)
	switch x := args[0]; x.Type {
	case value.Real:
		return running[float64](s.Result, x, n, restart)
	case value.Decimal:
		return decimalSum(x, n, restart)
	default:
		return running[int64](s.Result, x, n, restart)
	}
}

func running[T int64 | float64](t value.Type, x *vector.Vector, n int, restart func(int) bool) *vector.Vector {
	out := vector.New(t, n)
	to, from := vector.Slice[T](out), vector.Slice[T](x)
	var sum T
	for i := range to {
		if restart(i) {
			sum = 0
		}
		if !x.IsNull(i) {
			sum += from[x.Index(i)]
		}
		to[i] = sum
	}
	return out
}

func decimalSum(x *vector.Vector, n int, restart func(int) bool) *vector.Vector {
	out := vector.New(value.Decimal, n)
	zero := value.Convert(value.Decimal, value.Long, int64(0))
	sum := zero
	s := Spec{Args: []Arg{{Type: value.Decimal}, {Type: value.Decimal}}, Result: value.Decimal}
	for i := range n {
		if restart(i) {
			sum = zero
		}
		if !x.IsNull(i) {
			sum = compute(plus, s, sum, x.Value(i))
		}
		out.Set(i, sum)
	}
	return out
}

// rankDense counts the different values so far, of rows in their order.
func rankDense(_ Spec, args []*vector.Vector, n int) *vector.Vector { return rank(args, n, true) }

// rankMin gives a value the number of the first row that has it.
func rankMin(_ Spec, args []*vector.Vector, n int) *vector.Vector { return rank(args, n, false) }

func rank(args []*vector.Vector, n int, dense bool) *vector.Vector {
	out := vector.New(value.Long, n)
	restart := restarts(args, 1)
	var row, rank int64
	for i := range out.Longs {
		again := restart(i)
		if again {
			row, rank = 0, 0
		}
		row++
		switch {
		case !again && sameRows(args[0], i-1, i):
		case dense:
			rank++
		default:
			rank = row
		}
		out.Longs[i] = rank
	}
	return out
}

// sameRows reports whether two rows are equal; null is equal to null.
func sameRows(v *vector.Vector, i, j int) bool {
	x, y := v.Value(i), v.Value(j)
	if x == nil || y == nil {
		return x == nil && y == nil
	}
	return value.Compare(v.Type, x, y) == 0
}

// rowRank is the old name of both ranks: row_rank(value, dense).
func rowRank(s Spec) (Kernel, error) {
	dense := len(s.Args) > 1 && s.Args[1].Value == true
	return fixed(func(_ Spec, args []*vector.Vector, n int) *vector.Vector { return rank(args[:1], n, dense) })(s)
}

// rowSession gives the first time of the session that a row belongs to. A session ends
// where a time is further from its first than one span, or from the time before than
// another.
func rowSession(_ Spec, args []*vector.Vector, n int) *vector.Vector {
	times, whole, gap := args[0], args[1], args[2]
	out := vector.New(value.Datetime, n)
	restart := restarts(args, 3)
	var first, last int64
	for i := range out.Longs {
		if times.IsNull(i) {
			out.SetNull(i)
			continue
		}
		t := times.Longs[times.Index(i)]
		if restart(i) || out.IsNull(i-1) || beyond(t-first, whole, i) || beyond(t-last, gap, i) {
			first = t
		}
		last = t
		out.Longs[i] = first
	}
	return out
}

// beyond reports whether a distance is longer than row i's limit; null is no limit.
func beyond(distance int64, limit *vector.Vector, i int) bool {
	return !limit.IsNull(i) && distance > limit.Longs[limit.Index(i)]
}

// neighbour makes the maker of prev and next: the value so many rows away in a direction,
// one unless given, or a constant where there is no such row.
func neighbour(name string, direction int) maker {
	return func(s Spec) (Kernel, error) {
		if len(s.Args) > 1 {
			if n, ok := s.Args[1].Value.(int64); s.Args[1].Const && (!ok || n <= 0) {
				return nil, errors.New("the offset of " + name + " must be 1 or more")
			}
		}
		if len(s.Args) > 2 && !s.Args[2].Const {
			return nil, errors.New("the default of " + name + " must be constant")
		}
		return func(args []*vector.Vector, n int) *vector.Vector {
			return shifted(s, args, n, direction)
		}, nil
	}
}

func shifted(s Spec, args []*vector.Vector, n, direction int) *vector.Vector {
	places := make([]int, n)
	for i := range places {
		offset := int64(1)
		if len(args) > 1 && !args[1].IsNull(i) {
			offset = args[1].Longs[args[1].Index(i)]
		}
		places[i] = -1
		if offset >= 0 && offset <= int64(n) {
			if p := i + direction*int(offset); p >= 0 && p < n {
				places[i] = p
			}
		}
	}
	out := args[0].Flat().Take(places)
	if len(args) > 2 {
		x := value.Convert(out.Type, s.Args[2].Type, s.Args[2].Value)
		for i, p := range places {
			if p < 0 {
				setOrNull(out, i, x)
			}
		}
	}
	return out
}

// setOrNull sets a row that was null before.
func setOrNull(v *vector.Vector, i int, x any) {
	if x == nil {
		return
	}
	v.Set(i, x)
	if v.Nulls != nil {
		v.Nulls[i] = false
	}
}
