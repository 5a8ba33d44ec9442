package function

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/bits"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// hashes are the functions that make a number or a digest of a value. The digests are of
// the value's text, in lower case; hash is of the text or, for what has a fixed size, of
// the value's bytes.
var hashes = []Scalar{
	{Name: "hash", New: fixed(hashOf)},
	{Name: "hash_xxhash64", New: fixed(hashOf)},
	{Name: "hash_md5", New: ofText(always(func(s string) string { d := md5.Sum([]byte(s)); return hex.EncodeToString(d[:]) }))},
	{Name: "hash_sha1", New: ofText(always(func(s string) string { d := sha1.Sum([]byte(s)); return hex.EncodeToString(d[:]) }))},
	{Name: "hash_sha256", New: ofText(always(func(s string) string { d := sha256.Sum256([]byte(s)); return hex.EncodeToString(d[:]) }))},
	{Name: "new_guid", New: fixed(newGuid), Volatile: true},
}

// hashOf is the 64-bit xxHash of a value, or what remains of it by a number, which is
// never negative; null by a number below 1.
func hashOf(s Spec, args []*vector.Vector, n int) *vector.Vector {
	return eachRow(s, args, n, func(i int) (int64, bool) {
		h := int64(xxhash64(hashed(args[0].Type, args[0].Value(i))))
		if len(args) == 1 {
			return h, true
		}
		mod, ok := integerAt(args[1], i)
		if !ok || mod < 1 {
			return 0, false
		}
		if h %= mod; h < 0 {
			h += mod
		}
		return h, true
	})
}

// hashed returns the bytes that hash is of.
func hashed(t value.Type, v any) []byte {
	switch x := v.(type) {
	case bool:
		if x {
			return []byte{1}
		}
		return []byte{0}
	case int64:
		if t == value.Int {
			return binary.LittleEndian.AppendUint32(nil, uint32(x))
		}
		return binary.LittleEndian.AppendUint64(nil, uint64(x))
	case float64:
		return binary.LittleEndian.AppendUint64(nil, math.Float64bits(x))
	case value.Time:
		return binary.LittleEndian.AppendUint64(nil, uint64(x))
	case value.Span:
		return binary.LittleEndian.AppendUint64(nil, uint64(x))
	case value.UUID:
		x = swapped(x)
		return x[:]
	}
	return value.AppendText(nil, t, v)
}

const (
	xxPrime1 uint64 = 11400714785074694791
	xxPrime2 uint64 = 14029467366897019727
	xxPrime3 uint64 = 1609587929392839161
	xxPrime4 uint64 = 9650029242287828579
	xxPrime5 uint64 = 2870177450012600261
)

// xxhash64 is the 64-bit xxHash with seed 0.
func xxhash64(b []byte) uint64 {
	h, size := xxPrime5, uint64(len(b))
	if len(b) >= 32 {
		h, b = xxStripes(b)
	}
	h += size
	for ; len(b) >= 8; b = b[8:] {
		h ^= xxRound(0, binary.LittleEndian.Uint64(b))
		h = bits.RotateLeft64(h, 27)*xxPrime1 + xxPrime4
	}
	if len(b) >= 4 {
		h ^= uint64(binary.LittleEndian.Uint32(b)) * xxPrime1
		h = bits.RotateLeft64(h, 23)*xxPrime2 + xxPrime3
		b = b[4:]
	}
	for _, c := range b {
		h ^= uint64(c) * xxPrime5
		h = bits.RotateLeft64(h, 11) * xxPrime1
	}
	h = (h ^ h>>33) * xxPrime2
	h = (h ^ h>>29) * xxPrime3
	return h ^ h>>32
}

// xxStripes takes 32 bytes at a time and returns what they make and the bytes left.
func xxStripes(b []byte) (h uint64, rest []byte) {
	v := [4]uint64{xxPrime2, xxPrime2, 0, 0}
	v[0] += xxPrime1
	v[3] -= xxPrime1
	for ; len(b) >= 32; b = b[32:] {
		for i := range v {
			v[i] = xxRound(v[i], binary.LittleEndian.Uint64(b[8*i:]))
		}
	}
	for i, r := range []int{1, 7, 12, 18} {
		h += bits.RotateLeft64(v[i], r)
	}
	for i := range v {
		h = (h^xxRound(0, v[i]))*xxPrime1 + xxPrime4
	}
	return h, b
}

func xxRound(acc, x uint64) uint64 { return bits.RotateLeft64(acc+x*xxPrime2, 31) * xxPrime1 }

// newGuid makes a random guid for every row.
func newGuid(_ Spec, _ []*vector.Vector, n int) *vector.Vector {
	out := vector.New(value.Guid, n)
	for i := range n {
		var u value.UUID
		_, _ = rand.Read(u[:]) // it never fails
		u[6], u[8] = u[6]&0x0f|0x40, u[8]&0x3f|0x80
		out.Any[i] = u
	}
	return out
}
