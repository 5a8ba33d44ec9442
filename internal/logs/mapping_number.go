package logs

import "bytes"

// isNumber reports whether text is a number as JSON spells it, so that it can be written as one.
func isNumber(text []byte) bool {
	if n := digits(text); n == len(text) && n > 0 && text[0] != '0' {
		return true
	}
	s := jsonScanner{data: text}
	return len(text) > 0 && s.number() && s.pos == len(text)
}

// isInteger reports whether it is one without fraction and exponent.
func isInteger(text []byte) bool { return isNumber(text) && bytes.IndexAny(text, ".eE") < 0 }
