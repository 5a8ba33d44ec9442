package function

import (
	"math"
	"strconv"
	"testing"

	"foxhound/internal/value"
)

func TestMathematics(t *testing.T) {
	for _, c := range []struct {
		name string
		args []v
		want float64
	}{
		{"sqrt", []v{long(-1)}, math.NaN()},
		{"log", []v{float(0)}, math.Inf(-1)},
		{"log10", []v{long(5)}, 0.6989700043360189},
		{"exp", []v{float(1000)}, math.Inf(1)},
		{"exp2", []v{long(3)}, 8},
		{"exp10", []v{long(2)}, 100},
		{"pow", []v{long(2), long(-1)}, 0.5},
		{"pow", []v{long(-8), float(1.0 / 3)}, math.NaN()},
		{"cot", []v{long(1)}, 0.6420926159343306},
		{"degrees", []v{float(math.Pi * 1.5)}, 270},
		{"radians", []v{long(180)}, math.Pi},
		{"atan2", []v{long(0), long(-1)}, math.Pi},
		{"gamma", []v{long(5)}, 24},
		{"loggamma", []v{long(5)}, 3.1780538303479458},
		{"erfc", []v{long(3)}, 2.2090496998585438e-05},
		{"sign", []v{float(math.NaN())}, 0},
		{"sign", []v{long(-42)}, -1},
		{"ceiling", []v{float(-1.1)}, -1},
		{"ceiling", []v{long(0)}, 0},
		{"round", []v{float(2.5)}, 3},
		{"round", []v{float(-2.5)}, -3},
		{"round", []v{float(3.25), long(1)}, 3.3},
		{"round", []v{long(1251), long(-2)}, 1300},
		{"round", []v{float(1e300), long(20)}, 1e300},
		{"round", []v{float(1), long(math.MinInt64)}, 0},
		{"pi", nil, math.Pi},
		{"beta_cdf", []v{float(0.9), float(10), float(20)}, 0.9999999999999593},
		{"beta_cdf", []v{float(1.5), float(10), float(20)}, math.NaN()},
		{"beta_cdf", []v{float(0.1), float(-1), float(20)}, 1},
		{"beta_inv", []v{float(0.5), float(2), float(2)}, 0.5},
		{"beta_pdf", []v{float(0.5), float(2), float(2)}, 1.5},
		{"welch_test", []v{float(20.819999999999997), float(7.8674285714), long(15), float(22.986666666666668), float(3.8126666667), long(15)}, 0.02137800146286441},
		{"abs", []v{float(-1.5)}, 1.5},
		{"bin", []v{float(-5.5), float(2)}, -6},
		{"bin", []v{float(5.5), long(2)}, 4},
		{"bin_at", []v{float(6.5), float(2.5), long(7)}, 4.5},
	} {
		got, err := strconv.ParseFloat(call(t, c.name, value.Real, c.args...), 64)
		if err != nil || math.Abs(got-c.want) > 1e-12*math.Abs(c.want) || math.IsNaN(got) != math.IsNaN(c.want) {
			t.Errorf("%s(%v) = %v (%v), want %v", c.name, c.args, got, err, c.want)
		}
	}
}

func TestWholeNumbers(t *testing.T) {
	const l, b, s = value.Long, value.Bool, value.String
	for _, c := range []struct {
		name   string
		result value.Type
		args   []v
		want   string
	}{
		{"log", value.Real, []v{float(-1)}, "null"},
		{"isnan", b, []v{float(math.NaN())}, "True"},
		{"isnan", b, []v{nothing(value.Real)}, "False"},
		{"isinf", b, []v{float(math.Inf(-1))}, "True"},
		{"isfinite", b, []v{float(math.Inf(-1))}, "False"},
		{"abs", l, []v{integer(math.MinInt32)}, "2147483648"},
		{"abs", value.Timespan, []v{span("-1d")}, "1.00:00:00"},
		{"abs", value.Decimal, []v{dec("-1.5")}, "1.5"},
		{"bin", l, []v{long(-5), long(2)}, "-6"},
		{"bin", l, []v{long(5), long(0)}, "null"},
		{"bin", value.Decimal, []v{dec("-5.5"), long(2)}, "-6.0"},
		{"bin", value.Datetime, []v{at("1955-11-05 06:15"), span("7d")}, "1955-10-31T00:00:00.0000000Z"},
		{"bin", value.Datetime, []v{at("2020-10-25"), span("-1h")}, "null"},
		{"bin", value.Datetime, []v{nothing(value.Datetime), span("1h")}, "null"},
		{"bin_at", value.Datetime, []v{at("2017-05-17 10:20"), span("7d"), at("2017-06-04")}, "2017-05-14T00:00:00.0000000Z"},
		{"bin_at", l, []v{long(5), long(-1), long(0)}, "null"},
		{"binary_and", l, []v{long(6), long(3)}, "2"},
		{"binary_not", l, []v{long(0)}, "-1"},
		{"binary_shift_left", l, []v{long(1), long(65)}, "2"},
		{"binary_shift_right", l, []v{long(1), long(-1)}, "null"},
		{"bitset_count_ones", l, []v{long(42)}, "3"},
		{"tohex", s, []v{long(3405705229)}, "cafef00d"},
		{"tohex", s, []v{long(-256)}, "ffffffffffffff00"},
		{"tohex", s, []v{integer(-256)}, "ffffff00"},
		{"tohex", s, []v{long(256), long(8)}, "00000100"},
		{"tohex", s, []v{long(256), long(2)}, "100"},
		{"tohex", s, []v{long(256), long(math.MinInt64)}, "100"},
		{"format_bytes", s, []v{long(564)}, "564 Bytes"},
		{"format_bytes", s, []v{long(10332), long(1)}, "10.1 KB"},
		{"format_bytes", s, []v{long(20010332), long(2)}, "19.08 MB"},
		{"format_bytes", s, []v{long(20010332), long(0), text("KB")}, "19541 KB"},
	} {
		if got := call(t, c.name, c.result, c.args...); got != c.want {
			t.Errorf("%s(%v) = %s, want %s", c.name, c.args, got, c.want)
		}
	}
}
