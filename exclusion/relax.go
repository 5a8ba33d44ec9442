package exclusion

import "foxhound/kql"

// Relaxed returns a predicate with every comparison taken for true that an attacker can make
// so: what it covers is what the exclusion would hide from someone who named his process,
// and wrote his command line, as the exclusion wants it.
func Relaxed(e kql.Expr) kql.Expr {
	switch e := e.(type) {
	case *kql.Binary:
		if e.Op == "and" || e.Op == "or" {
			return kql.Op(Relaxed(e.X), e.Op, Relaxed(e.Y))
		}
	case *kql.Call: // of not(), which only takes away from what is covered
		return e
	}
	if names(e) {
		return &kql.Bool{Value: true}
	}
	return e
}

// names reports whether a comparison is of a column that attackers write as they like.
func names(e kql.Expr) bool {
	switch e := e.(type) {
	case *kql.Binary:
		return PickedByAttacker(columnOf(e.X))
	case *kql.In:
		return PickedByAttacker(columnOf(e.X))
	}
	return false
}

// Blind returns the exclusion that covers what [Relaxed] covers.
func (x Exclusion) Blind() Exclusion {
	x.Predicate = Relaxed(x.Predicate)
	return x
}
