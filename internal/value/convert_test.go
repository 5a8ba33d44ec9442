package value

import (
	"fmt"
	"math"
	"testing"
)

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		to, from Type
		x        any
		want     string
	}{
		{Int, Real, 2.5, "2"},
		{Int, Real, -2.5, "-2"},
		{Int, Long, int64(2147483648), "-2147483648"},
		{Int, Long, int64(-2147483649), "2147483647"},
		{Int, Timespan, Span(Hour), "1640261632"},
		{Int, String, "2147483648", null},
		{Int, Dynamic, int64(math.MaxInt64), "-1"},
		{Int, Dynamic, 1.7976931348623157e308, "2147483647"},
		{Int, Dynamic, "0x10", "16"},
		{Int, Dynamic, []any{}, null},
		{Long, Dynamic, 1.7976931348623157e308, "9223372036854775807"},
		{Long, Real, math.Inf(1), null},
		{Long, Real, math.NaN(), null},
		{Long, Decimal, mustDecimal(t, "-3.99"), "-3"},
		{Long, Timespan, Span(Day), "864000000000"},
		{Real, Bool, true, "1"},
		{Real, Dynamic, "0x10", null},
		{Bool, Real, 0.5, "true"},
		{Bool, Dynamic, "3.14", null},
		{Decimal, Real, 0.1, "0.1"},
		{Decimal, Real, math.NaN(), null},
		{Datetime, Long, int64(1), "0001-01-01T00:00:00.0000001Z"},
		{Datetime, Long, int64(-1), null},
		{Datetime, String, "2020-13-01", null},
		{Timespan, String, "1d", "1.00:00:00"},
		{Guid, String, "x", null},
		{String, Bool, true, "True"},
		{String, Dynamic, true, "true"},
		{String, Long, nil, ""},
		{Dynamic, String, "[1]", "[1]"},
		{Long, Long, nil, null},
	} {
		got := Convert(c.to, c.from, c.x)
		text := fmt.Sprint(got)
		if got == nil {
			text = null
		}
		if text != c.want {
			t.Errorf("Convert(%v, %v, %#v) = %s, want %s", c.to, c.from, c.x, text, c.want)
		}
	}
}
