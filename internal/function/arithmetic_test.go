package function

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A v is a value with its type, for tables.
type v struct {
	t value.Type
	x any
}

var (
	long     = func(n int64) v { return v{value.Long, n} }
	integer  = func(n int64) v { return v{value.Int, n} }
	float    = func(x float64) v { return v{value.Real, x} }
	text     = func(s string) v { return v{value.String, s} }
	truth    = func(b bool) v { return v{value.Bool, b} }
	dynamicV = func(x any) v { return v{value.Dynamic, x} }
	at       = func(s string) v {
		t, ok := value.ParseTime(s)
		if !ok {
			panic(s)
		}
		return v{value.Datetime, t}
	}
	span = func(s string) v {
		d, ok := value.ParseSpan(s)
		if !ok {
			panic(s)
		}
		return v{value.Timespan, d}
	}
	dec = func(s string) v {
		d, ok := value.ParseDecimal(s)
		if !ok {
			panic(s)
		}
		return v{value.Decimal, d}
	}
	nothing = func(t value.Type) v { return v{t, nil} }
)

// call computes a function of constants; it must give the same for columns of them.
func call(t *testing.T, name string, result value.Type, args ...v) string {
	t.Helper()
	f, ok := Lookup(name)
	if !ok {
		t.Fatalf("no function %s", name)
	}
	s := Spec{Result: result, Now: 637134336000000000}
	var constants, columns []*vector.Vector
	for _, a := range args {
		s.Args = append(s.Args, Arg{Type: a.t, Const: true, Value: a.x})
		constants = append(constants, vector.Const(a.t, a.x, 3))
		columns = append(columns, vector.Const(a.t, a.x, 3).Flat())
	}
	k, err := f.New(s)
	if err != nil {
		return "refused: " + err.Error()
	}
	got := shownRow(k(constants, 3), 2)
	if of := shownRow(k(columns, 3), 2); of != got && !f.Window {
		t.Errorf("%s%v of columns = %s, of constants %s", name, args, of, got)
	}
	return got
}

func shownRow(v *vector.Vector, i int) string {
	if v.IsNull(i) {
		return "null"
	}
	if v.Type == value.Real {
		return fmt.Sprint(v.Value(i))
	}
	return value.Text(v.Type, v.Value(i))
}

func TestArithmetic(t *testing.T) {
	const l, r, d, sp = value.Long, value.Real, value.Datetime, value.Timespan
	for _, c := range []struct {
		x      v
		op     string
		y      v
		result value.Type
		want   string
	}{
		{long(7), "/", long(2), l, "3"},
		{long(-7), "/", long(2), l, "-3"},
		{long(7), "/", long(0), l, "null"},
		{long(7), "%", long(0), l, "null"},
		{long(-14), "%", long(12), l, "10"},
		{long(-14), "%", long(-12), l, "10"},
		{integer(7), "%", integer(-3), l, "1"},
		{integer(math.MaxInt32), "*", integer(2), l, "4294967294"},
		{long(math.MaxInt64), "+", long(1), l, "-9223372036854775808"},
		{long(math.MinInt64), "/", long(-1), l, "-9223372036854775808"},
		{long(1), "+", nothing(l), l, "null"},
		{float(1), "/", long(0), r, "+Inf"},
		{float(0), "/", float(0), r, "NaN"},
		{float(-7.5), "%", long(2), r, "0.5"},
		{long(7), "%", float(2.5), r, "2"},
		{float(5.5), "%", float(-3), r, "2.5"},
		{float(1), "+", nothing(r), r, "null"},
		{at("2020-06-15"), "-", at("2020-06-14"), sp, "1.00:00:00"},
		{at("2020-06-15"), "-", span("1d"), d, "2020-06-14T00:00:00.0000000Z"},
		{at("0001-01-01"), "-", span("1tick"), d, "null"},
		{at("9999-12-31"), "+", span("1d"), d, "null"},
		{at("2020-06-15"), "+", nothing(sp), d, "null"},
		{span("1d"), "/", span("1h"), r, "24"},
		{span("1s"), "/", long(1000), sp, "00:00:00.0010000"},
		{span("1.12:00:00"), "*", float(1.5), sp, "2.06:00:00"},
		{long(2), "*", span("1d"), sp, "2.00:00:00"},
		{span("1d"), "%", span("5h"), sp, "04:00:00"},
		{span("1d"), "/", long(0), sp, "null"},
		{dec("1"), "/", dec("3"), value.Decimal, "0.3333333333333333333333333333333333"},
		{dec("0.1"), "+", dec("0.2"), value.Decimal, "0.3"},
		{dec("1"), "/", long(0), value.Decimal, "null"},
		{dec("-5"), "%", long(3), value.Decimal, "1"},
		{dynamicV(int64(2)), "+", long(3), l, "5"},
		{dynamicV("2"), "*", long(3), l, "6"},
		{dynamicV(2.5), "*", float(2), r, "5"},
		{dynamicV(nil), "+", long(3), l, "null"},
		{dynamicV([]any{}), "+", long(3), l, "null"},
		{dynamicV(at("2020-01-01").x), "+", span("1d"), d, "2020-01-02T00:00:00.0000000Z"},
		{dynamicV(int64(1)), "+", dynamicV(int64(1)), value.Dynamic, "refused: `+` of two dynamics; convert them first, as with toreal()"},
	} {
		if got := call(t, c.op, c.result, c.x, c.y); got != c.want {
			t.Errorf("%v %s %v = %s, want %s", c.x, c.op, c.y, got, c.want)
		}
	}
	if got := call(t, "neg", l, integer(math.MinInt32)); got != "2147483648" {
		t.Errorf("neg int = %s", got)
	}
	if got := call(t, "neg", sp, span("1d")); got != "-1.00:00:00" {
		t.Errorf("neg 1d = %s", got)
	}
}

func TestComparison(t *testing.T) {
	nan := float(math.NaN())
	guid, _ := value.ParseGuid("01234567-89ab-cdef-0123-456789abcdef")
	for _, c := range []struct {
		x    v
		op   string
		y    v
		want string
	}{
		{long(1), "==", long(1), "True"},
		{long(1), "==", float(1), "True"},
		{long(1), "<", float(1.5), "True"},
		{dec("1.0"), "==", long(1), "True"},
		{dec("1.5"), ">", float(1), "True"},
		{nan, "==", nan, "False"},
		{nan, "!=", nan, "True"},
		{nan, "<", float(1), "False"},
		{nan, ">", dec("1"), "False"},
		{truth(true), "==", long(1), "True"},
		{truth(false), "<", truth(true), "True"},
		{text("a"), "==", text("A"), "False"},
		{text("5"), "==", long(5), "True"},
		{text("9223372036854775807"), "==", long(math.MaxInt64), "True"},
		{text("x"), "==", long(5), "False"},
		{text("x"), "!=", long(5), "True"},
		{text("true"), "==", truth(true), "True"},
		{text("0123456789abcdef0123456789ABCDEF"), "==", v{value.Guid, guid}, "True"},
		{text("2020-01-01"), "==", at("2020-01-01"), "True"},
		{nothing(value.Long), "==", long(1), "False"},
		{long(1), "!=", nothing(value.Long), "True"},
		{nothing(value.Long), "==", nothing(value.Long), "null"},
		{nothing(value.Long), "!=", nothing(value.Long), "null"},
		{nothing(value.Long), "<", long(1), "null"},
		{nothing(value.Guid), "==", v{value.Guid, guid}, "False"},
		{dynamicV(int64(5)), ">", long(4), "True"},
		{dynamicV("5"), ">", long(4), "True"},
		{dynamicV("a"), "==", text("a"), "True"},
		{dynamicV(int64(5)), "==", text("5"), "True"},
		{dynamicV(nil), "==", text("a"), "False"},
		{dynamicV(nil), "!=", text("a"), "True"},
		{dynamicV(nil), ">", long(4), "null"},
		{dynamicV([]any{int64(1)}), "==", dynamicV([]any{int64(1)}), "True"},
		{dynamicV([]any{int64(1)}), "==", long(1), "False"},
		{dynamicV(int64(1)), "==", dynamicV(1.0), "True"},
		{dynamicV(at("2020-01-01").x), "<", at("2020-01-02"), "True"},
		{at("2020-01-01"), "<", at("2020-01-02"), "True"},
		{span("1d"), ">=", span("24h"), "True"},
	} {
		if got := call(t, c.op, value.Bool, c.x, c.y); got != c.want {
			t.Errorf("%v %s %v = %s, want %s", c.x, c.op, c.y, got, c.want)
		}
	}
}

func TestBetween(t *testing.T) {
	for _, c := range []struct {
		x, low, high v
		want         string
	}{
		{long(5), long(5), long(7), "True"},
		{long(7), long(5), long(7), "True"},
		{long(8), long(5), long(7), "False"},
		{long(6), float(5.5), long(7), "True"},
		{nothing(value.Long), long(5), long(7), "null"},
		{long(1), long(5), nothing(value.Long), "null"},
		{at("2020-01-02"), at("2020-01-01"), span("2d"), "True"},
		{at("2020-01-04"), at("2020-01-01"), span("2d"), "False"},
	} {
		if got := call(t, "between", value.Bool, c.x, c.low, c.high); got != c.want {
			t.Errorf("%v between (%v .. %v) = %s, want %s", c.x, c.low, c.high, got, c.want)
		}
		not := map[string]string{"True": "False", "False": "True", "null": "null"}[c.want]
		if got := call(t, "!between", value.Bool, c.x, c.low, c.high); got != not {
			t.Errorf("%v !between (%v .. %v) = %s, want %s", c.x, c.low, c.high, got, not)
		}
	}
}

// The loops over native slices give what comparing and computing value by value gives.
func TestFastComparisonsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	types := []value.Type{value.Bool, value.Int, value.Long, value.Real, value.Datetime, value.Timespan, value.String, value.Dynamic}
	for _, typ := range types {
		for _, other := range types {
			numbers := typ <= value.Real && other <= value.Real
			texts := typ >= value.String && other >= value.String
			if typ != other && !numbers && (!texts || countsTicks(typ) || countsTicks(other)) {
				continue
			}
			for _, rel := range []relation{equal, unequal, less, lessEqual, greater, greaterEqual} {
				args := []*vector.Vector{someColumn(r, typ), someColumn(r, other)}
				fast, slow := once(comparing(rel, typ, other))(args, 64), comparingValues(rel, typ, other)(args, 64)
				sameVectors(t, fmt.Sprintf("%+v of %v and %v", rel, typ, other), fast, slow)
			}
		}
	}
}

func TestFastArithmeticAgrees(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	types := []value.Type{value.Int, value.Long, value.Real}
	for _, typ := range types {
		for _, other := range types {
			s := Spec{Args: []Arg{{Type: typ}, {Type: other}}, Result: value.Long}
			if typ == value.Real || other == value.Real {
				s.Result = value.Real
			}
			for _, op := range []operation{plus, minus, times, over, modulo} {
				args := []*vector.Vector{someColumn(r, typ), someColumn(r, other)}
				k, _ := operator(op)(s)
				sameVectors(t, fmt.Sprintf("%v %c %v", typ, op, other), k(args, 64), mixed(op, s)(args, 64))
			}
		}
	}
}

// someColumn makes a column of 64 values, now and then a constant one.
func someColumn(r *rand.Rand, t value.Type) *vector.Vector {
	const n = 64
	if r.IntN(4) == 0 {
		return vector.Const(t, someValue(r, t), n)
	}
	out := vector.New(t, n)
	for i := range n {
		out.Set(i, someValue(r, t))
	}
	return out
}

func someValue(r *rand.Rand, t value.Type) any {
	if r.IntN(5) == 0 {
		return value.Convert(t, value.Long, nil)
	}
	n := int64(r.IntN(5) - 2)
	switch t {
	case value.Bool:
		return n > 0
	case value.Real:
		return []float64{n2f(n), math.NaN(), math.Inf(1), 0.5 * n2f(n)}[r.IntN(4)]
	case value.String:
		return []string{"", "a", "A", "1", "true"}[r.IntN(5)]
	case value.Dynamic:
		return []any{"", "a", "1", int64(1), 1.5, true, []any{}, nil}[r.IntN(8)]
	case value.Datetime:
		return value.Time(n + 2)
	case value.Timespan:
		return value.Span(n)
	}
	return n
}

func n2f(n int64) float64 { return float64(n) }

func sameVectors(t *testing.T, what string, a, b *vector.Vector) {
	t.Helper()
	for i := range a.Len() {
		if x, y := shownRow(a, i), shownRow(b, i); x != y {
			t.Errorf("%s, row %d: %s, want %s", what, i, x, y)
			return
		}
	}
}

// vectorOf returns a constant real.
func vectorOf(x float64) *vector.Vector { return vector.Const(value.Real, x, 2) }

func vectors(v ...*vector.Vector) []*vector.Vector { return v }
