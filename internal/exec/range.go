package exec

import (
	"math"

	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// rangeBatch is how many rows a range makes at a time.
const rangeBatch = 8192

// A progression gives the next values of a range, up to n; none behind its end.
type progression func(n int) *vector.Vector

// rangeRows hands on the rows of a range: of none where a bound is null, the step is 0, or
// leads away from the end.
func (x *run) rangeRows(n *plan.Range, emit func(*vector.Batch) error) error {
	next, err := x.values(n)
	if err != nil || next == nil {
		return err
	}
	for {
		v := next(rangeBatch)
		if v.Len() == 0 {
			return nil
		}
		if err := x.budget.grow("range", v.Len()); err != nil {
			return err
		}
		if err := x.ctx.Err(); err != nil {
			return err
		}
		if err := emit(vector.NewBatch(v.Len(), v)); err != nil {
			return err
		}
	}
}

// oneByOne makes the values of a progression some at a time.
func oneByOne(t value.Type, number func(i int64) (any, bool)) progression {
	at, more := int64(0), true
	return func(n int) *vector.Vector {
		v := vector.New(t, n)
		rows := 0
		for ; more && rows < n; rows++ {
			var x any
			if x, more = number(at); !more {
				break
			}
			v.Set(rows, x)
			at++
		}
		return v.Slice(0, rows)
	}
}

// values computes a range's bounds; nil is a range without rows.
func (x *run) values(n *plan.Range) (progression, error) {
	from, err := x.constant(n.From)
	if err != nil {
		return nil, err
	}
	to, err := x.constant(n.To)
	if err != nil {
		return nil, err
	}
	step, err := x.constant(n.Step)
	if err != nil || from == nil || to == nil || step == nil {
		return nil, err
	}
	if n.Col.Type == value.Datetime || n.Col.Type.IsInteger() || n.Col.Type == value.Timespan {
		return wholes(n.Col.Type, whole(from), whole(to), whole(step)), nil
	}
	if n.Col.Type == value.Decimal {
		return decimals(from, to, step), nil
	}
	return reals(from, to, step), nil
}

// whole returns a value that is held as a 64-bit number.
func whole(x any) int64 {
	switch x := x.(type) {
	case value.Time:
		return int64(x)
	case value.Span:
		return int64(x)
	case int64:
		return x
	}
	return 0
}

func wholes(t value.Type, from, to, step int64) progression {
	if step == 0 || step > 0 && from > to || step < 0 && from < to {
		return nil
	}
	// As unsigned numbers, neither the distance nor the step's size can overflow.
	distance, size := uint64(to)-uint64(from), uint64(step)
	if step < 0 {
		distance, size = -distance, -size
	}
	left, ended := distance/size, false // how many follow the next
	return func(n int) *vector.Vector {
		if ended {
			n = 0
		} else if uint64(n) > left {
			n, ended = int(left)+1, true
		}
		v := make([]int64, n)
		for i := range v {
			v[i] = from
			from += step
		}
		left -= uint64(n)
		return vector.Of(t, v, nil)
	}
}

// reals computes each value from the first, not from the one before, so that no error
// gathers.
func reals(from, to, step any) progression {
	a, _ := from.(float64)
	b, _ := to.(float64)
	s, _ := step.(float64)
	if s == 0 || math.IsNaN(a+b+s) || math.IsInf(a, 0) || a+s == a {
		return nil
	}
	return oneByOne(value.Real, func(i int64) (any, bool) {
		x := a + float64(i)*s
		return x, s > 0 && x <= b || s < 0 && x >= b
	})
}

// decimals adds step by step, which is exact.
func decimals(from, to, step any) progression {
	zero, _ := value.ParseDecimal("0")
	sign := value.Compare(value.Decimal, step, zero)
	plus, ok := function.Lookup("+")
	if !ok || sign == 0 {
		return nil
	}
	arg := function.Arg{Type: value.Decimal}
	add, err := plus.New(function.Spec{Args: []function.Arg{arg, arg}, Result: value.Decimal})
	if err != nil {
		return nil
	}
	next, by := vector.Const(value.Decimal, from, 1), vector.Const(value.Decimal, step, 1)
	return oneByOne(value.Decimal, func(int64) (any, bool) {
		x := next.Value(0)
		if x == nil || value.Compare(value.Decimal, x, to)*sign > 0 {
			return nil, false
		}
		next = add([]*vector.Vector{next, by}, 1)
		return x, true
	})
}
