package value

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
)

// AppendJSON appends a dynamic value to dst as compact JSON, as tostring of it gives it
// but for a string that stands alone, which is quoted here. Names keep their order. What
// JSON cannot tell stands in a string: times, guids, decimals, and the reals that are no
// number. Characters outside ASCII stand as they are.
func AppendJSON(dst []byte, x any) []byte {
	switch x := x.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return strconv.AppendBool(dst, x)
	case int64:
		return strconv.AppendInt(dst, x, 10)
	case float64:
		return appendJSONReal(dst, x)
	case string:
		return appendJSONString(dst, x)
	case []any:
		return appendJSONArray(dst, x)
	case *Bag:
		return appendJSONBag(dst, x)
	case Time, Span, UUID, *apd.Decimal:
		return appendQuoted(dst, x)
	}
	return append(dst, "null"...) // no dynamic value is anything else
}

func appendJSONArray(dst []byte, list []any) []byte {
	dst = append(dst, '[')
	for i, x := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendJSON(dst, x)
	}
	return append(dst, ']')
}

func appendJSONBag(dst []byte, b *Bag) []byte {
	dst = append(dst, '{')
	for i, key := range b.keys {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendJSONString(dst, key), ':')
		dst = AppendJSON(dst, b.values[i])
	}
	return append(dst, '}')
}

// appendQuoted appends a value whose text needs no escapes, within quotes.
func appendQuoted(dst []byte, x any) []byte {
	return append(AppendText(append(dst, '"'), Dynamic, x), '"')
}

func appendJSONReal(dst []byte, x float64) []byte {
	switch {
	case math.IsNaN(x):
		return append(dst, `"NaN"`...)
	case math.IsInf(x, 1):
		return append(dst, `"Infinity"`...)
	case math.IsInf(x, -1):
		return append(dst, `"-Infinity"`...)
	}
	return AppendReal(dst, x)
}

const hexDigits = "0123456789abcdef"

// appendJSONString appends a string within quotes. Bytes that are not UTF-8 become the
// replacement character, so that the result is JSON.
func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		}
		dst = appendEscaped(append(dst, s[from:i]...), c)
		i += size
		from = i
	}
	return append(append(dst, s[from:]...), '"')
}

// appendEscaped appends the escape of a quote, a backslash or a control character; any
// other byte is a piece of broken UTF-8.
func appendEscaped(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	if c < ' ' {
		return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
	}
	return utf8.AppendRune(dst, utf8.RuneError)
}
