package function

import (
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// typeOf returns the Kusto type of a Go value of a table: nil is a null dynamic.
func typeOf(x any) value.Type {
	switch x.(type) {
	case bool:
		return value.Bool
	case int64, int:
		return value.Long
	case float64:
		return value.Real
	case string:
		return value.String
	case value.Time:
		return value.Datetime
	case value.Span:
		return value.Timespan
	case value.UUID:
		return value.Guid
	}
	return value.Dynamic
}

// evaluate calls a function in all its ways: with its arguments constant when it is bound,
// constant when it is run, and as columns of three equal rows. They must agree.
func evaluate(t *testing.T, name string, result value.Type, args ...any) any {
	t.Helper()
	return evaluateAs(t, []bool{true, false}, name, result, args...)
}

// evaluateAs is evaluate with the arguments known when the function is bound, or not.
func evaluateAs(t *testing.T, knowing []bool, name string, result value.Type, args ...any) any {
	t.Helper()
	f, ok := Lookup(name)
	if !ok {
		t.Fatalf("there is no function %s", name)
	}
	for i, a := range args {
		if n, ok := a.(int); ok {
			args[i] = int64(n)
		}
	}
	var results []any
	for _, known := range knowing {
		spec := Spec{Result: result}
		constants, columns := make([]*vector.Vector, len(args)), make([]*vector.Vector, len(args))
		for i, a := range args {
			arg := Arg{Type: typeOf(a), Const: known}
			if known {
				arg.Value = a
			}
			spec.Args = append(spec.Args, arg)
			constants[i] = vector.Const(typeOf(a), a, 3)
			columns[i] = constants[i].Flat()
		}
		kernel, err := f.New(spec)
		if err != nil {
			return err
		}
		for _, vectors := range [][]*vector.Vector{constants, columns} {
			out := kernel(vectors, 3)
			for i := range 3 {
				results = append(results, out.Value(i))
			}
			if none := kernel(emptied(vectors), 0); none.Len() != 0 {
				t.Errorf("%s of no rows gives %d", name, none.Len())
			}
		}
	}
	for _, r := range results {
		if shown(r) != shown(results[0]) {
			t.Fatalf("%s%v = %v, which are not all equal", name, args, results)
		}
	}
	return results[0]
}

func constants(args []any) []Arg {
	out := make([]Arg, len(args))
	for i, a := range args {
		out[i] = Arg{Type: typeOf(a), Const: true, Value: a}
	}
	return out
}

func emptied(vectors []*vector.Vector) []*vector.Vector {
	out := make([]*vector.Vector, len(vectors))
	for i, v := range vectors {
		out[i] = v.Slice(0, 0)
	}
	return out
}

// shown returns a value as a table writes it: JSON for dynamics, and null for null.
func shown(x any) string {
	switch x := x.(type) {
	case nil:
		return "null"
	case error:
		return x.Error()
	case []any, *value.Bag:
		return string(value.AppendJSON(nil, x))
	}
	return value.Text(typeOf(x), x)
}

func listing(of ...any) any {
	for i, a := range of {
		if n, ok := a.(int); ok {
			of[i] = int64(n)
		}
	}
	return of
}
