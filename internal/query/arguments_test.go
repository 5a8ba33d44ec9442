package query

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"foxhound/internal/exec"
	"foxhound/internal/plan"
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// allTypes are the types of columns.
var allTypes = []value.Type{value.Bool, value.Int, value.Long, value.Real, value.Datetime, value.Timespan, value.Guid, value.Decimal, value.String, value.Dynamic}

// extremes are values of each type that functions forget.
var extremes = map[value.Type][]any{
	value.Bool:     {true, false, nil},
	value.Int:      {int64(0), int64(1), int64(-1), int64(math.MaxInt32), int64(math.MinInt32), nil},
	value.Long:     {int64(0), int64(1), int64(-1), int64(7), int64(math.MaxInt64), int64(math.MinInt64), nil},
	value.Real:     {0.0, 1.5, -1.0, math.MaxFloat64, math.SmallestNonzeroFloat64, math.NaN(), math.Inf(1), math.Inf(-1), nil},
	value.Datetime: {value.Time(0), value.Time(math.MaxInt64), value.Time(math.MinInt64), value.Time(638841600000000000), value.Time(3155378975999999999), nil},
	value.Timespan: {value.Span(0), value.Span(1), value.Span(-1), value.Span(math.MaxInt64), value.Span(math.MinInt64), value.Span(value.Day), nil},
	value.Guid:     {value.UUID{}, value.UUID{1, 2, 3}, nil},
	value.Decimal:  {decimal("0"), decimal("-1.5"), decimal("9999999999999999999999999999999999"), decimal("1e-20"), nil},
	value.String: {"", "a", "\x00\xff\xfe", "é́👍\u2028", strings.Repeat("ab ", 300), "10.0.0.1/33", "::ffff:1.2.3.4%x", "1e999", "[[[[", `{"a":{"a":[1,null]}}`,
		"(a*)*b", `\`, "%%%zz", "yyyy-MM-dd", "-9223372036854775808", "http://[::1]:x/?a=%", "xn--99999", "H4sIAAAA", "T1=", "<a><b/></a>", "$.a[*]"},
	value.Dynamic: {nil, []any{}, []any{int64(1), nil, "a", 2.5, []any{[]any{}}}, []any{math.NaN(), math.Inf(1)}, &value.Bag{}, bagOf("a", bagOf("b", []any{int64(1)})),
		int64(math.MinInt64), "text", true, []any{int64(math.MaxInt64), int64(math.MinInt64)}, []any{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0}, value.Time(math.MinInt64), value.Span(math.MinInt64)},
}

func decimal(s string) any {
	d, _ := value.ParseDecimal(s)
	return d
}

func bagOf(key string, v any) *value.Bag {
	b := new(value.Bag)
	b.Set(key, v)
	return b
}

// A tableOfExtremes has a column of each type and rows of any combination.
type tableOfExtremes struct{ none }

func (tableOfExtremes) Names() []string { return []string{"T"} }

func (tableOfExtremes) Table(name string) (columns []plan.Column, ok bool) {
	for _, t := range allTypes {
		columns = append(columns, plan.Column{Name: "c_" + t.String(), Type: t})
	}
	return columns, name == "T"
}

func (tableOfExtremes) Scan(_ context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	r := rand.New(rand.NewPCG(3, 4))
	b := &vector.Batch{Rows: 60}
	for _, c := range t.Cols {
		v := vector.New(c.Type, b.Rows)
		for i := range b.Rows {
			v.Set(i, extremes[c.Type][r.IntN(len(extremes[c.Type]))])
		}
		b.Columns = append(b.Columns, v)
	}
	result, err := work(b)
	if err != nil || result == nil {
		return err
	}
	return emit(result)
}

// constants are arguments that must often be constant.
var constants = []string{"0", "1", "-1", "2", "9223372036854775807", "long(null)", "1.5", "real(nan)", "''", "'a'", "'(a)(b)?'", "'day'", "dynamic([])", "dynamic([1,'a',null])",
	"dynamic({'a':1})", "1d", "-1tick", "datetime(null)", "datetime(9999-12-31)", "true", "typeof(long)", "decimal(1e20)", "'yyyy.fffffff'"}

// TestArguments calls every function and aggregate with every sort of argument: none
// panics, and none takes long.
func TestArguments(t *testing.T) {
	if testing.Short() {
		t.Skip("its bounds of time and memory do not hold under the race detector, which -short is for")
	}
	r := rand.New(rand.NewPCG(1, 2))
	e := &Engine{Tables: tableOfExtremes{}, Source: tableOfExtremes{}, Limits: exec.Limits{Memory: 64 << 20, Rows: 1 << 20}}
	ran := 0
	call := func(g signature.Group, name string, form string) {
		args := arguments(r, g, name)
		text := fmt.Sprintf(form, name+"("+strings.Join(args, ", ")+")")
		defer func() {
			if p := recover(); p != nil {
				t.Errorf("%s: %v", text, p)
			}
		}()
		start := time.Now()
		if _, err := run(e, text, 10*time.Second); err == nil {
			ran++
		}
		if took := time.Since(start); took > 8*time.Second {
			t.Errorf("%s takes %v", text, took)
		}
	}
	for range 40 {
		for _, name := range signature.Names(signature.Functions) {
			call(signature.Functions, name, "T | sort by c_long asc | extend x = %s | summarize count(), make_set(x)")
		}
		for _, name := range signature.Names(signature.Aggregates) {
			call(signature.Aggregates, name, "T | summarize %s by c_bool")
		}
	}
	t.Logf("%d calls ran", ran)
}

// arguments are some that one of the function's overloads may take.
func arguments(r *rand.Rand, g signature.Group, name string) (args []string) {
	s, _ := signature.Of(g, name)
	for _, p := range s.Overloads[r.IntN(len(s.Overloads))].Params {
		times := 1
		if p.Optional || p.Most > 1 {
			times = min(r.IntN(3), max(p.Most, 1))
		}
		for range max(times, p.Least) {
			args = append(args, argument(r, p))
		}
	}
	return args
}

// argument is a column or a constant, of a type that the parameter takes where that is said.
func argument(r *rand.Rand, p signature.Param) string {
	if p.Constant || r.IntN(4) == 0 {
		return constants[r.IntN(len(constants))]
	}
	types := p.Types
	switch p.Kind {
	case signature.DynamicArray, signature.DynamicBag, signature.StringOrArray, signature.IntegerOrArray:
		types = []value.Type{value.Dynamic}
	}
	if len(types) == 0 {
		types = allTypes
	}
	return "c_" + types[r.IntN(len(types))].String()
}
