package exec

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// converted returns a column of dynamics as a column of another type; null stands where
// that cannot be.
func converted(to value.Type, v *vector.Vector) *vector.Vector {
	if to == value.Dynamic {
		return v
	}
	out := vector.New(to, v.Len())
	for i := range v.Len() {
		x := v.Any[v.Index(i)]
		if s, ok := x.(string); ok && to == value.String {
			out.Strings[i] = s
			continue
		}
		out.Set(i, value.Convert(to, value.Dynamic, x))
	}
	return out
}
