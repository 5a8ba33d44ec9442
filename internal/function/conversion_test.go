package function

import (
	"math"
	"strings"
	"testing"

	"foxhound/internal/value"
)

func TestConversion(t *testing.T) {
	for _, c := range []struct {
		name string
		x    v
		want string
	}{
		{"toint", float(-2.9), "-2"},
		{"toint", long(2147483648), "-2147483648"},
		{"toint", text("  42  "), "42"},
		{"toint", dynamicV("3.14"), "null"},
		{"tolong", span("1d"), "864000000000"},
		{"tolong", truth(true), "1"},
		{"tolong", float(math.Inf(1)), "null"},
		{"todouble", text("0b101"), "null"},
		{"toreal", integer(3), "3"},
		{"todecimal", text("1.50"), "1.50"},
		{"tobool", text("tRuE"), "True"},
		{"tobool", float(0.5), "True"},
		{"tostring", dynamicV(true), "true"},
		{"tostring", truth(true), "True"},
		{"tostring", nothing(value.Long), ""},
		{"tostring", dynamicV(nil), ""},
		{"tostring", long(-5), "-5"},
		{"tostring", dynamicV([]any{int64(1), "a"}), `[1,"a"]`},
		{"todatetime", text("2020-13-01"), "null"},
		{"todatetime", long(1), "0001-01-01T00:00:00.0000001Z"},
		{"totimespan", text("1d"), "1.00:00:00"},
		{"toguid", text("x"), "null"},
		{"gettype", nothing(value.Int), "int"},
		{"gettype", dynamicV(nil), "null"},
		{"gettype", dynamicV(1.5), "double"},
		{"gettype", dynamicV([]any{}), "array"},
		{"gettype", dynamicV(&value.Bag{}), "dictionary"},
		{"gettype", float(math.NaN()), "real"},
	} {
		if got := call(t, c.name, resultOf(c.name), c.x); got != c.want {
			t.Errorf("%s(%v) = %s, want %s", c.name, c.x, got, c.want)
		}
	}
	// A constant too large is the smallest number, in a column the largest.
	f, _ := Lookup("tolong")
	k, _ := f.New(Spec{})
	huge := vectorOf(1e300)
	if got := k(vectors(huge), 2).Value(0); got != int64(math.MinInt64) {
		t.Errorf("tolong(1e300) of a constant = %v", got)
	}
	if got := k(vectors(huge.Flat()), 2).Value(0); got != int64(math.MaxInt64) {
		t.Errorf("tolong(1e300) of a column = %v", got)
	}
}

// resultOf returns what a conversion gives.
func resultOf(name string) value.Type {
	if t, ok := value.TypeNamed(strings.TrimPrefix(name, "to")); ok {
		return t
	}
	return value.String
}

func TestConditional(t *testing.T) {
	null, nan := nothing(value.Long), float(math.NaN())
	for _, c := range []struct {
		name   string
		result value.Type
		args   []v
		want   string
	}{
		{"iff", value.String, []v{truth(true), text("a"), text("b")}, "a"},
		{"iff", value.String, []v{nothing(value.Bool), text("a"), text("b")}, "b"},
		{"iif", value.Long, []v{truth(true), null, long(1)}, "null"},
		{"case", value.String, []v{nothing(value.Bool), text("1"), truth(true), text("2"), text("3")}, "2"},
		{"case", value.Bool, []v{truth(false), truth(false), truth(true), nothing(value.Bool), truth(true)}, "null"},
		{"case", value.Real, []v{truth(false), float(1), truth(false), float(2), float(3)}, "3"},
		{"coalesce", value.Long, []v{null, null, long(5), long(7)}, "5"},
		{"coalesce", value.String, []v{text(""), text("fb")}, "fb"},
		{"coalesce", value.Long, []v{null, null}, "null"},
		{"max_of", value.Long, []v{long(10), long(1), null, long(17)}, "17"},
		{"min_of", value.Long, []v{null, long(2)}, "2"},
		{"min_of", value.Long, []v{null, null}, "null"},
		{"max_of", value.Real, []v{nan, float(1)}, "NaN"},
		{"min_of", value.Real, []v{float(1), nan}, "NaN"},
		{"max_of", value.String, []v{text("a"), text("b")}, "b"},
		{"max_of", value.Decimal, []v{dec("1.5"), dec("1")}, "1.5"},
		{"isnull", value.Bool, []v{text("")}, "False"},
		{"isnull", value.Bool, []v{dynamicV(nil)}, "True"},
		{"isnotnull", value.Bool, []v{null}, "False"},
		{"isempty", value.Bool, []v{text("")}, "True"},
		{"isempty", value.Bool, []v{null}, "True"},
		{"isempty", value.Bool, []v{dynamicV("")}, "True"},
		{"isempty", value.Bool, []v{dynamicV([]any{})}, "False"},
		{"isnotempty", value.Bool, []v{text("a")}, "True"},
		{"assert", value.Bool, []v{truth(true), text("no")}, "True"},
		{"assert", value.Bool, []v{truth(false), text("too short")}, "refused: too short"},
		{"around", value.Bool, []v{long(5), long(3), long(2)}, "True"},
		{"around", value.Bool, []v{at("2020-01-02"), at("2020-01-05"), span("2d")}, "False"},
	} {
		if got := call(t, c.name, c.result, c.args...); got != c.want {
			t.Errorf("%s(%v) = %s, want %s", c.name, c.args, got, c.want)
		}
	}
}
