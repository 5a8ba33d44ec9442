package value

import (
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Decimals is how decimals are computed: 34 digits, and exponents as IEEE 754's decimal128
// has them. What does not fit is no decimal, so that text of one stays short.
var Decimals = apd.Context{Precision: 34, MaxExponent: 6144, MinExponent: -6143, Rounding: apd.RoundHalfEven,
	Traps: apd.Overflow | apd.InvalidOperation | apd.DivisionByZero | apd.DivisionUndefined}

// plainExponent is the largest exponent, up or down, that a decimal is written without.
const plainExponent = 40

// longestDecimal is how long a text can be that is read as a decimal.
const longestDecimal = 256

// AppendDecimal appends a decimal's text, with the places that it was written with.
func AppendDecimal(dst []byte, x *apd.Decimal) []byte {
	if x.Exponent > plainExponent || x.Exponent < -plainExponent {
		return x.Append(dst, 'E')
	}
	return x.Append(dst, 'f')
}

// ParseDecimal reads a text as todecimal does: a decimal number with an exponent or
// without, with blanks around it allowed.
func ParseDecimal(s string) (x *apd.Decimal, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) > longestDecimal || strings.Trim(s, "0123456789+-.eE") != "" {
		return nil, false
	}
	d, _, err := Decimals.NewFromString(s)
	if err != nil || d.Form != apd.Finite {
		return nil, false
	}
	return d, true
}

// DecimalOf returns the decimal of a real; ok is false for nan and infinities. It is the
// decimal that the real's shortest text says.
func DecimalOf(x float64) (d *apd.Decimal, ok bool) {
	d = new(apd.Decimal)
	if _, err := d.SetFloat64(x); err != nil || d.Form != apd.Finite {
		return nil, false
	}
	return d, true
}

// RealOf returns the real nearest to a decimal.
func RealOf(d *apd.Decimal) float64 {
	x, _ := d.Float64()
	return x
}
