package function

import (
	"fmt"
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// BenchmarkMatch measures operators on rows of a command line that none of them matches.
func BenchmarkMatch(b *testing.B) {
	rows := make([]string, 1024)
	bytes := 0
	for i := range rows {
		rows[i] = fmt.Sprintf(`"C:\Program Files\Vendor\Agent%d\bin\agent.exe" --config C:\ProgramData\Vendor\agent.yaml --id %d`, i%7, i)
		bytes += len(rows[i])
	}
	for _, op := range []string{"has", "has_cs", "contains", "contains_cs", "startswith", "endswith", "=~"} {
		b.Run(op, func(b *testing.B) { benchmarkKernel(b, op, rows, bytes, value.String, "powershell") })
	}
	for _, p := range []string{`(?i)powershell.*-enc`, `\\Agent\d\\`, `^\d{1,3}(\.\d{1,3}){3}$`} {
		b.Run("regex/"+p, func(b *testing.B) { benchmarkKernel(b, "matches regex", rows, bytes, value.String, p) })
	}
	for _, n := range []int{2, 6, 8, 12, 100, 10_000} {
		list := make([]any, n)
		for i := range list {
			list[i] = fmt.Sprintf("host%d.example.com", i)
		}
		b.Run(fmt.Sprintf("has_any/%d", n), func(b *testing.B) { benchmarkKernel(b, "has_any", rows, bytes, value.Dynamic, list) })
		b.Run(fmt.Sprintf("in~/%d", n), func(b *testing.B) { benchmarkKernel(b, "in~", rows, bytes, value.Dynamic, list) })
	}
}

func benchmarkKernel(b *testing.B, op string, rows []string, bytes int, t value.Type, right any) {
	f, _ := Lookup(op)
	kernel, err := f.New(Spec{Args: []Arg{{Type: value.String}, {Type: t, Const: true, Value: right}}, Result: value.Bool})
	if err != nil {
		b.Fatal(err)
	}
	args := []*vector.Vector{vector.Of(value.String, rows, nil), vector.Const(t, right, len(rows))}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		kernel(args, len(rows))
	}
}
