package function

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"foxhound/internal/term"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// encodings are the functions between text and its encodings for URLs and in base64. What
// cannot be decoded is the empty text, or null.
var encodings = []Scalar{
	{Name: "url_encode", New: ofText(always(func(s string) string { return urlEncode(s, "+") }))},
	{Name: "url_encode_component", New: ofText(always(func(s string) string { return urlEncode(s, "%20") }))},
	{Name: "url_decode", New: ofText(always(urlDecode))},
	{Name: "base64_encode_tostring", New: ofText(always(toBase64))},
	{Name: "base64_encodestring", New: ofText(always(toBase64))},
	{Name: "base64_decode_tostring", New: ofText(always(base64Text))},
	{Name: "base64_decodestring", New: ofText(always(base64Text))},
	{Name: "base64_decode_toarray", New: ofText(base64Array)},
	{Name: "base64_encode_fromarray", New: fixed(arrayToBase64)},
	{Name: "base64_decode_toguid", New: ofText(base64Guid)},
	{Name: "base64_encode_fromguid", New: rowwise(guidToBase64)},
}

// urlEncode writes everything but ASCII letters, digits and dots as % and two digits.
func urlEncode(s, blank string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b.WriteString(blank)
		case c == '.' || c < utf8.RuneSelf && term.IsPart(rune(c)):
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}

// urlDecode undoes what both encodings do; a % without two digits stands for itself.
func urlDecode(s string) string {
	if !strings.ContainsAny(s, "%+") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '+' {
			c = ' '
		} else if c == '%' && i+2 < len(s) && hexDigit(s[i+1]) >= 0 && hexDigit(s[i+2]) >= 0 {
			c = byte(hexDigit(s[i+1])<<4 | hexDigit(s[i+2]))
			i += 2
		}
		out = append(out, c)
	}
	return string(out)
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|' ' && c|' ' <= 'f':
		return int(c|' '-'a') + 10
	}
	return -1
}

func toBase64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// base64Text decodes UTF-8; what decodes to other bytes is empty.
func base64Text(s string) string {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || !utf8.Valid(b) {
		return ""
	}
	return string(b)
}

func base64Array(s string) (any, bool) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, false
	}
	return byteArray(b), true
}

func byteArray(b []byte) any {
	all := make([]any, len(b))
	for i, c := range b {
		all[i] = int64(c)
	}
	return all
}

// arrayToBase64 encodes an array of bytes; what is none is empty.
func arrayToBase64(s Spec, args []*vector.Vector, n int) *vector.Vector {
	return eachRow(s, args, n, func(i int) (string, bool) {
		array, _ := args[0].Value(i).([]any)
		b := make([]byte, len(array))
		for j, e := range array {
			c, ok := e.(int64)
			if !ok || c < 0 || c > 255 {
				return "", true
			}
			b[j] = byte(c)
		}
		return base64.StdEncoding.EncodeToString(b), true
	})
}

func base64Guid(s string) (any, bool) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(b) != 16 {
		return nil, false
	}
	return swapped(value.UUID(b)), true
}

func guidToBase64(_ Spec, args []any) any {
	u, ok := args[0].(value.UUID)
	if !ok {
		return ""
	}
	u = swapped(u)
	return base64.StdEncoding.EncodeToString(u[:])
}

// swapped turns a guid between the order of its text and that of its 16 bytes in memory,
// where the first three groups stand last byte first.
func swapped(u value.UUID) value.UUID {
	u[0], u[1], u[2], u[3] = u[3], u[2], u[1], u[0]
	u[4], u[5] = u[5], u[4]
	u[6], u[7] = u[7], u[6]
	return u
}
