package function

import (
	"fmt"
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// The path equals the members taken one after the other.
func TestJSONPath(t *testing.T) {
	texts := []string{`{"a":{"b":[10,{"c":20}]}}`, `{"a":{"b":1},"a":{"b":[1,2]}}`, `{"a":"b"}`, `not json`, ``, `null`,
		`[{"a":1}]`, `{"a":{"b":1}} x`}
	for _, text := range texts {
		for _, path := range [][]any{{"a"}, {"a", "b"}, {"a", "b", 1}, {"a", "b", 1, "c"}, {0, "a"}} {
			want := run(t, "parse_json", args(text), true)
			for _, key := range path {
				want = run(t, "[]", args(js(want), key), true)
			}
			for _, constant := range []bool{true, false} {
				if got := run(t, JSONPath, append(args(text), path...), constant); got != want {
					t.Errorf("%s of %s = %s, want %s", fmt.Sprint(path), text, got, want)
				}
			}
		}
	}
}

func BenchmarkJSONPath(b *testing.B) {
	const rows = 1024
	column := vector.New(value.String, rows)
	for i := range column.Strings {
		column.Strings[i] = fmt.Sprintf(`{"Id":%d,"Process":{"Path":"C:\\Windows\\cmd.exe","Args":["/c","whoami","/all"]},"Signed":true}`, i)
	}
	names := []any{"Process", "Path"}
	b.Run("path", func(b *testing.B) {
		s := Spec{Result: value.Dynamic, Args: []Arg{{Type: value.String}, constArg(names[0]), constArg(names[1])}}
		k, _ := newJSONPath(s)
		b.SetBytes(rows * int64(len(column.Strings[0])))
		for b.Loop() {
			k([]*vector.Vector{column}, rows)
		}
	})
	b.Run("members", func(b *testing.B) {
		b.SetBytes(rows * int64(len(column.Strings[0])))
		for b.Loop() {
			x := parseJSONs([]*vector.Vector{column}, rows)
			for _, name := range names {
				k, _ := newMember(Spec{Result: value.Dynamic, Args: []Arg{{Type: value.Dynamic}, constArg(name)}})
				x = k([]*vector.Vector{x, nil}, rows)
			}
		}
	})
}

func constArg(x any) Arg { return Arg{Type: value.String, Const: true, Value: x} }
