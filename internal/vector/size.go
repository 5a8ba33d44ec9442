package vector

import (
	"unsafe"

	"foxhound/internal/value"
)

// What a batch and a vector take beside their values.
const (
	batchBytes  = 64
	vectorBytes = 200
)

// Size returns about how many bytes the batch holds, for memory budgets.
func (b *Batch) Size() int64 {
	n := int64(batchBytes)
	for _, c := range b.Columns {
		n += c.Size()
	}
	return n
}

// CopySize returns how many of those bytes a copy of the batch takes: it shares the texts and
// dynamics.
func (b *Batch) CopySize() int64 {
	n := int64(batchBytes)
	for _, c := range b.Columns {
		n += c.copySize()
	}
	return n
}

func (v *Vector) copySize() int64 {
	return vectorBytes + int64(len(v.Bools)+8*len(v.Longs)+8*len(v.Reals)+16*len(v.Strings)+16*len(v.Any)+len(v.Nulls))
}

// Size returns about how many bytes the vector holds.
func (v *Vector) Size() int64 {
	n := v.copySize()
	var before *byte // rows made of one row share its text
	for _, s := range v.Strings {
		if at := unsafe.StringData(s); at != before {
			n += int64(len(s))
			before = at
		}
	}
	for i, x := range v.Any {
		if i == 0 || !sameMemory(x, v.Any[i-1]) {
			n += value.Size(x)
		}
	}
	return n
}

// sameMemory reports whether two values are one array or bag.
func sameMemory(x, y any) bool {
	switch x := x.(type) {
	case []any:
		y, ok := y.([]any)
		return ok && len(x) == len(y) && len(x) > 0 && &x[0] == &y[0]
	case *value.Bag:
		return any(x) == y
	}
	return false
}
