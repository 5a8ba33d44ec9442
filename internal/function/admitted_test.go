package function_test

import (
	"fmt"
	"testing"

	"foxhound/internal/function"
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// samples are values of each type, null first where there is one.
var samples = map[value.Type][]any{
	value.Bool: {nil, true, false}, value.Int: {nil, int64(3), int64(-1)}, value.Long: {nil, int64(7), int64(-2)},
	value.Real: {nil, 1.5, -2.25}, value.Decimal: {nil, decimalOf("1.5"), decimalOf("-3")},
	value.String: {"", "year", "10.0.0.1"}, value.Datetime: {nil, value.Time(638e15), value.Time(0)},
	value.Timespan: {nil, value.Span(value.Hour), value.Span(-1)}, value.Guid: {nil, value.UUID{1}, value.UUID{}},
	value.Dynamic: {nil, []any{int64(1), "a", nil}, int64(5)},
}

func decimalOf(s string) any {
	d, _ := value.ParseDecimal(s)
	return d
}

// Every function that foxhound has takes all the types that its signature admits, of
// values that are constant or not, and gives values of the type that it tells.
func TestKernelsTakeWhatTheirSignaturesAdmit(t *testing.T) {
	for _, g := range []signature.Group{signature.Functions, signature.Operators} {
		for _, name := range signature.AllNames(g) {
			if _, ok := function.Lookup(name); !ok {
				continue
			}
			s, _ := signature.Of(g, name)
			for i := range s.Overloads {
				for _, args := range admitted(s.Overloads[i].Params) {
					tryKernel(t, s, args)
				}
			}
		}
	}
}

// admitted lists the types that parameters take: each type of each, and of the first
// two together, the others held.
func admitted(params []signature.Param) [][]value.Type {
	base := make([]value.Type, 0, len(params))
	for _, p := range params {
		choices := choicesOf(p)
		if len(choices) == 0 {
			return nil
		}
		for range max(p.Least, 1) {
			base = append(base, choices[0])
		}
	}
	lists := [][]value.Type{base}
	for i := range base {
		for _, c := range choicesOf(paramAt(params, i)) {
			first := choicesOf(params[0])
			if i != 1 {
				first = first[:1]
			}
			for _, d := range first {
				list := append([]value.Type(nil), base...)
				list[0], list[i] = d, c
				lists = append(lists, list)
			}
		}
	}
	return lists
}

func paramAt(params []signature.Param, i int) signature.Param {
	for _, p := range params {
		if i -= max(p.Least, 1); i < 0 {
			return p
		}
	}
	return params[len(params)-1]
}

func choicesOf(p signature.Param) []value.Type {
	if p.Types != nil {
		return p.Types
	}
	var list []value.Type
	for t := value.Bool; t <= value.Dynamic; t++ {
		if p.Kind.Takes(t) {
			list = append(list, t)
		}
	}
	return list
}

func tryKernel(t *testing.T, s *signature.Signature, args []value.Type) {
	m, ok := s.Resolve(args)
	if !ok {
		return
	}
	f, _ := function.Lookup(s.Name)
	for _, constant := range []bool{false, true} {
		call := fmt.Sprintf("%s%v, constant %v", s.Name, m.Args, constant)
		spec := function.Spec{Result: m.Result, Now: 638e15}
		var columns []*vector.Vector
		for i, a := range m.Args {
			arg, column := function.Arg{Type: a}, vector.New(a, 3)
			for row, x := range samples[a] {
				column.Set(row, x)
			}
			if constant || m.Params[i].Constant {
				arg.Const, arg.Value = true, samples[a][1]
				column = vector.Const(a, samples[a][1], 3)
			}
			spec.Args, columns = append(spec.Args, arg), append(columns, column)
		}
		run(t, f, call, spec, columns)
	}
}

func run(t *testing.T, f *function.Scalar, call string, spec function.Spec, columns []*vector.Vector) {
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: %v", call, p)
		}
	}()
	kernel, err := f.New(spec)
	if err != nil {
		return
	}
	out := kernel(columns, 3)
	if out.Type != spec.Result || out.Len() != 3 {
		t.Errorf("%s gives %d rows of %s, want 3 of %s", call, out.Len(), out.Type, spec.Result)
	}
	for i := range 3 {
		out.Value(i)
	}
	kernel(nothing(columns), 0)
}

func nothing(columns []*vector.Vector) []*vector.Vector {
	var out []*vector.Vector
	for _, c := range columns {
		out = append(out, c.Slice(0, 0))
	}
	return out
}
