// Package vector holds columns of Kusto's values: a [Vector] is one column of a run of
// rows, a [Batch] the columns of the same rows. Kernels loop over the native slices; only
// what is slow anyway goes through [Vector.Value].
package vector

import "foxhound/internal/value"

// A Vector is a column of Len values of one type. It is constant, one value that stands
// for every row, or holds a value a row. Once it has been handed on it must not change:
// columns are shared between batches.
//
// Which slice is in use follows from the type:
//
//	Bools    bool
//	Longs    int, long, datetime and timespan (ticks of 100 ns)
//	Reals    real
//	Strings  string, which has no null
//	Any      decimal, guid, dynamic: the value, nil for null
type Vector struct {
	Type    value.Type
	Bools   []bool
	Longs   []int64
	Reals   []float64
	Strings []string
	Any     []any
	Nulls   []bool // where the value is null; nil where none is, and for string and the types in Any

	length int
	mask   int // 0 for a constant, otherwise all ones: row i is at place i & mask
}

// A Native is the Go type of a vector's slice.
type Native interface {
	bool | int64 | float64 | string | any
}

// New returns a vector of n values, all zero and none null, to be filled by the caller
// before it is handed on. For the types held in Any the values are null.
func New(t value.Type, n int) *Vector {
	v := &Vector{Type: t, length: n, mask: -1}
	v.allocate(n)
	return v
}

func (v *Vector) allocate(n int) {
	switch v.Type {
	case value.Bool:
		v.Bools = make([]bool, n)
	case value.Int, value.Long, value.Datetime, value.Timespan:
		v.Longs = make([]int64, n)
	case value.Real:
		v.Reals = make([]float64, n)
	case value.String:
		v.Strings = make([]string, n)
	default:
		v.Any = make([]any, n)
	}
}

// Const returns a vector of n times one value, nil for null.
func Const(t value.Type, x any, n int) *Vector {
	v := &Vector{Type: t, length: n}
	v.allocate(1)
	v.set(0, x)
	return v
}

// Null returns a vector of n nulls (of empty strings, for string).
func Null(t value.Type, n int) *Vector { return Const(t, nil, n) }

// Len returns how many rows the vector has.
func (v *Vector) Len() int { return v.length }

// IsConst reports whether one value stands for every row.
func (v *Vector) IsConst() bool { return v.mask == 0 }

// Index returns where row i's value is in the slices.
func (v *Vector) Index(i int) int { return i & v.mask }

// Mask is what [Vector.Index] masks with, for loops that do so themselves.
func (v *Vector) Mask() int { return v.mask }

// IsNull reports whether row i is null.
func (v *Vector) IsNull(i int) bool {
	i &= v.mask
	if v.Any != nil {
		return v.Any[i] == nil
	}
	return v.Nulls != nil && v.Nulls[i]
}

// SetNull makes row i of a vector that is still being filled null; a string becomes empty.
func (v *Vector) SetNull(i int) {
	switch {
	case v.Any != nil:
		v.Any[i] = nil
	case v.Strings != nil:
		v.Strings[i] = ""
	default:
		if v.Nulls == nil {
			v.Nulls = make([]bool, len(v.Bools)+len(v.Longs)+len(v.Reals))
		}
		v.Nulls[i] = true
	}
}

// Value returns row i as package value has values; nil is null.
func (v *Vector) Value(i int) any {
	if v.IsNull(i) {
		return nil
	}
	i &= v.mask
	switch v.Type {
	case value.Bool:
		return v.Bools[i]
	case value.Int, value.Long:
		return v.Longs[i]
	case value.Datetime:
		return value.Time(v.Longs[i])
	case value.Timespan:
		return value.Span(v.Longs[i])
	case value.Real:
		return v.Reals[i]
	case value.String:
		return v.Strings[i]
	}
	return v.Any[i]
}

// Set gives row i of a vector that is still being filled a value of its type; nil is null.
func (v *Vector) Set(i int, x any) { v.set(i, x) }

func (v *Vector) set(i int, x any) {
	if x == nil {
		v.SetNull(i)
		return
	}
	switch v.Type {
	case value.Bool:
		v.Bools[i] = x.(bool)
	case value.Int, value.Long:
		v.Longs[i] = x.(int64)
	case value.Datetime:
		v.Longs[i] = int64(x.(value.Time))
	case value.Timespan:
		v.Longs[i] = int64(x.(value.Span))
	case value.Real:
		v.Reals[i] = x.(float64)
	case value.String:
		v.Strings[i] = x.(string)
	default:
		v.Any[i] = x
	}
}

// Slice returns the vector's own slice as []T; T must be the native type of v's type.
func Slice[T Native](v *Vector) []T {
	var s any
	switch v.Type {
	case value.Bool:
		s = v.Bools
	case value.Int, value.Long, value.Datetime, value.Timespan:
		s = v.Longs
	case value.Real:
		s = v.Reals
	case value.String:
		s = v.Strings
	default:
		s = v.Any
	}
	return s.([]T)
}

// Of returns a vector over values that the caller hands over; nulls may be nil.
func Of[T Native](t value.Type, values []T, nulls []bool) *Vector {
	v := &Vector{Type: t, length: len(values), mask: -1, Nulls: nulls}
	switch s := any(values).(type) {
	case []bool:
		v.Bools = s
	case []int64:
		v.Longs = s
	case []float64:
		v.Reals = s
	case []string:
		v.Strings = s
	case []any:
		v.Any = s
	}
	return v
}
