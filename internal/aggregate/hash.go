package aggregate

import (
	"encoding/binary"
	"math"
	"math/bits"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// The hashes of sketches are the same in every run, for estimates are results. That logs
// could be made to collide costs a sketch accuracy or time within its bound, never memory.

// hashes returns the hash of each value of a vector, at its place in the slices. That of a
// null means nothing. The result stands in into, if that is large enough.
func hashes(x *vector.Vector, into []uint64) []uint64 {
	n := len(x.Bools) + len(x.Longs) + len(x.Reals) + len(x.Strings) + len(x.Any)
	into = grown(into, n)[:n]
	for i, v := range x.Longs {
		into[i] = hashLong(uint64(v))
	}
	for i, v := range x.Strings {
		into[i] = hashString(v)
	}
	for i, v := range x.Reals {
		into[i] = hashLong(realBits(v))
	}
	for i, v := range x.Bools {
		into[i] = hashLong(0)
		if v {
			into[i] = hashLong(1)
		}
	}
	var buffer []byte
	for i, v := range x.Any {
		buffer = value.AppendKey(buffer[:0], x.Type, v)
		into[i] = hashString(string(buffer))
	}
	return into
}

// realBits returns the bits of a real, the same for equal ones and for all NaN.
func realBits(x float64) uint64 {
	switch {
	case x == 0:
		return 0
	case x != x:
		return ^uint64(0)
	}
	return math.Float64bits(x)
}

const (
	odd1 = 0x9e3779b97f4a7c15
	odd2 = 0xe7037ed1a0b428db
)

// fold multiplies to 128 bits and joins the halves.
func fold(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

func hashLong(x uint64) uint64 { return fold(fold(x^odd2, odd1)^x, odd2) }

// hashString hashes eight bytes at a time, the last ones again where there are fewer.
func hashString(s string) uint64 {
	h := uint64(len(s)) ^ odd1
	for len(s) > 8 {
		h = fold(h^le64(s), odd1)
		s = s[8:]
	}
	var tail [8]byte
	copy(tail[:], s)
	return hashLong(h ^ binary.LittleEndian.Uint64(tail[:]))
}

// le64 reads eight bytes of a string that has as many.
func le64(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
