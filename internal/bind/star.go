package bind

import (
	"slices"

	"foxhound/internal/signature"
	"foxhound/kql"
)

// stars refuses a star where a function takes none, and reports whether all are in place.
func (b *binder) stars(c *kql.Call, s *signature.Signature) bool {
	for i, a := range c.Args {
		star, ok := a.(*kql.Star)
		if ok && !slices.ContainsFunc(s.Overloads, func(o signature.Overload) bool { return takesStar(&o, i) }) {
			b.fail(star, "`%s` does not take `*` here", c.Func)
			return false
		}
	}
	return true
}

// takesStar reports whether an argument at a place may be a star: the last parameter stands
// for all behind it.
func takesStar(o *signature.Overload, place int) bool {
	return len(o.Params) > 0 && o.Params[min(place, len(o.Params)-1)].Star
}
