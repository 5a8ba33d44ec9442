package value

// Size returns about how many bytes a value takes beside the 16 of its interface.
func Size(x any) int64 {
	switch x := x.(type) {
	case nil, bool:
		return 0
	case string:
		return 16 + int64(len(x))
	case []any:
		n := int64(24)
		for _, e := range x {
			n += 16 + Size(e)
		}
		return n
	case *Bag:
		n := int64(64)
		for i, k := range x.keys {
			n += 48 + int64(len(k)) + Size(x.values[i])
		}
		return n
	}
	return 16
}
