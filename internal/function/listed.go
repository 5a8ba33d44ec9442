package function

import (
	"sync/atomic"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// An item is one of the values that an operator like in or has_any compares with.
type item struct {
	Type  value.Type
	Value any // nil is null
}

// A listTest computes the rows from, from included, to, to excluded, of out.
type listTest func(x, out *vector.Vector, from, to int)

// listed makes the kernel of an operator of a value and a list, which is either the
// arguments behind it or what their arrays hold. What is needed of the list is prepared
// once where it is the same for all rows.
func listed(prepare func(x value.Type, list []item) listTest) maker {
	return func(s Spec) (Kernel, error) {
		x := s.Args[0].Type
		var ready listTest
		if list, ok := constantList(s.Args[1:]); ok {
			ready = prepare(x, list)
		}
		var last atomic.Pointer[preparedList]
		return func(args []*vector.Vector, n int) *vector.Vector {
			t := ready
			if t == nil && allConst(args[1:]) && n > 0 {
				t = remembered(&last, args[1:], func() listTest { return prepare(x, listAt(args[1:], 0)) })
			}
			return listRows(args, n, t, func(i int) listTest { return prepare(x, listAt(args[1:], i)) })
		}, nil
	}
}

func listRows(args []*vector.Vector, n int, t listTest, at func(int) listTest) *vector.Vector {
	constant := allConst(args)
	rows := n
	if constant {
		rows = min(n, 1)
	}
	out := vector.New(value.Bool, rows)
	if t != nil {
		t(args[0], out, 0, rows)
		return repeated(out, constant, n)
	}
	for i := range rows {
		at(i)(args[0], out, i, i+1)
	}
	return repeated(out, constant, n)
}

// A preparedList is the test of a list that is constant in the run but was not when the
// query was bound: it comes with every batch, and is prepared for the first.
type preparedList struct {
	first *any // of the array, which is never changed
	count int
	test  listTest
}

// remembered returns the test of the array that is the one argument, as made before if it
// is the same array.
func remembered(last *atomic.Pointer[preparedList], args []*vector.Vector, prepare func() listTest) listTest {
	if len(args) != 1 {
		return prepare()
	}
	array, ok := args[0].Value(0).([]any)
	if !ok || len(array) == 0 {
		return prepare()
	}
	if p := last.Load(); p != nil && p.first == &array[0] && p.count == len(array) {
		return p.test
	}
	p := &preparedList{first: &array[0], count: len(array), test: prepare()}
	last.Store(p)
	return p.test
}

// constantList returns the list where all of it is known before any row is seen.
func constantList(args []Arg) (list []item, ok bool) {
	for _, a := range args {
		if !a.Const {
			return nil, false
		}
		list = appendItem(list, a.Type, a.Value)
	}
	return list, true
}

func listAt(args []*vector.Vector, i int) (list []item) {
	for _, a := range args {
		list = appendItem(list, a.Type, a.Value(i))
	}
	return list
}

// appendItem appends a value, or the elements of an array.
func appendItem(list []item, t value.Type, v any) []item {
	array, ok := v.([]any)
	if !ok {
		return append(list, item{t, v})
	}
	for _, e := range array {
		list = append(list, item{value.Dynamic, e})
	}
	return list
}
