package aggregate

import (
	"fmt"
	"slices"
	"sync"
)

// byName indexes every family of aggregates once. Two of one name are a mistake of this
// repository, held by a test.
var byName = sync.OnceValue(func() map[string]*Func {
	all := make(map[string]*Func)
	for _, f := range slices.Concat(
		args,
		bitwise,
		collecting,
		counted,
		counting,
		digesting,
		extremes,
		percentiles,
		schemas,
		spreads,
		summing,
	) {
		if all[f.Name] != nil {
			panic(fmt.Sprintf("aggregate: %s is listed twice", f.Name))
		}
		all[f.Name] = &f
	}
	return all
})
