package value

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// ParseLong reads a text as tolong does: a whole number, decimal or 0x hexadecimal, with
// blanks around it allowed; ok is false for all else and where 64 bits are too few.
func ParseLong(s string) (n int64, ok bool) { return parseInteger(s, 64) }

// ParseInt reads a text as toint does: as [ParseLong], within 32 bits.
func ParseInt(s string) (n int64, ok bool) { return parseInteger(s, 32) }

func parseInteger(s string, size int) (int64, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		n, err := strconv.ParseUint(s[2:], 16, size-1)
		return int64(n), err == nil
	}
	n, err := strconv.ParseInt(s, 10, size)
	return n, err == nil
}

// ParseReal reads a text as toreal does: a decimal number with an exponent or without,
// nan or inf, with blanks around it allowed.
func ParseReal(s string) (x float64, ok bool) {
	s = strings.TrimSpace(s)
	switch strings.TrimLeft(s, "+-") {
	case "nan", "NaN":
		return math.NaN(), len(s) <= len("-nan")
	case "inf", "Inf", "infinity", "Infinity":
		x, err := strconv.ParseFloat(s, 64)
		return x, err == nil
	}
	if strings.Trim(s, "0123456789+-.eE") != "" || strings.ContainsAny(s, "xX_iInN") {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil || errors.Is(err, strconv.ErrRange)
}

// ParseBool reads a text as tobool does: true or false in any case, or a whole number,
// which is true unless it is 0.
func ParseBool(s string) (x, ok bool) {
	switch {
	case strings.EqualFold(s, "true"):
		return true, true
	case strings.EqualFold(s, "false"):
		return false, true
	}
	n, ok := ParseLong(s)
	return n != 0, ok
}
