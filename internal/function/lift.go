package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// What follows lifts functions of single values to kernels. "Strict" ones give null where
// an argument is null; the string type has no null, so that "" is a value like others.
// Type parameters are the native types of the arguments and of the result (see
// [vector.Native]): bool, int64 (also datetime and timespan), float64, string, any.

// A maker makes kernels; it is the type of [Scalar.New].
type maker = func(Spec) (Kernel, error)

// fixed is the maker of a kernel that is the same for every use.
func fixed(k func(s Spec, args []*vector.Vector, n int) *vector.Vector) maker {
	return func(s Spec) (Kernel, error) {
		return func(args []*vector.Vector, n int) *vector.Vector { return k(s, args, n) }, nil
	}
}

// map1 lifts a strict function of one argument.
func map1[A, R vector.Native](f func(A) R) maker {
	return try1(func(a A) (R, bool) { return f(a), true })
}

// try1 lifts a strict function of one argument that may give null.
func try1[A, R vector.Native](f func(A) (R, bool)) maker {
	return fixed(func(s Spec, args []*vector.Vector, n int) *vector.Vector {
		return apply1(s.Result, args[0], n, f)
	})
}

func apply1[A, R vector.Native](result value.Type, x *vector.Vector, n int, f func(A) (R, bool)) *vector.Vector {
	rows := n
	if x.IsConst() {
		rows = min(n, 1)
	}
	out := vector.New(result, rows)
	from, to := vector.Slice[A](x), vector.Slice[R](out)
	for i := range rows {
		if x.IsNull(i) {
			out.SetNull(i)
			continue
		}
		r, ok := f(from[i])
		if !ok {
			out.SetNull(i)
			continue
		}
		to[i] = r
	}
	return repeated(out, x.IsConst(), n)
}

// repeated makes a vector of one row stand for n where constant is true.
func repeated(v *vector.Vector, constant bool, n int) *vector.Vector {
	if !constant || v.Len() == 0 {
		return v
	}
	return vector.Const(v.Type, v.Value(0), n)
}

// map2 lifts a strict function of two arguments.
func map2[A, B, R vector.Native](f func(A, B) R) maker {
	return try2(func(a A, b B) (R, bool) { return f(a, b), true })
}

// try2 lifts a strict function of two arguments that may give null.
func try2[A, B, R vector.Native](f func(A, B) (R, bool)) maker {
	return fixed(func(s Spec, args []*vector.Vector, n int) *vector.Vector {
		return apply2(s.Result, args[0], args[1], n, f)
	})
}

func apply2[A, B, R vector.Native](result value.Type, x, y *vector.Vector, n int, f func(A, B) (R, bool)) *vector.Vector {
	constant := x.IsConst() && y.IsConst()
	rows := n
	if constant {
		rows = min(n, 1)
	}
	out := vector.New(result, rows)
	as, bs, to := vector.Slice[A](x), vector.Slice[B](y), vector.Slice[R](out)
	am, bm := x.Mask(), y.Mask()
	for i := range rows {
		if x.IsNull(i) || y.IsNull(i) {
			out.SetNull(i)
			continue
		}
		r, ok := f(as[i&am], bs[i&bm])
		if !ok {
			out.SetNull(i)
			continue
		}
		to[i] = r
	}
	return repeated(out, constant, n)
}

// map3 lifts a strict function of three arguments.
func map3[A, B, C, R vector.Native](f func(A, B, C) R) maker {
	return try3(func(a A, b B, c C) (R, bool) { return f(a, b, c), true })
}

// try3 lifts a strict function of three arguments that may give null.
func try3[A, B, C, R vector.Native](f func(A, B, C) (R, bool)) maker {
	return fixed(func(s Spec, args []*vector.Vector, n int) *vector.Vector {
		x, y, z := args[0], args[1], args[2]
		constant := x.IsConst() && y.IsConst() && z.IsConst()
		rows := n
		if constant {
			rows = min(n, 1)
		}
		out := vector.New(s.Result, rows)
		as, bs, cs, to := vector.Slice[A](x), vector.Slice[B](y), vector.Slice[C](z), vector.Slice[R](out)
		for i := range rows {
			if x.IsNull(i) || y.IsNull(i) || z.IsNull(i) {
				out.SetNull(i)
				continue
			}
			r, ok := f(as[x.Index(i)], bs[y.Index(i)], cs[z.Index(i)])
			if !ok {
				out.SetNull(i)
				continue
			}
			to[i] = r
		}
		return repeated(out, constant, n)
	})
}

// rowwise lifts a function of values, for what is slow anyway or takes any number of
// arguments of any type; nil is null, and it is called with nulls too.
func rowwise(f func(s Spec, args []any) any) maker {
	return fixed(func(s Spec, args []*vector.Vector, n int) *vector.Vector {
		constant := allConst(args)
		rows := n
		if constant {
			rows = min(n, 1)
		}
		out := vector.New(s.Result, rows)
		row := make([]any, len(args))
		for i := range rows {
			for j, a := range args {
				row[j] = a.Value(i)
			}
			out.Set(i, f(s, row))
		}
		return repeated(out, constant, n)
	})
}

func allConst(args []*vector.Vector) bool {
	for _, a := range args {
		if !a.IsConst() {
			return false
		}
	}
	return true
}
