package value

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/cockroachdb/apd/v3"
)

func mustDecimal(t *testing.T, s string) *apd.Decimal {
	t.Helper()
	d, ok := ParseDecimal(s)
	if !ok {
		t.Fatalf("ParseDecimal(%q) failed", s)
	}
	return d
}

func TestText(t *testing.T) {
	bag := &Bag{}
	bag.Set("b", int64(1))
	bag.Set("a", []any{true, nil, "x"})
	for _, c := range []struct {
		t    Type
		x    any
		want string
	}{
		{Bool, true, "True"},
		{Bool, false, "False"},
		{Dynamic, true, "true"},
		{Long, int64(-42), "-42"},
		{Real, 1.0, "1.0"},
		{Real, 1.5, "1.5"},
		{Real, 0.1 + 0.2, "0.3"}, // computed exactly at compile time
		{Real, 0.30000000000000004, "0.30000000000000007"},
		{Real, 1.0 / 3.0, "0.3333333333333333"},
		{Real, 100000000000.0, "100000000000.0"},
		{Real, math.Copysign(0, -1), "-0.0"},
		{Real, 0.0, "0.0"},
		{Real, 0.0001, "0.0001"},
		{Real, math.Inf(1), "inf"},
		{Real, math.Inf(-1), "-inf"},
		{Real, math.NaN(), "NaN"},
		{String, "a\"b", "a\"b"},
		{Dynamic, "a\"b", "a\"b"},
		{Dynamic, 1.5, "1.5"},
		{Dynamic, bag, `{"b":1,"a":[true,null,"x"]}`},
		{Dynamic, nil, ""},
		{Datetime, Time(0), "0001-01-01T00:00:00.0000000Z"},
		{Datetime, MaxTime, "9999-12-31T23:59:59.9999999Z"},
		{Timespan, Span(Day), "1.00:00:00"},
		{Timespan, Span(-90 * Minute), "-01:30:00"},
		{Timespan, Span(Day + 2*Hour + 3*Minute + 4*Second + 500*Millisecond), "1.02:03:04.5000000"},
		{Timespan, Span(math.MinInt64), "-10675199.02:48:05.4775808"},
		{Guid, UUID{0x01, 0x23, 15: 0xff}, "01230000-0000-0000-0000-0000000000ff"},
		{Decimal, mustDecimal(t, "100"), "100"},
		{Decimal, mustDecimal(t, "1.50"), "1.50"},
	} {
		if got := Text(c.t, c.x); got != c.want {
			t.Errorf("Text(%v, %#v) = %q, want %q", c.t, c.x, got, c.want)
		}
	}
}

// Every text of a real reads back as it, and is as short as the shortest in nearly all cases.
func TestRealTextReadsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	longer := 0
	const n = 200000
	for range n {
		x := math.Float64frombits(r.Uint64())
		if math.IsNaN(x) || math.IsInf(x, 0) {
			continue
		}
		text := string(AppendReal(nil, x))
		if y, err := strconv.ParseFloat(text, 64); err != nil || y != x {
			t.Fatalf("%q reads back as %v, want %v (%v)", text, y, x, err)
		}
		d, _ := digits(math.Abs(x), nil)
		if len(d) > len(strconv.FormatFloat(math.Abs(x), 'e', -1, 64))-len(".e+00") {
			longer++
		}
	}
	if longer > n/500 {
		t.Errorf("%d of %d texts are longer than need be", longer, n)
	}
	for _, x := range []float64{math.SmallestNonzeroFloat64, math.MaxFloat64, 1 << 53, 1e21, 1e22, 1e-5, 1e-7, 123456.789} {
		if y, _ := strconv.ParseFloat(string(AppendReal(nil, x)), 64); y != x {
			t.Errorf("%s reads back as %v, want %v", AppendReal(nil, x), y, x)
		}
	}
}

func BenchmarkAppendReal(b *testing.B) {
	var buf []byte
	for b.Loop() {
		buf = AppendReal(buf[:0], 0.30000000000000004)
	}
}
