package function

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// bitwise are the functions of the bits of a long, and numbers as text.
var bitwise = []Scalar{
	{Name: "binary_and", New: map2(func(x, y int64) int64 { return x & y })},
	{Name: "binary_or", New: map2(func(x, y int64) int64 { return x | y })},
	{Name: "binary_xor", New: map2(func(x, y int64) int64 { return x ^ y })},
	{Name: "binary_not", New: map1(func(x int64) int64 { return ^x })},
	{Name: "binary_shift_left", New: try2(func(x, n int64) (int64, bool) { return x << (n & 63), n >= 0 })},
	{Name: "binary_shift_right", New: try2(func(x, n int64) (int64, bool) { return x >> (n & 63), n >= 0 })},
	{Name: "bitset_count_ones", New: map1(func(x int64) int64 { return int64(bits.OnesCount64(uint64(x))) })},
	{Name: "tohex", New: toHex},
	{Name: "format_bytes", New: formatBytes},
}

// toHex makes the kernel of tohex: lower-case digits of two's complement, 32 bits of an
// int and 64 of a long, with zeros in front up to a length.
func toHex(s Spec) (Kernel, error) {
	narrow := s.Args[0].Type == value.Int
	hex := func(x int64) string {
		if narrow {
			return strconv.FormatUint(uint64(uint32(x)), 16)
		}
		return strconv.FormatUint(uint64(x), 16)
	}
	if len(s.Args) == 1 {
		return map1(hex)(s)
	}
	const longest = 1 << 16 // characters
	return map2(func(x, length int64) string {
		h := hex(x)
		return strings.Repeat("0", max(0, int(min(max(length, 0), longest))-len(h))) + h
	})(s)
}

// byteUnits are the units of format_bytes, each 1024 of the one before.
var byteUnits = []string{"Bytes", "KB", "MB", "GB", "TB", "PB", "EB"}

// formatBytes makes the kernel of format_bytes(size [, places [, unit]]), whose unit is
// the largest that the size reaches unless it is given.
func formatBytes(s Spec) (Kernel, error) {
	if len(s.Args) > 2 && s.Args[2].Const {
		unit, _ := s.Args[2].Value.(string)
		if _, ok := byteUnit(unit); unit != "" && !ok {
			return nil, fmt.Errorf("unknown unit `%s` of format_bytes; use %s", unit, strings.Join(byteUnits, ", "))
		}
	}
	return once(func(args []*vector.Vector, n int) *vector.Vector {
		out := vector.New(value.String, n)
		size := asReal(args[0])
		for i := range out.Strings {
			if size.IsNull(i) {
				continue
			}
			var places int64
			unit := ""
			if len(args) > 1 {
				places, _ = value.Convert(value.Long, args[1].Type, args[1].Value(i)).(int64)
			}
			if len(args) > 2 {
				unit = args[2].Strings[args[2].Index(i)]
			}
			out.Strings[i] = bytesText(size.Reals[size.Index(i)], places, unit)
		}
		return out
	}), nil
}

func byteUnit(name string) (int, bool) {
	for i, u := range byteUnits {
		if strings.EqualFold(u, name) {
			return i, true
		}
	}
	return 0, false
}

func bytesText(size float64, places int64, unit string) string {
	u, given := byteUnit(unit)
	if unit != "" && !given {
		return ""
	}
	for i := 0; i < u; i++ {
		size /= 1024
	}
	for !given && (size >= 1024 || size <= -1024) && u < len(byteUnits)-1 {
		size /= 1024
		u++
	}
	number := strconv.FormatFloat(roundTo(size, max(0, places)), 'f', -1, 64)
	return number + " " + byteUnits[u]
}
