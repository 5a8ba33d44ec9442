package function

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"foxhound/internal/value"
)

// sorts are the functions that sort arrays; see [Tuple] for what they give of several.
var sorts = []Scalar{
	{Name: "array_sort_asc", New: rowwise(func(s Spec, row []any) any { return sortArrays(s, row, 1) })},
	{Name: "array_sort_desc", New: rowwise(func(s Spec, row []any) any { return sortArrays(s, row, -1) })},
}

// sortArrays sorts the first array, and puts the others in the same order: one that is
// not as long becomes null. A last argument that is a bool says whether nulls go last.
func sortArrays(s Spec, row []any, sign int) any {
	nulls := 1 // last
	if last := len(row) - 1; last > 0 && s.Args[last].Type == value.Bool {
		if row[last] == false {
			nulls = -1
		}
		row = row[:last]
	}
	list, ok := listOf(row[0])
	if !ok {
		return sorted(make([]any, len(row)))
	}
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compareElements(list[i], list[j], sign, nulls) })
	out := make([]any, len(row))
	for i, x := range row {
		if l, ok := listOf(x); ok && len(l) == len(order) {
			out[i] = ordered(l, order)
		}
	}
	return sorted(out)
}

// sorted returns the one array, or all where there are several.
func sorted(arrays []any) any {
	if len(arrays) == 1 {
		return arrays[0]
	}
	return arrays
}

func ordered(list []any, order []int) []any {
	out := make([]any, len(order))
	for i, j := range order {
		out[i] = list[j]
	}
	return out
}

// compareElements compares by sign, but for nulls, which go where nulls says.
func compareElements(a, b any, sign, nulls int) int {
	ra, rb := rankOf(a), rankOf(b)
	if ra == rankNull || rb == rankNull {
		return cmp.Compare(boolInt(ra == rankNull), boolInt(rb == rankNull)) * nulls
	}
	if ra != rb {
		return cmp.Compare(ra, rb) * sign
	}
	return compareAlike(a, b) * sign
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Ranks order values of different kinds: Kusto sorts numbers, times, texts, guids.
const (
	rankBool = iota
	rankNumber
	rankTime
	rankSpan
	rankString
	rankGuid
	rankTree
	rankNull
)

func rankOf(x any) int {
	switch x := x.(type) {
	case nil:
		return rankNull
	case bool:
		return rankBool
	case value.Time:
		return rankTime
	case value.Span:
		return rankSpan
	case string:
		return rankString
	case value.UUID:
		return rankGuid
	case []any, *value.Bag:
		return rankTree
	case float64:
		if math.IsNaN(x) {
			return rankNull
		}
	}
	return rankNumber
}

// compareAlike compares two values of one rank.
func compareAlike(a, b any) int {
	switch a := a.(type) {
	case bool:
		return cmp.Compare(boolInt(a), boolInt(b.(bool)))
	case value.Time:
		return cmp.Compare(a, b.(value.Time))
	case value.Span:
		return cmp.Compare(a, b.(value.Span))
	case string:
		return strings.Compare(a, b.(string))
	case value.UUID:
		o := b.(value.UUID)
		return slices.Compare(a[:], o[:])
	case []any, *value.Bag:
		return 0
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b)
		}
	}
	x, _ := dynamicReal(a)
	y, _ := dynamicReal(b)
	return cmp.Compare(x, y)
}
