package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// logical are the operators of Kusto's three-valued logic: false wins over null in and,
// true wins over null in or, and not leaves null as it is.
var logical = []Scalar{
	{Name: "and", New: fixed(and)},
	{Name: "or", New: fixed(or)},
	{Name: "not", New: map1(func(x bool) bool { return !x })},
}

func and(_ Spec, args []*vector.Vector, n int) *vector.Vector { return decide(args, n, false) }
func or(_ Spec, args []*vector.Vector, n int) *vector.Vector  { return decide(args, n, true) }

// decide gives winner where any argument is winner, else null where any is null.
func decide(args []*vector.Vector, n int, winner bool) *vector.Vector {
	out := vector.New(value.Bool, n)
	for i := range n {
		out.Bools[i] = !winner
		unknown := false
		for _, a := range args {
			switch {
			case a.IsNull(i):
				unknown = true
			case a.Bools[a.Index(i)] == winner:
				out.Bools[i] = winner
			}
		}
		if unknown && out.Bools[i] != winner {
			out.SetNull(i)
		}
	}
	return out
}
