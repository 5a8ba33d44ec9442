package value

import "encoding/hex"

// Append appends the guid's text: 8-4-4-4-12 digits in lower case.
func (u UUID) Append(dst []byte) []byte {
	for i, b := range u {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			dst = append(dst, '-')
		}
		dst = hex.AppendEncode(dst, []byte{b})
	}
	return dst
}

// String returns the guid's text.
func (u UUID) String() string { return string(u.Append(nil)) }

// ParseGuid reads a text as toguid does: 32 hexadecimal digits, with dashes between them
// and braces around them or without.
func ParseGuid(s string) (u UUID, ok bool) {
	if n := len(s); n > 2 && (s[0] == '{' && s[n-1] == '}' || s[0] == '(' && s[n-1] == ')') {
		s = s[1 : n-1]
	}
	const length = 2 * len(u)
	var digits [length]byte
	n := 0
	for i := range len(s) {
		if s[i] == '-' && n > 0 && n < length {
			continue
		}
		if n == length {
			return UUID{}, false
		}
		digits[n] = s[i]
		n++
	}
	if n < length {
		return UUID{}, false
	}
	_, err := hex.Decode(u[:], digits[:])
	return u, err == nil
}
