package function

import (
	"slices"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// arrays are the functions of arrays.
var arrays = []Scalar{
	{Name: "array_length", New: fixed(arrayLength)},
	{Name: "arraylength", New: fixed(arrayLength)},
	{Name: "array_concat", New: rowwise(arrayConcat)},
	{Name: "array_iff", New: onArray(arrayIff)},
	{Name: "array_iif", New: onArray(arrayIff)},
	{Name: "array_index_of", New: onArray(arrayIndexOf)},
	{Name: "array_reverse", New: onArray(arrayReverse)},
	{Name: "array_rotate_left", New: onArray(func(list, rest []any) any { return rotate(list, rest, 1) })},
	{Name: "array_rotate_right", New: onArray(func(list, rest []any) any { return rotate(list, rest, -1) })},
	{Name: "array_shift_left", New: onArray(func(list, rest []any) any { return shift(list, rest, 1) })},
	{Name: "array_shift_right", New: onArray(func(list, rest []any) any { return shift(list, rest, -1) })},
	{Name: "array_slice", New: onArray(arraySlice)},
	{Name: "array_split", New: onArray(arraySplit)},
	{Name: "array_sum", New: onArray(arraySum)},
	{Name: "pack_array", New: rowwise(func(_ Spec, row []any) any { return slices.Clone(row) })},
	{Name: "zip", New: rowwise(zip)},
	{Name: "repeat", New: newRepeat},
	{Name: "range", New: newRange},
}

func arrayLength(_ Spec, args []*vector.Vector, n int) *vector.Vector {
	if args[0].Type != value.Dynamic {
		return vector.Null(value.Long, n)
	}
	return apply1(value.Long, args[0], n, func(x any) (int64, bool) {
		list, ok := listOf(x)
		return int64(len(list)), ok
	})
}

// arrayConcat joins arrays; a null among them is nothing, any other value makes it null.
func arrayConcat(_ Spec, row []any) any {
	var out []any
	for _, x := range row {
		list, ok := listOf(x)
		if !ok && x != nil {
			return nil
		}
		if ok {
			checkElements(len(out) + len(list))
			out = slices.Concat(make([]any, 0, len(out)+len(list)), out, list)
		}
	}
	if out == nil {
		return nil
	}
	return out
}

// arrayIff takes each element from one of two, arrays or values that stand for all.
func arrayIff(conditions, rest []any) any {
	out := make([]any, len(conditions))
	for i, c := range conditions {
		switch truth, ok := truthOf(c); {
		case !ok:
		case truth:
			out[i] = elementOf(rest[0], i)
		default:
			out[i] = elementOf(rest[1], i)
		}
	}
	return out
}

func truthOf(x any) (truth, ok bool) {
	if b, ok := x.(bool); ok {
		return b, true
	}
	f, ok := dynamicReal(x)
	return f != 0, ok
}

// elementOf returns the element at i of an array, null beyond its end; another value
// stands for every element.
func elementOf(x any, i int) any {
	list, ok := listOf(x)
	if !ok {
		return x
	}
	if i < len(list) {
		return list[i]
	}
	return nil
}

// arrayIndexOf finds a value from a start on, within a length, for the nth time.
func arrayIndexOf(list, rest []any) any {
	start, length, nth := optionalLong(rest, 1, 0), optionalLong(rest, 2, -1), optionalLong(rest, 3, 1)
	if nth < 1 {
		return nil
	}
	from := place(start, len(list))
	end := len(list)
	if length >= 0 && length < int64(end-from) {
		end = from + int(length)
	}
	wanted := keyOf(rest[0])
	for i := from; i < end; i++ {
		if keyOf(list[i]) != wanted {
			continue
		}
		if nth--; nth == 0 {
			return int64(i)
		}
	}
	return int64(-1)
}

// optionalLong returns the argument at i, or def where there is none.
func optionalLong(args []any, i int, def int64) int64 {
	if i < len(args) {
		if n, ok := args[i].(int64); ok {
			return n
		}
	}
	return def
}

// place turns an index, which counts from the end where it is negative, into one of 0 to n.
func place(i int64, n int) int {
	if i < 0 {
		i += int64(n)
	}
	return int(min(max(i, 0), int64(n)))
}

func arrayReverse(list, _ []any) any {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}

// rotate moves elements to the left by a count times the sign; what leaves comes back.
func rotate(list, rest []any, sign int64) any {
	by, ok := rest[0].(int64)
	n := int64(len(list))
	if !ok || n == 0 {
		return list
	}
	cut := (by%n*sign + n) % n
	return slices.Concat(list[cut:], list[:cut])
}

// shift moves elements to the left by a count times the sign; what comes in is a default.
func shift(list, rest []any, sign int64) any {
	by, ok := rest[0].(int64)
	if !ok {
		return nil
	}
	n := int64(len(list))
	by = max(-n, min(n, by)) * sign
	out := make([]any, n)
	for i := range out {
		if from := int64(i) + by; from >= 0 && from < n {
			out[i] = list[from]
		} else if len(rest) > 1 {
			out[i] = rest[1]
		}
	}
	return out
}

// arraySlice returns the elements from start to end, both included.
func arraySlice(list, rest []any) any {
	start, ok1 := rest[0].(int64)
	end, ok2 := rest[1].(int64)
	if !ok1 || !ok2 {
		return nil
	}
	if end < 0 {
		end += int64(len(list))
	}
	from := place(start, len(list))
	to := int(max(0, min(end, int64(len(list))-1)+1))
	if from >= to {
		return []any{}
	}
	return list[from:to:to]
}

// arraySplit cuts an array before one place or several.
func arraySplit(list, rest []any) any {
	cuts, ok := listOf(rest[0])
	if !ok {
		cuts = rest[:1]
	}
	out := make([]any, 0, len(cuts)+1)
	from := 0
	for _, c := range cuts {
		at, ok := c.(int64)
		if !ok {
			return nil
		}
		to := max(from, place(at, len(list)))
		out = append(out, list[from:to:to])
		from = to
	}
	return append(out, list[from:])
}

// arraySum adds numbers and leaves nulls out; another value makes it null, and so does
// having nothing to add.
func arraySum(list, _ []any) any {
	sum, any := 0.0, false
	for _, x := range list {
		if x == nil {
			continue
		}
		f, ok := dynamicReal(x)
		if !ok {
			return nil
		}
		sum, any = sum+f, true
	}
	if !any {
		return nil
	}
	return sum
}

// zip makes one array of arrays: the first elements, the second ones, and so on.
func zip(_ Spec, row []any) any {
	n := 0
	for _, x := range row {
		list, ok := listOf(x)
		if !ok {
			return nil
		}
		n = max(n, len(list))
	}
	out := make([]any, n)
	for i := range out {
		tuple := make([]any, len(row))
		for j, x := range row {
			tuple[j] = elementOf(x, i)
		}
		out[i] = tuple
	}
	return out
}

// newRepeat makes the kernel of repeat(value, count): an array of at most [most] elements.
// Arrays of a constant share their memory, so that those of many rows do not fill it.
func newRepeat(s Spec) (Kernel, error) {
	return func(args []*vector.Vector, n int) *vector.Vector {
		var shared []any
		k, _ := rowwise(func(s Spec, row []any) any {
			count, ok := row[1].(int64)
			if !ok || count < 0 {
				return nil
			}
			size := int(min(count, most))
			if !s.Args[0].Const {
				return slices.Repeat(row[:1:1], size)
			}
			for len(shared) < size {
				shared = append(shared, row[0])
			}
			return shared[:size:size]
		})(s)
		return k(args, n)
	}, nil
}
