package logs

import "bytes"

// isInteger reports whether text spells an integer as JSON would.
func isInteger(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("-"))
	n := digits(text)
	return n > 0 && n == len(text) && (n == 1 || text[0] != '0')
}

// isNumber reports whether text spells a number as JSON would, so that it can be written
// as one.
func isNumber(text []byte) bool {
	whole, fraction, point := bytes.Cut(text, []byte("."))
	if point {
		n := digits(fraction)
		return isInteger(whole) && n > 0 && isExponent(fraction[n:])
	}
	n := len(whole) - len(bytes.TrimLeft(whole, "-0123456789"))
	return isInteger(whole[:n]) && isExponent(whole[n:])
}

// isExponent reports whether text is empty or `e-05`.
func isExponent(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	if text[0]|0x20 != 'e' {
		return false
	}
	text = text[1:]
	if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	return len(text) > 0 && digits(text) == len(text)
}
