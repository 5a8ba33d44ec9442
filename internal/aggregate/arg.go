package aggregate

import (
	"foxhound/internal/group"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// args are the aggregates that give columns of one row of each group: the first of those
// for which the first argument is greatest or least, or just the first. A group in which
// that argument is always null gives its first row.
var args = []Func{
	{Name: "arg_max", New: newArg(true)},
	{Name: "argmax", New: newArg(true)},
	{Name: "arg_min", New: newArg(false)},
	{Name: "argmin", New: newArg(false)},
	{Name: "take_any", New: newAny},
	{Name: "any", New: newAny},
	{Name: "passthrough", New: newAny},
	{Name: "take_anyif", New: onlyIf(1, newAny)},
	{Name: "anyif", New: onlyIf(1, newAny)},
}

func newArg(greatest bool) maker {
	return always(func(s Spec) Accumulator {
		return &arg{kept: newKept(s), by: newChooser(s.Args[0].Type, greatest)}
	})
}

// newAny makes take_any: of one column, the first value that is not null; of several, the
// first row.
func newAny(s Spec) (Maker, error) {
	return func() Accumulator { return &anyRow{kept: newKept(s)} }, nil
}

// A kept is the columns of a row of each group.
type kept struct {
	columns []*group.Column
	has     []bool
}

func newKept(s Spec) kept {
	k := kept{columns: make([]*group.Column, len(s.Args))}
	for i, a := range s.Args {
		k.columns[i] = group.NewColumn(a.Type)
	}
	return k
}

func (k *kept) grow(count int) {
	k.has = grown(k.has, count)
	for _, c := range k.columns {
		c.Grow(count)
	}
}

// keep makes a row that of a group.
func (k *kept) keep(group int, args []*vector.Vector, row int) {
	for i, c := range k.columns {
		c.Set(group, args[i], row)
	}
}

// rows returns what is kept as rows of the groups of another accumulator.
func (k *kept) rows(into []int) ([]*vector.Vector, []int) {
	n := len(k.has)
	return taken(k.Result(n), into[:n], trues(k.has))
}

func (k *kept) Result(count int) []*vector.Vector {
	k.grow(count)
	out := make([]*vector.Vector, len(k.columns))
	for i, c := range k.columns {
		out[i] = c.Vector(0, count)
	}
	return out
}

func (k *kept) Size() int64 {
	n := int64(cap(k.has))
	for _, c := range k.columns {
		n += c.Size()
	}
	return n
}

// An arg is the row of each group for which by is best.
type arg struct {
	kept
	by      chooser
	best    []int // the row of each group that won among the rows being added, or -1
	winners []int // the groups that have one
}

func (a *arg) Add(args []*vector.Vector, groups []int, count int) {
	a.grow(count)
	for len(a.best) < count {
		a.best = append(a.best, -1)
	}
	a.winners = a.winners[:0]
	for i, g := range groups {
		if !a.has[g] {
			a.has[g] = true
			a.win(g, i)
		}
	}
	a.by.choose(args[0], groups, count, a.win)
	for _, g := range a.winners {
		a.keep(g, args, a.best[g])
		a.best[g] = -1
	}
}

func (a *arg) win(group, row int) {
	if a.best[group] < 0 {
		a.winners = append(a.winners, group)
	}
	a.best[group] = row
}

func (a *arg) Merge(other Accumulator, into []int, count int) {
	rows, groups := other.(*arg).rows(into)
	a.Add(rows, groups, count)
}

func (a *arg) Size() int64 { return a.kept.Size() + a.by.Size() + 8*int64(cap(a.best)) }

// An anyRow is the first row of each group.
type anyRow struct{ kept }

func (a *anyRow) Add(args []*vector.Vector, groups []int, count int) {
	a.grow(count)
	single := len(args) == 1 && args[0].Type != value.String
	for i, g := range groups {
		if a.has[g] || single && args[0].IsNull(i) {
			continue
		}
		a.has[g] = true
		a.keep(g, args, i)
	}
}

func (a *anyRow) Merge(other Accumulator, into []int, count int) {
	rows, groups := other.(*anyRow).rows(into)
	a.Add(rows, groups, count)
}
