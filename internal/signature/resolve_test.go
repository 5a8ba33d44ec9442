package signature_test

import (
	"testing"

	"foxhound/internal/signature"
	"foxhound/internal/value"
)

// The types that calls take and give. A result of None is a call that does not bind.
var resolveTests = []struct {
	group  signature.Group
	name   string
	args   []value.Type
	result value.Type
}{
	{signature.Functions, "strlen", types(value.String), value.Long},
	{signature.Functions, "strlen", types(value.Dynamic), value.Long},
	{signature.Functions, "strlen", types(value.Long), value.None},
	{signature.Functions, "strcat", types(value.String, value.Long, value.Datetime), value.String},
	{signature.Functions, "split", types(value.String, value.String), value.Dynamic},
	{signature.Functions, "startofday", types(value.String), value.None},
	{signature.Functions, "replace_string", types(value.Dynamic, value.String, value.String), value.String},
	{signature.Functions, "bin", types(value.Int, value.Int), value.Long},
	{signature.Functions, "bin", types(value.Real, value.Long), value.Real},
	{signature.Functions, "bin", types(value.Datetime, value.Timespan), value.Datetime},
	{signature.Functions, "bin", types(value.Dynamic, value.Timespan), value.None},
	{signature.Functions, "abs", types(value.Int), value.Long},
	{signature.Functions, "abs", types(value.Real), value.Real},
	{signature.Functions, "iff", types(value.Bool, value.Int, value.Long), value.Long},
	{signature.Functions, "iff", types(value.Bool, value.Dynamic, value.String), value.String},
	{signature.Functions, "iff", types(value.Bool, value.String, value.Long), value.Dynamic},
	{signature.Functions, "case", types(value.Bool, value.Long, value.Bool, value.Real, value.Dynamic), value.Real},
	{signature.Functions, "coalesce", types(value.Long, value.Int), value.Long},
	{signature.Functions, "coalesce", types(value.String, value.Dynamic), value.None},
	{signature.Functions, "max_of", types(value.Int, value.Real), value.Real},
	{signature.Functions, "bag_pack", types(value.String, value.Long, value.String, value.Bool), value.Dynamic},
	{signature.Functions, "array_sort_asc", types(value.Dynamic, value.Dynamic, value.Bool), value.Dynamic},
	{signature.Functions, "ceiling", types(value.Long), value.Real},
	{signature.Aggregates, "sum", types(value.Int), value.Long},
	{signature.Aggregates, "avg", types(value.Int), value.Real},
	{signature.Aggregates, "avg", types(value.Timespan), value.Timespan},
	{signature.Aggregates, "max", types(value.Dynamic), value.None},
	{signature.Aggregates, "min", types(value.String), value.String},
	{signature.Operators, "+", types(value.Int, value.Int), value.Long},
	{signature.Operators, "+", types(value.Long, value.Real), value.Real},
	{signature.Operators, "+", types(value.Decimal, value.Long), value.Decimal},
	{signature.Operators, "+", types(value.String, value.String), value.None},
	{signature.Operators, "+", types(value.Dynamic, value.Int), value.Long},
	{signature.Operators, "+", types(value.Datetime, value.Timespan), value.Datetime},
	{signature.Operators, "-", types(value.Datetime, value.Datetime), value.Timespan},
	{signature.Operators, "/", types(value.Timespan, value.Timespan), value.Real},
	{signature.Operators, "*", types(value.Real, value.Timespan), value.Timespan},
	{signature.Operators, "<", types(value.String, value.String), value.None},
	{signature.Operators, "<", types(value.Datetime, value.String), value.None},
	{signature.Operators, "<", types(value.Long, value.Bool), value.Bool},
	{signature.Operators, "==", types(value.String, value.Long), value.Bool},
	{signature.Operators, "=~", types(value.Long, value.String), value.None},
}

func types(list ...value.Type) []value.Type { return list }

func TestResolve(t *testing.T) {
	for _, tt := range resolveTests {
		s, ok := signature.Of(tt.group, tt.name)
		if !ok {
			t.Errorf("Of(%s, %s): none", tt.group, tt.name)
			continue
		}
		got := value.None
		if m, ok := s.Resolve(tt.args); ok {
			got = m.Result
		}
		if got != tt.result {
			t.Errorf("%s%v = %s, want %s", tt.name, tt.args, got, tt.result)
		}
	}
}

func TestResolveConverts(t *testing.T) {
	tests := []struct {
		name string
		args []value.Type
		want []value.Type
	}{
		{"pow", types(value.Int, value.Long), types(value.Int, value.Long)},
		{"isnan", types(value.Long), types(value.Real)},
		{"iff", types(value.Bool, value.Int, value.Real), types(value.Bool, value.Real, value.Real)},
		{"iff", types(value.Bool, value.Dynamic, value.String), types(value.Bool, value.String, value.String)},
		{"iff", types(value.Bool, value.String, value.Long), types(value.Bool, value.Dynamic, value.Dynamic)},
		{"coalesce", types(value.Int, value.Long), types(value.Long, value.Long)},
		{"trim", types(value.String, value.Dynamic), types(value.String, value.String)},
	}
	for _, tt := range tests {
		s, _ := signature.Of(signature.Functions, tt.name)
		m, ok := s.Resolve(tt.args)
		if !ok {
			t.Errorf("%s%v does not bind", tt.name, tt.args)
			continue
		}
		for i, want := range tt.want {
			if m.Args[i] != want {
				t.Errorf("%s%v makes argument %d a %s, want %s", tt.name, tt.args, i, m.Args[i], want)
			}
		}
	}
}

// Arguments of any number and types are taken or not, without a panic.
func FuzzResolve(f *testing.F) {
	f.Add("case", []byte{1, 3, 1, 4, 10})
	f.Add("array_sort_asc", []byte{1})
	f.Add("bag_pack", []byte{6, 6, 6})
	f.Add("series_outliers", []byte{10, 6, 4, 4})
	f.Fuzz(func(t *testing.T, name string, kinds []byte) {
		args := make([]value.Type, min(len(kinds), 100))
		for i := range args {
			args[i] = value.Type(kinds[i] % 11)
		}
		for _, g := range []signature.Group{signature.Functions, signature.Aggregates, signature.Plugins, signature.Operators} {
			if s, ok := signature.Of(g, name); ok {
				s.Resolve(args)
			}
		}
	})
}
