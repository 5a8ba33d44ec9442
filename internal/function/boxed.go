package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// boxes is what makes a dynamic that holds a value as it is: unlike todynamic, which reads
// a string as JSON. The binder puts it where values of several types meet (iff, case, the
// arguments of the query's own functions); no query can name it.
var boxes = []Scalar{{Name: "as dynamic", New: fixed(boxed)}}

func boxed(_ Spec, args []*vector.Vector, n int) *vector.Vector {
	x := args[0]
	if x.Type == value.Dynamic {
		return x
	}
	if x.IsConst() {
		return vector.Const(value.Dynamic, x.Value(0), n)
	}
	out := vector.New(value.Dynamic, n)
	for i := range n {
		out.Any[i] = x.Value(i)
	}
	return out
}
