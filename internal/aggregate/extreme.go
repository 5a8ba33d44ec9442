package aggregate

import (
	"cmp"
	"strings"

	"foxhound/internal/group"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// extremes are the least and the greatest value. Nulls are left out; of nothing they are
// null. NaN wins both ways.
var extremes = []Func{
	{Name: "min", New: newExtreme(false)},
	{Name: "max", New: newExtreme(true)},
	{Name: "minif", New: onlyIf(1, newExtreme(false))},
	{Name: "maxif", New: onlyIf(1, newExtreme(true))},
}

func newExtreme(greatest bool) maker {
	return func(s Spec) (Maker, error) {
		return func() Accumulator { return newChooser(s.Args[0].Type, greatest) }, nil
	}
}

// A chooser finds the least or greatest value of each group, the first of equal ones.
type chooser interface {
	Accumulator
	// choose takes rows as Add does, and calls won for each row that is the best of its
	// group so far.
	choose(x *vector.Vector, groups []int, count int, won func(group, row int))
}

func newChooser(t value.Type, greatest bool) chooser {
	switch {
	case isLong(t):
		return &extreme[int64]{t: t, greatest: greatest}
	case t == value.Real:
		return &extreme[float64]{t: t, greatest: greatest}
	case t == value.String:
		return &extreme[string]{t: t, greatest: greatest}
	}
	return &anyExtreme{best: group.NewColumn(t), greatest: greatest}
}

// An extreme is a chooser among values of a native slice.
type extreme[T cmp.Ordered] struct {
	t        value.Type
	greatest bool
	best     []T
	has      []bool
	bytes    int64 // of strings
}

func (e *extreme[T]) Add(args []*vector.Vector, groups []int, count int) {
	e.choose(args[0], groups, count, nil)
}

func (e *extreme[T]) choose(x *vector.Vector, groups []int, count int, won func(group, row int)) {
	e.best, e.has = grown(e.best, count), grown(e.has, count)
	values, nulls, mask := vector.Slice[T](x), x.Nulls, x.Mask()
	for i, g := range groups {
		v := values[i&mask]
		if nulls != nil && nulls[i&mask] || e.has[g] && !e.beats(v, e.best[g]) {
			continue
		}
		if e.t == value.String {
			old, text := any(e.best[g]).(string), any(v).(string)
			e.bytes += int64(len(text) - len(old))
			v = any(strings.Clone(text)).(T)
		}
		e.best[g], e.has[g] = v, true
		if won != nil {
			won(g, i)
		}
	}
}

// beats reports whether a value takes the best one's place; only NaN is not equal to
// itself.
func (e *extreme[T]) beats(v, best T) bool {
	if v != v {
		return best == best
	}
	if e.greatest {
		return v > best
	}
	return v < best
}

func (e *extreme[T]) Merge(other Accumulator, into []int, count int) {
	o := other.(*extreme[T])
	best, groups := taken(o.Result(len(o.best)), into[:len(o.best)], trues(o.has))
	e.Add(best, groups, count)
}

func (e *extreme[T]) Result(count int) []*vector.Vector {
	e.best, e.has = grown(e.best, count), grown(e.has, count)
	var nulls []bool
	for i, has := range e.has[:count] {
		if !has && nulls == nil && e.t != value.String {
			nulls = make([]bool, count)
		}
		if nulls != nil {
			nulls[i] = !has
		}
	}
	return []*vector.Vector{vector.Of(e.t, e.best[:count:count], nulls)}
}

func (e *extreme[T]) Size() int64 { return 17*int64(cap(e.best)) + e.bytes }

// An anyExtreme is a chooser among values of the other types.
type anyExtreme struct {
	best     *group.Column
	greatest bool
}

func (e *anyExtreme) Add(args []*vector.Vector, groups []int, count int) {
	e.choose(args[0], groups, count, nil)
}

func (e *anyExtreme) choose(x *vector.Vector, groups []int, count int, won func(group, row int)) {
	e.best.Grow(count)
	best := e.best.Vector(0, count) // its memory is the column's: it changes with it
	for i, g := range groups {
		if x.IsNull(i) || !best.IsNull(g) && !e.beats(x.Value(i), best.Value(g)) {
			continue
		}
		e.best.Set(g, x, i)
		if won != nil {
			won(g, i)
		}
	}
}

func (e *anyExtreme) beats(v, best any) bool {
	c := value.Compare(e.best.Type, v, best)
	return e.greatest && c > 0 || !e.greatest && c < 0
}

func (e *anyExtreme) Merge(other Accumulator, into []int, count int) {
	best := other.(*anyExtreme).best
	e.Add([]*vector.Vector{best.Vector(0, best.Len())}, into[:best.Len()], count)
}

func (e *anyExtreme) Result(count int) []*vector.Vector {
	e.best.Grow(count)
	return []*vector.Vector{e.best.Vector(0, count)}
}

func (e *anyExtreme) Size() int64 { return e.best.Size() }
