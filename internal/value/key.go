package value

import (
	"encoding/binary"
	"math"

	"github.com/cockroachdb/apd/v3"
)

// Tags of keys. That of a type's null is in no other key; the others tell the kinds of
// dynamics apart.
const (
	keyNull byte = iota
	keyBool
	keyLong
	keyReal
	keyDecimal
	keyString
	keyTime
	keySpan
	keyGuid
	keyArray
	keyBag
)

// AppendKey appends an encoding of a value that is the same for two values of the type if
// and only if they belong into one group: NaN is equal to NaN, -0 to 0, decimal 1.0 to
// 1.00, null to null alone, and "" to a string that is nil. No encoding starts another, so
// that those of several values may stand one behind the other. In a dynamic, a long and a
// real are never equal, and bags are equal with their names in the same order.
func AppendKey(dst []byte, t Type, x any) []byte {
	switch x := x.(type) {
	case nil:
		if t == String {
			return appendKeyString(dst, "")
		}
		return append(dst, keyNull)
	case bool:
		if x {
			return append(dst, keyBool, 1)
		}
		return append(dst, keyBool, 0)
	case int64:
		return appendKey64(dst, keyLong, uint64(x))
	case float64:
		return appendKey64(dst, keyReal, realKey(x))
	case string:
		return appendKeyString(dst, x)
	case Time:
		return appendKey64(dst, keyTime, uint64(x))
	case Span:
		return appendKey64(dst, keySpan, uint64(x))
	case UUID:
		return append(append(dst, keyGuid), x[:]...)
	case *apd.Decimal:
		return appendKeyDecimal(dst, x)
	case []any:
		dst = appendKey64(dst, keyArray, uint64(len(x)))
		for _, e := range x {
			dst = AppendKey(dst, Dynamic, e)
		}
		return dst
	case *Bag:
		dst = appendKey64(dst, keyBag, uint64(x.Len()))
		for i, k := range x.keys {
			dst = AppendKey(appendKeyString(dst, k), Dynamic, x.values[i])
		}
	}
	return dst
}

func appendKey64(dst []byte, tag byte, n uint64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, tag), n)
}

func appendKeyString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(append(dst, keyString), uint64(len(s))), s...)
}

// realKey returns the bits of a real, those of one NaN for all and of 0 for -0.
func realKey(x float64) uint64 {
	switch {
	case math.IsNaN(x):
		return math.Float64bits(math.NaN())
	case x == 0:
		return 0
	}
	return math.Float64bits(x)
}

// appendKeyDecimal writes a decimal without the zeros at its end.
func appendKeyDecimal(dst []byte, x *apd.Decimal) []byte {
	var d apd.Decimal
	d.Reduce(x)
	if d.IsZero() {
		d.SetInt64(0)
	}
	text := d.Append(nil, 'E')
	return append(binary.AppendUvarint(append(dst, keyDecimal), uint64(len(text))), text...)
}
