package logs

import "bytes"

// isNumber reports whether text is a number as JSON spells it, so that it can be written as one.
func isNumber(text []byte) bool {
	n := digits(text)
	if n > 0 && (n == 1 || text[0] != '0') { // Fast path: no sign and no exponent.
		if n == len(text) {
			return true
		}
		if text[n] == '.' && n+1 < len(text) && digits(text[n+1:]) == len(text)-n-1 {
			return true
		}
	}
	s := jsonScanner{data: text}
	return len(text) > 0 && s.number() && s.pos == len(text)
}

// isInteger reports whether it is one without fraction and exponent.
func isInteger(text []byte) bool { return isNumber(text) && !bytes.ContainsAny(text, ".eE") }
