package signature

import (
	"slices"

	"foxhound/internal/value"
)

// A Match is the overload that fits arguments, and what follows from it.
type Match struct {
	Overload *Overload
	Params   []*Param     // of each argument; nil for one too many
	Args     []value.Type // what each argument becomes: its own type, or that of its parameter
	Result   value.Type
}

// Resolve chooses the overload for arguments of the types, as Kusto's binder does: that
// which fits in the most places, and of those the one whose fits are closest. ok is false
// where none fits or several do alike; the match is then the best guess, for messages, and
// nil where the number of arguments is wrong. An argument of type None fits everywhere. An
// operator wants every argument to fit.
func (s *Signature) Resolve(args []value.Type) (m *Match, ok bool) {
	best, unique := s.closest(args)
	if best == nil {
		return nil, false
	}
	params := best.assign(args)
	m = &Match{Overload: best, Params: params, Args: slices.Clone(args)}
	ok = unique
	common := commonType(params, args, false)
	for i, p := range params {
		if p == nil || fit(p, args[i], common) == fitsNone {
			ok = false
			continue
		}
		m.Args[i] = p.convert(args[i], common)
	}
	m.Result = best.result(params, args)
	if m.Result != value.Dynamic && best.Result == "CommonNonDynamic" {
		m.unify()
	}
	return m, ok
}

// unify makes the branches of iff and case the result's type.
func (m *Match) unify() {
	for i, p := range m.Params {
		if p != nil && p.Kind == CommonScalarOrDynamic && m.Args[i] != value.None {
			m.Args[i] = m.Result
		}
	}
}

// closest returns the overload that fits best, and whether no other does as well.
func (s *Signature) closest(args []value.Type) (*Overload, bool) {
	var best *Overload
	var rank [3]int
	unique := true
	for i := range s.Overloads {
		o := &s.Overloads[i]
		if least, most := o.Count(); len(args) < least || len(args) > most || o.forStar() {
			continue
		}
		r := o.rank(args)
		switch c := slices.Compare(r[:], rank[:]); {
		case best == nil || c > 0:
			best, rank, unique = o, r, true
		case c == 0:
			unique = false
		}
	}
	return best, unique
}

// forStar reports whether the overload takes nothing but a star, which the binder has made
// into the columns that it stands for.
func (o *Overload) forStar() bool {
	return len(o.Params) == 1 && o.Params[0].Star && o.Params[0].Most == 1
}

// rank is how well an overload fits: in how many places, how the worst of them, and how
// the best.
func (o *Overload) rank(args []value.Type) [3]int {
	params := o.assign(args)
	common := commonType(params, args, false)
	r := [3]int{0, fitsExact, fitsNone}
	for i, p := range params {
		f := fit(p, args[i], common)
		if f != fitsNone {
			r[0]++
		}
		r[1], r[2] = min(r[1], f), max(r[2], f)
	}
	return r
}

// Count returns how few arguments and how many the overload takes.
func (o *Overload) Count() (least, most int) {
	for i := range o.Params {
		least += o.Params[i].Least
		most += o.Params[i].Most
	}
	return least, most
}

// assign tells the parameter of each argument. Neighbours that repeat do so together
// (case, bag_pack); one alone takes all that those behind it leave.
func (o *Overload) assign(args []value.Type) []*Param {
	out := make([]*Param, len(args))
	at := slices.IndexFunc(o.Params, func(p Param) bool { return p.Most > 1 })
	if at < 0 {
		for i := range out {
			if i < len(o.Params) {
				out[i] = &o.Params[i]
			}
		}
		return out
	}
	block := at
	for block < len(o.Params) && o.Params[block].Most > 1 {
		block++
	}
	behind := o.behind(block, args)
	for i := range out {
		switch {
		case i < at:
			out[i] = &o.Params[i]
		case i < len(args)-behind:
			out[i] = &o.Params[at+(i-at)%(block-at)]
		default:
			out[i] = &o.Params[block+i-(len(args)-behind)]
		}
	}
	return out
}

// behind is how many of the last arguments belong to the parameters from the place on:
// those that must be given, and an optional one whose type is the argument's own.
func (o *Overload) behind(place int, args []value.Type) int {
	n := 0
	for i := place; i < len(o.Params); i++ {
		p := &o.Params[i]
		if !p.Optional || len(args) > place && fit(p, args[len(args)-1], value.None) == fitsExact {
			n++
		}
	}
	return min(n, len(args))
}

// How closely an argument fits a parameter, worst first.
const (
	fitsNone = iota
	fitsUnknown
	fitsLoosely // by conversion to dynamic
	fitsPromoted
	fitsNotOf
	fitsOneOfMany
	fitsScalar
	fitsSums
	fitsOrders
	fitsNumber
	fitsInteger
	fitsExact
)

// fit tells how closely an argument of a type fits.
func fit(p *Param, t, common value.Type) int {
	switch {
	case p == nil:
		return fitsNone
	case t == value.None || p.Kind == Any:
		return fitsUnknown
	case p.Types != nil:
		return fitDeclared(p.Types, t)
	case !p.Kind.Takes(t):
		return fitsNone
	case p.Kind.common():
		return fitCommon(p.Kind, t, common)
	}
	return kindFits[p.Kind]
}

func fitDeclared(types []value.Type, t value.Type) int {
	switch {
	case slices.Contains(types, t) && len(types) == 1:
		return fitsExact
	case slices.Contains(types, t):
		return fitsOneOfMany
	case slices.ContainsFunc(types, func(want value.Type) bool { return Wider(want, t) }):
		return fitsPromoted
	}
	return fitsNone
}

func fitCommon(k Kind, t, common value.Type) int {
	switch {
	case common == value.None:
		return fitsNone
	case t == common:
		return fitsExact
	case Wider(common, t):
		return fitsPromoted
	case common == value.Dynamic && k == CommonScalarOrDynamic:
		return fitsLoosely
	case k == CommonScalarOrDynamic && t == value.Dynamic:
		return fitsExact
	}
	return fitsNone
}

var kindFits = map[Kind]int{AnyScalar: fitsScalar, Number: fitsNumber, NumberOrBool: fitsNumber, Integer: fitsInteger,
	Summable: fitsSums, Orderable: fitsOrders, NotBool: fitsNotOf, NotRealOrBool: fitsNotOf, NotDynamic: fitsNotOf,
	StringOrDynamic: fitsOneOfMany, StringOrArray: fitsOneOfMany, IntegerOrArray: fitsOneOfMany,
	DynamicArray: fitsOneOfMany, DynamicBag: fitsOneOfMany}

// convert returns what an argument that fits becomes.
func (p *Param) convert(t, common value.Type) value.Type {
	switch {
	case t == value.None:
		return t
	case p.Types != nil && !slices.Contains(p.Types, t):
		return p.Types[slices.IndexFunc(p.Types, func(want value.Type) bool { return Wider(want, t) })]
	case p.Types == nil && p.Kind.common():
		return common
	}
	return t
}

// Fits reports whether the parameter alone would take an argument of the type.
func (p *Param) Fits(t value.Type) bool { return fit(p, t, t) != fitsNone }
