package aggregate

import (
	"foxhound/internal/group"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// collecting are the aggregates that put the values of a group into one dynamic. An array
// gives its elements; a dynamic null counts as a value, other nulls are left out.
var collecting = []Func{
	{Name: "make_list", New: newList},
	{Name: "makelist", New: newList},
	{Name: "make_list_if", New: onlyIf(1, newList)},
	{Name: "make_list_with_nulls", New: always(func(s Spec) Accumulator {
		return &list{values: group.NewColumn(s.Args[0].Type), limit: mostElements, nulls: true}
	})},
	{Name: "make_set", New: newSet},
	{Name: "makeset", New: newSet},
	{Name: "make_set_if", New: onlyIf(1, newSet)},
	{Name: "make_bag", New: newBag},
	{Name: "make_dictionary", New: newBag},
	{Name: "make_bag_if", New: onlyIf(1, newBag)},
}

// mostElements is how many elements such a dynamic has at most.
const mostElements = 1 << 20

// limit returns the second argument, how many elements there may be.
func limit(s Spec) (int, error) {
	n, err := integer(s, 1, "greatest size", mostElements)
	return int(min(max(n, 0), mostElements)), err
}

func newList(s Spec) (Maker, error) {
	n, err := limit(s)
	if err != nil {
		return nil, err
	}
	return func() Accumulator { return &list{values: group.NewColumn(s.Args[0].Type), limit: n} }, nil
}

// A list is the values of all groups, in the order of their rows.
type list struct {
	values *group.Column
	groups []int // of the values
	sizes  []int // how many values each group has
	limit  int
	nulls  bool // keeps nulls
}

func (l *list) Add(args []*vector.Vector, groups []int, count int) {
	l.sizes = grown(l.sizes, count)
	eachElements(args[0], groups, l.full, func(x *vector.Vector, groups []int) { l.add(x, groups, count) })
}

// full reports whether a group takes no more.
func (l *list) full(group int) bool { return l.sizes[group] >= l.limit }

func (l *list) add(x *vector.Vector, groups []int, count int) {
	l.sizes = grown(l.sizes, count)
	keep := l.nulls || x.Type == value.Dynamic || x.Type == value.String
	for i, g := range groups {
		if l.sizes[g] < l.limit && (keep || !x.IsNull(i)) {
			l.sizes[g]++
			l.groups = append(l.groups, g)
			l.values.Append(x, i)
		}
	}
}

func (l *list) Merge(other Accumulator, into []int, count int) {
	o := other.(*list)
	l.add(o.values.Vector(0, o.values.Len()), mapped(o.groups, into), count)
}

func (l *list) Result(count int) []*vector.Vector {
	l.sizes = grown(l.sizes, count)
	return []*vector.Vector{arrays(l.values.Vector(0, l.values.Len()), l.groups, l.sizes[:count])}
}

func (l *list) Size() int64 { return l.values.Size() + 8*int64(cap(l.groups)+cap(l.sizes)) }

// mapped returns the groups of another accumulator as those here.
func mapped(groups, into []int) []int {
	out := make([]int, len(groups))
	for i, g := range groups {
		out[i] = into[g]
	}
	return out
}

// elementsAtOnce is how many elements of arrays are taken out at a time, unless one has more.
const elementsAtOnce = 1 << 16

// eachElements hands on rows with arrays replaced by their elements, some at a time: arrays
// of many rows may share their memory, but their elements would not. Rows of groups that
// are full are left out.
func eachElements(x *vector.Vector, groups []int, full func(group int) bool, add func(*vector.Vector, []int)) {
	if x.Type != value.Dynamic {
		add(x, groups)
		return
	}
	var values []any
	var of []int
	for i, g := range groups {
		if full(g) {
			continue
		}
		v := x.Any[x.Index(i)]
		if array, ok := v.([]any); ok {
			values = append(values, array...)
		} else {
			values = append(values, v)
		}
		for len(of) < len(values) {
			of = append(of, g)
		}
		if len(values) >= elementsAtOnce {
			add(vector.Of(value.Dynamic, values, nil), of)
			values, of = nil, nil
		}
	}
	add(vector.Of(value.Dynamic, values, nil), of)
}

// arrays returns an array for each group, of its first values; sizes says how many.
func arrays(x *vector.Vector, groups, sizes []int) *vector.Vector {
	lists := make([][]any, len(sizes))
	for g, n := range sizes {
		lists[g] = make([]any, 0, n)
	}
	for i, g := range groups {
		if len(lists[g]) < sizes[g] {
			lists[g] = append(lists[g], x.Value(i))
		}
	}
	out := make([]any, len(sizes))
	for g := range lists {
		out[g] = lists[g]
	}
	return vector.Of(value.Dynamic, out, nil)
}
