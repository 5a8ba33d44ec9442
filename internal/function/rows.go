package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A text is an argument's values as texts.
type textColumn struct {
	at   []string
	mask int
}

func textColumnOf(v *vector.Vector) textColumn { return textColumn{textsOf(v), v.Mask()} }

// row returns the text of a row; that of a null is empty.
func (c textColumn) row(i int) string { return c.at[i&c.mask] }

// eachRow computes a column row by row, once where all arguments are constant. f says
// whether the row has a value; otherwise it is null.
func eachRow[R vector.Native](s Spec, args []*vector.Vector, n int, f func(i int) (R, bool)) *vector.Vector {
	constant := allConst(args)
	rows := n
	if constant {
		rows = min(n, 1)
	}
	out := vector.New(s.Result, rows)
	to := vector.Slice[R](out)
	for i := range rows {
		r, ok := f(i)
		if !ok {
			out.SetNull(i)
			continue
		}
		to[i] = r
	}
	return repeated(out, constant, n)
}

// ofText lifts a function of one argument's text, whatever its type.
func ofText[R vector.Native](f func(string) (R, bool)) maker {
	return fixed(func(s Spec, args []*vector.Vector, n int) *vector.Vector {
		x := textColumnOf(args[0])
		return eachRow(s, args, n, func(i int) (R, bool) { return f(x.row(i)) })
	})
}

// always makes a function that has a result for every text.
func always[R any](f func(string) R) func(string) (R, bool) {
	return func(s string) (R, bool) { return f(s), true }
}

// integerAt returns an argument that is a whole number.
func integerAt(v *vector.Vector, i int) (n int64, ok bool) {
	n, ok = value.Convert(value.Long, v.Type, v.Value(i)).(int64)
	return n, ok
}

// integerOr returns the argument at a place, or another number where there is none there
// or it is null.
func integerOr(args []*vector.Vector, place, i int, otherwise int64) int64 {
	if place < len(args) {
		if n, ok := integerAt(args[place], i); ok {
			return n
		}
	}
	return otherwise
}

// textArray returns strings as a dynamic array.
func textArray(of []string) []any {
	out := make([]any, len(of))
	for i, s := range of {
		out[i] = s
	}
	return out
}
