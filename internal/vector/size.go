package vector

import "foxhound/internal/value"

// Size returns about how many bytes the batch holds, for memory budgets.
func (b *Batch) Size() int64 {
	var n int64
	for _, c := range b.Columns {
		n += c.Size()
	}
	return n
}

// Size returns about how many bytes the vector holds.
func (v *Vector) Size() int64 {
	n := int64(len(v.Bools) + 8*len(v.Longs) + 8*len(v.Reals) + 16*len(v.Strings) + 16*len(v.Any) + len(v.Nulls))
	for _, s := range v.Strings {
		n += int64(len(s))
	}
	for _, x := range v.Any {
		n += value.Size(x)
	}
	return n
}
