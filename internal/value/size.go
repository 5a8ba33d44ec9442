package value

import "math"

// Size returns about how many bytes a value takes beside the 16 of its interface.
func Size(x any) int64 { return SizeWithin(x, math.MaxInt64) }

// SizeWithin is [Size], or some number beyond most where it is more than that: it stops
// there. A value may hold another again and again, so that it takes little memory but no
// end of time.
func SizeWithin(x any, most int64) int64 {
	switch x := x.(type) {
	case nil, bool:
		return 0
	case string:
		return 16 + int64(len(x))
	case []any:
		n := int64(24)
		for _, e := range x {
			if n += 16; n > most {
				break
			}
			n += SizeWithin(e, most-n)
		}
		return n
	case *Bag:
		n := int64(64)
		for i, k := range x.keys {
			if n += 48 + int64(len(k)); n > most {
				break
			}
			n += SizeWithin(x.values[i], most-n)
		}
		return n
	}
	return 16
}
