package aggregate

import (
	"fmt"
	"math"
	"testing"

	"foxhound/internal/function"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

var nan = math.NaN()

// columnOf makes a column of a value a row, nil for null.
func columnOf(t value.Type, values ...any) *vector.Vector {
	v := vector.New(t, len(values))
	for i, x := range values {
		v.Set(i, x)
	}
	return v
}

func longs(values ...any) *vector.Vector {
	for i, x := range values {
		if n, ok := x.(int); ok {
			values[i] = int64(n)
		}
	}
	return columnOf(value.Long, values...)
}

func reals(values ...any) *vector.Vector    { return columnOf(value.Real, values...) }
func texts(values ...any) *vector.Vector    { return columnOf(value.String, values...) }
func bools(values ...any) *vector.Vector    { return columnOf(value.Bool, values...) }
func dynamics(values ...any) *vector.Vector { return columnOf(value.Dynamic, values...) }

func decimals(values ...string) *vector.Vector {
	v := vector.New(value.Decimal, len(values))
	for i, s := range values {
		if d, ok := value.ParseDecimal(s); ok {
			v.Any[i] = d
		}
	}
	return v
}

func json(texts ...string) *vector.Vector {
	v := vector.New(value.Dynamic, len(texts))
	for i, s := range texts {
		v.Any[i], _ = value.ParseJSON(s)
	}
	return v
}

// constant is an argument that is the same in every row.
func constant(x any, rows int) *vector.Vector {
	t := map[string]value.Type{"int64": value.Long, "float64": value.Real, "string": value.String, "bool": value.Bool, "[]interface {}": value.Dynamic}[fmt.Sprintf("%T", x)]
	return vector.Const(t, x, rows)
}

// specOf is the use of an aggregate of columns; a result has the type of the argument that
// it comes from, and the others the type of the first, unless results says otherwise.
func specOf(args []*vector.Vector, results ...value.Type) Spec {
	s := Spec{Results: results}
	for _, a := range args {
		arg := function.Arg{Type: a.Type, Const: a.IsConst()}
		if arg.Const {
			arg.Value = a.Value(0)
		}
		s.Args = append(s.Args, arg)
	}
	if len(results) == 0 {
		for _, a := range s.Args {
			s.Results = append(s.Results, a.Type)
		}
	}
	return s
}

// run aggregates columns, whose first is not constant, in groups.
func run(t *testing.T, name string, groups []int, count int, args []*vector.Vector, results ...value.Type) [][]any {
	t.Helper()
	f, ok := Lookup(name)
	if !ok {
		t.Fatalf("no aggregate %s", name)
	}
	m, err := f.New(specOf(args, results...))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	a := m()
	a.Add(args, groups, count)
	return rowsOf(a.Result(count), count)
}

func rowsOf(columns []*vector.Vector, count int) [][]any {
	rows := make([][]any, count)
	for i := range rows {
		for _, c := range columns {
			rows[i] = append(rows[i], c.Value(i))
		}
	}
	return rows
}

// text writes a result as the tables below have it.
func text(rows [][]any) string {
	var out []byte
	for i, row := range rows {
		if i > 0 {
			out = append(out, "; "...)
		}
		for j, x := range row {
			if j > 0 {
				out = append(out, ", "...)
			}
			out = value.AppendJSON(out, x)
		}
	}
	return string(out)
}

// TestAggregates is a table of what aggregates give of one group, and what of no rows.
func TestAggregates(t *testing.T) {
	type columns = []*vector.Vector
	tests := []struct {
		name    string
		args    columns
		results []value.Type // the arguments' own where there is none
		want    string
		none    string // of no rows
	}{
		{"count", columns{longs(1, nil, 3)}, nil, "3", "0"},
		{"countif", columns{bools(true, nil, false, true)}, nil, "2", "0"},
		{"sum", columns{longs(1, nil, 3)}, nil, "4", "0"},
		{"sum", columns{longs(math.MaxInt64, 1, 2)}, nil, "-9223372036854775806", "0"},
		{"sum", columns{reals(1.5, nil, 2.0)}, nil, "3.5", "0.0"},
		{"sum", columns{reals(1.5, nan)}, nil, `"NaN"`, "0.0"},
		{"sum", columns{decimals("1.1", "2.2", "")}, nil, `"3.3"`, `"0"`},
		{"sumif", columns{longs(1, 2, 3), bools(true, nil, true)}, nil, "4", "0"},
		{"avg", columns{longs(1, nil, 2)}, []value.Type{value.Real}, "1.5", `"NaN"`},
		{"avg", columns{longs(math.MaxInt64, math.MaxInt64-1, 1)}, []value.Type{value.Real}, "-0.6666666666666666", `"NaN"`},
		{"avg", columns{reals(nil, nil)}, nil, `"NaN"`, `"NaN"`},
		{"avg", columns{columnOf(value.Timespan, value.Span(2), value.Span(4))}, nil, `"00:00:00.0000003"`, "null"},
		{"avg", columns{decimals("1.5", "2.5")}, nil, `"2"`, "null"},
		{"avgif", columns{longs(1, 2, 3), bools(true, false, true)}, []value.Type{value.Real}, "2.0", `"NaN"`},
		{"min", columns{longs(3, nil, 1)}, nil, "1", "null"},
		{"max", columns{longs(3, nil, 1)}, nil, "3", "null"},
		{"max", columns{reals(1.0, nan, 3.0)}, nil, `"NaN"`, "null"},
		{"min", columns{reals(1.0, nan, 3.0)}, nil, `"NaN"`, "null"},
		{"min", columns{texts("b", "a", "B")}, nil, `"B"`, `""`},
		{"max", columns{bools(false, nil, true)}, nil, "true", "null"},
		{"min", columns{decimals("1.5", "", "0.5")}, nil, `"0.5"`, "null"},
		{"maxif", columns{longs(3, 5, 1), bools(true, false, true)}, nil, "3", "null"},
		{"minif", columns{texts("b", "a"), bools(true, false)}, nil, `"b"`, `""`},
		{"arg_max", columns{longs(1, nil, 2, 2), texts("a", "b", "c", "d")}, nil, `2, "c"`, `null, ""`},
		{"arg_min", columns{reals(nan, 2.0), reals(10.0, 20.0)}, nil, `"NaN", 10.0`, "null, null"},
		{"arg_max", columns{longs(nil, nil), texts("Yellow", "Green")}, nil, `null, "Yellow"`, `null, ""`},
		{"arg_max", columns{texts("a", "c", "b")}, nil, `"c"`, `""`},
		{"argmin", columns{longs(2, 1), dynamics("x", nil)}, nil, "1, null", "null, null"},
		{"take_any", columns{longs(nil, 2, 3)}, nil, "2", "null"},
		{"any", columns{longs(nil, 2), texts("a", "b")}, nil, `null, "a"`, `null, ""`},
		{"take_anyif", columns{longs(1, 2, 3), bools(false, true, true)}, []value.Type{value.Long}, "2", "null"},
		{"make_list", columns{longs(2, nil, 1, 2)}, nil, "[2,1,2]", "[]"},
		{"make_list", columns{longs(1, 2, 3), constant(int64(2), 3)}, nil, "[1,2]", "[]"},
		{"make_list", columns{json(`[1,2]`, `null`, `{"a":1}`, `[]`, `[[3]]`)}, nil, `[1,2,null,{"a":1},[3]]`, "[]"},
		{"make_list", columns{texts("", "a")}, nil, `["","a"]`, "[]"},
		{"make_list_with_nulls", columns{longs(1, nil)}, nil, "[1,null]", "[]"},
		{"make_list_if", columns{longs(1, 2), bools(false, true)}, nil, "[2]", "[]"},
		{"make_set", columns{longs(2, nil, 1, 2)}, nil, "[2,1]", "[]"},
		{"make_set", columns{longs(1, 1, 2, 3), constant(int64(2), 4)}, nil, "[1,2]", "[]"},
		{"make_set", columns{json(`[1,2]`, `[2,3]`)}, nil, "[1,2,3]", "[]"},
		{"make_set_if", columns{texts("a", "b", "a"), bools(true, false, true), constant(int64(1), 3)}, nil, `["a"]`, "[]"},
		{"make_bag", columns{json(`{"a":1}`, `null`, `{"a":2,"b":3}`, `5`)}, nil, `{"a":1,"b":3}`, "{}"},
		{"make_bag_if", columns{json(`{"a":1}`, `{"b":2}`), bools(false, true)}, nil, `{"b":2}`, "{}"},
		{"dcount", columns{longs(1, 2, 1, nil)}, nil, "2", "0"},
		{"dcount", columns{texts("", "a", "A", "a")}, nil, "3", "0"},
		{"dcount", columns{reals(0.0, math.Copysign(0, -1), nan, nan)}, nil, "2", "0"},
		{"dcountif", columns{longs(1, 2, 3), bools(true, nil, true), constant(int64(2), 3)}, nil, "2", "0"},
		{"count_distinct", columns{bools(true, nil, false, true)}, nil, "2", "0"},
		{"count_distinctif", columns{texts("a", "b"), bools(true, false)}, nil, "1", "0"},
		{"percentile", columns{longs(5, 1, nil, 3), constant(int64(50), 4)}, nil, "3", "null"},
		{"percentiles", columns{longs(1, 2, 3, 4), constant(int64(0), 4), constant(50.0, 4), constant(int64(100), 4)}, nil, "1, 2, 4", "null, null, null"},
		{"percentilesw", columns{longs(10, 20, 30, 40), longs(8, 6, 3, 1), constant(int64(50), 4), constant(int64(75), 4), constant(99.9, 4)}, nil, "20, 20, 40", "null, null, null"},
		{"percentiles_array", columns{reals(1.5, 2.5), constant([]any{int64(50), int64(100)}, 2)}, nil, "[1.5,2.5]", "null"},
		{"tdigest", columns{longs(2, 1, nil, 2)}, nil, "[[1,1.0],[2,2.0]]", "null"},
		{"tdigest", columns{reals(1.0, 2.0, 3.0), longs(1, 2, 0)}, nil, "[[1.0,1.0],[2.0,2.0]]", "null"},
		{"tdigest_merge", columns{json("[[1,1.0]]", "null", "[[1,2.0],[4,1.0]]")}, nil, "[[1,3.0],[4,1.0]]", "null"},
		{"hll_merge", columns{json("[1,5]", "[5,7]", "null")}, nil, "[1,5,7]", "null"},
		{"variance", columns{longs(1, 2, nil, 3, 4)}, nil, "1.6666666667", "0.0"},
		{"variance", columns{longs(5)}, nil, "0.0", "0.0"},
		{"variance", columns{reals(math.Inf(1), math.Inf(-1), 1.5)}, nil, `"NaN"`, "0.0"},
		{"stdev", columns{longs(1, 2, 3, 4)}, nil, "1.2909944487487156", "0.0"},
		{"stdevp", columns{longs(1, 2, 3, 4)}, nil, "1.118033988749895", "0.0"},
		{"variancep", columns{longs(1, 2, 3, 4)}, nil, "1.25", "0.0"},
		{"varianceif", columns{longs(1, 2, 9), bools(true, true, false)}, nil, "0.5", "0.0"},
		{"covariance", columns{reals(1.0, 2.0, 3.0, 4.0, 5.0), reals(14.0, 10.0, 17.0, 20.0, 50.0)}, nil, "20.5", "0.0"},
		{"covariancep", columns{reals(1.0, 3.0, nil), reals(2.0, 4.0, 5.0)}, nil, "1.0", "0.0"},
		{"binary_all_and", columns{longs(0xFF, 0x0F, nil)}, nil, "15", "null"},
		{"binary_all_or", columns{longs(1, 4)}, nil, "5", "null"},
		{"binary_all_xor", columns{longs(7, 2)}, nil, "5", "null"},
		{"buildschema", columns{json(`{"x":1,"y":3.5}`, `{"x":"s","z":[1,2]}`, `{"y":{"w":"z"},"t":["a"],"z":["f"]}`)}, nil,
			"{\"x\":[\"long\",\"string\"],\"y\":[{\"w\":\"string\"},\"double\"],\"z\":{\"`indexer`\":[\"long\",\"string\"]},\"t\":{\"`indexer`\":\"string\"}}", "null"},
	}
	for _, test := range tests {
		rows := test.args[0].Len()
		if got := text(run(t, test.name, make([]int, rows), 1, test.args, test.results...)); got != test.want {
			t.Errorf("%s = %s, want %s", test.name, got, test.want)
		}
		none := make([]*vector.Vector, len(test.args))
		for i, a := range test.args {
			none[i] = a.Slice(0, 0)
		}
		if got := text(run(t, test.name, nil, 1, none, test.results...)); got != test.none {
			t.Errorf("%s of nothing = %s, want %s", test.name, got, test.none)
		}
	}
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name string
		args []*vector.Vector
		want string
	}{
		{"sum", []*vector.Vector{texts("a")}, "no value of type `string` can be aggregated so"},
		{"dcount", []*vector.Vector{longs(1), constant(int64(7), 1)}, "the accuracy must be from 0 to 4, not 7"},
		{"make_list", []*vector.Vector{longs(1), longs(1)}, "the greatest size must be a constant"},
		{"percentile", []*vector.Vector{longs(1), constant(int64(101), 1)}, "a percentile must be a number from 0 to 100"},
		{"percentile", []*vector.Vector{longs(1), longs(50)}, "a percentile must be a constant"},
	}
	for _, test := range tests {
		f, _ := Lookup(test.name)
		if _, err := f.New(specOf(test.args)); err == nil || err.Error() != test.want {
			t.Errorf("%s: error %v, want %s", test.name, err, test.want)
		}
	}
}
