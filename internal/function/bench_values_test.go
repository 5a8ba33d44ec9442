package function

import (
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// BenchmarkKernels measures common kernels over a batch of rows, most with a constant.
func BenchmarkKernels(b *testing.B) {
	const n = 4096
	longs, reals, times := vector.New(value.Long, n), vector.New(value.Real, n), vector.New(value.Datetime, n)
	texts, dynamics := vector.New(value.String, n), vector.New(value.Dynamic, n)
	for i := range n {
		longs.Longs[i], reals.Reals[i] = int64(i), float64(i)/7
		times.Longs[i] = 637134336000000000 + int64(i)*value.Second
		texts.Strings[i], dynamics.Any[i] = "powershell.exe", "powershell.exe"
	}
	for _, c := range []struct {
		name   string
		result value.Type
		x      *vector.Vector
		y      any // the constant; nil for none
	}{
		{"+", value.Long, longs, int64(5)},
		{"/", value.Long, longs, int64(5)},
		{"*", value.Real, reals, 1.5},
		{"<", value.Bool, longs, int64(5)},
		{">", value.Bool, times, value.Time(637134336000000000)},
		{"==", value.Bool, texts, "powershell.exe"},
		{"==", value.Bool, dynamics, "powershell.exe"},
		{"bin", value.Datetime, times, value.Span(value.Hour)},
		{"isnotempty", value.Bool, texts, nil},
		{"tostring", value.String, longs, nil},
		{"tostring", value.String, reals, nil},
		{"tostring", value.String, times, nil},
		{"tostring", value.String, dynamics, nil},
		{"startofday", value.Datetime, times, nil},
		{"startofmonth", value.Datetime, times, nil},
	} {
		b.Run(c.name+" "+c.x.Type.String(), func(b *testing.B) {
			f, _ := Lookup(c.name)
			s, args := Spec{Args: []Arg{{Type: c.x.Type}}, Result: c.result}, []*vector.Vector{c.x}
			if c.y != nil {
				t := c.x.Type
				switch c.y.(type) {
				case value.Span:
					t = value.Timespan
				case string:
					t = value.String
				}
				s.Args = append(s.Args, Arg{Type: t, Const: true, Value: c.y})
				args = append(args, vector.Const(t, c.y, n))
			}
			k, err := f.New(s)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				k(args, n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/row")
		})
	}
}
