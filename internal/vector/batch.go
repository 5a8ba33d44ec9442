package vector

import (
	"foxhound/internal/value"
)

// A Batch is the columns of a run of rows.
type Batch struct {
	Columns []*Vector
	Rows    int
}

// NewBatch returns a batch of the columns, which all have the given number of rows.
func NewBatch(rows int, columns ...*Vector) *Batch { return &Batch{Columns: columns, Rows: rows} }

// Take returns the batch's rows at the places, which may repeat; place -1 is a row of nulls.
func (b *Batch) Take(places []int) *Batch {
	out := &Batch{Columns: make([]*Vector, len(b.Columns)), Rows: len(places)}
	for i, c := range b.Columns {
		out.Columns[i] = c.Take(places)
	}
	return out
}

// Slice returns the rows from, from included, to, to excluded.
func (b *Batch) Slice(from, to int) *Batch {
	out := &Batch{Columns: make([]*Vector, len(b.Columns)), Rows: to - from}
	for i, c := range b.Columns {
		out.Columns[i] = c.Slice(from, to)
	}
	return out
}

// Take returns the values at the places, which may repeat; place -1 gives a null.
func (v *Vector) Take(places []int) *Vector {
	if v.IsConst() && !negative(places) {
		return v.resized(len(places))
	}
	out := &Vector{Type: v.Type, length: len(places), mask: -1}
	switch {
	case v.Bools != nil:
		out.Bools = gather(v.Bools, v.mask, places)
	case v.Longs != nil:
		out.Longs = gather(v.Longs, v.mask, places)
	case v.Reals != nil:
		out.Reals = gather(v.Reals, v.mask, places)
	case v.Strings != nil:
		out.Strings = gather(v.Strings, v.mask, places)
	default:
		out.Any = gather(v.Any, v.mask, places)
	}
	if v.Nulls != nil {
		out.Nulls = gather(v.Nulls, v.mask, places)
	}
	for i, p := range places {
		if p < 0 {
			out.SetNull(i)
		}
	}
	return out
}

func gather[T any](from []T, mask int, places []int) []T {
	out := make([]T, len(places))
	for i, p := range places {
		if p >= 0 {
			out[i] = from[p&mask]
		}
	}
	return out
}

func negative(places []int) bool {
	for _, p := range places {
		if p < 0 {
			return true
		}
	}
	return false
}

func (v *Vector) resized(n int) *Vector {
	c := *v
	c.length = n
	return &c
}

// Slice returns the values from, from included, to, to excluded; it shares v's memory.
func (v *Vector) Slice(from, to int) *Vector {
	c := v.resized(to - from)
	if v.IsConst() {
		return c
	}
	c.Bools, c.Longs, c.Reals = window(v.Bools, from, to), window(v.Longs, from, to), window(v.Reals, from, to)
	c.Strings, c.Any, c.Nulls = window(v.Strings, from, to), window(v.Any, from, to), window(v.Nulls, from, to)
	return c
}

func window[T any](s []T, from, to int) []T {
	if s == nil {
		return nil
	}
	return s[from:to:to]
}

// Concat joins batches of the same columns' types in order. columns are needed where there is no batch.
func Concat(types []value.Type, batches []*Batch) *Batch {
	if len(batches) == 1 {
		return batches[0]
	}
	out := &Batch{Columns: make([]*Vector, len(types))}
	for _, b := range batches {
		out.Rows += b.Rows
	}
	for i, t := range types {
		out.Columns[i] = concat(t, out.Rows, batches, i)
	}
	return out
}

func concat(t value.Type, rows int, batches []*Batch, column int) *Vector {
	out := New(t, rows)
	at := 0
	for _, b := range batches {
		out.copyAt(at, b.Columns[column])
		at += b.Rows
	}
	return out
}

// copyAt copies the rows of from, of the same type, to place at and what follows.
func (v *Vector) copyAt(at int, from *Vector) {
	n := from.length
	switch {
	case v.Bools != nil:
		spread(v.Bools[at:at+n], from.Bools, from.mask)
	case v.Longs != nil:
		spread(v.Longs[at:at+n], from.Longs, from.mask)
	case v.Reals != nil:
		spread(v.Reals[at:at+n], from.Reals, from.mask)
	case v.Strings != nil:
		spread(v.Strings[at:at+n], from.Strings, from.mask)
	default:
		spread(v.Any[at:at+n], from.Any, from.mask)
	}
	if from.Nulls == nil {
		return
	}
	for i := range n {
		if from.Nulls[i&from.mask] {
			v.SetNull(at + i)
		}
	}
}

func spread[T any](to, from []T, mask int) {
	if mask != 0 {
		copy(to, from)
		return
	}
	for i := range to {
		to[i] = from[0]
	}
}

// Flat returns the vector with a value a row: itself unless it is constant.
func (v *Vector) Flat() *Vector {
	if !v.IsConst() {
		return v
	}
	out := New(v.Type, v.length)
	out.copyAt(0, v)
	return out
}
