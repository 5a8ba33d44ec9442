package function

import (
	"strings"
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// column makes a vector of values of one type; nil is null.
func column(t value.Type, values ...any) *vector.Vector {
	out := vector.New(t, len(values))
	for i, x := range values {
		out.Set(i, x)
	}
	return out
}

func rows(v *vector.Vector) string {
	var texts []string
	for i := range v.Len() {
		texts = append(texts, shownRow(v, i))
	}
	return strings.Join(texts, " ")
}

func TestWindows(t *testing.T) {
	const l, r, d, sp, b = value.Long, value.Real, value.Datetime, value.Timespan, value.Bool
	groups := column(b, false, false, true, nil, false)
	numbers := column(l, int64(10), int64(20), int64(20), nil, int64(5))
	c := func(t value.Type, x any) *vector.Vector { return vector.Const(t, x, 5) }
	minutes := func(m ...any) *vector.Vector {
		out := column(d, m...)
		for i := range out.Longs {
			out.Longs[i] *= value.Minute
		}
		return out
	}
	for _, test := range []struct {
		name   string
		result value.Type
		args   []*vector.Vector
		want   string
	}{
		{"row_number", l, nil, "1 2 3 4 5"},
		{"row_number", l, []*vector.Vector{c(l, int64(7))}, "7 8 9 10 11"},
		{"row_number", l, []*vector.Vector{c(l, int64(0)), groups}, "0 1 0 1 2"},
		{"row_cumsum", l, []*vector.Vector{numbers}, "10 30 50 50 55"},
		{"row_cumsum", l, []*vector.Vector{numbers, groups}, "10 30 20 20 25"},
		{"row_cumsum", r, []*vector.Vector{c(r, 1.5)}, "1.5 3 4.5 6 7.5"},
		{"row_cumsum", value.Decimal, []*vector.Vector{c(value.Decimal, dec("1.5").x)}, "1.5 3.0 4.5 6.0 7.5"},
		{"row_rank_dense", l, []*vector.Vector{numbers}, "1 2 2 3 4"},
		{"row_rank_min", l, []*vector.Vector{numbers}, "1 2 2 4 5"},
		{"row_rank_min", l, []*vector.Vector{numbers, groups}, "1 2 1 2 3"},
		{"row_rank", l, []*vector.Vector{numbers, c(b, true)}, "1 2 2 3 4"},
		{"prev", l, []*vector.Vector{numbers}, "null 10 20 20 null"},
		{"next", l, []*vector.Vector{numbers}, "20 20 null 5 null"},
		{"next", l, []*vector.Vector{numbers, c(l, int64(2)), c(l, int64(-1))}, "20 null 5 -1 -1"},
		{"prev", value.String, []*vector.Vector{column(value.String, "a", "b", "c", "d", "e"), c(l, int64(9)), c(value.String, "x")}, "x x x x x"},
		{"prev", l, []*vector.Vector{numbers, c(l, int64(0))}, "the offset of prev must be 1 or more"},
		{"prev", l, []*vector.Vector{numbers, c(l, int64(1)), numbers}, "the default of prev must be constant"},
		{"row_window_session", d, []*vector.Vector{minutes(value.Time(0), value.Time(4), value.Time(10), value.Time(14), value.Time(18)), c(sp, value.Span(15*value.Minute)), c(sp, value.Span(5*value.Minute))},
			"0001-01-01T00:00:00.0000000Z 0001-01-01T00:00:00.0000000Z 0001-01-01T00:10:00.0000000Z 0001-01-01T00:10:00.0000000Z 0001-01-01T00:10:00.0000000Z"},
	} {
		f, _ := Lookup(test.name)
		s := Spec{Result: test.result}
		for _, a := range test.args {
			arg := Arg{Type: a.Type, Const: a.IsConst()}
			if arg.Const {
				arg.Value = a.Value(0)
			}
			s.Args = append(s.Args, arg)
		}
		k, err := f.New(s)
		if err != nil {
			if err.Error() != test.want {
				t.Errorf("%s is refused: %v, want %s", test.name, err, test.want)
			}
			continue
		}
		if got := rows(k(test.args, 5)); got != test.want {
			t.Errorf("%s = %s, want %s", test.name, got, test.want)
		}
		if got := k(sliced(test.args, 0), 0).Len(); got != 0 {
			t.Errorf("%s of no rows has %d", test.name, got)
		}
	}
}

// sliced returns the first n rows.
func sliced(args []*vector.Vector, n int) []*vector.Vector {
	out := make([]*vector.Vector, len(args))
	for i, a := range args {
		out[i] = a.Slice(0, n)
	}
	return out
}
