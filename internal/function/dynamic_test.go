package function

import (
	"math"
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// js is a dynamic written as JSON.
type js string

// A cell is a function's call on values: those of a row, and what it gives as JSON.
type cell struct {
	name string
	args []any
	want string
}

func args(x ...any) []any { return x }

// run computes a function on one row, of constants or not.
func run(t *testing.T, name string, row []any, constant bool) string {
	t.Helper()
	f, ok := Lookup(name)
	if !ok {
		t.Fatalf("no function %s", name)
	}
	s := Spec{Result: value.Dynamic}
	if r, ok := resultTypes[name]; ok {
		s.Result = r
	}
	var in []*vector.Vector
	for _, x := range row {
		typ, v := typed(t, x)
		s.Args = append(s.Args, Arg{Type: typ, Const: constant, Value: v})
		column := vector.Const(typ, v, 2)
		if !constant {
			column = column.Flat()
		}
		in = append(in, column)
	}
	kernel, err := f.New(s)
	if err != nil {
		return err.Error()
	}
	out := kernel(in, 2)
	if out.Len() != 2 || out.Type != s.Result && name != "todynamic" {
		t.Errorf("%s%v gives %d rows of %s, want 2 of %s", name, row, out.Len(), out.Type, s.Result)
	}
	return string(value.AppendJSON(nil, out.Value(1)))
}

// typed returns a value and its type.
func typed(t *testing.T, x any) (value.Type, any) {
	t.Helper()
	switch x := x.(type) {
	case js:
		v, err := value.ParseJSON(string(x))
		if err != nil {
			t.Fatalf("%s: %v", x, err)
		}
		return value.Dynamic, v
	case int:
		return value.Long, int64(x)
	case float64:
		return value.Real, x
	case bool:
		return value.Bool, x
	case string:
		return value.String, x
	case value.Time:
		return value.Datetime, x
	case value.Span:
		return value.Timespan, x
	case value.Type:
		return x, nil // its null
	}
	t.Fatalf("no type of %T", x)
	return 0, nil
}

func check(t *testing.T, cells []cell) {
	t.Helper()
	for _, c := range cells {
		for _, constant := range []bool{true, false} {
			if got := run(t, c.name, c.args, constant); got != c.want {
				t.Errorf("%s%v = %s, want %s", c.name, c.args, got, c.want)
			}
		}
	}
}

// resultTypes are those of the functions under test that do not give a dynamic.
var resultTypes = map[string]value.Type{
	"array_length": value.Long, "array_index_of": value.Long, "array_sum": value.Real,
	"set_has_element": value.Bool, "set_equals": value.Bool, "jaccard_index": value.Real,
	"bag_has_key": value.Bool, "dynamic_to_json": value.String,
	"has_ipv4": value.Bool, "has_ipv4_prefix": value.Bool, "has_any_ipv4": value.Bool, "has_any_ipv4_prefix": value.Bool,
	"ipv4_is_private": value.Bool, "ipv4_is_in_range": value.Bool, "ipv4_is_in_any_range": value.Bool,
	"ipv4_is_match": value.Bool, "ipv4_compare": value.Long, "ipv4_netmask_suffix": value.Long,
	"parse_ipv4": value.Long, "parse_ipv4_mask": value.Long, "format_ipv4": value.String, "format_ipv4_mask": value.String,
	"ipv6_is_match": value.Bool, "ipv6_compare": value.Long, "ipv6_is_in_range": value.Bool, "ipv6_is_in_any_range": value.Bool,
	"parse_ipv6": value.String, "parse_ipv6_mask": value.String,
	"series_pearson_correlation": value.Real, "series_dot_product": value.Real, "series_magnitude": value.Real,
	"geo_distance_2points": value.Real, "geo_azimuth": value.Real, "geo_point_in_circle": value.Bool,
	"rank_tdigest": value.Real, "percentrank_tdigest": value.Real, "dcount_hll": value.Long,
	"series_sum": value.Real, "series_product": value.Real, "series_cosine_similarity": value.Real,
}

func TestDynamics(t *testing.T) {
	check(t, []cell{
		{"[]", args(js(`{"a":1}`), "a"), `1`},
		{"[]", args(js(`{"a":1}`), "A"), `null`},
		{"[]", args(js(`[1,2]`), -1), `2`},
		{"[]", args(js(`[1,2]`), 2), `null`},
		{"[]", args(js(`[1,2]`), "a"), `null`},
		{"[]", args(js(`"text"`), 0), `null`},
		{"[]", args(value.Dynamic, "a"), `null`},
		{"[]", args(js(`{"a":1}`), js(`"a"`)), `1`},
		{"parse_json", args(`{"a":[1]}`), `{"a":[1]}`},
		{"parse_json", args(`not json`), `"not json"`},
		{"parse_json", args(``), `null`},
		{"parse_json", args(`null`), `null`},
		{"parse_json", args(js(`"{}"`)), `"{}"`}, // a dynamic stays as it is
		{"todynamic", args(`1.0`), `1.0`},
		{"dynamic_to_json", args(js(`{"b":1,"a":{"d":[],"c":null}}`)), `"{\"a\":{\"c\":null,\"d\":[]},\"b\":1}"`},
		{"treepath", args(js(`{"a":"b","c":123}`)), `["['a']","['c']"]`},
		{"treepath", args(js(`{"p":[1,2,{"x":"y"}]}`)), `["['p']","['p'][0]","['p'][0]['x']"]`},
		{"geo_info_from_ip_address", args("20.53.203.50"), `{}`},
	})
}

func TestArrays(t *testing.T) {
	check(t, []cell{
		{"array_length", args(js(`[1,2]`)), `2`},
		{"array_length", args(js(`[]`)), `0`},
		{"array_length", args(js(`{}`)), `null`},
		{"array_length", args(value.Dynamic), `null`},
		{"array_concat", args(js(`[1]`), value.Dynamic, js(`[2,3]`)), `[1,2,3]`},
		{"array_iff", args(js(`[true,false,true]`), js(`[1,2,3]`), 0), `[1,0,3]`},
		{"array_iff", args(js(`[1,0,50]`), "yes", "no"), `["yes","no","yes"]`},
		{"array_iff", args(js(`["text",null]`), 1, 0), `[null,null]`},
		{"array_iff", args(js(`[true,true,true]`), js(`[1,2]`), js(`[3,4]`)), `[1,2,null]`},
		{"array_index_of", args(js(`["a","b","a"]`), "a", 1), `2`},
		{"array_index_of", args(js(`["a","b","a"]`), "a", 1, 1), `-1`},
		{"array_index_of", args(js(`["a","b","a"]`), "a", 0, -1, 2), `2`},
		{"array_index_of", args(js(`["a","b","a"]`), "b", -1), `-1`},
		{"array_index_of", args(js(`[5,15]`), 15.0), `1`},
		{"array_reverse", args(js(`[1,2,3]`)), `[3,2,1]`},
		{"array_rotate_left", args(js(`[1,2,3,4,5]`), 2), `[3,4,5,1,2]`},
		{"array_rotate_left", args(js(`[1,2,3,4,5]`), -2), `[4,5,1,2,3]`},
		{"array_rotate_right", args(js(`[1,2,3,4,5]`), 7), `[4,5,1,2,3]`},
		{"array_shift_left", args(js(`[1,2,3]`), 1), `[2,3,null]`},
		{"array_shift_left", args(js(`[1,2,3]`), -1, 9), `[9,1,2]`},
		{"array_shift_right", args(js(`[1,2,3]`), 9223372036854775807, 0), `[0,0,0]`},
		{"array_slice", args(js(`[1,2,3,4,5,6]`), 2, -2), `[3,4,5]`},
		{"array_slice", args(js(`[1,2,3,4,5,6]`), -3, -1), `[4,5,6]`},
		{"array_slice", args(js(`[1,2,3]`), 0, 100), `[1,2,3]`},
		{"array_slice", args(js(`[1,2,3]`), 2, 1), `[]`},
		{"array_split", args(js(`[1,2,3,4,5]`), 2), `[[1,2],[3,4,5]]`},
		{"array_split", args(js(`[1,2,3,4,5]`), js(`[1,-1]`)), `[[1],[2,3,4],[5]]`},
		{"array_sum", args(js(`[1,null,3]`)), `4.0`},
		{"array_sum", args(js(`[1,"a"]`)), `null`},
		{"array_sum", args(js(`[]`)), `null`},
		{"array_sort_asc", args(js(`[null,"b","a",2,1.5]`)), `[1.5,2,"a","b",null]`},
		{"array_sort_asc", args(js(`[null,"b","a"]`), false), `[null,"a","b"]`},
		{"array_sort_desc", args(js(`[1,3,2]`), js(`["a","b","c"]`)), `[[3,2,1],["b","c","a"]]`},
		{"array_sort_desc", args(js(`[1,3,2]`), js(`["a"]`)), `[[3,2,1],null]`},
		{"array_sort_asc", args(value.Dynamic), `null`},
		{"pack_array", args(1, "2", js(`[3]`)), `[1,"2",[3]]`},
		{"zip", args(js(`["A",1,1.5]`), js(`[{},"B"]`)), `[["A",{}],[1,"B"],[1.5,null]]`},
		{"repeat", args(1, 3), `[1,1,1]`},
		{"repeat", args("a", 0), `[]`},
		{"repeat", args("a", -1), `null`},
		{"range", args(1, 3), `[1,2,3]`},
		{"range", args(1.0, 2, 0.5), `[1.0,1.5,2.0]`},
		{"range", args(3, 1, -1), `[3,2,1]`},
		{"range", args(1, 8, 3), `[1,4,7]`},
		{"range", args(0.0, 0.3, 0.1), `[0.0,0.1,0.2]`}, // 3*0.1 is more than 0.3
		{"range", args(1.0, math.NaN()), `[]`},
		{"range", args(math.NaN(), 1), `[]`},
		{"range", args(1.0, 3, 0), `null`},
		{"range", args(1, 3, value.Long), `null`},
		{"range", args(math.MinInt64, math.MinInt64+1), `[-9223372036854775808,-9223372036854775807]`},
		{"range", args(math.MinInt64+1, math.MinInt64, -1), `[-9223372036854775807,-9223372036854775808]`},
		{"range", args(3, 1), `[]`},
		{"range", args(1, 3, 0), `null`},
		{"range", args(9223372036854775806, 9223372036854775807, 1), `[9223372036854775806,9223372036854775807]`},
		{"range", args(value.Span(value.Hour), value.Span(2*value.Hour)), `["01:00:00","02:00:00"]`},
	})
}

// Ranges of many rows that start alike share memory; each has its own length.
func TestRangesShare(t *testing.T) {
	kernel, err := newRange(Spec{Result: value.Dynamic})
	if err != nil {
		t.Fatal(err)
	}
	stops := []int64{3, 1, 1 << 40, 2, 1 << 40}
	out := kernel([]*vector.Vector{vector.Const(value.Long, int64(1), len(stops)), vector.Of(value.Long, stops, nil)}, len(stops))
	for i, want := range []int{3, 1, most, 2, most} {
		list := out.Any[i].([]any)
		if len(list) != want || cap(list) != want || list[want-1] != int64(want) {
			t.Errorf("range(1, %d) has %d elements of %d, want %d", stops[i], len(list), cap(list), want)
		}
	}
	if &out.Any[2].([]any)[0] != &out.Any[4].([]any)[0] {
		t.Error("ranges that start alike do not share their memory")
	}
}

func TestSets(t *testing.T) {
	check(t, []cell{
		{"set_union", args(js(`[1,2,1]`), js(`[3,2]`), js(`[1.0,5]`)), `[1,2,3,5]`},
		{"set_intersect", args(js(`[3,1,2]`), js(`[2,3,4]`), js(`[3,2]`)), `[3,2]`},
		{"set_difference", args(js(`[1,2,1,4]`), js(`[1]`), js(`[2]`)), `[4]`},
		{"set_difference", args(js(`[null,1,null,2]`), js(`[null]`)), `[1,2]`},
		{"set_has_element", args(js(`[1,2]`), 2), `true`},
		{"set_has_element", args(js(`[1,2]`), "2"), `false`},
		{"set_has_element", args(js(`[{"a":1,"b":2}]`), js(`{"b":2,"a":1}`)), `true`},
		{"set_has_element", args(value.Dynamic, 1), `null`},
		{"set_equals", args(js(`[1,2]`), js(`[2,1,1]`)), `true`},
		{"set_equals", args(js(`[1,2]`), js(`[2,3]`)), `false`},
		{"jaccard_index", args(js(`[1,2,3,4]`), js(`[3,4,5,6]`)), `0.3333333333333333`},
	})
}

func TestBags(t *testing.T) {
	check(t, []cell{
		{"bag_pack", args("a", 1, "b", value.Long, "c", "x"), `{"a":1,"b":null,"c":"x"}`},
		{"bag_pack_columns", args("a", 1), `{"a":1}`},
		{"pack_all", args("a", 1, "b", value.Long, "c", ""), `{"a":1,"b":null,"c":""}`},
		{"pack_all", args("a", 1, "b", value.Long, "c", "", true), `{"a":1}`},
		{"bag_keys", args(js(`{"b":1,"a":{"c":2}}`)), `["b","a"]`},
		{"bag_keys", args(js(`[]`)), `null`},
		{"bag_has_key", args(js(`{"a":{"b":null}}`), "$.a.b"), `true`},
		{"bag_has_key", args(js(`{"a":{"b":null}}`), "b"), `false`},
		{"bag_merge", args(js(`{"a":1,"b":2}`), value.Dynamic, js(`{"b":3,"c":4}`)), `{"a":1,"b":2,"c":4}`},
		{"bag_remove_keys", args(js(`{"a":1,"b":{"c":2,"d":3},"e":4}`), js(`["$.b.c","e","z"]`)), `{"a":1,"b":{"d":3}}`},
		{"bag_set_key", args(js(`{"a":1,"b":{"c":2,"d":3}}`), "$.b.c", "x"), `{"a":1,"b":{"d":3,"c":"x"}}`},
		{"bag_set_key", args(js(`{"a":1}`), "$.b.c", 2), `{"a":1,"b":{"c":2}}`},
		{"bag_zip", args(js(`["a",8,"b","c"]`), js(`[1,2,3]`)), `{"a":1,"b":3,"c":null}`},
		{"bag_zip", args(js(`["a","b"]`), js(`1`)), `{"a":null,"b":null}`},
	})
}
