package value

import (
	"bytes"
	"math"
	"testing"
)

func TestCompare(t *testing.T) {
	one, two := mustDecimal(t, "1.0"), mustDecimal(t, "2")
	for _, c := range []struct {
		t    Type
		a, b any
		want int
	}{
		{Bool, false, true, -1},
		{Long, int64(2), int64(1), 1},
		{Real, math.NaN(), math.Inf(-1), -1},
		{Real, math.NaN(), math.NaN(), 0},
		{Real, 0.0, math.Copysign(0, -1), 0},
		{String, "A", "a", -1},
		{String, "", "a", -1},
		{Datetime, Time(1), Time(2), -1},
		{Timespan, Span(-1), Span(2), -1},
		{Guid, UUID{1}, UUID{2}, -1},
		{Decimal, two, one, 1},
		{Dynamic, int64(2), 1.5, 1},
		{Dynamic, one, int64(1), 0},
		{Dynamic, nil, false, -1},
		{Dynamic, nil, nil, 0},
		{Dynamic, int64(1), "1", -1},
		{Dynamic, []any{int64(1), nil}, []any{int64(1), int64(2)}, -1},
		{Dynamic, []any{int64(1)}, []any{int64(1), int64(2)}, -1},
		{Dynamic, &Bag{}, []any{}, 1},
		{Dynamic, &Bag{}, &Bag{}, 0},
	} {
		if got := Compare(c.t, c.a, c.b); got != c.want {
			t.Errorf("Compare(%v, %v, %v) = %d, want %d", c.t, c.a, c.b, got, c.want)
		}
		if got := Compare(c.t, c.b, c.a); got != -c.want {
			t.Errorf("Compare(%v, %v, %v) = %d, want %d", c.t, c.b, c.a, got, -c.want)
		}
	}
}

func TestAppendKey(t *testing.T) {
	for _, c := range []struct {
		t    Type
		a, b any
		same bool
	}{
		{Real, math.NaN(), math.Float64frombits(0x7ff8000000000123), true},
		{Real, 0.0, math.Copysign(0, -1), true},
		{Real, 1.0, 2.0, false},
		{Decimal, mustDecimal(t, "1.0"), mustDecimal(t, "1.00"), true},
		{Decimal, mustDecimal(t, "0"), mustDecimal(t, "-0.00"), true},
		{Decimal, mustDecimal(t, "100"), mustDecimal(t, "1e2"), true},
		{Decimal, mustDecimal(t, "10"), mustDecimal(t, "1"), false},
		{Long, nil, int64(0), false},
		{Bool, nil, false, false},
		{String, nil, "", true},
		{String, "a", "ab", false},
		{Dynamic, nil, "", false},
		{Dynamic, int64(1), 1.0, false},
		{Dynamic, []any{"a", "b"}, []any{"ab", ""}, false},
		{Dynamic, []any{nil}, []any{}, false},
		{Guid, UUID{1}, UUID{1}, true},
	} {
		if got := bytes.Equal(AppendKey(nil, c.t, c.a), AppendKey(nil, c.t, c.b)); got != c.same {
			t.Errorf("keys of %v %v and %v are the same: %v, want %v", c.t, c.a, c.b, got, c.same)
		}
	}
}
