package value

import (
	"strconv"

	"github.com/cockroachdb/apd/v3"
)

// Text returns a value as KQL's tostring writes it; null is "". A bool is True or False,
// but true or false inside a dynamic; a dynamic string stands bare, and an array or bag is
// compact JSON.
func Text(t Type, x any) string {
	if s, ok := x.(string); ok {
		return s
	}
	return string(AppendText(nil, t, x))
}

// AppendText appends what [Text] returns.
func AppendText(dst []byte, t Type, x any) []byte {
	switch x := x.(type) {
	case nil:
		return dst
	case bool:
		return appendBool(dst, t, x)
	case int64:
		return strconv.AppendInt(dst, x, 10)
	case float64:
		return AppendReal(dst, x)
	case string:
		return append(dst, x...)
	case Time:
		return x.Append(dst)
	case Span:
		return x.Append(dst)
	case UUID:
		return x.Append(dst)
	case *apd.Decimal:
		return AppendDecimal(dst, x)
	}
	return AppendJSON(dst, x)
}

func appendBool(dst []byte, t Type, x bool) []byte {
	if t == Dynamic {
		return strconv.AppendBool(dst, x)
	}
	if x {
		return append(dst, "True"...)
	}
	return append(dst, "False"...)
}
