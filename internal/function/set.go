package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// sets are the functions of arrays as sets. What they give keeps the order in which the
// elements are first seen.
var sets = []Scalar{
	{Name: "set_union", New: rowwise(setUnion)},
	{Name: "set_intersect", New: rowwise(setIntersect)},
	{Name: "set_difference", New: rowwise(setDifference)},
	{Name: "set_equals", New: rowwise(setEquals)},
	{Name: "set_has_element", New: newSetHasElement},
	{Name: "jaccard_index", New: rowwise(jaccardIndex)},
}

type set map[any]struct{}

// add puts x in and reports whether it is new.
func (s set) add(x any) bool {
	k := keyOf(x)
	if _, ok := s[k]; ok {
		return false
	}
	s[k] = struct{}{}
	return true
}

func (s set) has(x any) bool {
	_, ok := s[keyOf(x)]
	return ok
}

func setOf(list []any) set {
	s := make(set, len(list))
	for _, x := range list {
		s.add(x)
	}
	return s
}

// lists returns the arguments as arrays; ok is false where one is none.
func lists(row []any) (out [][]any, ok bool) {
	out = make([][]any, len(row))
	for i, x := range row {
		if out[i], ok = listOf(x); !ok {
			return nil, false
		}
	}
	return out, true
}

// setUnion leaves out what is no array; of none at all it is null.
func setUnion(_ Spec, row []any) any {
	seen, out := set{}, []any{}
	arrays := 0
	for _, x := range row {
		list, ok := listOf(x)
		if ok {
			arrays++
		}
		out = distinct(out, seen, list)
	}
	if arrays == 0 {
		return nil
	}
	return out
}

// distinct appends the elements that seen has not, and notes them.
func distinct(out []any, seen set, list []any) []any {
	for _, x := range list {
		if seen.add(x) {
			out = append(out, x)
		}
	}
	return out
}

func setIntersect(_ Spec, row []any) any {
	in, ok := lists(row)
	if !ok {
		return nil
	}
	out := distinct([]any{}, set{}, in[0])
	for _, other := range in[1:] {
		out = keep(out, setOf(other), true)
	}
	return out
}

// setDifference takes away what is in any other set; one that is null takes nothing.
func setDifference(_ Spec, row []any) any {
	first, ok := listOf(row[0])
	if !ok {
		return nil
	}
	out := distinct([]any{}, set{}, first)
	for _, x := range row[1:] {
		other, _ := listOf(x)
		out = keep(out, setOf(other), false)
	}
	return out
}

// keep returns the elements that are in a set, or those that are not.
func keep(list []any, in set, wanted bool) []any {
	out := []any{}
	for _, x := range list {
		if in.has(x) == wanted {
			out = append(out, x)
		}
	}
	return out
}

func setEquals(_ Spec, row []any) any {
	in, ok := lists(row)
	if !ok {
		return nil
	}
	a, b := setOf(in[0]), setOf(in[1])
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if _, ok := b[k]; !ok {
			return false
		}
	}
	return true
}

// newSetHasElement makes the kernel of set_has_element; the set of a constant array is
// built once.
func newSetHasElement(s Spec) (Kernel, error) {
	list, ok := listOf(s.Args[0].Value)
	if !s.Args[0].Const || !ok {
		return rowwise(setHasElement)(s)
	}
	in := setOf(list)
	return func(args []*vector.Vector, n int) *vector.Vector {
		out := make([]bool, n)
		for i := range out {
			out[i] = in.has(args[1].Value(i))
		}
		return vector.Of(value.Bool, out, nil)
	}, nil
}

func setHasElement(_ Spec, row []any) any {
	list, ok := listOf(row[0])
	if !ok {
		return nil
	}
	wanted := keyOf(row[1])
	for _, x := range list {
		if keyOf(x) == wanted {
			return true
		}
	}
	return false
}

// jaccardIndex is the size of two sets' intersection by that of their union.
func jaccardIndex(_ Spec, row []any) any {
	in, ok := lists(row)
	if !ok || len(in) != 2 {
		return nil
	}
	a, b := setOf(in[0]), setOf(in[1])
	both := 0
	for k := range a {
		if _, ok := b[k]; ok {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
